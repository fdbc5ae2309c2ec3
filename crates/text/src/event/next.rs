//! The day of an event in the sentence behind it: "We had a meeting in Tarn. It was twelve years ago."
//!
//! Only where that sentence begins with "it was" and a time, and the one before told of one event without a day.

use super::draft::Draft;
use super::spot::Sentence;

impl Sentence<'_, '_> {
    /// Gives the one event of the sentence before its day.
    pub(super) fn told_behind(&self, drafts: &mut [Draft]) {
        let Some(when) = self.said.phrase_at(0, "it_was").and_then(|end| self.time_after(end, 2)) else {
            return;
        };
        let here = |d: &&mut Draft| d.number + 1 == self.number && d.turn == self.turn && d.of.is_none();
        let mut before = drafts.iter_mut().rev().take_while(here);
        if let (Some(one), None) = (before.next(), before.next())
            && one.interval.is_none()
            && one.step.is_none()
        {
            self.dated(one, Some(when));
            self.sided(one, Some(when), None, 0);
        }
    }
}
