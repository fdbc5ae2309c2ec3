//! Whether two documents are versions of one event: the day, the people and the words decide.
//!
//! The words are weighed by containment: what share of the shorter one's word triples stands in
//! the other. Two transcripts of the same two presidents in other years share up to .09 by their
//! courtesies alone, two translations of one talk .2 to .6, a copy nearly all. So much is asked
//! as day and people leave open, and more of fewer words. Nothing but the two documents is looked
//! at: a third one never changes the answer.

use super::people;
use super::print::{Print, Shared};

/// Two documents that belong together (`a` < `b`, indices of the list handed in).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Kinship {
    /// The first document.
    pub a: u32,
    /// The second document.
    pub b: u32,
    /// How they belong together.
    pub link: Link,
}

/// How two documents belong together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Link {
    /// Share of the shorter one's word triples that stand in the other.
    pub contained: f64,
    /// For ordering: how strongly the pair belongs together.
    pub score: f64,
    /// What decides.
    pub basis: Basis,
}

/// What joins two documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// The words alone, whatever the days.
    Words,
    /// Words, with day and people where they are known.
    Event,
    /// Day and people alone: the languages differ.
    Day,
}

/// Days between two tellings of one event.
pub const NEAR_DAYS: i32 = 3;
/// Days between two publications beyond which a late copy must be a full one.
const LATE_DAYS: i32 = 60;
/// Fewer triples than this are a formula as likely as a version.
const FEW: u32 = 30;

/// Says whether and how two documents belong together. The order of the two does not count.
pub fn judge(x: &Print, y: &Print) -> Option<Link> {
    let days = apart(x.day, y.day);
    let n_shared = people::count_shared(&x.people, &y.people);
    let is_near = days.is_some_and(|d| d <= NEAR_DAYS) && n_shared >= 2;
    let seen = x.glance(y);
    if !is_near && !may_be(&seen, days) {
        return None;
    }
    let n_fewest = people::count(&x.people).min(people::count(&y.people));
    let shared = match is_near {
        // Nothing in common among so many: counting all would find next to nothing.
        true if seen.both == 0 && seen.fewest() >= TELLING_KEYS => seen,
        true => x.shared(y),
        false => x.shared_or_few(y),
    };
    let contained = shared.contained();
    let is_one_day = days == Some(0) && n_shared >= 2;
    let link = |basis| {
        let score = contained + if is_one_day { 0.2 } else { 0.0 };
        Some(Link { contained, score, basis })
    };
    let is_far = days.is_some_and(|d| d > NEAR_DAYS);
    if is_far {
        return if holds_all(&shared, days) { link(Basis::Words) } else { None };
    }
    let strangers = n_fewest >= 2 && n_shared < 2;
    if contained >= asked(x, y, &shared, n_shared, strangers) {
        return link(Basis::Event);
    }
    let two_languages = x.language.zip(y.language).is_some_and(|(p, q)| p != q);
    if is_one_day && two_languages { link(Basis::Day) } else { None }
}

/// Keys that tell by themselves that two texts have next to nothing in common, when they share none:
/// of two that share a tenth, one pair in a thousand looks so.
const TELLING_KEYS: u32 = 64;

/// The share of words that must be common to two documents of near or unknown days.
fn asked(x: &Print, y: &Print, shared: &Shared, n_shared: usize, strangers: bool) -> f64 {
    let n = shared.fewest();
    // Chance and formulae weigh more in fewer words.
    let chance = 1.0 / f64::from(n.max(1)).sqrt();
    let published = apart(x.published, y.published);
    // A few words of a known day may be an excerpt, when nearly all of them stand in the other.
    let excerpt = |known: bool| if known && n >= FEW / 2 { 0.9 } else { 2.0 };
    // Two talks of one day and the same people share their courtesies and their topics; a report has few
    // words of its talk.
    let is_one_language = x.language.is_some() && x.language == y.language && !x.is_report && !y.is_report;
    match apart(x.day, y.day) {
        Some(0) if n_shared >= 2 && is_one_language => 0.14 + chance,
        Some(0) if n_shared >= 2 => 0.06 + chance,
        Some(_) if n_shared >= 2 => 0.10 + chance,
        _ if n < FEW => excerpt(published.is_some_and(|d| d <= NEAR_DAYS)),
        Some(_) if strangers => 0.30 + chance,
        Some(_) => 0.14 + chance,
        // Pages that give other days of their own are asked for more.
        None if published.is_some_and(|d| d > 14) => 0.55 + chance,
        None if n_shared >= 2 => 0.11 + chance,
        None if published.is_some_and(|d| d > 0) => 0.24 + chance,
        None => 0.12 + chance,
    }
}

/// A first look, where keys tell enough: a version shares more than a formula's one or two, a
/// late copy most of them.
fn may_be(seen: &Shared, days: Option<i32>) -> bool {
    let is_far = days.is_some_and(|d| d > NEAR_DAYS);
    if is_far { seen.fewest() < 16 || seen.contained() >= 0.6 } else { seen.fewest() < 32 || seen.both >= 2 }
}

/// A late copy: the shorter one stands whole in the other. A year later not a word may differ: the
/// same telegram is sent again with another number.
fn holds_all(shared: &Shared, days: Option<i32>) -> bool {
    let is_late = days.is_some_and(|d| d > LATE_DAYS);
    let (fewest, least) = if is_late { (200, 0.99) } else { (100, 0.9) };
    shared.fewest() >= fewest && shared.contained() >= least
}

/// Whole days between two, when both are known.
pub fn apart(a: Option<i32>, b: Option<i32>) -> Option<i32> {
    a.zip(b).map(|(p, q)| p.saturating_sub(q).saturating_abs())
}
