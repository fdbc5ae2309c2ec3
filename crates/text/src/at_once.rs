//! The same work on each of many inputs, on all processors, with the answers in the order of the inputs.
//!
//! `each(&[1, 2, 3], |n| n * n)` gives `[1, 4, 9]`, whatever thread did which: the number of threads changes the
//! time and nothing else.

use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Threads at most.
const MOST: usize = 16;

/// The answers to all inputs, in their order.
pub(crate) fn each<I: Sync, O: Send>(inputs: &[I], work: impl Fn(&I) -> O + Sync) -> Vec<O> {
    let n_threads = std::thread::available_parallelism().map_or(1, |n| n.get()).min(MOST).min(inputs.len());
    if n_threads < 2 {
        return inputs.iter().map(work).collect();
    }
    let next = AtomicUsize::new(0);
    let some = || {
        let mut done = Vec::new();
        while let Some((n, input)) = take(&next, inputs) {
            done.push((n, work(input)));
        }
        done
    };
    let mut all: Vec<(usize, O)> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..n_threads).map(|_| scope.spawn(some)).collect();
        let joined = threads.into_iter().map(|t| t.join().unwrap_or_else(|fault| resume_unwind(fault)));
        joined.flatten().collect()
    });
    all.sort_unstable_by_key(|(n, _)| *n);
    all.into_iter().map(|(_, answer)| answer).collect()
}

/// The next input that nobody has taken.
fn take<'i, I>(next: &AtomicUsize, inputs: &'i [I]) -> Option<(usize, &'i I)> {
    let n = next.fetch_add(1, Ordering::Relaxed);
    inputs.get(n).map(|input| (n, input))
}

#[cfg(test)]
mod tests {
    use super::each;

    #[test]
    fn answers_stand_in_the_order_of_the_inputs() {
        for n in [0u64, 1, 3, 500] {
            let inputs: Vec<u64> = (0..n).collect();
            let slow = |x: &u64| (0..(x * 7919) % 1000).fold(*x, |sum, _| std::hint::black_box(sum));
            assert_eq!(each(&inputs, slow), inputs, "{n}");
        }
    }
}
