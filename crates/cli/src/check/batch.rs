//! Many claims at once: read in one thread, judged in several, told in the order of the input.
//!
//! Rows are taken as they come and answers go out as soon as all before them have: nothing waits for the
//! end of the input. Each judge opens the record for itself; at most `AHEAD` claims wait to be judged.

use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, SyncSender, channel, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread;

use variorum_record::Checker;
use variorum_text::verdict::{Claim, Code};

use crate::csv::BadRow;
use crate::house::House;
use crate::kept::{open, told};

/// Claims that wait to be judged.
const AHEAD: usize = 256;
/// Most judges.
const MOST_JUDGES: usize = 8;

/// What became of a row.
pub enum Outcome {
    /// It was judged; the answer as it is printed.
    Told(Code, Vec<u8>),
    /// It could not be used.
    Bad(BadRow),
}

type Answered = (usize, anyhow::Result<Outcome>);

/// Judges all rows. `tell` gets each outcome in the order of the rows.
///
/// # Errors
/// When the record cannot be read or `tell` fails; then the rest is left.
pub fn judge_all(
    rows: impl Iterator<Item = Result<Claim, BadRow>> + Send,
    house: &House,
    tell: &mut dyn FnMut(Outcome) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let (ask, asked) = sync_channel::<(usize, Claim)>(AHEAD);
    let (answer, answers) = channel::<Answered>();
    let asked = Mutex::new(asked);
    let n_judges = thread::available_parallelism().map_or(1, usize::from).min(MOST_JUDGES);
    thread::scope(|scope| {
        let asked = &asked;
        for _ in 0..n_judges {
            let answer = answer.clone();
            scope.spawn(move || judge(asked, house, &answer));
        }
        scope.spawn(move || hand_out(rows, &ask, &answer));
        let mut waiting: BTreeMap<usize, Outcome> = BTreeMap::new();
        let mut next = 0;
        for (n, outcome) in answers {
            waiting.insert(n, outcome?);
            while let Some(outcome) = waiting.remove(&next) {
                tell(outcome)?;
                next += 1;
            }
        }
        Ok(())
    })
}

/// Hands out the rows; one that is no claim is answered at once.
fn hand_out(
    rows: impl Iterator<Item = Result<Claim, BadRow>>,
    ask: &SyncSender<(usize, Claim)>,
    answer: &std::sync::mpsc::Sender<Answered>,
) {
    for (n, row) in rows.enumerate() {
        let is_open = match row {
            Ok(claim) => ask.send((n, claim)).is_ok(),
            Err(bad) => answer.send((n, Ok(Outcome::Bad(bad)))).is_ok(),
        };
        if !is_open {
            break;
        }
    }
}

/// Judges claims until there are no more, or nobody listens.
fn judge(asked: &Mutex<Receiver<(usize, Claim)>>, house: &House, answer: &std::sync::mpsc::Sender<Answered>) {
    let next = || asked.lock().unwrap_or_else(PoisonError::into_inner).recv().ok();
    let Some(mut job) = next() else { return };
    let record = match open(house) {
        Ok(record) => record,
        Err(error) => return drop(answer.send((job.0, Err(error)))),
    };
    let checker = match Checker::new(&record).map_err(told) {
        Ok(checker) => checker,
        Err(error) => return drop(answer.send((job.0, Err(error)))),
    };
    loop {
        let mut text = Vec::new();
        let found = super::answer(&job.1, house, &checker, &mut text);
        let outcome = found.map(|answer| Outcome::Told(answer.verdict.code, text));
        if answer.send((job.0, outcome)).is_err() {
            return;
        }
        match next() {
            Some(new) => job = new,
            None => return,
        }
    }
}
