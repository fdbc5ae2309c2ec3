//! A web page: any characters give a page; blocks hold their places.
#![no_main]

use libfuzzer_sys::fuzz_target;
use variorum_text::page::html::read_html;
use variorum_text::rules::Rules;

fuzz_target!(|data: &[u8]| {
    let page = read_html(&String::from_utf8_lossy(data), Rules::builtin());
    for block in &page.blocks {
        for span in block.lead.iter().chain(&block.struck) {
            assert!(block.text.get(span.start..span.end).is_some(), "{span:?} of {:?}", block.text);
        }
    }
});
