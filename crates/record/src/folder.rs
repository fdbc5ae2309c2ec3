//! The folder of a record: which files it has, which format it is, who may write.
//!
//! ```text
//! variorum.record/
//!   record.toml          format and id
//!   lock                 held by the one writer
//!   archive/00000001.warc.gz …
//!   catalogue.sqlite     derived
//!   index/               derived
//!   data/*.toml          rules of the user's own (optional)
//! ```

use std::fs::{self, File, TryLockError};
use std::hash::{BuildHasher, Hasher};
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// The newest format of a record folder that this program knows.
pub const FORMAT: u64 = 1;

/// A record's folder.
#[derive(Clone, Debug)]
pub struct Folder {
    path: PathBuf,
    /// The record's own id, made when it was made.
    pub id: String,
}

impl Folder {
    /// Makes the folder of a new, empty record.
    ///
    /// # Errors
    /// When a record is there already, or the folder cannot be written.
    pub fn make(path: &Path) -> Result<Folder> {
        let settings = path.join("record.toml");
        if settings.exists() {
            return Err(Error::IsThere { path: path.to_path_buf() });
        }
        let archive = path.join("archive");
        fs::create_dir_all(&archive).map_err(Error::io("make", &archive))?;
        let id = new_id();
        let text = format!(
            "# A record of Variorum. The archive holds the evidence; catalogue and index can be made anew from it.\n\
             format = {FORMAT}\nid = \"{id}\"\n"
        );
        write_whole(&settings, text.as_bytes())?;
        Ok(Folder { path: path.to_path_buf(), id })
    }

    /// Opens the folder of a record.
    ///
    /// # Errors
    /// When no record is there, or a newer program wrote it.
    pub fn open(path: &Path) -> Result<Folder> {
        let settings = path.join("record.toml");
        if !settings.is_file() {
            return Err(Error::NoRecord { path: path.to_path_buf() });
        }
        let text = fs::read_to_string(&settings).map_err(Error::io("read", &settings))?;
        let wrong = |message: &str| Error::Settings { path: settings.clone(), message: message.to_string() };
        let format: u64 =
            field(&text, "format").and_then(|v| v.parse().ok()).ok_or_else(|| wrong("it names no format"))?;
        if format > FORMAT {
            return Err(Error::NewerFormat { path: path.to_path_buf(), found: format, known: FORMAT });
        }
        let id = field(&text, "id").filter(|v| !v.is_empty()).ok_or_else(|| wrong("it names no id"))?;
        Ok(Folder { path: path.to_path_buf(), id })
    }

    /// The folder itself.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The archive's folder.
    pub fn archive(&self) -> PathBuf {
        self.path.join("archive")
    }

    /// The catalogue's file.
    pub fn catalogue(&self) -> PathBuf {
        self.path.join("catalogue.sqlite")
    }

    /// The index's folder.
    pub fn index(&self) -> PathBuf {
        self.path.join("index")
    }

    /// Takes the right to write, until the returned file is dropped.
    ///
    /// # Errors
    /// When another program has it.
    pub fn lock(&self) -> Result<File> {
        let path = self.path.join("lock");
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(Error::io("open", &path))?;
        match file.try_lock() {
            Ok(()) => Ok(file),
            Err(TryLockError::WouldBlock) => Err(Error::Locked { path: self.path.clone() }),
            Err(TryLockError::Error(error)) => Err(Error::io("lock", &path)(error)),
        }
    }

    /// Writes a table of rules that the program makes itself.
    pub(crate) fn keep_table(&self, name: &str, text: &str) -> Result<()> {
        let dir = self.path.join("data");
        fs::create_dir_all(&dir).map_err(Error::io("make", &dir))?;
        write_whole(&dir.join(name), text.as_bytes())
    }

    /// Takes a table away, when it is there.
    pub(crate) fn drop_table(&self, name: &str) -> Result<()> {
        let path = self.path.join("data").join(name);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(Error::io("remove", &path)(error))
            }
            _ => Ok(()),
        }
    }

    /// The user's own rules: name and content of each table in `data`, sorted by name.
    pub fn own_rules(&self) -> Result<Vec<(String, String)>> {
        let dir = self.path.join("data");
        if !dir.is_dir() {
            return Ok(Vec::new());
        }
        let mut found = Vec::new();
        for entry in fs::read_dir(&dir).map_err(Error::io("read", &dir))? {
            let path = entry.map_err(Error::io("read", &dir))?.path();
            let Some(name) = path.file_name().and_then(|n| n.to_str()).filter(|n| n.ends_with(".toml"))
            else {
                continue;
            };
            let text = fs::read_to_string(&path).map_err(Error::io("read", &path))?;
            found.push((name.to_string(), text));
        }
        found.sort();
        Ok(found)
    }
}

/// `name = value` of a small TOML file of plain values.
fn field(text: &str, name: &str) -> Option<String> {
    text.lines()
        .filter_map(|l| l.split_once('='))
        .find(|(n, _)| n.trim() == name)
        .map(|(_, v)| v.trim().trim_matches('"').to_string())
}

/// Writes a file so that it is there whole or not at all.
fn write_whole(path: &Path, bytes: &[u8]) -> Result<()> {
    let draft = path.with_extension("draft");
    let mut file = File::create(&draft).map_err(Error::io("write", &draft))?;
    file.write_all(bytes).and_then(|()| file.sync_all()).map_err(Error::io("write", &draft))?;
    fs::rename(&draft, path).map_err(Error::io("write", path))?;
    if let Some(dir) = path.parent() {
        sync_folder(dir)?;
    }
    Ok(())
}

/// Makes names in a folder last through a loss of power.
pub(crate) fn sync_folder(dir: &Path) -> Result<()> {
    let dir = if dir.as_os_str().is_empty() { Path::new(".") } else { dir };
    File::open(dir).and_then(|d| d.sync_all()).map_err(Error::io("write", dir))
}

/// A random UUID (version 4) from the standard library's own source of randomness.
pub(crate) fn new_id() -> String {
    let draw = || std::collections::hash_map::RandomState::new().build_hasher().finish();
    let (a, b) = (draw(), draw());
    format!(
        "{:08x}-{:04x}-4{:03x}-{:x}{:03x}-{:012x}",
        a >> 32,
        (a >> 16) & 0xffff,
        a & 0xfff,
        8 | (b >> 62),
        (b >> 48) & 0xfff,
        b & 0xffff_ffff_ffff
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_made_once_and_locked_once() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("r");
        let made = Folder::make(&path).expect("made");
        assert!(matches!(Folder::make(&path), Err(Error::IsThere { .. })));
        let opened = Folder::open(&path).expect("opened");
        assert_eq!(opened.id, made.id);
        let lock = made.lock().expect("first writer");
        assert!(matches!(opened.lock(), Err(Error::Locked { .. })));
        drop(lock);
        assert!(opened.lock().is_ok());
    }

    #[test]
    fn a_newer_format_is_refused() {
        let dir = tempfile::tempdir().expect("a folder");
        Folder::make(dir.path()).expect("made");
        let settings = dir.path().join("record.toml");
        let text = fs::read_to_string(&settings).expect("text").replace("format = 1", "format = 2");
        fs::write(&settings, text).expect("written");
        assert!(matches!(Folder::open(dir.path()), Err(Error::NewerFormat { found: 2, known: 1, .. })));
        fs::write(&settings, "nonsense").expect("written");
        assert!(matches!(Folder::open(dir.path()), Err(Error::Settings { .. })));
    }

    #[test]
    fn a_new_id_is_a_uuid() {
        let id = new_id();
        assert_eq!(id.len(), 36);
        assert_ne!(id, new_id());
    }
}
