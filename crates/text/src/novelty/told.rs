//! Whether a name is said of somebody or something, and said whole.
//!
//! "Go ahead, Jan." calls out, and in "the Minister of Trade Jan Lind" the piece `Trade Jan Lind` is no name.
//! Such places count, but a name that has no better one is no certain news.

use crate::rules::{NoveltyWords, Rules};
use crate::span::Span;
use crate::words::fold;

/// The surroundings of a name.
struct Spot<'t> {
    name: &'t str,
    /// The text before, without the white space at its end, and its last two words.
    before: &'t str,
    last: &'t str,
    before_last: &'t str,
    /// The text behind, white space left out at its head, and its first two words.
    behind: &'t str,
    next: &'t str,
    after_next: &'t str,
    /// True when a line ends behind the name.
    ends_line: bool,
    /// True when a hyphen or an apostrophe joins it to what stands before, or a hyphen to what follows.
    is_tied: bool,
}

impl<'t> Spot<'t> {
    fn of(text: &'t str, name: Span) -> Spot<'t> {
        let before = text[..name.start].trim_end();
        let (tail, behind) = (&text[name.end..], text[name.end..].trim_start());
        let mut back = before.rsplit(char::is_whitespace);
        let mut on = behind.split(|c: char| !c.is_alphanumeric());
        Spot {
            name: name.of(text),
            before,
            last: back.next().unwrap_or_default(),
            before_last: back.next().unwrap_or_default(),
            behind,
            next: on.next().unwrap_or_default(),
            after_next: on.find(|w| !w.is_empty() && *w != "the").unwrap_or_default(),
            ends_line: tail[..tail.len() - behind.len()].contains('\n'),
            is_tied: tail.starts_with(['-', '‑', '–']) || text[..name.start].ends_with(['-', '‑', '\'', '’']),
        }
    }

    /// "Go ahead, Jan.", "Jan, please", "Thanks, Jan".
    fn is_called(&self, shelf: Option<&NoveltyWords>) -> bool {
        let led = self.before.is_empty() || self.before.ends_with([',', ':', '\n', '.', '?', '!', '—', '–']);
        let parted = self.behind.is_empty() || self.behind.starts_with([',', '.', '?', '!', '—', '–']);
        led && parted || shelf.is_some_and(|s| s.calls.contains(&self.last.to_lowercase()))
    }

    /// "Minister of | **Trade**", "the Miners and | **Smelters Union**", "Open | **Harbours Act**".
    fn lacks_head(&self, rules: &Rules) -> bool {
        let capital = |w: &str| w.starts_with(char::is_uppercase);
        // "Bureau of | **River Trade**", "Envoy for | **Rivers Jan Lind**".
        let joined = matches!(self.last, "of" | "for" | "on") && capital(self.before_last);
        if joined && self.name.contains(' ') && !rules.names.canonical.contains_key(&fold(self.name)) {
            return true;
        }
        let head = self.name.rsplit(' ').next().unwrap_or_default().to_lowercase();
        let is_head = |w: &str| rules.names.common.contains(w) || rules.usage.bodies.contains(w);
        let institution = is_head(&head) || is_head(head.trim_end_matches('s'));
        let of_list = matches!(self.last, "and" | "&") && capital(self.before_last)
            || self.last == "in" && capital(self.before_last) && self.name.contains(' ');
        let folded = self.last.to_lowercase();
        let titled = rules.wording.titles.contains(&folded)
            || rules.labels.is_office(self.last)
            || rules.wording.is_function(&folded)
            || folded.ends_with("'s")
            || folded.ends_with("’s");
        let led = self.last.starts_with(char::is_uppercase)
            && self.last.chars().all(|c| c.is_alphanumeric() || matches!(c, '\'' | '’'))
            && !titled;
        self.last == "of" && rules.labels.is_office(self.before_last) || institution && (of_list || led)
    }

    /// "the **Crown** | Prince", "**Open Harbours** and Rivers Act", "the **Office** for Trade".
    fn lacks_tail(&self, rules: &Rules) -> bool {
        let capital = |w: &str| w.starts_with(char::is_uppercase);
        let is_next = !self.behind.starts_with(|c: char| !c.is_alphanumeric());
        let cut =
            is_next && !self.ends_line && self.next.starts_with(|c: char| c.is_uppercase() || c.is_numeric());
        let joined = matches!(self.next, "and" | "of" | "for" | "on" | "in") && capital(self.after_next);
        // "the Miners' | Union", "Jan O | 'Lind".
        let owns = self.behind.strip_prefix(['\'', '’']);
        let owns = owns
            .is_some_and(|r| capital(r) || self.name.contains(' ') && capital(r.trim_start_matches("s ")));
        // "Speaker Mer — Speaker Merrow": a slip that is taken back.
        let broken = self.behind.starts_with(['—', '–']);
        // "Boats on Rivers": a name of one word that goes on.
        let is_place = rules.usage.before_place.contains(&self.last.to_lowercase())
            || rules.names.canonical.contains_key(&fold(self.name));
        let goes_on = matches!(self.next, "of" | "on") && !is_place;
        cut || owns || broken || (self.name.contains(' ') || goes_on) && is_next && joined
    }

    /// "the Ras | **al Tavit**".
    fn is_beside_piece(&self, rules: &Rules) -> bool {
        let is_piece = |w: &str| {
            (2..=3).contains(&w.len())
                && w.chars().all(|c| c.is_lowercase() && !c.is_ascii_digit())
                && !rules.wording.is_function(w)
        };
        is_piece(self.last) || is_piece(self.next)
    }
}

/// False for a name called out to one who is there, and for a piece of something longer.
pub(super) fn is_told(text: &str, name: Span, shelf: Option<&NoveltyWords>, rules: &Rules) -> bool {
    let spot = Spot::of(text, name);
    !spot.is_tied
        && !spot.is_called(shelf)
        && !spot.lacks_head(rules)
        && !spot.lacks_tail(rules)
        && !spot.is_beside_piece(rules)
}

/// True for a name that stands before a noun like an adjective: "the **Tavic** schools", not "**Tavit** knows".
pub(super) fn is_adjective(text: &str, name: Span, shelf: Option<&NoveltyWords>, rules: &Rules) -> bool {
    let spot = Spot::of(text, name);
    let led = shelf.is_some_and(|s| s.opens.contains(&spot.last.to_lowercase()));
    let tight = text[name.end..].starts_with(' ');
    led && tight && spot.next.starts_with(char::is_lowercase) && !rules.wording.is_function(spot.next)
}

/// "in Brona", "from Kolvany".
pub(super) fn is_place(text: &str, name: Span, shelf: Option<&NoveltyWords>) -> bool {
    let before = text[..name.start].trim_end_matches(' ').rsplit(|c: char| !c.is_alphabetic()).next();
    before.zip(shelf).is_some_and(|(b, s)| s.places.contains(b))
}
