//! A brief: what a set of documents holds, small enough for one screen.
//!
//! Meetings with their versions, the turns and words of each speaker, the days covered, and the
//! differences of rank 1 between the versions of a meeting. Each version is compared with the one
//! it was taken from where that is evident, else with the meeting's original; so a change that a
//! portal makes to an agency's text is told once, and of the portal.
//! Which documents are one meeting is known to `meeting`, what differs to `collation`.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::at_once::each;
use crate::collation::{Class, Collation, Relation, Row, Witness, collate};
use crate::echo::{Echo, echoes};
use crate::meeting::whole::whole_people;
use crate::meeting::{Meeting, Member, Relation as Kinship};
use crate::novelty::{Novelty, novelty};
use crate::reading::{Held, Reading};
use crate::rules::Rules;
use crate::span::Span;
use crate::statement::each_token;
use crate::transcript::Turn;
use crate::usage::{Aligned, Heard, Usage};

/// What a set of documents holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Brief {
    /// Number of documents.
    pub documents: usize,
    /// Publishers with the number of their documents, most first; `None` where none is named.
    pub publishers: Vec<(Option<String>, usize)>,
    /// The meetings, by day.
    pub meetings: Vec<MeetingBrief>,
    /// Turns of all documents.
    pub turns: usize,
    /// Named speakers, most words first; versions of one meeting count each.
    pub speakers: Vec<Share>,
    /// First day covered.
    pub from: Option<Date>,
    /// Last day covered.
    pub to: Option<Date>,
    /// Where speakers cite what was said.
    pub echoes: Vec<Echo>,
    /// Things that are called by more than one name, most varied first; those alone of which that, and the counts,
    /// are certain.
    pub names: Vec<Usage>,
    /// Each meeting against the earlier ones of the same people; meetings count as in `meetings`.
    pub novelty: Vec<Novelty>,
}

/// A named speaker's part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// The name as bound on the pages.
    pub name: String,
    /// Number of turns.
    pub turns: usize,
    /// Words in them, notes left out.
    pub words: usize,
}

/// A meeting with what its versions differ in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeetingBrief {
    /// The meeting.
    pub meeting: Meeting,
    /// Changed rows that hold a difference of rank 1.
    pub material: usize,
    /// Sentences that a version does not have of the one it is compared with; reports are no versions here.
    pub omitted: usize,
    /// Sentences that only the compared version has.
    pub added: usize,
    /// The differences of rank 1 in the order of the versions and of their text.
    pub differences: Vec<Material>,
    /// What each comparison found, in the order of the versions.
    pub pairs: Vec<Pair>,
    /// Documents that tell of another part of the meeting than the one they were compared with.
    pub apart: Vec<String>,
}

/// What two versions of a meeting differ in, counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The documents compared: the one compared with, and the other.
    pub documents: (String, String),
    /// Changed rows that hold a difference of rank 1.
    pub material: usize,
    /// Sentences that the second does not have.
    pub omitted: usize,
    /// Sentences that only the second has.
    pub added: usize,
    /// Differences of ranks 2 to 4.
    pub lower: usize,
}

/// A difference of rank 1 between two versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Material {
    /// What it is.
    pub class: Class,
    /// The documents compared: the one compared with, and the other.
    pub documents: (String, String),
    /// The words of the first; `None` when it has none.
    pub a: Option<Words>,
    /// The words of the second; `None` when it has none.
    pub b: Option<Words>,
}

/// Words with their place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// Where they stand in the document's text.
    pub span: Span,
    /// Number, from one, of the sentence among the units of the document.
    pub sentence: usize,
    /// The sentence or sentences around.
    pub within: Span,
}

/// Makes the brief of documents and of the meetings that they are versions of.
pub fn brief(documents: &[Held], meetings: &[Meeting], rules: &Rules) -> Brief {
    let by_id: BTreeMap<&str, &Reading> = documents.iter().map(|h| (h.id, h.reading)).collect();
    let mut days: Vec<Date> = documents.iter().filter_map(|h| day(h.reading)).collect();
    days.sort();
    // Echoes need nothing of the comparisons.
    let (echoes, told) = std::thread::scope(|scope| {
        let echoes = scope.spawn(|| echoes(documents, meetings, rules));
        let told = each(meetings, |m| meeting(m.clone(), &by_id, rules));
        (echoes.join().unwrap_or_else(|fault| std::panic::resume_unwind(fault)), told)
    });
    let heard = Heard::of(documents, meetings, &aligned(&told, documents), rules);
    Brief {
        documents: documents.len(),
        publishers: publishers(documents),
        turns: documents.iter().map(|h| h.reading.transcript.turns.len()).sum(),
        speakers: speakers(documents),
        from: days.first().copied(),
        to: days.last().copied(),
        echoes,
        names: heard.varied(documents).into_iter().filter(|u| u.is_sure).collect(),
        novelty: novelty(documents, meetings, &heard, rules),
        meetings: told,
    }
}

/// Names that stand for each other in versions.
fn aligned(told: &[MeetingBrief], documents: &[Held]) -> Vec<Aligned> {
    let by_id: BTreeMap<&str, usize> = documents.iter().enumerate().map(|(n, h)| (h.id, n)).collect();
    let named = told.iter().flat_map(|m| &m.differences).filter(|d| d.class == Class::Name);
    let place = |id: &str, words: Option<&Words>| Some((*by_id.get(id)?, words?.span));
    named
        .filter_map(|d| Some((place(&d.documents.0, d.a.as_ref())?, place(&d.documents.1, d.b.as_ref())?)))
        .collect()
}

/// The day of the words, else of the publication.
fn day(reading: &Reading) -> Option<Date> {
    let told = reading.meeting.as_ref().and_then(|m| m.date);
    told.or(reading.document.published.map(|p| p.date))
}

fn publishers(documents: &[Held]) -> Vec<(Option<String>, usize)> {
    let mut counts: BTreeMap<Option<String>, usize> = BTreeMap::new();
    for held in documents {
        *counts.entry(held.reading.document.publisher.clone()).or_default() += 1;
    }
    let mut found: Vec<(Option<String>, usize)> = counts.into_iter().collect();
    found.sort_by_key(|(name, n)| (std::cmp::Reverse(*n), name.is_none()));
    found
}

fn speakers(documents: &[Held]) -> Vec<Share> {
    let mut shares: BTreeMap<&str, Share> = BTreeMap::new();
    for reading in documents.iter().map(|h| h.reading) {
        for turn in &reading.transcript.turns {
            let Some(name) = turn.speaker.name.as_deref() else { continue };
            let share = shares.entry(name).or_default();
            share.turns += 1;
            share.words += n_words(turn, reading);
        }
    }
    let named = shares.into_iter().map(|(name, share)| Share { name: name.to_string(), ..share });
    let mut found: Vec<Share> = named.collect();
    found.sort_by_key(|s| std::cmp::Reverse(s.words));
    found
}

fn n_words(turn: &Turn, reading: &Reading) -> usize {
    let words = turn.words.of(&reading.document.text);
    let notes: Vec<Span> =
        reading.transcript.notes.iter().map(|n| n.span).filter(|n| turn.words.holds(*n)).collect();
    let mut count = 0;
    each_token(words, |span, _| {
        let place = span.shifted(turn.words.start);
        count += usize::from(!notes.iter().any(|n| n.holds(place)));
    });
    count
}

fn meeting(meeting: Meeting, readings: &BTreeMap<&str, &Reading>, rules: &Rules) -> MeetingBrief {
    let pages: Vec<&Reading> =
        meeting.members.iter().filter_map(|m| readings.get(m.document.as_str()).copied()).collect();
    let participants = whole_people(&meeting.participants, &pages, rules);
    let meeting = Meeting { participants, ..meeting };
    let mut told = MeetingBrief {
        material: 0,
        omitted: 0,
        added: 0,
        differences: Vec::new(),
        pairs: Vec::new(),
        apart: Vec::new(),
        meeting,
    };
    let members = told.meeting.members.clone();
    for (base, other) in pairs(&members) {
        let documents = (base, other.document.as_str());
        let (Some(a), Some(b)) = (readings.get(base), readings.get(documents.1)) else { continue };
        let witnesses = vec![Witness::from_reading(a, "A"), Witness::from_reading(b, "B")];
        // A report tells of a meeting and leaves out nearly all of it: what it lacks is no news.
        let is_whole = other.relation != Kinship::Report;
        let collation = collate(witnesses, rules);
        if other.relation == Kinship::Translation && are_parts(&collation) {
            told.apart.push(other.document.clone());
            continue;
        }
        count(&mut told, documents, &collation, is_whole);
    }
    told
}

/// Sentences of the shorter of two documents from which on it shows whether they tell the same.
const TELLING: usize = 8;

/// The opening of talks and the statements after them share greetings and thanks: less than half of the
/// shorter one's sentences answer to any of the other's, where versions share nearly all.
fn are_parts(collation: &Collation) -> bool {
    let all = |side: usize| collation.witnesses.get(side).map_or(0, |w| w.units.len());
    let shorter = usize::from(all(1) < all(0));
    let both = collation.rows.iter().filter(|r| r.units.iter().all(|u| !u.is_empty()));
    let met: usize = both.filter_map(|r| r.units.get(shorter)).map(ExactSizeIterator::len).sum();
    all(shorter) >= TELLING && met * 2 < all(shorter)
}

/// Each version with the one it is compared with.
fn pairs(members: &[Member]) -> Vec<(&str, &Member)> {
    let Some((original, others)) = members.split_first() else { return Vec::new() };
    let mut found = Vec::with_capacity(others.len());
    for member in others {
        let source = members.iter().find(|m| member.from.as_ref() == Some(&m.document));
        let base = source.unwrap_or(original);
        found.push((base.document.as_str(), member));
    }
    found
}

/// Adds what one comparison found; of versions that are not whole only what both say.
fn count(told: &mut MeetingBrief, documents: (&str, &str), collation: &Collation, is_whole: bool) {
    let documents = (documents.0.to_string(), documents.1.to_string());
    let mut pair = Pair { documents: documents.clone(), material: 0, omitted: 0, added: 0, lower: 0 };
    let is_told = |row: &&Row| is_whole || !matches!(row.relation, Relation::Omitted | Relation::Added);
    for row in collation.rows.iter().filter(is_told) {
        let is_material = row.differences.iter().any(|d| d.difference.is_material());
        match row.relation {
            Relation::Omitted => pair.omitted += 1,
            Relation::Added => pair.added += 1,
            Relation::Changed | Relation::Moved => pair.material += usize::from(is_material),
            Relation::Identical => {}
        }
        pair.lower += row.differences.iter().filter(|d| !d.difference.is_material()).count();
        for found in row.differences.iter().filter(|d| d.difference.is_material()) {
            let words = |side: usize, span: Option<Span>| {
                let units = row.units.get(side)?.clone();
                let witness = collation.witnesses.get(side)?;
                let (first, last) =
                    (witness.units.get(units.start)?, witness.units.get(units.end.checked_sub(1)?)?);
                let sentence = units.start + 1;
                Some(Words { span: span?, sentence, within: Span::new(first.span.start, last.span.end) })
            };
            told.differences.push(Material {
                class: found.difference.class,
                documents: documents.clone(),
                a: words(found.sides.0, found.difference.a),
                b: words(found.sides.1, found.difference.b),
            });
        }
    }
    told.material += pair.material;
    told.omitted += pair.omitted;
    told.added += pair.added;
    told.pairs.push(pair);
}

#[cfg(test)]
mod tests {
    use super::are_parts;
    use crate::collation::{Witness, WitnessUnit, collate};
    use crate::rules::Rules;
    use crate::span::Span;

    fn witness(sigil: &str, lines: &[&str]) -> Witness {
        let (mut text, mut units) = (String::new(), Vec::new());
        for line in lines {
            let start = text.len();
            text.push_str(line);
            let span = Span::new(start, text.len());
            let speaker = Some("Vera Holt".to_string());
            units.push(WitnessUnit {
                span,
                turn: Some(0),
                speaker,
                label: None,
                asks: false,
                label_span: None,
            });
            text.push('\n');
        }
        Witness {
            sigil: sigil.into(),
            source: sigil.into(),
            publisher: None,
            text,
            units,
            unheard: Vec::new(),
            struck: Vec::new(),
        }
    }

    #[test]
    fn two_parts_of_a_day_are_no_versions() {
        let opening = [
            "Mr President, welcome to Brona.",
            "We have much to speak of today.",
            "Our ministers met in May.",
            "The harbour works again.",
            "We shall look at the railway too.",
            "The students come to us every autumn.",
            "I hope for a good talk.",
            "Please, you have the floor.",
        ];
        let statements = [
            "Ladies and gentlemen,",
            "The talks have just ended.",
            "We signed four papers on trade and one on culture.",
            "Grain goes by sea from now on.",
            "A new mill opens in Lindar.",
            "Energy was the longest chapter.",
            "Two banks will open their doors here.",
            "I thank my colleague.",
            "Thank you very much.",
        ];
        let other_words = [
            "Mr President, welcome to the city of Brona.",
            "We have a lot to speak of today.",
            "In May our ministers met.",
            "The harbour is working again.",
            "We shall look at the railway as well.",
            "Every autumn the students come to us.",
            "I hope for a good talk.",
            "Please, the floor is yours.",
        ];
        let laid = |b: &[&str]| collate(vec![witness("A", &opening), witness("B", b)], Rules::builtin());
        assert!(are_parts(&laid(&statements)));
        assert!(!are_parts(&laid(&other_words)));
        assert!(!are_parts(&laid(&opening[..3])));
    }
}
