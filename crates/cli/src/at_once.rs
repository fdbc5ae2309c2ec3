//! Work on many inputs at the same time, with the answers in the order of the inputs.
//!
//! One thread hands the inputs on, as many as the machine has processors work on them; no more than a
//! few inputs wait, so a long row of large files is never in memory at once. The number of threads
//! changes the time and nothing else.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, sync_channel};

/// Inputs that wait for each thread.
const WAITING: usize = 4;
/// Threads at most.
const MOST: usize = 16;

/// The answers to all that `hand_on` puts, in that order.
///
/// # Errors
/// Those of `hand_on`.
pub fn at_once<I: Send, O: Send>(
    hand_on: impl FnOnce(&mut dyn FnMut(I) -> anyhow::Result<()>) -> anyhow::Result<()>,
    work: &(impl Fn(I) -> O + Sync),
) -> anyhow::Result<Vec<O>> {
    let n_threads = std::thread::available_parallelism().map_or(1, |n| n.get()).min(MOST);
    if n_threads == 1 {
        return one_by_one(hand_on, work);
    }
    let (sender, receiver) = sync_channel::<(usize, I)>(n_threads * WAITING);
    let receiver = Mutex::new(receiver);
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..n_threads).map(|_| scope.spawn(|| answers(&receiver, work))).collect();
        let mut n = 0;
        let handed = hand_on(&mut |input| {
            // The threads end only when the sender is gone, or with a fault that is told below.
            let _ = sender.send((n, input));
            n += 1;
            Ok(())
        });
        drop(sender);
        let mut all: Vec<(usize, O)> = Vec::with_capacity(n);
        for thread in threads {
            match thread.join() {
                Ok(found) => all.extend(found),
                Err(fault) => resume_unwind(fault),
            }
        }
        handed?;
        all.sort_unstable_by_key(|(n, _)| *n);
        Ok(all.into_iter().map(|(_, answer)| answer).collect())
    })
}

fn one_by_one<I, O>(
    hand_on: impl FnOnce(&mut dyn FnMut(I) -> anyhow::Result<()>) -> anyhow::Result<()>,
    work: &impl Fn(I) -> O,
) -> anyhow::Result<Vec<O>> {
    let mut all = Vec::new();
    hand_on(&mut |input| {
        all.push(work(input));
        Ok(())
    })?;
    Ok(all)
}

/// What one thread answers, until no input comes any more.
fn answers<I, O>(receiver: &Mutex<Receiver<(usize, I)>>, work: &impl Fn(I) -> O) -> Vec<(usize, O)> {
    let mut found = Vec::new();
    loop {
        // The lock is held while the thread waits; a thread that fails does so without it.
        let next = receiver.lock().map(|r| r.recv());
        let Ok(Ok((n, input))) = next else { return found };
        match catch_unwind(AssertUnwindSafe(|| work(input))) {
            Ok(answer) => found.push((n, answer)),
            Err(fault) => {
                // What waits is taken, so that the handing on comes to its end.
                while receiver.lock().is_ok_and(|r| r.recv().is_ok()) {}
                resume_unwind(fault);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_come_in_the_order_of_the_inputs() {
        let check = |n: u64| {
            let hand_on = |put: &mut dyn FnMut(u64) -> anyhow::Result<()>| (0..n).try_for_each(put);
            let slow = |x: u64| (0..(x * 7919) % 1000).fold(x, |sum, _| std::hint::black_box(sum));
            let answers = at_once(hand_on, &slow).expect("answers");
            assert_eq!(answers, (0..n).collect::<Vec<_>>(), "{n}");
        };
        [0, 1, 3, 500].into_iter().for_each(check);
    }

    #[test]
    fn a_fault_in_the_work_ends_all() {
        let hand_on = |put: &mut dyn FnMut(u8) -> anyhow::Result<()>| (0..200).try_for_each(put);
        let fails = |x: u8| assert!(x < 3, "not this one");
        assert!(catch_unwind(|| at_once(hand_on, &fails)).is_err());
    }

    #[test]
    fn a_fault_in_handing_on_is_told() {
        let hand_on = |put: &mut dyn FnMut(u8) -> anyhow::Result<()>| {
            put(1)?;
            anyhow::bail!("no more")
        };
        assert!(at_once(hand_on, &|x| x).is_err());
    }
}
