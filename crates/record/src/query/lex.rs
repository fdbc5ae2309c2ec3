//! A query cut to signs, words, phrases and filters, each with its column.

use super::{Field, QueryError};

/// Characters of a query at most.
const MOST_CHARS: usize = 4096;

/// A piece of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    Open,
    Close,
    And,
    Or,
    Not,
    /// Words to each other, at most.
    Near(u32),
    /// As written, with `*` or `~` at its end.
    Bare(String),
    Quoted(String),
    Filter(Field, String),
}

/// A piece with the column of its first character.
pub(super) type Placed = (usize, Piece);

/// Cuts a query.
pub(super) fn pieces(query: &str) -> Result<Vec<Placed>, QueryError> {
    let chars: Vec<char> = query.chars().collect();
    if chars.len() > MOST_CHARS {
        let message = format!("the query is longer than {MOST_CHARS} characters");
        return Err(QueryError::new(MOST_CHARS + 1, message, "ask for fewer words"));
    }
    let mut reader = Reader { chars: &chars, at: 0, found: Vec::new() };
    while reader.at < chars.len() {
        reader.piece()?;
    }
    Ok(reader.found)
}

struct Reader<'q> {
    chars: &'q [char],
    at: usize,
    found: Vec<Placed>,
}

impl Reader<'_> {
    fn piece(&mut self) -> Result<(), QueryError> {
        let (c, column) = (self.chars[self.at], self.at + 1);
        let begins_word = self.at == 0 || is_border(self.chars[self.at - 1]);
        let piece = match c {
            _ if c.is_whitespace() => {
                self.at += 1;
                return Ok(());
            }
            '(' | ')' => {
                self.at += 1;
                if c == '(' { Piece::Open } else { Piece::Close }
            }
            '-' if begins_word
                && self.chars.get(self.at + 1).is_some_and(|n| !is_border(*n) || is_quote(*n)) =>
            {
                self.at += 1;
                Piece::Not
            }
            _ if is_quote(c) => Piece::Quoted(self.quoted()?),
            _ => self.word(column)?,
        };
        self.found.push((column, piece));
        Ok(())
    }

    /// What stands between quotation marks.
    fn quoted(&mut self) -> Result<String, QueryError> {
        let begin = self.at;
        self.at += 1;
        match self.chars[self.at..].iter().position(|c| is_quote(*c)) {
            Some(length) => {
                let words = self.chars[self.at..self.at + length].iter().collect();
                self.at += length + 1;
                Ok(words)
            }
            None => Err(QueryError::new(
                begin + 1,
                "this quotation mark is not closed",
                "put another `\"` after the last word of the phrase",
            )),
        }
    }

    fn bare(&mut self) -> String {
        let begin = self.at;
        while self.chars.get(self.at).is_some_and(|c| !is_border(*c)) {
            self.at += 1;
        }
        self.chars[begin..self.at].iter().collect()
    }

    /// A word, an operator, or a filter.
    fn word(&mut self, column: usize) -> Result<Piece, QueryError> {
        let begin = self.at;
        let word = self.bare();
        match word.as_str() {
            "AND" | "&&" => return Ok(Piece::And),
            "OR" | "||" => return Ok(Piece::Or),
            "NOT" => return Ok(Piece::Not),
            "NEAR" => return Ok(Piece::Near(10)),
            _ => {}
        }
        if let Some(within) = word.strip_prefix("NEAR/") {
            let within = within.parse().ok().filter(|n| (1..=100).contains(n));
            return within.map(Piece::Near).ok_or_else(|| {
                QueryError::new(column, format!("`{word}` gives no distance"), "write NEAR/1 up to NEAR/100")
            });
        }
        let Some((name, value)) = word.split_once(':') else { return Ok(Piece::Bare(word)) };
        if name.is_empty() || !name.chars().all(char::is_alphabetic) {
            return Ok(Piece::Bare(word));
        }
        let Some(field) = Field::named(name) else {
            let known: Vec<&str> = Field::ALL.iter().map(|(n, _)| *n).collect();
            let hint = format!("known are {}; put words with a colon in quotation marks", known.join(", "));
            return Err(QueryError::new(column, format!("there is no field `{name}`"), hint));
        };
        self.at = begin + name.chars().count() + 1;
        let value = match self.chars.get(self.at) {
            Some(c) if is_quote(*c) => self.quoted()?,
            _ if value.is_empty() => String::new(),
            _ => self.bare(),
        };
        if value.trim().is_empty() {
            let message = format!("`{name}:` is followed by nothing");
            return Err(QueryError::new(
                column,
                message,
                format!("write {name}:WORD or {name}:\"SOME WORDS\""),
            ));
        }
        Ok(Piece::Filter(field, value.trim().to_string()))
    }
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\u{201C}' | '\u{201D}' | '\u{201E}' | '\u{00AB}' | '\u{00BB}')
}

/// Where a bare word ends.
fn is_border(c: char) -> bool {
    c.is_whitespace() || matches!(c, '(' | ')') || is_quote(c)
}
