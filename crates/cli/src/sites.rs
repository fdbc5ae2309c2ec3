//! Lines of sites learnt from the captures of one call, for commands that keep nothing.
//!
//! When several text captures of one site are handed in, what it prints on every page is left out of
//! each (`page::site_lines`). The files are gone through twice then; a single page needs no such thing.

use variorum_text::page::MediaType;
use variorum_text::page::site_lines::{Learner, edges};
use variorum_text::rules::Rules;
use variorum_text::rules::hosts::FILE;

use crate::input::captures;

/// The rules with what was learnt from the files; `None` when that is nothing. `url` is the address of
/// captures that have none.
///
/// # Errors
/// Never for a file that cannot be read: whoever reads it next tells of it.
pub fn learnt(files: &[String], url: Option<&str>) -> anyhow::Result<Option<Box<Rules>>> {
    // Standard input can be read once, and a single page teaches nothing.
    let single = |f: &String| !["gz", "zst", "warc", "wet"].iter().any(|ending| f.ends_with(ending));
    if files.iter().any(|f| f == "-") || files.len() == 1 && files.iter().all(single) {
        return Ok(None);
    }
    let mut learner = Learner::default();
    for file in files {
        captures(file, &mut |capture| {
            if let Ok(mut capture) = capture
                && capture.media_type != MediaType::Html
            {
                capture.url = url.map(str::to_string).or(capture.url);
                edges(&capture, Rules::builtin()).into_iter().for_each(|edges| learner.add(edges));
            }
            Ok(())
        })?;
    }
    Ok(match learner.table() {
        Some(table) => Some(Box::new(Rules::with(&[(FILE.into(), table)])?)),
        None => None,
    })
}
