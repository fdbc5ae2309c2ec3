//! Reads WARC files on one thread and tells how fast: `warc_text [--frame] FILE…`.
//!
//! One line a file: records, pages, damaged places, bytes of the file, of the pages and of the main text,
//! seconds. With `--frame` the records are read and unpacked and no page is parsed.

use std::path::Path;
use std::time::Instant;

use variorum_record::warc::{Item, Items};
use variorum_text::page::{Capture, read_page};
use variorum_text::rules::Rules;

fn main() -> std::io::Result<()> {
    let mut files: Vec<String> = std::env::args().skip(1).collect();
    let frame = files.first().is_some_and(|f| f == "--frame");
    if frame {
        files.remove(0);
    }
    for file in files {
        println!("{}", read(&file, frame)?);
    }
    Ok(())
}

fn read(file: &str, frame: bool) -> std::io::Result<String> {
    let begin = Instant::now();
    let (mut records, mut pages, mut bytes, mut text) = (0, 0, 0, 0);
    let mut damaged = Vec::new();
    for found in Items::open(Path::new(file))? {
        match found {
            Ok(item) if item.is_page() => {
                (records, pages, bytes) = (records + 1, pages + 1, bytes + item.payload.len());
                text += if frame { 0 } else { main_text(item) };
            }
            Ok(_) => records += 1,
            Err(damage) => damaged.push(format!("{} {}", damage.offset, damage.message)),
        }
    }
    let seconds = begin.elapsed().as_secs_f64();
    let mb = |n: usize| n as f64 / 1e6;
    let packed = mb(usize::try_from(std::fs::metadata(file)?.len()).unwrap_or(usize::MAX));
    Ok(format!(
        "{records} records, {pages} pages, damaged {damaged:?}; file {packed:.1} MB, pages {:.1} MB, text {:.1} MB; {seconds:.2} s = {:.1} MB/s of pages, {:.1} MB/s of the file",
        mb(bytes),
        mb(text),
        mb(bytes) / seconds,
        packed / seconds
    ))
}

/// Bytes of the main text of a page.
fn main_text(item: Item) -> usize {
    let Some(media_type) = item.media_type else { return 0 };
    let capture = Capture {
        source: String::new(),
        bytes: item.payload,
        media_type,
        charset: item.charset,
        url: item.url,
        captured: item.date,
    };
    read_page(&capture, Rules::builtin()).document.text.len()
}
