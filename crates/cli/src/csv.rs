//! Rows of a CSV file (RFC 4180, UTF-8), read one by one with the number of their first line.
//!
//! ```text
//! words,by,on
//! "We sent tents, and ""warm"" ones.",Vera Holt,2031-05-25
//! ```
//! The first row names the columns; they may stand in any order. Where it has no comma, the fields are
//! parted by its semicolons or tabs, as spreadsheets of many countries write them.

use std::io::BufRead;

/// Longest row, in bytes.
const MAX_ROW: usize = 1 << 20;

/// A row that could not be used.
#[derive(Debug, PartialEq, Eq)]
pub struct BadRow {
    /// Its first line in the file, from one.
    pub line: usize,
    /// What is wrong.
    pub message: String,
}

/// A row that was read: the number of its first line and its fields.
pub type Row = (usize, Vec<String>);

/// The rows of a file after the head line.
pub struct Rows<R> {
    input: R,
    line: usize,
    /// What parts the fields.
    sign: char,
    /// The names of the columns.
    pub head: Vec<String>,
}

impl<R: BufRead> Rows<R> {
    /// Reads the head line.
    ///
    /// # Errors
    /// When there is none.
    pub fn new(input: R) -> Result<Rows<R>, BadRow> {
        let mut rows = Rows { input, line: 0, sign: ',', head: Vec::new() };
        let none = BadRow { line: 1, message: "the file is empty".into() };
        let (_, head) = rows.whole().unwrap_or(Err(none))?;
        rows.sign = [',', ';', '\t'].into_iter().find(|sign| head.contains(*sign)).unwrap_or(',');
        rows.head = fields(&head, rows.sign)
            .iter()
            .map(|h| h.trim().trim_start_matches('\u{feff}').to_string())
            .collect();
        Ok(rows)
    }

    /// The place of a column, by its name in any case.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.head.iter().position(|h| h.eq_ignore_ascii_case(name))
    }

    /// The fields of the next row with the number of its first line.
    pub fn row(&mut self) -> Option<Result<Row, BadRow>> {
        let sign = self.sign;
        self.whole().map(|row| row.map(|(line, text)| (line, fields(&text, sign))))
    }

    /// The text of the next row with the number of its first line.
    fn whole(&mut self) -> Option<Result<(usize, String), BadRow>> {
        let first = self.line + 1;
        let mut bytes = Vec::new();
        let bad = |message: &str| Some(Err(BadRow { line: first, message: message.into() }));
        loop {
            let before = bytes.len();
            match std::io::Read::take(&mut self.input, MAX_ROW as u64).read_until(b'\n', &mut bytes) {
                Err(error) => return bad(&format!("cannot be read: {error}")),
                Ok(0) if bytes.is_empty() => return None,
                Ok(0) => return bad("a quotation mark is never closed"),
                Ok(_) => self.line += usize::from(bytes.ends_with(b"\n") || bytes.len() == before),
            }
            let is_open = bytes.iter().filter(|b| **b == b'"').count() % 2 == 1;
            let is_whole = bytes.ends_with(b"\n") || bytes.len() - before < MAX_ROW;
            if bytes.len() >= MAX_ROW {
                return bad("is longer than 1 MiB");
            }
            if !is_open && is_whole {
                break;
            }
        }
        let Ok(text) = std::str::from_utf8(&bytes) else { return bad("is not UTF-8") };
        let text = text.strip_suffix('\n').unwrap_or(text);
        Some(Ok((first, text.strip_suffix('\r').unwrap_or(text).to_string())))
    }
}

/// The fields of a whole row, parted by a sign.
fn fields(row: &str, sign: char) -> Vec<String> {
    let mut found = vec![String::new()];
    let mut is_quoted = false;
    let mut chars = row.chars().peekable();
    while let Some(c) = chars.next() {
        let last = found.len() - 1;
        match c {
            '"' if is_quoted && chars.peek() == Some(&'"') => {
                chars.next();
                found[last].push('"');
            }
            '"' if is_quoted => is_quoted = false,
            '"' if found[last].is_empty() => is_quoted = true,
            _ if c == sign && !is_quoted => found.push(String::new()),
            _ => found[last].push(c),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(file: &str, head: &[&str], row: &[&str]) {
        let mut rows = Rows::new(file.as_bytes()).expect("a head line");
        assert_eq!(rows.head, head, "{file:?}");
        assert_eq!(rows.row().expect("a row").expect("read").1, row, "{file:?}");
    }

    #[test]
    fn a_file_without_commas_in_its_head_has_semicolons_or_tabs() {
        check("words,by\n\"We go; we stay\",Holt\n", &["words", "by"], &["We go; we stay", "Holt"]);
        check("\u{feff}Words;By\r\nWe go, we stay;Holt\r\n", &["Words", "By"], &["We go, we stay", "Holt"]);
        check("by\twords\nHolt\tWe go, we stay\n", &["by", "words"], &["Holt", "We go, we stay"]);
        check("words\nWe go; we stay\n", &["words"], &["We go; we stay"]);
    }
}
