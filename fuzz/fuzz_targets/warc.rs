//! A WARC file of any bytes: records and damage in rising order, and each record found again at its place.
#![no_main]

use std::io::Cursor;

use libfuzzer_sys::fuzz_target;
use variorum_record::warc::Items;

fuzz_target!(|data: &[u8]| {
    let open = |data: &[u8]| Items::from_source(Box::new(Cursor::new(data.to_vec())), 0);
    let Ok(items) = open(data) else { return };
    for (n, found) in items.enumerate() {
        assert!(n <= data.len() + 1, "no end of records");
        let Ok(item) = found else { continue };
        let again = Items::open_at(Box::new(Cursor::new(data.to_vec())), item.head.place);
        let again = again.ok().and_then(|mut items| items.next()).and_then(Result::ok);
        assert_eq!(again.map(|i| i.payload), Some(item.payload));
    }
});
