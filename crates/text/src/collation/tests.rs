//! Small cases of whole collations: two lists of turns in, rows and classes out.

use super::{Class, Collation, Relation, Row, Witness, WitnessUnit, collate};
use crate::rules::Rules;
use crate::span::Span;

/// A witness of turns: (speaker, sentences).
fn witness(sigil: &str, turns: &[(&str, &[&str])]) -> Witness {
    let mut text = String::new();
    let mut units = Vec::new();
    for (n, (speaker, sentences)) in turns.iter().enumerate() {
        for sentence in *sentences {
            let start = text.len();
            text.push_str(sentence);
            units.push(WitnessUnit {
                span: Span::new(start, text.len()),
                turn: (!speaker.is_empty()).then_some(n),
                speaker: (!speaker.is_empty()).then(|| (*speaker).to_string()),
                label: None,
                asks: false,
                label_span: None,
            });
            text.push('\n');
        }
    }
    Witness {
        sigil: sigil.into(),
        source: format!("{sigil}.txt"),
        publisher: None,
        text,
        units,
        unheard: Vec::new(),
        struck: Vec::new(),
    }
}

fn compare(a: &[(&str, &[&str])], b: &[(&str, &[&str])]) -> Collation {
    collate(vec![witness("A", a), witness("B", b)], Rules::builtin())
}

/// The differences of one sentence against another: class and words.
fn differences(a: &str, b: &str) -> Vec<(Class, String, String)> {
    let names = [
        "We met Norland and Sudland in Brona.",
        "Then Mara Dunn thanked Vera Holt of Norland for the talks.",
    ];
    let (with_a, with_b) = ([names[0], names[1], a], [names[0], names[1], b]);
    let found = compare(&[("Vera Holt", &with_a)], &[("Vera Holt", &with_b)]);
    let words = |n: usize, span: Option<Span>| {
        span.map_or(String::new(), |s| s.of(&found.witnesses[n].text).to_string())
    };
    let rows = found.rows.iter().flat_map(|r| &r.differences);
    rows.map(|d| (d.difference.class, words(0, d.difference.a), words(1, d.difference.b))).collect()
}

#[test]
fn one_edit_has_one_class() {
    for (a, b, class, left, right) in [
        ("We are not ready to sign it now.", "We are ready to sign it now.", Class::Polarity, "not", ""),
        (
            "We can’t accept these terms at all.",
            "We can accept these terms at all.",
            Class::Polarity,
            "can’t",
            "can",
        ),
        (
            "They were able to reach the town.",
            "They were unable to reach the town.",
            Class::Polarity,
            "able",
            "unable",
        ),
        ("We sent 300 tents to the valley.", "We sent 340 tents to the valley.", Class::Figure, "300", "340"),
        (
            "We sent more than 300 tents there.",
            "We sent about 300 tents there.",
            Class::Figure,
            "more than 300",
            "about 300",
        ),
        (
            "It costs 3 million crowns a year.",
            "It costs 3 billion crowns a year.",
            Class::Figure,
            "3 million crowns",
            "3 billion crowns",
        ),
        (
            "The talks with Norland went well.",
            "The talks with Sudland went well.",
            Class::Name,
            "Norland",
            "Sudland",
        ),
        ("I expect that the talks go on.", "I hope that the talks go on.", Class::Strength, "expect", "hope"),
        (
            "Thank you, Mr President, for this.",
            "Thank you, sir, for this.",
            Class::Address,
            "Mr President",
            "sir",
        ),
        (
            "The organisation is strong and old.",
            "The organization is strong and old.",
            Class::Spelling,
            "organisation",
            "organization",
        ),
        (
            "We came, and we left the same day.",
            "We came and we left the same day.",
            Class::Punctuation,
            ",",
            "",
        ),
        (
            "We sent three hundred tents there.",
            "We sent 300 tents there.",
            Class::Spelling,
            "three hundred",
            "300",
        ),
        (
            "They met Norland’s envoys here.",
            "They met Sudland’s envoys here.",
            Class::Name,
            "Norland",
            "Sudland",
        ),
        (
            "We saw Kolvany, Norland, and Tesmara.",
            "We saw Kolvany, Sudland, and Tesmara.",
            Class::Name,
            "Norland",
            "Sudland",
        ),
        ("There is no doubt about this now.", "There is doubt about this now.", Class::Polarity, "no", ""),
        ("It is not just a loan to us.", "It is just a loan to us.", Class::Polarity, "not", ""),
        (
            "We signed the paper in spring.",
            "The paper was signed in spring.",
            Class::Agency,
            "We signed",
            "was signed",
        ),
        (
            "Our council sent 30 tents to the valley.",
            "30 tents were sent to the valley.",
            Class::Agency,
            "Our council sent",
            "were sent",
        ),
        (
            "The ministers’ office was shut.",
            "The minister’s office was shut.",
            Class::Punctuation,
            "ministers",
            "minister’s",
        ),
        ("We met in Kiev for the talks.", "We met in Kyiv for the talks.", Class::Wording, "Kiev", "Kyiv"),
        (
            "Thank you, Mr. President. We go on.",
            "Thank you, President Holt. We go on.",
            Class::Address,
            "Mr. President",
            "President Holt",
        ),
        (
            "He said it isn’t late for that.",
            "He said it is not late for that.",
            Class::Wording,
            "isn’t",
            "is",
        ),
    ] {
        assert_eq!(differences(a, b), [(class, left.to_string(), right.to_string())], "{a} / {b}");
    }
}

#[test]
fn other_languages_are_told_by_their_own_words() {
    for (a, b, class, left, right) in [
        ("Мы не будем закрывать мост.", "Мы будем закрывать мост.", Class::Polarity, "не", ""),
        ("Мы никогда не уйдём отсюда.", "Мы уйдём отсюда.", Class::Polarity, "не", ""),
        (
            "Это было возможно для нас.",
            "Это было невозможно для нас.",
            Class::Polarity,
            "возможно",
            "невозможно",
        ),
        (
            "Торговля выросла на шестнадцать процентов.",
            "Торговля выросла на 18 процентов.",
            Class::Figure,
            "шестнадцать процентов",
            "18 процентов",
        ),
        (
            "Торговля выросла на шестнадцать процентов.",
            "Торговля выросла на 16 процентов.",
            Class::Spelling,
            "шестнадцать процентов",
            "16 процентов",
        ),
        ("Построено более 300 школ.", "Построено около 300 школ.", Class::Figure, "более 300", "около 300"),
        (
            "Wir werden die Brücke nicht schließen.",
            "Wir werden die Brücke schließen.",
            Class::Polarity,
            "nicht",
            "",
        ),
        ("Nous ne fermerons pas ce pont.", "Nous fermerons ce pont.", Class::Polarity, "pas", ""),
        (
            "Köprü gelecek yıl açık olacak.",
            "Köprü gelecek yıl açık olmayacak.",
            Class::Polarity,
            "olacak",
            "olmayacak",
        ),
        ("我们不会关闭这座桥。", "我们会关闭这座桥。", Class::Polarity, "不", ""),
    ] {
        let found = differences(a, b);
        let told = (class, left.to_string(), right.to_string());
        assert!(found.contains(&told), "{a} / {b}: {found:?}");
    }
    let alike = differences("Это не только мост.", "Это мост.");
    assert!(alike.iter().all(|d| d.0 != Class::Polarity), "{alike:?}");
}

#[test]
fn what_says_the_same_is_not_material() {
    for (a, b) in [
        ("There is no doubt about any of it.", "There is not any doubt about it."),
        ("We do not see any reason for it.", "We see no reason for it."),
        ("We were not able to come to Brona.", "We were unable to come to Brona."),
        ("He helped not only us but also them.", "He helped us and also them."),
        ("The Joint Harvest Board met in Brona.", "The JHB met in Brona."),
        ("It was on May 3 that we met there.", "It was then that we met there."),
        ("The Kremlin was silent about this.", "Moscow was silent about this."),
        ("One of us has to say it first.", "Someone has to say it first."),
    ] {
        let found = differences(a, b);
        assert!(found.iter().all(|d| d.0.rank() > 1), "{a} / {b}: {found:?}");
    }
}

#[test]
fn short_sentences_left_alone_in_one_place_meet() {
    for (a, b, class) in [
        ("I apologise to them.", "Excuse us.", Class::Strength),
        ("Madam Secretary?", "Ma’am?", Class::Address),
    ] {
        let found = differences(a, b);
        assert!(found.iter().any(|d| d.0 == class) && found.iter().all(|d| d.0.rank() > 1), "{a}: {found:?}");
    }
}

#[test]
fn a_clause_in_the_next_sentence_joins_two_pairs() {
    let a: &[&str] =
        &["We met in the old mill of Brona.", "As neighbours of the valley we talked about grain and roads."];
    let b: &[&str] = &[
        "We met in the old mill of Brona, as neighbours of the valley.",
        "We talked about grain and roads.",
    ];
    let found = compare(&[("Vera Holt", a)], &[("Vera Holt", b)]);
    assert_eq!(found.rows.iter().map(|r| r.units.clone()).collect::<Vec<_>>(), [[0..2, 0..2]]);
}

#[test]
fn a_stray_bracket_is_no_difference() {
    assert!(differences("We keep the funds] here.", "We keep the funds here.").is_empty());
    assert!(!differences("We keep [all] funds here.", "We keep all funds here.").is_empty());
}

#[test]
fn a_whole_exchange_left_out_is_told_once() {
    let asked = |list: &mut Witness| {
        for unit in list.units.iter_mut().filter(|u| u.speaker.as_deref() == Some("Q")) {
            unit.asks = true;
        }
    };
    let words: [(&str, &[&str]); 4] = [
        ("Vera Holt", &["We have signed the harvest paper today."]),
        ("Q", &["Will the border be open in winter?", "And who pays for it?"]),
        ("Vera Holt", &["It will be open from Monday on."]),
        ("Mara Dunn", &["Let us close the meeting here."]),
    ];
    let (mut a, b) = (witness("A", &words), witness("B", &[words[0], words[3]]));
    asked(&mut a);
    let found = collate(vec![a, b], Rules::builtin());
    let notes: Vec<_> = found.rows.iter().flat_map(|r| &r.differences).map(|d| d.difference.note).collect();
    assert_eq!(notes, [Some("a whole exchange, question and answer"), None, None]);
}

#[test]
fn struck_words_are_told_unless_a_correction_follows() {
    let (mut a, mut b) = (
        witness("A", &[("", &["We keep the old roads open."])]),
        witness("B", &[("", &["We keep the old roads open."])]),
    );
    let old = Span::new(12, 15);
    assert_eq!(old.of(&a.text), "old");
    a.unheard.push(old);
    a.struck.push(old);
    b.text = "We keep the roads open.".into();
    b.units[0].span = Span::new(0, b.text.len());
    let found = collate(vec![a, b], Rules::builtin());
    let told: Vec<_> =
        found.rows[0].differences.iter().map(|d| (d.difference.class, d.difference.a)).collect();
    assert_eq!(told, [(Class::Omitted, Some(old))]);
}

#[test]
fn a_class_of_the_user_is_told_by_its_name() {
    let own =
        "[[classes]]\nname = \"the strait\"\nas = \"name\"\nwords = [\"Velm Strait\", \"Narrow Sea\"]\n";
    let rules = Rules::with(&[("wording.toml".into(), own.into())]).expect("a table");
    let (a, b) = (["Ships cross the Narrow Sea each day."], ["Ships cross the Velm Strait each day."]);
    let found = collate(vec![witness("A", &[("", &a)]), witness("B", &[("", &b)])], &rules);
    let told = &found.rows[0].differences[0].difference;
    assert_eq!((told.class, told.rank, told.custom.as_deref()), (Class::Name, 1, Some("the strait")));
    let wrong = "[[classes]]\nname = \"x\"\nas = \"moved\"\nwords = []\n";
    assert!(Rules::with(&[("wording.toml".into(), wrong.into())]).is_err());
}

#[test]
fn a_short_turn_under_another_label_is_one_turn() {
    let a: [(&str, &[&str]); 3] = [
        ("Vera Holt", &["We have signed the harvest paper today."]),
        ("Mara Dunn", &["Happy harvest!"]),
        ("Vera Holt", &["Let us close the meeting here."]),
    ];
    let mut b = a;
    b[1].0 = "Otto Lind";
    let found = compare(&a, &b);
    let told: Vec<_> = found.rows.iter().flat_map(|r| &r.differences).map(|d| d.difference.class).collect();
    assert_eq!(told, [Class::Attribution]);
}

#[test]
fn glyphs_and_white_space_are_no_difference() {
    assert!(
        differences("He said: “We’re here — at last.”", "He said:  \"We're here – at\u{a0}last.\"")
            .is_empty()
    );
}

#[test]
fn omitted_added_and_moved_sentences_have_rows_of_their_own() {
    let a: &[(&str, &[&str])] = &[(
        "Vera Holt",
        &[
            "Welcome to the harvest talks in Brona.",
            "The river bridge was opened in spring.",
            "Our farmers sell more grain than before.",
            "Schools near the border need new roofs.",
            "Thank you for coming so early.",
        ],
    )];
    let b: &[(&str, &[&str])] = &[(
        "Vera Holt",
        &[
            "Welcome to the harvest talks in Brona.",
            "Our farmers sell more grain than before.",
            "A new ferry will cross the lake next month.",
            "Thank you for coming so early.",
            "The river bridge was opened in spring.",
        ],
    )];
    let found = compare(a, b);
    let relations: Vec<Relation> = found.rows.iter().map(|r| r.relation).collect();
    let count = |kind: Relation| relations.iter().filter(|r| **r == kind).count();
    assert_eq!(
        [count(Relation::Moved), count(Relation::Omitted), count(Relation::Added)],
        [1, 1, 1],
        "{relations:?}"
    );
    for (n, witness) in found.witnesses.iter().enumerate() {
        let mut seen: Vec<usize> = found.rows.iter().flat_map(|r| r.units[n].clone()).collect();
        seen.sort_unstable();
        assert_eq!(seen, (0..witness.units.len()).collect::<Vec<_>>());
    }
}

#[test]
fn another_speaker_is_one_attribution() {
    let words: &[&str] =
        &["We have agreed on the price of grain.", "The rest is for the ministers to settle."];
    let found = compare(&[("Vera Holt", words)], &[("Mara Dunn", words)]);
    let classes: Vec<Class> =
        found.rows.iter().flat_map(|r| &r.differences).map(|d| d.difference.class).collect();
    assert_eq!(classes, [Class::Attribution]);
}

#[test]
fn the_same_thanks_of_another_speaker_do_not_meet() {
    let a: &[(&str, &[&str])] =
        &[("Vera Holt", &["We are glad to see you here."]), ("Mara Dunn", &["Thank you."])];
    let b: &[(&str, &[&str])] = &[("Vera Holt", &["We are glad to see you here.", "Thank you."])];
    let relations: Vec<Relation> = compare(a, b).rows.iter().map(|r| r.relation).collect();
    assert_eq!(relations, [Relation::Identical, Relation::Omitted, Relation::Added]);
}

#[test]
fn a_text_against_itself_has_no_difference() {
    let a: &[(&str, &[&str])] =
        &[("Vera Holt", &["Yes.", "Yes.", "", "No, no.", "“What?”"]), ("", &["They left."])];
    let found = compare(a, a);
    assert!(found.rows.iter().all(|r| r.relation == Relation::Identical && r.differences.is_empty()));
}

/// Three tellings of one meeting: B merges two sentences and drops one, C adds one, moves one and
/// reads a figure and a name otherwise than both.
fn three() -> Vec<Witness> {
    let a: &[&str] = &[
        "We met the envoys in the old mill of Brona.",
        "The price of grain has risen again by 12 percent.",
        "Our schools near the border need new roofs this year.",
        "Nobody in the council signed the paper.",
        "We thank Norland for the tents and the blankets.",
    ];
    let b: &[&str] = &[
        "We met the envoys in the old mill of Brona. The price of grain has risen again by 14 percent.",
        "Nobody in the council signed the paper.",
        "We thank Sudland for the tents and the blankets.",
    ];
    let c: &[&str] = &[
        "We met the envoys in the old mill of Brona.",
        "A storm came up over the lake at noon.",
        "The price of grain has risen again by 15 percent.",
        "Nobody in the council signed the paper.",
        "We thank Sudland for the tents and the blankets.",
        "Our schools near the border need new roofs this year.",
    ];
    [("A", a), ("B", b), ("C", c)]
        .into_iter()
        .map(|(sigil, units)| witness(sigil, &[("Vera Holt", units)]))
        .collect()
}

#[test]
fn three_versions_keep_every_unit_in_one_row() {
    let found = collate(three(), Rules::builtin());
    for (n, witness) in found.witnesses.iter().enumerate() {
        let mut seen: Vec<usize> = found.rows.iter().flat_map(|r| r.units[n].clone()).collect();
        seen.sort_unstable();
        assert_eq!(seen, (0..witness.units.len()).collect::<Vec<_>>(), "version {n}");
    }
}

#[test]
fn versions_that_differ_from_the_base_are_compared_with_each_other() {
    let found = collate(three(), Rules::builtin());
    let told = |class: Class| {
        let rows = found.rows.iter().flat_map(|r| &r.differences);
        rows.filter(|d| d.difference.class == class).map(|d| d.sides).collect::<Vec<_>>()
    };
    assert_eq!(told(Class::Figure), [(0, 1), (0, 2), (1, 2)], "12, 14 and 15 percent");
    assert_eq!(told(Class::Name), [(0, 1), (0, 2)], "B and C both say Sudland");
    let names = found.rows.iter().find(|r| r.differences.iter().any(|d| d.difference.class == Class::Name));
    assert_eq!(names.map(|r| r.readings.clone()), Some(vec![vec![0], vec![1, 2]]));
}

/// What a collation says, whatever the versions are called: the units of each row, and for each two
/// versions with units there the differences of their readings.
fn said(found: &Collation) -> Vec<String> {
    let name = |n: usize| found.witnesses[n].source.as_str();
    let mut out = Vec::new();
    for row in &found.rows {
        let mut units: Vec<String> = row
            .units
            .iter()
            .enumerate()
            .map(|(n, r)| format!("{}{:?}", name(n), (r.len(), r.start)))
            .collect();
        units.sort();
        let units = units.join(" ");
        let mut told = Vec::new();
        for x in row.readings.iter().flatten() {
            for y in row.readings.iter().flatten().filter(|y| name(*x) < name(**y)) {
                told.extend(between(found, row, (*x, *y)).into_iter().map(|d| format!("{units}: {d}")));
            }
        }
        out.push(units);
        out.extend(told);
    }
    out.sort();
    out
}

/// Classes and words of the differences of two versions, by way of those that stand for their readings.
fn between(found: &Collation, row: &Row, (x, y): (usize, usize)) -> Vec<String> {
    let first = |v: usize| row.readings.iter().find(|r| r.contains(&v)).map_or(v, |r| r[0]);
    let (p, q) = (first(x), first(y));
    let flipped = p > q;
    let sides = if flipped { (q, p) } else { (p, q) };
    let words = |n: usize, s: Option<Span>| s.map_or("-", |s| s.of(&found.witnesses[n].text)).to_string();
    let mut out: Vec<String> = row
        .differences
        .iter()
        .filter(|d| d.sides == sides && d.difference.class != Class::Moved)
        .map(|d| {
            let (a, b) = (words(sides.0, d.difference.a), words(sides.1, d.difference.b));
            let class = match d.difference.class {
                Class::Omitted if flipped => Class::Added,
                Class::Added if flipped => Class::Omitted,
                Class::Split if flipped => Class::Merged,
                Class::Merged if flipped => Class::Split,
                other => other,
            };
            let (a, b) = if flipped { (b, a) } else { (a, b) };
            let names = (&found.witnesses[x].source, &found.witnesses[y].source);
            format!("{} {} «{a}» {} «{b}»", class.as_str(), names.0, names.1)
        })
        .collect();
    out.sort();
    out
}

#[test]
fn the_order_of_the_versions_changes_nothing_but_their_names() {
    let in_order = |order: &[usize]| -> Vec<String> {
        let versions = order.iter().map(|n| three().swap_remove(*n)).collect();
        said(&collate(versions, Rules::builtin()))
    };
    let want = in_order(&[0, 1, 2]);
    assert!(want.iter().any(|l| l.contains("figure B.txt «14 percent» C.txt «15 percent»")), "{want:#?}");
    for order in [[0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        assert_eq!(in_order(&order), want, "{order:?}");
    }
    for (x, y) in [(0, 1), (0, 2), (1, 2)] {
        assert_eq!(in_order(&[x, y]), in_order(&[y, x]));
    }
}
