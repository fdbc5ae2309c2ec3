//! Claims against a small invented record, by the code they must give.

use super::*;

const MEETING: &str = "President Holt met Premier Marlo in Brona.\n\n\
    We have sent 300 tents to the north of Norland. (Applause.) We will not close the border this year. \
    Our program for the harbor is ready — it's a good one.\n\n\
    We want peace with Sudland, but we will defend every village. It is not true that our army left the valley in March. \
    The road to Brona will be open [next week] for all the families who wait there.\n\n\
    We thank the people of Sudland for their help. The talks in Brona were long and hard, and they brought us closer.";

fn span_of(words: &str) -> Span {
    let at = MEETING.find(words).expect("words of the meeting");
    Span::new(at, at + words.len())
}

fn passage(span: Span, speaker: Option<&str>, label: &str) -> Passage {
    Passage {
        document: "d:1".into(),
        text: MEETING.into(),
        words: span,
        hit: span,
        kind: if label.is_empty() { StatementKind::Narration } else { StatementKind::Speech },
        speaker: speaker.map(str::to_string),
        label: Some(label.to_string()).filter(|l| !l.is_empty()),
        pieces: Vec::new(),
        teller: None,
        told: Vec::new(),
        unheard: Vec::new(),
        supplied: Vec::new(),
        missing: Vec::new(),
        people: Vec::new(),
        language: Some("en".into()),
        title: Some("Remarks by President Holt and Premier Marlo".into()),
        publisher: Some("Norland Herald".into()),
        url: None,
        date: Some(jiff::civil::date(2031, 5, 25)),
        meeting: None,
    }
}

fn passages() -> Vec<Passage> {
    let holt = Span::new(span_of("We have sent").start, span_of("who wait there.").end);
    vec![
        passage(span_of("President Holt met Premier Marlo in Brona."), None, ""),
        passage(holt, Some("Vera Holt"), "President of Norland Vera Holt"),
        passage(Span::new(span_of("We thank").start, MEETING.len()), None, "THE PREMIER"),
    ]
}

fn judged(words: &str, by: &str) -> Verdict {
    let claim = Claim { words: words.into(), by: Some(by.to_string()).filter(|b| !b.is_empty()), on: None };
    judge(&claim, &passages(), Rules::builtin())
}

fn check(cases: &[(&str, &str, Code)]) {
    for (words, by, code) in cases {
        let verdict = judged(words, by);
        assert_eq!(verdict.code, *code, "«{words}» by {by:?}: {:?}", verdict.evidence);
    }
}

use crate::rules::Rules;
use crate::statement::StatementKind;

#[test]
fn the_same_words_are_exact() {
    check(&[
        ("We have sent 300 tents to the north of Norland.", "", Code::Exact),
        ("“We have sent 300 tents to the north of Norland”", "Vera Holt", Code::Exact),
        ("Our program for the harbor is ready -- it’s a good one.", "V. Holt", Code::Exact),
        ("the people of Sudland for\u{a0}their help", "Marlo", Code::Exact),
        (
            "We have sent 300 tents to the north of Norland. We will not close the border this year.",
            "",
            Code::ExactAfterNormalisation,
        ),
    ]);
}

#[test]
fn form_alone_is_listed() {
    check(&[
        ("WE HAVE SENT 300 TENTS TO THE NORTH OF NORLAND.", "Holt", Code::ExactAfterNormalisation),
        ("We have sent 300 tents, to the north of Norland!", "Holt", Code::ExactAfterNormalisation),
        ("Our programme for the harbour is ready", "Holt", Code::ExactAfterNormalisation),
        (
            "The road to Brona will be open for all the families who wait there.",
            "Holt",
            Code::ExactAfterNormalisation,
        ),
        ("We have sent 300 tents … of Norland", "Holt", Code::ExactAfterNormalisation),
        // What is cut is how many.
        ("We have sent … tents to the north of Norland", "Holt", Code::PartialContext),
        ("[They] have sent 300 tents to the north", "Holt", Code::ExactAfterNormalisation),
    ]);
    assert!(!judged("WE HAVE SENT 300 TENTS TO THE NORTH", "").evidence[0].differences.is_empty());
}

#[test]
fn signs_that_deceive_the_eye_are_never_exact() {
    check(&[
        ("We h\u{430}ve sent 300 tents to the north of Norland.", "", Code::Near),
        ("We have sent 300 te\u{200b}nts to the north of Norland.", "", Code::Near),
    ]);
}

#[test]
fn sense_and_figures_decide_before_likeness() {
    check(&[
        ("We have not sent 300 tents to the north of Norland.", "", Code::PolarityDiffers),
        ("We will close the border this year.", "Vera Holt", Code::PolarityDiffers),
        ("We have sent 500 tents to the north of Norland.", "", Code::FigureDiffers),
        ("We have sent about 300 tents to the north of Norland.", "", Code::FigureDiffers),
        ("We have sent 300 tents to the north of Sudland.", "", Code::Reworded),
        ("[Not] have sent 300 tents to the north of Norland", "", Code::PolarityDiffers),
    ]);
}

#[test]
fn some_other_words_are_near_and_many_reworded() {
    check(&[
        ("The talks in Brona were long and hard, and they took us closer.", "", Code::Near),
        ("The talks in Brona were tough and slow, yet they brought everybody closer.", "", Code::Reworded),
        ("The harvest failed because nobody cared about the old canals.", "", Code::NotFound),
    ]);
}

#[test]
fn another_mouth_is_told() {
    check(&[
        ("We have sent 300 tents to the north of Norland.", "Ivo Marlo", Code::AttributedToOther),
        ("We have sent 300 tents to the north of Norland.", "Ivo Holt", Code::AttributedToOther),
        ("We thank the people of Sudland for their help.", "Ivo Marlo", Code::Exact),
        ("We thank the people of Sudland for their help.", "Vera Holt", Code::AttributedToOther),
        ("President Holt met Premier Marlo in Brona.", "Vera Holt", Code::AttributedToOther),
    ]);
}

#[test]
fn what_the_sentence_goes_on_to_say_is_told() {
    check(&[
        ("We want peace with Sudland.", "Holt", Code::PartialContext),
        ("Our army left the valley in March.", "Holt", Code::PartialContext),
        ("We want peace … every village", "Holt", Code::PartialContext),
    ]);
    let verdict = judged("We want peace with Sudland.", "");
    let text = sentence(&verdict, &Claim::default(), &passages(), &Scope::default());
    assert!(
        text.ends_with("The words appear; the sentence continues «but we will defend every village.»."),
        "{text}"
    );
}

#[test]
fn parts_from_apart_are_combined() {
    check(&[
        ("We have sent 300 tents to the north. We will defend every village.", "Holt", Code::Combined),
        (
            "We will not close the border this year for all the families who wait there.",
            "Holt",
            Code::Combined,
        ),
    ]);
}

#[test]
fn few_words_are_too_short() {
    check(&[
        ("sent 300 tents", "", Code::TooShort),
        ("to a to b", "", Code::TooShort),
        ("", "", Code::TooShort),
    ]);
}

#[test]
fn sentences_are_scoped_and_neutral() {
    let scope = Scope { captures: 5, publishers: 1, from: None, to: None };
    let claim = Claim { words: "We have sent 500 tents to the north of Norland.".into(), by: None, on: None };
    let verdict = judge(&claim, &passages(), Rules::builtin());
    let text = sentence(&verdict, &claim, &passages(), &scope);
    assert_eq!(
        text,
        "In the 5 captures from 1 publisher held here: Same statement, different figure: 500 / 300."
    );
}

#[test]
fn odd_claims_do_not_panic() {
    for words in [
        "[",
        "[…] [x] … … …",
        "\u{200b}\u{200b}\u{200b}\u{200b}\u{200b}\u{200b}\u{200b}\u{200b}\u{200b}\u{200b}\u{200b}\u{200b}",
        "a b c d [e f g h",
        "é… é… é… é… é é é é",
    ] {
        let _ = judged(words, "é,");
    }
}

#[test]
fn a_bracket_or_an_ellipsis_hides_no_change() {
    for (words, never) in [
        ("We have sent 300 [crates] to the north of Norland", true),
        ("We have sent [900] tents to the north of Norland", true),
        ("We want [war] with Sudland, but we will defend every village", true),
        ("We have sent 300 tents ... We will not close the border this year", true),
        ("The road to Brona will be open [not] for all the families who wait there", true),
        ("We have sent ... tents to the north of Norland", true),
        ("The road to Brona will be open [next week] for all the families who wait there", false),
    ] {
        let claim = Claim { words: words.into(), by: None, on: None };
        let code = judge(&claim, &passages(), Rules::builtin()).code;
        let exact = matches!(code, Code::Exact | Code::ExactAfterNormalisation);
        assert_eq!(exact, !never, "{words}: {code:?}");
    }
}

#[test]
fn brackets_replace_no_words() {
    for (words, codes) in [
        ("We have sent 300 [boats] to the north of Norland.", vec![Code::Near, Code::Reworded]),
        (
            "We have sent 300 [million] to the north of Norland.",
            vec![Code::Near, Code::FigureDiffers, Code::Reworded],
        ),
        ("We have sent 300 tents [for the Sudland people] to the north of Norland.", vec![Code::Near]),
        ("We have sent 300 tents to the north of [Sudland].", vec![Code::Reworded]),
        ("[The Sudlanders] have sent 300 tents to the north of Norland.", vec![Code::Near, Code::Reworded]),
        (
            "We want peace with Sudland, but we will [fail to] defend every village.",
            vec![Code::Near, Code::Reworded, Code::PolarityDiffers],
        ),
        (
            "The talks in Brona were long and hard, and they brought us closer [not].",
            vec![Code::PolarityDiffers],
        ),
        (
            "The talks in Brona … brought us closer … [for 9 billion]",
            vec![Code::Near, Code::Reworded, Code::FigureDiffers, Code::NotFound, Code::PartialContext],
        ),
        (
            "The road to Brona will be open [this evening] for all the families who wait there.",
            vec![Code::Near, Code::Reworded],
        ),
    ] {
        let verdict = judged(words, "");
        assert!(codes.contains(&verdict.code), "«{words}»: {:?} {:?}", verdict.code, verdict.evidence);
    }
    check(&[
        ("[They] have sent 300 tents to the north", "Holt", Code::ExactAfterNormalisation),
        ("We have sent 300 tents [sic] to the north", "Holt", Code::ExactAfterNormalisation),
        ("[W]e have sent 300 tents to the north", "Holt", Code::ExactAfterNormalisation),
        ("We have sent 300 tents to the north of Norland [again].", "Holt", Code::ExactAfterNormalisation),
    ]);
}
