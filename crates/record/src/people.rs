//! The people of a record: who speaks in it, and what a user has imported about people and posts.
//!
//! Imported facts stand in `data/people.toml`, so that a rebuild keeps them. They answer questions;
//! no document is read otherwise because of them.

use variorum_text::people::{HeardPage, People, gather};
use variorum_text::rules::holders::{Gained, Holders};

use crate::error::{Error, Result};
use crate::record::Record;

impl Record {
    /// Who speaks in the record, and which labels name nobody or several.
    ///
    /// # Errors
    /// When the catalogue cannot be read.
    pub fn people(&self) -> Result<People> {
        let mut heard = self.catalogue.heard()?;
        let mut pages = Vec::new();
        for document in self.documents()? {
            let day = |text: &str| text.get(..10).and_then(|d| d.parse().ok());
            pages.push(HeardPage {
                heard: heard.remove(&document.seq).unwrap_or_default(),
                document: document.id,
                day: document.day,
                published: document.published.as_deref().and_then(day),
                url: document.url,
                publisher: document.publisher,
                title: document.title,
            });
        }
        Ok(gather(&pages, self.rules()))
    }

    /// Adds people and posts to those the record keeps; what it has already changes nothing.
    ///
    /// # Errors
    /// When the record was opened for reading only, or the file cannot be written.
    pub fn keep_people(&self, new: &Holders) -> Result<Gained> {
        if self.writer.is_none() {
            return Err(Error::ReadOnly { path: self.path().to_path_buf() });
        }
        let mut all = self.rules().people.holders.clone();
        let gained = all.merge(new);
        if gained != Gained::default() {
            let head = "# People and posts imported with `variorum people import`; `data/offices.toml` tells the form.\n";
            self.folder.keep_table("people.toml", &format!("{head}{}", all.written()))?;
        }
        Ok(gained)
    }
}
