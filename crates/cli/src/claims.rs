//! Claims from a CSV file (RFC 4180, UTF-8) with the columns `words`, `by`, `on`, read row by row.
//!
//! ```text
//! words,by,on
//! "We sent tents, and ""warm"" ones.",Vera Holt,2031-05-25
//! ```
//! Columns may stand in any order; `by` and `on` may be missing or empty; others are passed over.

use std::io::BufRead;

use variorum_text::verdict::Claim;

use crate::csv::{BadRow, Rows};

/// The claims of a file, in order.
pub struct Claims<R> {
    rows: Rows<R>,
    columns: Columns,
}

#[derive(Debug, Default)]
struct Columns {
    words: usize,
    by: Option<usize>,
    on: Option<usize>,
}

impl<R: BufRead> Claims<R> {
    /// Reads the head line.
    ///
    /// # Errors
    /// When there is none, or it has no column `words`.
    pub fn new(input: R) -> Result<Claims<R>, BadRow> {
        let rows = Rows::new(input)?;
        let message = "the first row names no column `words`".to_string();
        let words = rows.column("words").ok_or(BadRow { line: 1, message })?;
        let columns = Columns { words, by: rows.column("by"), on: rows.column("on") };
        Ok(Claims { rows, columns })
    }

    fn claim(&self, line: usize, fields: &[String]) -> Result<Claim, BadRow> {
        let field =
            |n: Option<usize>| n.and_then(|n| fields.get(n)).map(|f| f.trim()).filter(|f| !f.is_empty());
        let bad = |message: String| BadRow { line, message };
        let words = field(Some(self.columns.words)).ok_or_else(|| bad("has no words".into()))?;
        let on = match field(self.columns.on) {
            None => None,
            Some(day) => Some(day.parse().map_err(|_| bad(format!("`{day}` is no day as 2031-05-25")))?),
        };
        Ok(Claim { words: words.to_string(), by: field(self.columns.by).map(str::to_string), on })
    }
}

impl<R: BufRead> Iterator for Claims<R> {
    type Item = Result<(usize, Claim), BadRow>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match self.rows.row()? {
                Err(bad) => return Some(Err(bad)),
                // An empty line is no row.
                Ok((_, fields)) if fields.iter().all(String::is_empty) => {}
                Ok((line, fields)) => return Some(self.claim(line, &fields).map(|claim| (line, claim))),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Line, words and speaker of a row, or the line of a bad one.
    type Row = Result<(usize, String, Option<String>), usize>;

    fn read(text: &[u8]) -> Vec<Row> {
        let claims = Claims::new(text).expect("a head line");
        claims.map(|row| row.map(|(n, c)| (n, c.words, c.by)).map_err(|bad| bad.line)).collect()
    }

    #[test]
    fn quotes_commas_and_line_breaks_stay_in_their_field() {
        let rows =
            read(b"\xef\xbb\xbfby,words\r\nHolt,\"We sent, \"\"yes\"\"\ntents\"\r\n\r\n,plain words\n");
        assert_eq!(rows[0], Ok((2, "We sent, \"yes\"\ntents".into(), Some("Holt".into()))));
        assert_eq!(rows[1], Ok((5, "plain words".into(), None)));
    }

    #[test]
    fn bad_rows_are_named_and_the_rest_is_read() {
        let rows =
            read(b"words,on\nwe sent tents,May\n\xff\xfe,\nwe sent more tents,2031-05-25\n\"never closed,\n");
        assert_eq!(rows[0], Err(2));
        assert_eq!(rows[1], Err(3));
        assert_eq!(rows[2], Ok((4, "we sent more tents".into(), None)));
        assert_eq!(rows[3], Err(5));
        assert!(Claims::new(&b"a,b\n"[..]).is_err() && Claims::new(&b""[..]).is_err());
    }
}
