//! A concordance of a few passages, asked for phrases and near wordings.

use super::*;

/// A concordance of passages, each a list of statements, added in parts.
fn concordance(dir: &Path, passages: &[&[&str]], parts: usize) -> Concordance {
    let mut made = Concordance { dir: dir.to_path_buf(), segments: Vec::new() };
    let mut row = 0;
    for part in passages.chunks(passages.len().div_ceil(parts)) {
        let mut draft = Draft::default();
        for passage in part {
            for words in *passage {
                row += 1;
                draft.statement(row, number(if row % 2 == 0 { "even" } else { "odd" }));
                words.split(' ').for_each(|w| draft.word(number(w)));
            }
            draft.end_passage();
        }
        made.add(draft).expect("written");
    }
    made
}

fn numbers(words: &str) -> Vec<u32> {
    words.split(' ').map(number).collect()
}

const PASSAGES: &[&[&str]] = &[
    &["we sent three hundred tents", "the bridge at Brona will open again"],
    &["thank you", "the boats came by night and the railway will be ready in the spring of next year"],
    &["thank you", "the bridge at Brona will open again before the end of the month as we said in May"],
];

fn check(words: &str, rows: &[i64]) {
    for parts in 1..=3 {
        let dir = tempfile::tempdir().expect("a folder");
        let made = concordance(dir.path(), PASSAGES, parts);
        assert_eq!(made.phrase(&numbers(words), None, 10).expect("read"), rows, "{words} in {parts} parts");
        let again = Concordance::open(dir.path(), &made.names()).expect("opens");
        assert_eq!(again.phrase(&numbers(words), None, 10).expect("read"), rows, "{words} opened again");
    }
}

#[test]
fn a_phrase_is_found_inside_and_across_statements_of_one_passage() {
    check("the bridge at Brona", &[2, 6]);
    check("hundred tents the bridge", &[1]);
    check("open again before the end of the month as we said in", &[6]);
    check("will", &[2, 4, 6]);
    check("open again thank you", &[]);
    check("bridge at Lindar", &[]);
}

#[test]
fn only_the_asked_for_voices() {
    let dir = tempfile::tempdir().expect("a folder");
    let made = concordance(dir.path(), PASSAGES, 2);
    let odd = BTreeSet::from([number("odd")]);
    assert_eq!(made.phrase(&numbers("thank you"), Some(&odd), 10).expect("read"), [3, 5]);
    assert_eq!(made.phrase(&numbers("the bridge"), Some(&odd), 10).expect("read"), [0i64; 0]);
}

#[test]
fn near_wordings_come_nearest_first() {
    let dir = tempfile::tempdir().expect("a folder");
    let made = concordance(dir.path(), PASSAGES, 2);
    let near = made
        .near(&numbers("the bridge at Lindar will open before the end of the month"), None, 9)
        .expect("read");
    assert_eq!(near.first().map(|n| n.row), Some(6), "{near:?}");
    assert!(near.windows(2).all(|w| w[0].score >= w[1].score));
}

#[test]
fn small_segments_are_merged_and_swept() {
    let dir = tempfile::tempdir().expect("a folder");
    let made = concordance(dir.path(), PASSAGES, 3);
    assert_eq!(made.segments.len(), 1);
    assert!(files(dir.path()).len() > 1);
    made.sweep();
    assert_eq!(files(dir.path()).len(), 1);
}

#[test]
fn a_changed_byte_anywhere_is_noticed() {
    let dir = tempfile::tempdir().expect("a folder");
    let made = concordance(dir.path(), PASSAGES, 1);
    let (names, path) = (made.names(), made.segments[0].path().to_path_buf());
    let whole = fs::read(&path).expect("bytes");
    for at in (0..whole.len()).step_by(whole.len() / 97) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x10;
        fs::write(&path, &bytes).expect("written");
        let noticed = Concordance::open(dir.path(), &names).map_or(true, |c| !c.damaged().is_empty());
        assert!(noticed, "byte {at}");
    }
    fs::write(&path, &whole[..whole.len() - 1]).expect("written");
    assert!(Concordance::open(dir.path(), &names).is_err());
}

#[test]
fn many_words_are_found_where_they_stand() {
    // Numbers as words, drawn so that pairs come back and longer runs do not.
    let mut state = 7u64;
    let mut draw = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as u32 % 300 + 1
    };
    let words: Vec<u32> = (0..30_000).map(|_| draw()).collect();
    let dir = tempfile::tempdir().expect("a folder");
    let mut made = Concordance { dir: dir.path().to_path_buf(), segments: Vec::new() };
    for (n, part) in words.chunks(7_000).enumerate() {
        let mut draft = Draft::default();
        for (k, statement) in part.chunks(20).enumerate() {
            draft.statement((n * 350 + k) as i64, 1);
            statement.iter().for_each(|w| draft.word(*w));
            draft.end_passage();
        }
        made.add(draft).expect("written");
    }
    for (row, statement) in words.chunks(20).enumerate().step_by(13) {
        for asked in [&statement[..4], &statement[3..17], statement] {
            let naive = words.chunks(20).position(|s| s.windows(asked.len()).any(|w| w == asked));
            let found = made.phrase(asked, None, 4).expect("read");
            assert_eq!(found.first().copied(), naive.map(|n| n as i64), "{row}");
        }
        let mut edited = statement.to_vec();
        edited[4] = 999;
        edited[11] = 998;
        assert_eq!(made.near(&edited, None, 3).expect("read")[0].row, row as i64);
    }
}
