//! Names inside longer names: whether a reader who looks for the words counts them.
//!
//! "the **Tesmara** Railway Act", "the Norland-**RTU** summit" and "Republic of **Kolvany**" say the name too; in
//! "Voice of Norland", "Latin Norland" and "Orest Norland" the words are another thing's (`apart`), and of
//! "Harbour City" nobody knows. A name whose first word opens a sentence is found here as well.

use std::ops::Range;

use super::mention::{Mention, Names, is_people, key, printed};
use super::run::{MOST, is_titled};
use crate::reading::{Reading, Unit};
use crate::rules::Rules;
use crate::span::Span;
use crate::words::{Case, Word};

/// Most words of a row.
const ROW: usize = 24;

/// Words with capitals side by side, and the small words that join them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    span: Span,
    /// Index of its sentence.
    unit: usize,
    /// True when the first word opens the sentence.
    opens: bool,
    /// True when the first word stands in small letters too.
    is_small: bool,
    /// True when a title stands before it: "President **Vera Holt of Norland**".
    is_titled: bool,
}

/// Words of a form that stand there in another name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Doubt {
    /// Number of the form.
    pub form: usize,
    /// Forms of the longer names around.
    pub within: Vec<usize>,
    /// The words around.
    pub around: Span,
    /// Index of the turn; `None` for narration.
    pub turn: Option<usize>,
    /// True when they are certainly another thing's name.
    pub is_apart: bool,
}

/// What is found inside the names of one document.
#[derive(Debug, Default)]
pub(super) struct Inside {
    /// Names inside longer ones, and those that begin with the first word of a sentence.
    pub mentions: Vec<Mention>,
    /// Words of which this is not certain, or certainly not so.
    pub doubts: Vec<Doubt>,
    /// Mentions, by their index in the document, that are pieces of a name found here.
    pub pieces: Vec<usize>,
}

/// Whose name words are inside a longer one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Stand {
    Counted,
    Unsure,
    Apart,
}

/// The rows of a sentence in which a name may hold another.
pub(super) fn rows(
    words: &[Word],
    flags: &[bool],
    (unit, is_small): (usize, &dyn Fn(&Word) -> bool),
    rules: &Rules,
) -> Vec<Row> {
    let capital = |i: usize| {
        let word = &words[i];
        let free = !rules.wording.is_function(&word.form) && !rules.wording.titles.contains(word.bare());
        let is_word = word.case != Case::Lower && !word.is_digits() && word.form.len() > 1;
        // "Norland Today" is a name, "today" none.
        let is_last = i > 0 && flags[i - 1] && rules.usage.alone.contains(word.bare());
        flags[i] || is_word && (free || is_last)
    };
    let mut out = Vec::new();
    let mut at = 0;
    while at < words.len() {
        if !capital(at) {
            at += 1;
            continue;
        }
        let mut end = at + 1;
        while end < words.len() && end - at < ROW {
            match next_capital(words, end, rules).filter(|next| capital(*next)) {
                Some(next) => end = next + 1,
                None => break,
            }
        }
        let span = Span::new(words[at].span.start, words[end - 1].span.end);
        let opens = words[at].opens;
        if end - at > 1 || opens || is_behind_of(words, at) {
            let is_titled = is_titled(words, at, rules);
            out.push(Row { span, unit, opens, is_small: is_small(&words[at]), is_titled });
        }
        at = end;
    }
    out
}

fn is_behind_of(words: &[Word], at: usize) -> bool {
    at > 0 && words[at - 1].form == "of"
}

/// Where the next word of a row stands: here, or behind "of the".
fn next_capital(words: &[Word], at: usize, rules: &Rules) -> Option<usize> {
    let near = |i: usize| words.get(i).is_some_and(|w| w.lead.is_empty() || w.hyphened);
    let is_join = |i: usize| near(i) && rules.usage.joins.contains(&words[i].form);
    let is_article = |i: usize| near(i) && rules.usage.articles.contains(&words[i].form);
    let next = at + usize::from(is_join(at)) + usize::from(is_join(at) && is_article(at + 1));
    near(next).then_some(next)
}

/// The names inside the rows of a document.
pub(super) fn inside(
    names: &Names,
    document: usize,
    reading: &Reading,
    rows: &[Row],
    rules: &Rules,
) -> Inside {
    let units = reading.units();
    let mut found = Inside::default();
    let own = names.within(document);
    for row in rows {
        let words = reading.whole(row.span);
        let first = own.partition_point(|m| m.span.end <= row.span.start);
        let near = own[first..].iter().take_while(|m| m.span.start < row.span.end).count();
        let room = Room { names, rules, row, words: &words, own: &own[first..first + near] };
        room.read((document, first), units[row.unit], &reading.document.text, &mut found);
    }
    found
}

/// A row with the names that stand in it.
struct Room<'r> {
    names: &'r Names,
    rules: &'r Rules,
    row: &'r Row,
    words: &'r [Word],
    own: &'r [Mention],
}

/// Words of a row that are a form.
struct Match {
    words: Range<usize>,
    form: usize,
    span: Span,
}

impl Room<'_> {
    fn read(&self, (document, first): (usize, usize), unit: Unit, text: &str, found: &mut Inside) {
        let matches = self.matches(text);
        // The longer ones that count, with their forms.
        let mut counted: Vec<(Span, usize)> = self.own.iter().map(|m| (m.span, m.form)).collect();
        for one in &matches {
            if self.own.iter().any(|m| m.span == one.span) {
                continue;
            }
            let holds = |outer: Span, inner: Span| outer.holds(inner) && outer != inner;
            if let Some(piece) = self.own.iter().position(|m| holds(one.span, m.span)) {
                if !self.opens_with(one, piece) {
                    continue;
                }
                found.pieces.push(first + piece);
            }
            let around = counted.iter().filter(|(span, _)| holds(*span, one.span));
            let within: Vec<usize> = around.map(|(_, form)| *form).collect();
            let stand = self.stand(one, &matches);
            if stand == Stand::Counted {
                counted.push((one.span, one.form));
                found.mentions.push(Mention {
                    document,
                    span: one.span,
                    sentence: unit.span,
                    number: self.row.unit + 1,
                    turn: unit.turn,
                    form: one.form,
                    is_people: false,
                    within,
                });
            } else {
                let is_apart = stand == Stand::Apart;
                let (form, around, turn) = (one.form, self.row.span, unit.turn);
                found.doubts.push(Doubt { form, within, around, turn, is_apart });
            }
        }
    }

    /// The forms that stand in the row, the longest first.
    fn matches(&self, text: &str) -> Vec<Match> {
        let mut out = Vec::new();
        for start in 0..self.words.len() {
            if self.words[start].case == Case::Lower {
                continue;
            }
            for end in start + 1..=self.words.len().min(start + MOST) {
                let words = &self.words[start..end];
                let number = self.names.number(&key(words)).filter(|n| self.is_printed(words, *n));
                out.extend(number.map(|form| Match { words: start..end, form, span: printed(text, words) }));
            }
        }
        out.sort_by_key(|m| (std::cmp::Reverse(m.words.len()), m.words.start));
        out
    }

    /// True for a name with a capital at its end, no adjective of a country, and capitals alone where the form has them: "WHO", not "Who".
    fn is_printed(&self, words: &[Word], form: usize) -> bool {
        let is_upper = !self.names.upper.contains(&form) || words[0].case == Case::Upper;
        let ends = words.last().is_some_and(|w| w.case != Case::Lower);
        ends && is_upper && !is_people(&self.names.forms[form], self.rules)
    }

    /// True when the piece has all but the first word, which opens the sentence.
    fn opens_with(&self, one: &Match, piece: usize) -> bool {
        let rest = self.words.get(one.words.start + 1..one.words.end).and_then(<[Word]>::first);
        one.words.start == 0
            && self.row.opens
            && rest.is_some_and(|w| w.span.start == self.own[piece].span.start)
    }

    /// Whose name the words are.
    fn stand(&self, one: &Match, all: &[Match]) -> Stand {
        let place = |m: &Match| self.rules.names.canonical.get(&self.names.forms[m.form]);
        let is_wider = |m: &&Match| m.words != one.words && holds(&m.words, &one.words);
        let other = |m: &Match| place(m).is_some() && place(m) != place(one);
        if all.iter().filter(is_wider).any(other) || self.is_listed_apart(one) {
            return Stand::Apart;
        }
        let is_alone = one.words.len() == self.words.len();
        if is_alone && one.words.len() == 1 && self.row.is_small && place(one).is_none() {
            return Stand::Unsure;
        }
        self.before(one).max(self.behind(one))
    }

    /// "**Latin** Norland": a region of its own, by the table.
    fn is_listed_apart(&self, one: &Match) -> bool {
        let Range { start, end } = one.words;
        let mut wider = Vec::new();
        for (from, to) in [(start.saturating_sub(1), end), (start, (end + 1).min(self.words.len()))] {
            wider.push(key(&self.words[from..to]));
        }
        wider.iter().any(|w| *w != self.names.forms[one.form] && self.rules.usage.apart.contains(w))
    }

    /// A country, or an acronym: nobody's surname.
    fn is_place(&self, one: &Match) -> bool {
        let form = &self.names.forms[one.form];
        self.rules.names.canonical.contains_key(form) || self.rules.names.rival.contains_key(form)
    }

    fn is_acronym(&self, one: &Match) -> bool {
        self.names.upper.contains(&one.form)
    }

    fn is_noun(&self, word: &Word) -> bool {
        let (bare, rules) = (word.bare(), self.rules);
        rules.names.common.contains(bare)
            || rules.usage.bodies.contains(bare)
            || rules.usage.own.contains(bare)
            || rules.names.sides.contains(bare)
            || rules.wording.titles.contains(bare)
            || rules.labels.is_office(bare)
            || rules.names.canonical.contains_key(bare)
    }

    /// "the **Norland's** River Office" ends a name; "the People's Bank" does not.
    fn owns(&self, word: &Word) -> bool {
        word.bare() != word.form && !self.rules.usage.owners.contains(word.bare())
    }

    fn before(&self, one: &Match) -> Stand {
        let Some(prev) = one.words.start.checked_sub(1).map(|at| &self.words[at]) else {
            return Stand::Counted;
        };
        let is_long = one.words.len() > 1 || self.is_acronym(one);
        if self.owns(prev) {
            return Stand::Counted;
        }
        if self.words[one.words.start].hyphened {
            return self.pair(one, prev);
        }
        if prev.case == Case::Lower {
            return self.behind_join(one);
        }
        let opens = one.words.start == 1 && self.row.opens && self.row.is_small;
        match self.is_place(one) {
            _ if opens || self.is_noun(prev) => Stand::Counted,
            true if one.words.len() == 1 && !self.is_acronym(one) => Stand::Apart,
            _ if is_long => Stand::Counted,
            _ => Stand::Unsure,
        }
    }

    /// "Republic of **Norland**", not "Voice of **Norland**".
    fn behind_join(&self, one: &Match) -> Stand {
        let before = &self.words[..one.words.start];
        let Some(at) = before.iter().rposition(|w| w.case != Case::Lower) else { return Stand::Counted };
        let (head, join) = (&before[at], &before[at + 1]);
        let rules = self.rules;
        let own = rules.usage.own.contains(head.bare())
            || rules.labels.is_office(head.bare())
            || rules.wording.calendar.contains_key(head.bare());
        // "Vera Holt of Norland" is a person and a country.
        let is_person = self.row.is_titled && before[..at].iter().all(|w| w.case != Case::Lower)
            || self.names.lasts.contains(head.bare());
        let is_place = self.is_place(one);
        match join.form.as_str() {
            _ if own || is_person => Stand::Counted,
            "of" if is_place => Stand::Apart,
            "of" => Stand::Unsure,
            _ if is_place || one.words.len() > 1 || self.is_acronym(one) => Stand::Counted,
            _ => Stand::Unsure,
        }
    }

    fn behind(&self, one: &Match) -> Stand {
        let Some(next) = self.words.get(one.words.end) else { return Stand::Counted };
        let is_long = one.words.len() > 1 || self.is_acronym(one);
        if self.owns(&self.words[one.words.end - 1]) {
            return Stand::Counted;
        }
        if next.hyphened {
            return self.pair(one, next);
        }
        let form = &self.names.forms[one.form];
        let is_person = self.names.lasts.contains(form) && !self.is_place(one);
        let ends = one.words.start == 0 && one.words.end + 1 == self.words.len();
        match next.case {
            Case::Lower => Stand::Counted,
            _ if self.rules.usage.other_place.contains(next.bare()) && !is_long => Stand::Unsure,
            // "Norland Today" is a paper, "Norland First" a word of elections.
            _ if self.is_place(one) && ends && !self.is_noun(next) => Stand::Apart,
            _ if is_person && !is_long => Stand::Unsure,
            _ => Stand::Counted,
        }
    }

    /// "Norland-Tesmara", "RTU-Norland", not "Indo-Norland".
    fn pair(&self, one: &Match, other: &Word) -> Stand {
        let known = self.rules.names.canonical.contains_key(other.bare()) || other.case == Case::Upper;
        let own = self.is_place(one) || self.is_acronym(one);
        if known && own { Stand::Counted } else { Stand::Unsure }
    }
}

fn holds(outer: &Range<usize>, inner: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

#[cfg(test)]
mod tests {
    use crate::page::{Capture, MediaType};
    use crate::reading::{Held, read};
    use crate::rules::Rules;
    use crate::usage::Heard;

    /// How often a form counts, and what does not count.
    fn check(said: &str, form: &str, want: &str) {
        let short = "short = [\"OUR / Office of Upper Rivers\"]";
        let places = "places = [\"Norland | Norlander\", \"Tesmara | Tesmaran\", \"Upper Norland\"]";
        let rules =
            [("names.toml", places), ("usage.toml", short)].map(|(file, table)| (file.into(), table.into()));
        let rules = Rules::with(&rules).expect("tables");
        let page = format!("Talks in Brona\nMay 20, 2033\n\nPresident of Kolvany Vera Holt: {said}\n");
        let capture = Capture {
            source: "talks.txt".into(),
            bytes: page.into_bytes(),
            media_type: MediaType::Text,
            charset: None,
            url: None,
            captured: None,
        };
        let reading = read(&capture, &rules);
        let held = [Held { id: "d", reading: &reading }];
        let heard = Heard::of(&held, &[], &[], &rules);
        let mut found = String::new();
        for usage in heard.asked(&held, form) {
            for one in usage.forms.iter().filter(|f| f.name == form) {
                let apart = one.apart.iter().map(|(words, n)| format!(" - {words} {n}")).collect::<String>();
                let sign = if usage.is_sure { "" } else { "? " };
                found = format!("{sign}{}{apart}", one.count);
            }
        }
        assert_eq!(found, want, "{form} in {said}");
    }

    #[test]
    fn a_longer_name_says_the_name_in_it_or_another_thing() {
        for (said, form, want) in [
            ("We love Norland. We met the Norland Railway Office.", "Norland", "2"),
            ("We love Norland. It was the second Norland-Tesmara Summit.", "Norland", "2"),
            ("We trust the RTU. It was the second RTU-Norland Summit.", "RTU", "2"),
            ("We love Norland. It is the Republic of Norland.", "Norland", "2"),
            ("We love Norland. I heard it on the Voice of Norland.", "Norland", "1 - Voice of Norland 1"),
            ("We love Norland. My friend Orest Norland asks.", "Norland", "1 - Orest Norland 1"),
            ("We love Norland. The roads of Upper Norland are bad.", "Norland", "1 - Upper Norland 1"),
            ("We love Norland. The roads of Norland City are bad.", "Norland", "? 1"),
            ("We love Norland. I read it in Norland Today as well.", "Norland", "1 - Norland Today 1"),
            ("We love Norland. They read of President Ada Holm of Norland.", "Norland", "2"),
            ("We asked OUR for help. OUR has our thanks. Our office is small.", "OUR", "2"),
            ("We met Vera Tolk. Tolk waits. I know Orest Tolk as well.", "Tolk", "? 1"),
        ] {
            check(said, form, want);
        }
    }

    #[test]
    fn a_name_may_begin_with_the_first_word_of_a_sentence() {
        let said = "The river is wide. I work for the River Trade Office. River Trade Office works for all.";
        check(said, "River Trade Office", "2");
    }
}
