//! Who is heard in the current documents: speakers and labels with the number of their turns.

use std::collections::BTreeMap;

use rusqlite::Row;
use variorum_text::people::Heard;

use super::Catalogue;
use crate::error::Result;

impl Catalogue {
    /// The speakers of every current document by its `seq`, by name and label.
    pub fn heard(&self) -> Result<BTreeMap<i64, Vec<Heard>>> {
        let sql = "SELECT s.document, s.speaker, s.label, count(DISTINCT s.turn)
             FROM statement s JOIN document d ON d.seq = s.document
             WHERE d.is_current AND s.kind = 0
             GROUP BY s.document, s.speaker, s.label ORDER BY s.document, s.speaker, s.label";
        let row = |r: &Row| {
            let heard = Heard { speaker: r.get(1)?, label: r.get(2)?, turns: r.get::<_, i64>(3)? as usize };
            Ok((r.get::<_, i64>(0)?, heard))
        };
        let rows: Vec<(i64, Heard)> =
            self.try_sql(|db| db.prepare(sql)?.query_map([], row)?.collect::<rusqlite::Result<_>>())?;
        let mut found: BTreeMap<i64, Vec<Heard>> = BTreeMap::new();
        for (document, heard) in rows {
            found.entry(document).or_default().push(heard);
        }
        Ok(found)
    }
}
