//! Files and standard input as captures.

use std::io::Read;
use std::path::Path;

use anyhow::Context;
use variorum_text::page::Capture;
use variorum_text::page::decode::guess_media_type;

use crate::exit::{Exit, Told};

/// The most bytes of one bare file that are read; the record keeps larger captures whole.
pub const MOST_BYTES: u64 = 16 << 20;

/// A capture from a file, or from standard input for `-`.
///
/// # Errors
/// When the file cannot be opened or read, or is empty.
pub fn capture(name: &str) -> anyhow::Result<Capture> {
    let mut bytes = Vec::new();
    if name == "-" {
        std::io::stdin()
            .lock()
            .take(MOST_BYTES)
            .read_to_end(&mut bytes)
            .context("cannot read standard input")?;
    } else {
        let file = std::fs::File::open(name).with_context(|| format!("cannot open `{name}`"))?;
        file.take(MOST_BYTES).read_to_end(&mut bytes).with_context(|| format!("cannot read `{name}`"))?;
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Told::new(Exit::Unreadable, format!("`{name}` is empty")).into());
    }
    let source =
        Path::new(name).file_name().map_or_else(|| name.to_string(), |f| f.to_string_lossy().into_owned());
    let media_type = guess_media_type(&source, &bytes, None);
    Ok(Capture { source, bytes, media_type, charset: None, url: None, captured: None })
}
