//! Small histories and the version that each word is told to be of.

use super::*;

/// One paragraph a line; sentences end with a full stop.
fn version(text: &str) -> Version {
    let sentence = |s: &str| Sentence {
        words: s.split_whitespace().map(str::to_lowercase).collect(),
        spans: Vec::new(),
    };
    let paragraph = |l: &str| l.split('.').map(str::trim).filter(|s| !s.is_empty()).map(sentence).collect();
    Version { paragraphs: text.lines().map(paragraph).collect() }
}

/// The first versions of the last version's words, in order.
fn check(texts: &[&str], expected: &str) {
    let versions: Vec<Version> = texts.iter().map(|t| version(t)).collect();
    let found = provenance(&versions);
    let last = texts.len() - 1;
    let firsts: String = found.versions[last]
        .iter()
        .flatten()
        .map(|t| found.tokens[*t].first.to_string())
        .collect::<Vec<_>>()
        .join(" ");
    assert_eq!(firsts, expected, "{texts:?}");
}

#[test]
fn a_new_word_is_of_its_version() {
    check(&["We sent tents", "We sent two tents"], "0 0 1 0");
}

#[test]
fn a_word_put_back_keeps_its_origin() {
    check(&["We sent two big tents", "We sent tents", "We sent two big tents today"], "0 0 0 0 0 2");
}

#[test]
fn a_sentence_put_back_keeps_its_origin() {
    let whole = "We sent tents. The bridge is open. Thank you";
    check(&[whole, "We sent tents. Thank you", whole], "0 0 0 0 0 0 0 0 0");
}

#[test]
fn a_moved_sentence_keeps_its_origin() {
    check(
        &["We sent tents. The bridge is open\nIt rains", "It rains\nThe bridge is open now. We sent tents"],
        "0 0 0 0 0 0 1 0 0 0",
    );
}

#[test]
fn a_second_thank_you_is_new_and_a_pull_quote_is_not() {
    check(&["Thank you. We agree", "Thank you. We agree. Thank you"], "0 0 0 0 1 1");
    check(
        &[
            "The bridge will be open in June",
            "The bridge will be open in June\nThe bridge will be open in June",
        ],
        "0 0 0 0 0 0 0 0 0 0 0 0 0 0",
    );
}

#[test]
fn a_split_sentence_keeps_its_words() {
    check(
        &[
            "We sent tents to the villages and the bridge is open again",
            "We sent tents to the villages. The bridge is open again",
        ],
        "0 0 0 0 0 0 0 0 0 0 0",
    );
}

#[test]
fn versions_that_have_a_word_are_listed() {
    let texts = ["We sent two tents", "We sent tents", "We sent two tents"];
    let found = provenance(&texts.map(version));
    let two = &found.sentence(2, 0).expect("a sentence")[2];
    assert_eq!((two.first, two.held.as_slice()), (0, &[0, 2][..]));
    assert_eq!(found.sentence(2, 7), None);
}

#[test]
fn nothing_gives_nothing() {
    assert_eq!(provenance(&[]), Provenance::default());
    assert!(provenance(&[Version::default(), version("")]).tokens.is_empty());
}
