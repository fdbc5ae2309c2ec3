//! What linking keeps beside the documents: buckets, pairs, meetings. Derived like the rest.
//!
//! A posting is a document in a bucket, at the place that its id gives it; `linking` knows what
//! follows from that. Meetings are kept as `linking` made them, their versions in order.

use rusqlite::{Connection, OptionalExtension, Row, params};
use variorum_text::meeting::kinship::{Basis, Link};
use variorum_text::meeting::print::Print;
use variorum_text::meeting::{Evidence, Meeting, Member, Relation, Trace};

use super::{Catalogue, day, packed};
use crate::error::Result;

/// A document in a bucket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Posting {
    /// The bucket.
    pub key: u32,
    /// Where the document stands in it.
    pub place: i64,
    /// `seq` of the document.
    pub document: i64,
}

const TRACE: &str = "SELECT d.seq, d.id, d.place_name, d.participants, d.title, d.publisher, d.cited_source, d.language, d.trace, c.captured
     FROM document d JOIN capture c ON c.seq = d.capture WHERE d.is_current";

impl Catalogue {
    /// The traces of the current documents with a `seq` above `after`.
    pub fn traces_after(&self, after: i64) -> Result<Vec<(i64, Trace)>> {
        let sql = format!("{TRACE} AND d.seq > ?1 ORDER BY d.seq");
        self.try_sql(|db| db.prepare_cached(&sql)?.query_map([after], trace_of)?.collect())
    }

    /// The trace of a current document.
    pub fn trace_at(&self, seq: i64) -> Result<Option<(i64, Trace)>> {
        let sql = format!("{TRACE} AND d.seq = ?1");
        self.try_sql(|db| db.prepare_cached(&sql)?.query_row([seq], trace_of).optional())
    }

    /// The print of a current document.
    pub fn print_at(&self, seq: i64) -> Result<Option<Print>> {
        let sql = "SELECT trace FROM document WHERE is_current AND seq = ?1";
        self.try_sql(|db| {
            db.prepare_cached(sql)?
                .query_row([seq], |r| Ok(packed::open_trace(r.get_ref(0)?.as_blob()?).print))
                .optional()
        })
    }

    /// Number of current documents up to a `seq`.
    pub fn count_up_to(&self, seq: i64) -> Result<usize> {
        let sql = "SELECT count(*) FROM document WHERE is_current AND seq <= ?1";
        self.try_sql(|db| db.query_row(sql, [seq], |r| r.get::<_, i64>(0))).map(|n| n as usize)
    }

    /// The last document that is linked; `None` when all are to be linked anew.
    pub fn linked_up_to(&self) -> Result<Option<i64>> {
        self.try_sql(|db| db.query_row("SELECT up_to FROM linked", [], |r| r.get(0)).optional())
    }

    /// Says up to which document all are linked.
    pub fn set_linked(&self, up_to: i64) -> Result<()> {
        self.try_sql(|db| {
            db.execute("DELETE FROM linked", [])?;
            db.execute("INSERT INTO linked VALUES(?1)", [up_to]).map(|_| ())
        })
    }

    /// Forgets all that is linked.
    pub fn clear_links(&self) -> Result<()> {
        self.try_sql(|db| {
            db.execute_batch(
                "DELETE FROM posting; DELETE FROM kin; DELETE FROM meeting; DELETE FROM member; DELETE FROM linked;",
            )
        })
    }

    /// Puts a document into a bucket.
    pub fn add_posting(&self, p: Posting) -> Result<()> {
        self.try_sql(|db| {
            db.prepare_cached("INSERT OR IGNORE INTO posting VALUES(?1, ?2, ?3)")?
                .execute(params![p.key, p.place, p.document])
                .map(|_| ())
        })
    }

    /// The first documents of a bucket, at most so many.
    pub fn first_in(&self, key: u32, limit: usize) -> Result<Vec<Posting>> {
        self.postings("key = ?1 ORDER BY place, document LIMIT ?2", (i64::from(key), limit as i64))
    }

    /// The documents of a bucket after a place.
    pub fn after_in(&self, key: u32, place: i64) -> Result<Vec<Posting>> {
        self.postings("key = ?1 AND place > ?2 ORDER BY place, document", (i64::from(key), place))
    }

    fn postings(&self, condition: &str, values: (i64, i64)) -> Result<Vec<Posting>> {
        let sql = format!("SELECT key, place, document FROM posting WHERE {condition}");
        let of = |r: &Row| Ok(Posting { key: r.get(0)?, place: r.get(1)?, document: r.get(2)? });
        self.try_sql(|db| db.prepare_cached(&sql)?.query_map([values.0, values.1], of)?.collect())
    }

    /// Keeps a pair that belongs together; `a` has the smaller id.
    pub fn add_kin(&self, a: i64, b: i64, link: &Link) -> Result<()> {
        let basis = BASES.iter().position(|x| *x == link.basis).unwrap_or(0) as i64;
        self.try_sql(|db| {
            db.prepare_cached("INSERT OR REPLACE INTO kin VALUES(?1, ?2, ?3, ?4, ?5)")?
                .execute(params![a, b, link.contained, link.score, basis])
                .map(|_| ())
        })
    }

    /// Forgets a pair.
    pub fn drop_kin(&self, a: i64, b: i64) -> Result<()> {
        let sql = "DELETE FROM kin WHERE a = ?1 AND b = ?2";
        self.try_sql(|db| db.prepare_cached(sql)?.execute([a, b]).map(|_| ()))
    }

    /// The pairs of a document.
    pub fn kin_of(&self, document: i64) -> Result<Vec<(i64, i64, Link)>> {
        let sql = "SELECT a, b, contained, score, basis FROM kin WHERE a = ?1
                   UNION ALL SELECT a, b, contained, score, basis FROM kin WHERE b = ?1";
        let of = |r: &Row| {
            let basis = BASES.get(r.get::<_, i64>(4)? as usize).copied().unwrap_or(Basis::Event);
            Ok((r.get(0)?, r.get(1)?, Link { contained: r.get(2)?, score: r.get(3)?, basis }))
        };
        self.try_sql(|db| db.prepare_cached(sql)?.query_map([document], of)?.collect())
    }

    /// The meetings by day, when the last document that came in is linked.
    pub fn meetings(&self) -> Result<Option<Vec<Meeting>>> {
        if self.linked_up_to()? != Some(self.last_seq()?) {
            return Ok(None);
        }
        self.some_meetings("1 ORDER BY date IS NULL, date, id", []).map(Some)
    }

    /// The meeting of an id, when the last document that came in is linked.
    pub fn meeting(&self, id: &str) -> Result<Option<Option<Meeting>>> {
        if self.linked_up_to()? != Some(self.last_seq()?) {
            return Ok(None);
        }
        Ok(Some(self.some_meetings("id = ?1", [id])?.pop()))
    }

    /// The meetings that share a name.
    pub fn meetings_named(&self, name: &str) -> Result<Vec<Meeting>> {
        self.some_meetings("name = ?1", [name])
    }

    fn some_meetings(&self, condition: &str, values: impl rusqlite::Params) -> Result<Vec<Meeting>> {
        let sql =
            format!("SELECT n, id, name, date, place_name, participants FROM meeting WHERE {condition}");
        self.try_sql(|db| {
            let mut found = Vec::new();
            let mut statement = db.prepare_cached(&sql)?;
            let mut rows = statement.query(values)?;
            while let Some(r) = rows.next()? {
                found.push(Meeting {
                    id: r.get(1)?,
                    name: r.get(2)?,
                    date: day(r, 3)?,
                    place: r.get(4)?,
                    participants: packed::open_list(&r.get::<_, String>(5)?),
                    members: members(db, r.get(0)?)?,
                });
            }
            Ok(found)
        })
    }

    /// Takes away the meeting that a document is a version of; gives its name.
    pub fn drop_meeting_of(&self, document: &str) -> Result<Option<String>> {
        self.try_sql(|db| {
            let sql =
                "SELECT m.n, m.name FROM member v JOIN meeting m ON m.n = v.meeting WHERE v.document = ?1";
            let found: Option<(i64, String)> =
                db.prepare_cached(sql)?.query_row([document], |r| Ok((r.get(0)?, r.get(1)?))).optional()?;
            let Some((n, name)) = found else { return Ok(None) };
            db.prepare_cached("DELETE FROM member WHERE meeting = ?1")?.execute([n])?;
            db.prepare_cached("DELETE FROM meeting WHERE n = ?1")?.execute([n])?;
            Ok(Some(name))
        })
    }

    /// Keeps a meeting.
    pub fn add_meeting(&self, m: &Meeting) -> Result<()> {
        self.try_sql(|db| {
            db.prepare_cached(
                "INSERT INTO meeting(id, name, date, place_name, participants) VALUES(?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![
                m.id,
                m.name,
                m.date.map(|d| d.to_string()),
                m.place,
                packed::list(&m.participants)
            ])?;
            let n = db.last_insert_rowid();
            let mut insert = db.prepare_cached("INSERT INTO member VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)")?;
            for (i, v) in m.members.iter().enumerate() {
                let evidence = v.evidence.map(Evidence::as_str);
                insert.execute(params![
                    n,
                    i as i64,
                    v.document,
                    v.relation.as_str(),
                    v.from,
                    v.percent,
                    evidence
                ])?;
            }
            Ok(())
        })
    }

    /// Gives a kept meeting another id. Its smallest document names it.
    pub fn rename_meeting(&self, document: &str, id: &str) -> Result<()> {
        let sql = "UPDATE meeting SET id = ?2 WHERE n = (SELECT meeting FROM member WHERE document = ?1)";
        self.try_sql(|db| db.prepare_cached(sql)?.execute([document, id]).map(|_| ()))
    }
}

const BASES: [Basis; 3] = [Basis::Words, Basis::Event, Basis::Day];

fn trace_of(r: &Row) -> rusqlite::Result<(i64, Trace)> {
    let kept = packed::open_trace(&r.get::<_, Vec<u8>>(8)?);
    let trace = Trace {
        document: r.get(1)?,
        place: r.get(2)?,
        participants: packed::open_list(&r.get::<_, String>(3)?),
        title: r.get(4)?,
        publisher: r.get(5)?,
        cited_source: r.get(6)?,
        language: r.get(7)?,
        captured: r.get(9)?,
        ..kept
    };
    Ok((r.get(0)?, trace))
}

fn members(db: &Connection, meeting: i64) -> rusqlite::Result<Vec<Member>> {
    let sql =
        "SELECT document, relation, source, percent, evidence FROM member WHERE meeting = ?1 ORDER BY n";
    let of = |r: &Row| {
        let evidence: Option<String> = r.get(4)?;
        Ok(Member {
            document: r.get(0)?,
            relation: relation(&r.get::<_, String>(1)?),
            from: r.get(2)?,
            percent: r.get(3)?,
            evidence: evidence.and_then(|e| EVIDENCE.into_iter().find(|x| x.as_str() == e)),
        })
    };
    db.prepare_cached(sql)?.query_map([meeting], of)?.collect()
}

const EVIDENCE: [Evidence; 3] = [Evidence::Citation, Evidence::Date, Evidence::Containment];

fn relation(name: &str) -> Relation {
    let all =
        [Relation::Original, Relation::Translation, Relation::Revision, Relation::Copy, Relation::Excerpt];
    all.into_iter().find(|x| x.as_str() == name).unwrap_or(Relation::Report)
}
