//! Files, WARC files and standard input as captures to be read.

use std::fs::File;
use std::io::{Cursor, Read};
use std::path::Path;

use anyhow::Context;
use sha2::{Digest, Sha256};
use variorum_record::warc::{Item, Items, Source};
use variorum_text::page::Capture;
use variorum_text::page::decode::guess_media_type;

use crate::exit::{Exit, Told};

/// The most bytes of one bare file that are read, and one more that shows that it goes on.
const MOST_BYTES: u64 = (16 << 20) + 1;

/// Hands on each capture of a file, in order: one of a page, as many as there are of a WARC file. A
/// damaged record is handed on as an error, and the records after it still come.
pub fn captures(
    name: &str,
    take: &mut dyn FnMut(anyhow::Result<Capture>) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let head = match head(name) {
        Ok(head) => head,
        Err(error) => return take(Err(error)),
    };
    let warc = head.starts_with(b"WARC/") || is_packed(&head) && names_warc(name, &head);
    if !warc {
        return take(page(name, head));
    }
    let source: anyhow::Result<Box<dyn Source>> = match name {
        "-" => Ok(Box::new(Cursor::new(head))),
        _ => File::open(name)
            .map(|f| Box::new(f) as Box<dyn Source>)
            .with_context(|| format!("cannot open `{name}`")),
    };
    let items =
        source.and_then(|s| Items::from_source(s, 0).with_context(|| format!("cannot read `{name}`")));
    match items {
        Ok(items) => pages(name, items, take),
        Err(error) => take(Err(error)),
    }
}

/// The one capture of a file; the first page of a WARC file.
///
/// # Errors
/// When the file cannot be read or holds no page.
pub fn capture(name: &str) -> anyhow::Result<Capture> {
    let mut first = None;
    captures(name, &mut |capture| {
        if first.as_ref().is_none_or(|f: &anyhow::Result<Capture>| f.is_err()) {
            first = Some(capture);
        }
        Ok(())
    })?;
    first.unwrap_or_else(|| Err(Told::new(Exit::Unreadable, format!("`{name}` holds no page")).into()))
}

/// SHA-256 of a whole file, in hex, when it is longer than what is read of it.
///
/// # Errors
/// When the file cannot be read to its end.
pub fn digest_of_long(name: &str, read: usize) -> anyhow::Result<Option<String>> {
    if name == "-" || (read as u64) < MOST_BYTES {
        return Ok(None);
    }
    let mut file = File::open(name).with_context(|| format!("cannot open `{name}`"))?;
    let mut hash = Sha256::new();
    let mut piece = vec![0; 1 << 16];
    loop {
        match file.read(&mut piece).with_context(|| format!("cannot read `{name}`"))? {
            0 => break,
            n => hash.update(&piece[..n]),
        }
    }
    Ok(Some(hash.finalize().iter().map(|b| format!("{b:02x}")).collect()))
}

/// The first bytes of a file, at most `MOST_BYTES`; all of it for standard input.
fn head(name: &str) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if name == "-" {
        std::io::stdin()
            .lock()
            .take(64 * MOST_BYTES)
            .read_to_end(&mut bytes)
            .context("cannot read standard input")?;
    } else {
        let file = File::open(name).with_context(|| format!("cannot open `{name}`"))?;
        if file.metadata().is_ok_and(|m| m.is_dir()) {
            return Err(Told::new(Exit::Unreadable, format!("`{name}` is a folder"))
                .hint("name the files in it, or `variorum add` it to a record")
                .into());
        }
        file.take(MOST_BYTES).read_to_end(&mut bytes).with_context(|| format!("cannot read `{name}`"))?;
    }
    if bytes.is_empty() {
        return Err(Told::new(Exit::Unreadable, format!("`{name}` is empty")).into());
    }
    Ok(bytes)
}

/// Gzip or zstd, by the first bytes.
fn is_packed(head: &[u8]) -> bool {
    let magic: [&[u8]; 3] = [&[0x1F, 0x8B], &[0x28, 0xB5, 0x2F, 0xFD], &[0x5D, 0x2A, 0x4D, 0x18]];
    magic.iter().any(|m| head.starts_with(m))
}

/// A packed file is a WARC by its name, or by the first bytes inside.
fn names_warc(name: &str, head: &[u8]) -> bool {
    let name = name.to_lowercase();
    let named = [".warc.gz", ".warc.zst", ".wet.gz", ".wet.zst"].iter().any(|ending| name.ends_with(ending));
    named
        || Items::from_source(Box::new(Cursor::new(head.to_vec())), 0)
            .is_ok_and(|mut items| matches!(items.next(), Some(Ok(_))))
}

fn page(name: &str, bytes: Vec<u8>) -> anyhow::Result<Capture> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Told::new(Exit::Unreadable, format!("`{name}` holds no text")).into());
    }
    let source =
        Path::new(name).file_name().map_or_else(|| name.to_string(), |f| f.to_string_lossy().into_owned());
    let media_type = guess_media_type(&source, &bytes, None);
    Ok(Capture { source, bytes, media_type, charset: None, url: None, captured: None })
}

fn pages(
    name: &str,
    items: Items,
    take: &mut dyn FnMut(anyhow::Result<Capture>) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let source =
        Path::new(name).file_name().map_or_else(|| name.to_string(), |f| f.to_string_lossy().into_owned());
    let mut met = 0;
    for item in items {
        match item {
            Ok(item) if item.is_page() => {
                met += 1;
                take(Ok(from_item(&source, item)))?;
            }
            Ok(_) => {}
            Err(damage) => {
                let message = format!("`{name}` is damaged at byte {}: {}", damage.offset, damage.message);
                take(Err(Told::new(Exit::Unreadable, message)
                    .hint(
                        "the records before and after it are read; fetch the file again for the damaged one",
                    )
                    .into()))?;
                met += 1;
            }
        }
    }
    if met == 0 {
        take(Err(Told::new(Exit::Unreadable, format!("`{name}` holds no page")).into()))?;
    }
    Ok(())
}

fn from_item(source: &str, item: Item) -> Capture {
    let media_type = item.media_type.unwrap_or(variorum_text::page::MediaType::Text);
    let own = item.head.get("Variorum-Source").map(str::to_string);
    let source = own.unwrap_or_else(|| format!("{source}@{}", item.head.place.0));
    Capture {
        source,
        bytes: item.payload,
        media_type,
        charset: item.charset,
        url: item.url,
        captured: item.date,
    }
}
