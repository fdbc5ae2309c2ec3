//! An HTTP response of any bytes: head and body are cut, chunks joined, compression undone under the cap.
#![no_main]

use libfuzzer_sys::fuzz_target;
use variorum_record::warc::http::{decode, split};

const CAP: usize = 1 << 20;

fuzz_target!(|data: &[u8]| {
    let Some((head, at)) = split(data) else { return };
    let body = decode(&head, &data[at..], CAP);
    assert!(body.bytes.len() <= CAP);
});
