//! The words of two sentences laid against each other.
//!
//! Runs of words weigh more than the same words scattered, so that "of the" of two sentences that
//! share nothing else is not torn apart to fit. Long sentences are matched by `pairs` instead of a
//! table.

use super::pairs::pairs;

/// Cells of the table at most.
const TABLE_CAP: usize = 160_000;

/// What a word is worth that follows a word that is paired too.
const RUN: f32 = 0.5;

/// Pairs `(of a, of b)` of equal words in rising order.
pub(super) fn path(a: &[u32], b: &[u32]) -> Vec<(usize, usize)> {
    let head = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let tail = a[head..].iter().rev().zip(b[head..].iter().rev()).take_while(|(x, y)| x == y).count();
    let (mid_a, mid_b) = (&a[head..a.len() - tail], &b[head..b.len() - tail]);
    let inner = if mid_a.len().saturating_mul(mid_b.len()) > TABLE_CAP {
        pairs(mid_a, mid_b)
    } else {
        table(mid_a, mid_b)
    };
    let mut out: Vec<(usize, usize)> = (0..head).map(|n| (n, n)).collect();
    out.extend(inner.into_iter().map(|(i, j)| (i + head, j + head)));
    out.extend((0..tail).map(|n| (a.len() - tail + n, b.len() - tail + n)));
    out
}

fn table(a: &[u32], b: &[u32]) -> Vec<(usize, usize)> {
    let width = b.len() + 1;
    // 0: skip a word of `a`, 1: skip a word of `b`, 2: a pair.
    let mut back = vec![0u8; (a.len() + 1) * width];
    let mut best = vec![0f32; (a.len() + 1) * width];
    for i in 1..=a.len() {
        for j in 1..=b.len() {
            let at = i * width + j;
            let (up, left) = (best[at - width], best[at - 1]);
            (best[at], back[at]) = if up >= left { (up, 0) } else { (left, 1) };
            if a[i - 1] == b[j - 1] {
                let corner = at - width - 1;
                let follows = i > 1 && j > 1 && back[corner] == 2;
                let gain = best[corner] + if follows { 1.0 + RUN } else { 1.0 };
                if gain >= best[at] {
                    (best[at], back[at]) = (gain, 2);
                }
            }
        }
    }
    let (mut i, mut j) = (a.len(), b.len());
    let mut out = Vec::new();
    while i > 0 && j > 0 {
        match back[i * width + j] {
            2 => {
                (i, j) = (i - 1, j - 1);
                out.push((i, j));
            }
            1 => j -= 1,
            _ => i -= 1,
        }
    }
    out.reverse();
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shared(a: &str, b: &str) -> String {
        let keys = |t: &str| t.bytes().map(u32::from).collect::<Vec<_>>();
        path(&keys(a), &keys(b)).iter().map(|(i, _)| a.as_bytes()[*i] as char).collect()
    }

    #[test]
    fn equal_words_meet_in_order() {
        assert_eq!(shared("abcdef", "abxdef"), "abdef");
        assert_eq!(shared("", "abc"), "");
        assert_eq!(shared("xay", "a"), "a");
    }

    #[test]
    fn a_run_is_worth_more_than_scattered_words() {
        let keys = |t: &str| t.bytes().map(u32::from).collect::<Vec<_>>();
        assert_eq!(path(&keys("oxotz"), &keys("qot")), [(2, 1), (3, 2)]);
    }

    #[test]
    fn long_sentences_need_no_table() {
        let a: Vec<u32> = (0..3000).collect();
        let b: Vec<u32> = (0..3000).map(|n| if n % 7 == 0 { n + 9000 } else { n }).collect();
        assert_eq!(path(&a, &b).len(), 3000 - 3000usize.div_ceil(7));
    }
}
