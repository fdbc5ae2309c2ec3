//! How much speaks for a line of a text capture being text: its shape, its neighbours, its place.
//!
//! A capture without markup has no tags that tell a menu from a sentence. Each line has traits (how
//! long it is, how it stops, what stands before and after it, how far the thick of the prose is), and
//! each trait has a weight in `data/shapes.toml`, in hundredths of a natural logit. The weights of a
//! line are added up, and the page is cut where text and chrome change so that the sum is greatest,
//! with a price on each change: a short line between paragraphs stays, a sentence in a menu goes.
//!
//! Weights know lengths, stops and places, no words; words of chrome are one trait of many.

use std::collections::{BTreeMap, BTreeSet};

use super::chrome::Part;
use super::measure::{Measure, Stop, measure};
use crate::rules::shapes::{Group, SIZES};
use crate::rules::{Rules, ShapeRules};

/// A line as `chrome` has seen it.
#[derive(Clone, Copy, Debug)]
pub struct Seen<'l> {
    /// Its words.
    pub text: &'l str,
    /// What it is as yet.
    pub part: Part,
    /// Whether the page prints it again.
    pub repeat: Repeat,
}

/// Whether a line stands on the page more than once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repeat {
    /// It stands there once.
    Single,
    /// It comes again.
    First,
    /// It was there before.
    Later,
}

/// The traits of a line: one place in each group, or none.
pub type Traits = Vec<(Group, usize)>;

/// The traits of all lines.
pub fn traits(lines: &[Seen<'_>], rules: &Rules) -> Vec<Traits> {
    each_traits(lines, rules, &|traits| traits)
}

/// What `make` makes of the traits of each line.
fn each_traits<T>(lines: &[Seen<'_>], rules: &Rules, make: &dyn Fn(Traits) -> T) -> Vec<T> {
    let small: BTreeSet<&str> = rules.languages.words.values().flatten().map(String::as_str).collect();
    let measures: Vec<Measure> = lines.iter().map(|l| measure(l.text, &small)).collect();
    let view = View::of(lines, &measures);
    (0..lines.len()).map(|at| make(view.traits(at))).collect()
}

/// What speaks for each line being text, in hundredths of a logit.
fn weights(lines: &[Seen<'_>], rules: &Rules) -> Vec<i64> {
    let shapes: &ShapeRules = &rules.shapes;
    let sum = |traits: Traits| -> i64 {
        shapes.base + traits.iter().map(|(group, at)| shapes.weight(*group as usize, *at)).sum::<i64>()
    };
    each_traits(lines, rules, &sum)
}

/// Which lines are text by their weights: the cut of the page with the greatest sum.
pub fn text_lines(lines: &[Seen<'_>], rules: &Rules) -> Vec<bool> {
    let price = rules.shapes.change;
    let weights = weights(lines, rules);
    // The best sum that ends in text or in chrome, and whether it came from the same.
    let (mut text, mut chrome) = (-price, 0);
    let mut stays: Vec<(bool, bool)> = Vec::with_capacity(weights.len());
    for weight in &weights {
        let stay = (text >= chrome - price, chrome >= text - price);
        (text, chrome) = (text.max(chrome - price) + weight, chrome.max(text - price));
        stays.push(stay);
    }
    let mut is_text = text > chrome;
    let mut answer = vec![false; weights.len()];
    for (at, (text_stays, chrome_stays)) in stays.iter().enumerate().rev() {
        answer[at] = is_text;
        let stayed = if is_text { *text_stays } else { *chrome_stays };
        is_text = is_text == stayed;
    }
    answer
}

/// A page with sums over its lines, so that what stands around a line is asked in one step.
struct View<'l> {
    lines: &'l [Seen<'l>],
    measures: &'l [Measure],
    /// Words in lines of prose before each line, and at the end all of them.
    prose: Vec<usize>,
    /// Words of chrome before each line.
    known: Vec<usize>,
    /// For each line how many short lines without a stop stand around it without a break.
    runs: Vec<usize>,
    /// First and last line of the thickest prose.
    core: (usize, usize),
    words: usize,
}

impl<'l> View<'l> {
    fn of(lines: &'l [Seen<'l>], measures: &'l [Measure]) -> View<'l> {
        let sums = |value: &dyn Fn(usize) -> usize| {
            let mut all = Vec::with_capacity(lines.len() + 1);
            all.push(0);
            (0..lines.len()).for_each(|at| all.push(all[at] + value(at)));
            all
        };
        let prose = sums(&|at| if measures[at].is_prose() { measures[at].size } else { 0 });
        let known = sums(&|at| usize::from(is_known(&lines[at])));
        View {
            lines,
            measures,
            prose,
            known,
            runs: runs(measures),
            core: core(measures),
            words: measures.iter().map(|m| m.size).sum(),
        }
    }

    fn traits(&self, at: usize) -> Traits {
        let (m, line) = (&self.measures[at], &self.lines[at]);
        let near = |step: isize| at.checked_add_signed(step).and_then(|n| self.measures.get(n));
        let beside = |step: isize| near(step).map_or(3 * SIZES, shape_class);
        let prose = |from: usize, to: usize| mass(self.between(&self.prose, from, to));
        let n = self.lines.len();
        let mut traits = vec![
            (Group::Own, shape_class(m)),
            (Group::Before, beside(-1)),
            (Group::After, beside(1)),
            (Group::Before2, beside(-2)),
            (Group::After2, beside(2)),
            (Group::Small, share_class(m.small, m.size, 4)),
            (Group::Commas, m.commas.min(3)),
            (Group::InnerStops, m.inner_stops.min(3)),
            (Group::Capitals, capitals_class(m)),
            (Group::Upper, usize::from(m.is_upper)),
            (Group::Separators, m.separators.min(3)),
            (Group::Digits, step_of(m.digits, &[1, 8, 30])),
            (Group::Low, usize::from(m.is_low)),
            (Group::Repeats, line.repeat as usize),
            (Group::Known, usize::from(is_known(line))),
            (Group::Dated, usize::from(is_dated(line.part))),
            (Group::Address, usize::from(m.has_address)),
            (Group::Quoted, usize::from(m.is_quoted)),
            (Group::ProseBefore3, prose(at.saturating_sub(3), at)),
            (Group::ProseAfter3, prose(at + 1, (at + 4).min(n))),
            (Group::ProseBefore12, prose(at.saturating_sub(12), at)),
            (Group::ProseAfter12, prose(at + 1, (at + 13).min(n))),
            (Group::Core, self.core_class(at)),
            (Group::KnownNear, self.between(&self.known, at.saturating_sub(4), (at + 5).min(n)).min(3)),
            (Group::Run, step_of(self.runs[at], &[1, 3, 6, 12, 30])),
        ];
        let all = self.prose.last().copied().unwrap_or(0);
        traits.push((Group::Page, step_of(all * 100 / self.words.max(1), &[5, 20, 45, 70])));
        if let Some(before) = (self.prose[at] * 1000).checked_div(all) {
            let share = if before >= 1000 { 7 } else { step_of(before, &[1, 20, 100, 500, 900, 980]) };
            let inside = self.between(&self.prose, self.core.0, self.core.1 + 1) * 100 / all;
            traits.push((Group::Share, share));
            traits.push((Group::CoreProse, step_of(inside, &[40, 70, 90])));
        }
        traits
    }

    fn between(&self, sums: &[usize], from: usize, to: usize) -> usize {
        sums[to.max(from)] - sums[from.min(to)]
    }

    /// Where a line lies to the thickest prose: inside, or how far before or after.
    fn core_class(&self, at: usize) -> usize {
        let (first, last) = self.core;
        match at {
            _ if last < first => 10,
            at if at < first => step_of(first - at, &[2, 4, 8, 20]),
            at if at > last => 5 + step_of(at - last, &[2, 4, 8, 20]),
            _ => 11,
        }
    }
}

fn is_known(line: &Seen<'_>) -> bool {
    matches!(line.part, Part::Chrome(_))
}

fn is_dated(part: Part) -> bool {
    matches!(part, Part::Stamp | Part::Clock | Part::Occasion | Part::Dateline)
}

/// How many of the steps a number has reached.
fn step_of(n: usize, steps: &[usize]) -> usize {
    steps.iter().take_while(|s| n >= **s).count()
}

/// Length and stop in one.
fn shape_class(m: &Measure) -> usize {
    let stop = match m.stop {
        Stop::Open => 0,
        Stop::Ended => SIZES,
        Stop::Colon => 2 * SIZES,
    };
    stop + step_of(m.size, &[1, 2, 3, 5, 9, 15, 25, 50])
}

/// Words in prose, in classes.
fn mass(words: usize) -> usize {
    step_of(words, &[1, 20, 50, 120, 300])
}

fn share_class(part: usize, whole: usize, least: usize) -> usize {
    if whole < least { 0 } else { 1 + step_of(part * 100 / whole.max(1), &[1, 12, 25, 40]) }
}

fn capitals_class(m: &Measure) -> usize {
    match m.cased {
        0 => 0,
        cased => 1 + step_of(m.capitals * 100 / cased, &[1, 20, 50, 90]),
    }
}

fn runs(measures: &[Measure]) -> Vec<usize> {
    let short = |m: &Measure| m.size <= 5 && m.stop != Stop::Ended;
    let mut runs = vec![0; measures.len()];
    let mut at = 0;
    while at < measures.len() {
        let n = measures[at..].iter().take_while(|m| short(m)).count();
        runs[at..at + n].fill(n);
        at += n.max(1);
    }
    runs
}

/// What a line that is no prose takes from a stretch of it, in words.
const GAP_WORDS: i64 = 7;
/// Words of a line of prose that count.
const LINE_WORDS: usize = 40;

/// First and last line of the stretch with the most prose; an empty stretch is `(1, 0)`.
fn core(measures: &[Measure]) -> (usize, usize) {
    let (mut best, mut core) = (0i64, (1, 0));
    let (mut sum, mut first) = (0i64, 0);
    for (at, m) in measures.iter().enumerate() {
        if sum <= 0 {
            (sum, first) = (0, at);
        }
        let words = i64::try_from(m.size.min(LINE_WORDS)).unwrap_or(0);
        sum += if m.is_prose() { words } else { -GAP_WORDS };
        if sum > best {
            (best, core) = (sum, (first, at));
        }
    }
    core
}

/// Which lines the page prints again, told by their folded words.
pub fn repeats<'t>(folded: impl Iterator<Item = &'t str> + Clone) -> Vec<Repeat> {
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    for line in folded.clone() {
        *count.entry(line).or_default() += 1;
    }
    let mut met: BTreeSet<&str> = BTreeSet::new();
    folded
        .map(|line| match (count.get(line), met.insert(line)) {
            (Some(1), _) => Repeat::Single,
            (_, true) => Repeat::First,
            (_, false) => Repeat::Later,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::{Capture, MediaType, read_page};
    use super::*;

    /// The text of a capture without markup.
    fn read(lines: &str) -> String {
        let capture = Capture {
            source: "page.txt".into(),
            bytes: lines.as_bytes().to_vec(),
            media_type: MediaType::Text,
            charset: None,
            url: None,
            captured: None,
        };
        read_page(&capture, Rules::builtin()).document.text
    }

    /// Checks that the words of `kept` stand in the text and those of `left` do not.
    fn check(lines: &str, kept: &[&str], left: &[&str]) {
        let text = read(lines);
        for words in kept {
            assert!(text.contains(words), "lost `{words}` of:\n{text}");
        }
        for words in left {
            assert!(!text.contains(words), "`{words}` stands in:\n{text}");
        }
    }

    #[test]
    fn menus_and_teasers_around_an_article_go_in_any_language() {
        check(
            "Norland Gazette\nPolitik\nWirtschaft\nKultur\nSport\nMeinung\nAbo\nAnmelden\nDie neue Brücke über die Brona ist eröffnet\n\
             Die Ministerin hat am Montag die neue Brücke über die Brona eröffnet und den Bauleuten gedankt.\n\
             Der Bau hat vier Jahre gedauert, und er ist nach den Worten der Ministerin nicht teurer geworden als geplant.\n\
             Die Stadt will nun auch die Straße zum Hafen erneuern, doch darüber muss der Rat erst noch beraten.\n\
             Mehr als tausend Menschen waren gekommen, um die ersten Züge über den Fluss fahren zu sehen.\n\
             Bilder des Tages\nWetter morgen\nRegen im Norden\nHafen Brona meldet Rekord\nNeue Linie ab Mai\nSpielplan der Woche\nKontakt\nMediadaten\nKarriere\n",
            &["Die neue Brücke über die Brona ist eröffnet", "nicht teurer geworden", "die ersten Züge"],
            &["Wirtschaft", "Anmelden", "Bilder des Tages", "Hafen Brona meldet Rekord", "Mediadaten"],
        );
        check(
            "Página inicial\nPolítica\nEconomia\nCultura\nEsportes\nOpinião\nA nova ponte sobre o rio Brona foi aberta\n\
             A ministra abriu na segunda-feira a nova ponte sobre o rio Brona e agradeceu aos trabalhadores.\n\
             A obra durou quatro anos e, segundo a ministra, não custou mais do que o previsto no plano.\n\
             A cidade quer agora renovar também a estrada do porto, mas o conselho ainda precisa decidir.\n\
             Mais de mil pessoas vieram para ver os primeiros trens atravessarem o rio.\n\
             Fotos do dia\nTempo amanhã\nChuva no norte\nPorto bate recorde\nNova linha em maio\nContato\nAnuncie\nTrabalhe aqui\n",
            &["A nova ponte", "não custou mais", "primeiros trens"],
            &["Esportes", "Fotos do dia", "Porto bate recorde", "Anuncie"],
        );
    }

    #[test]
    fn no_word_of_talk_is_lost() {
        let talk = "Talks in the Old Hall\nVera Holt: Mr Lind, thank you for coming to Brona on this long way, we are glad to see you here.\n\
             Jan Lind: Thank you.\nYes.\nSo it is.\nVera Holt: Please.\n(Laughter.)\nJan Lind: Soon\nThank you.\n";
        for words in ["Jan Lind: Thank you.", "Yes.", "So it is.", "Please.", "(Laughter.)", "Soon"] {
            check(talk, &[words], &[]);
        }
        let named = "Debate on the bridge\nMs Vera Holt\nI ask the minister when the new bridge over the Brona will be open to all of us.\n\
             Mr Jan Lind\nSoon.\nMs Vera Holt\nWhen is soon?\nMr Jan Lind\nIn May.\n";
        check(named, &["Ms Vera Holt", "Soon.", "When is soon?", "In May."], &[]);
    }

    #[test]
    fn short_sentences_beside_text_stay() {
        let end = "The president spoke in the Old Hall of Brona on Monday and thanked all who had come.\n\
             He said that the bridge would be open in May, and that the road to the port would follow.\nThank you.\n";
        check(end, &["Thank you."], &[]);
    }

    #[test]
    fn an_address_that_opens_a_speech_stays() {
        let speech = "Remarks in the Old Hall\nHome\nNews\nGood morning,\n\
             Today we will talk about the bridge over the Brona, and I hope that we will finish before noon.\n";
        check(speech, &["Good morning,"], &[]);
    }

    #[test]
    fn a_page_without_prose_stays_as_it_is() {
        check("Old Hall\nBrona\nGates\nBridge\n", &["Old Hall", "Bridge"], &[]);
        assert_eq!(read(""), "");
    }
}
