//! From pieces to a tree. `OR` binds least, then `AND` and mere neighbourhood, then `NOT`, then `NEAR`.

use variorum_text::statement::tokens;

use super::lex::{Piece, Placed, pieces};
use super::{Field, Node, QueryError, days};

/// Parentheses and `NOT`s inside each other.
const MOST_DEEP: usize = 24;
/// Words, phrases and filters.
const MOST_PARTS: usize = 64;
/// Letters before `*`.
const LEAST_PREFIX: usize = 2;

/// Reads a query. Nothing but white space asks for everything.
///
/// # Errors
/// With the column of what cannot be read.
pub fn parse(query: &str) -> Result<Node, QueryError> {
    let pieces = pieces(query)?;
    let end = query.chars().count() + 1;
    let mut parser = Parser { pieces: &pieces, at: 0, end, deep: 0, parts: 0 };
    if pieces.is_empty() {
        return Ok(Node::All(Vec::new()));
    }
    let node = parser.any()?;
    match parser.next() {
        None => Ok(node),
        Some((column, _)) => {
            Err(QueryError::new(*column, "this `)` closes nothing", "take it away, or put a `(` before"))
        }
    }
}

struct Parser<'q> {
    pieces: &'q [Placed],
    at: usize,
    end: usize,
    deep: usize,
    parts: usize,
}

impl<'q> Parser<'q> {
    fn next(&self) -> Option<&'q Placed> {
        self.pieces.get(self.at)
    }

    fn column(&self) -> usize {
        self.next().map_or(self.end, |(column, _)| *column)
    }

    fn takes(&mut self, piece: &Piece) -> bool {
        let is_next = self.next().is_some_and(|(_, p)| p == piece);
        self.at += usize::from(is_next);
        is_next
    }

    fn any(&mut self) -> Result<Node, QueryError> {
        let mut parts = vec![self.all()?];
        while self.takes(&Piece::Or) {
            parts.push(self.all()?);
        }
        Ok(if parts.len() == 1 { parts.swap_remove(0) } else { Node::Any(parts) })
    }

    fn all(&mut self) -> Result<Node, QueryError> {
        let mut parts = vec![self.one()?];
        loop {
            let joined = self.takes(&Piece::And);
            match self.next() {
                Some((_, Piece::Or | Piece::Close)) | None if !joined => break,
                _ => parts.push(self.one()?),
            }
        }
        Ok(if parts.len() == 1 { parts.swap_remove(0) } else { Node::All(parts) })
    }

    /// One word, phrase, filter or group, perhaps with `NOT` before it.
    fn one(&mut self) -> Result<Node, QueryError> {
        let column = self.column();
        if self.deep >= MOST_DEEP {
            let message = format!("more than {MOST_DEEP} groups stand inside each other");
            return Err(QueryError::new(column, message, "write it with fewer parentheses"));
        }
        let Some((_, piece)) = self.next() else {
            return Err(QueryError::new(
                column,
                "a word is missing here",
                "write a word, a phrase or a filter",
            ));
        };
        self.at += 1;
        self.deep += 1;
        let node = match piece {
            Piece::Not => Node::Not(Box::new(self.one()?)),
            Piece::Open => self.group(column)?,
            Piece::Bare(word) => self.near(bare(word, column)?, column)?,
            Piece::Quoted(words) => phrase(words, column)?,
            Piece::Filter(field, value) => filter(*field, value, column)?,
            Piece::Close => {
                return Err(QueryError::new(
                    column,
                    "a word is missing before this `)`",
                    "write a word in the group",
                ));
            }
            Piece::And | Piece::Or | Piece::Near(_) => {
                let message = "this operator needs a word on both sides";
                return Err(QueryError::new(column, message, "in quotation marks it is a word"));
            }
        };
        self.deep -= 1;
        self.parts += 1;
        if self.parts > MOST_PARTS {
            let message = format!("more than {MOST_PARTS} words and groups");
            return Err(QueryError::new(column, message, "ask for fewer"));
        }
        Ok(node)
    }

    fn group(&mut self, column: usize) -> Result<Node, QueryError> {
        let node = self.any()?;
        if self.takes(&Piece::Close) {
            return Ok(node);
        }
        Err(QueryError::new(column, "this `(` is not closed", "put a `)` after the group"))
    }

    /// `word NEAR/5 word`.
    fn near(&mut self, left: Node, column: usize) -> Result<Node, QueryError> {
        let Some((at, Piece::Near(within))) = self.next() else { return Ok(left) };
        self.at += 1;
        let right = match self.next() {
            Some((column, Piece::Bare(word))) => bare(word, *column)?,
            _ => Node::All(Vec::new()),
        };
        self.at += 1;
        match (left, right) {
            (Node::Word(left), Node::Word(right)) => Ok(Node::Near { left, right, within: *within }),
            (Node::Word(_), _) => {
                Err(QueryError::new(*at, "NEAR needs a plain word after it", "as in flood NEAR/5 valley"))
            }
            _ => {
                Err(QueryError::new(column, "NEAR needs a plain word before it", "as in flood NEAR/5 valley"))
            }
        }
    }
}

/// A bare word; one that the look-up cuts to several is a phrase.
fn bare(word: &str, column: usize) -> Result<Node, QueryError> {
    let (word, distance) = match word.rsplit_once('~') {
        Some((word, "")) => (word, Some(1)),
        Some((word, "1")) => (word, Some(1)),
        Some((word, "2")) => (word, Some(2)),
        Some((_, number)) if number.chars().all(|c| c.is_ascii_digit()) => {
            let message = format!("`~{number}` is too much");
            return Err(QueryError::new(column, message, "one or two letters may differ: word~ or word~2"));
        }
        _ => (word, None),
    };
    let is_prefix = word.ends_with('*');
    let mut words: Vec<String> = tokens(word).into_iter().map(|t| t.word).collect();
    if word.trim_end_matches('*').contains('*') {
        let hint = "`*` stands at the end of a word: bridg*";
        return Err(QueryError::new(column, "there are letters after a `*`", hint));
    }
    match (words.len(), is_prefix, distance) {
        (0, ..) => Err(QueryError::new(column, format!("`{word}` holds no word"), "write letters or digits")),
        (1, true, _) => {
            let word = words.swap_remove(0);
            if word.chars().count() < LEAST_PREFIX {
                let message = format!("`{word}*` is too short");
                return Err(QueryError::new(column, message, "give at least two letters before the `*`"));
            }
            Ok(Node::Prefix { word, column })
        }
        (1, false, Some(distance)) => Ok(Node::Fuzzy { word: words.swap_remove(0), distance, column }),
        (1, false, None) => Ok(Node::Word(words.swap_remove(0))),
        (_, false, None) => Ok(Node::Phrase(words)),
        _ => Err(QueryError::new(column, "`*` and `~` go with one word", "take the signs out of the word")),
    }
}

fn phrase(words: &str, column: usize) -> Result<Node, QueryError> {
    let mut words: Vec<String> = tokens(words).into_iter().map(|t| t.word).collect();
    match words.len() {
        0 => Err(QueryError::new(
            column,
            "there is no word between the quotation marks",
            "write some, or take them away",
        )),
        1 => Ok(Node::Word(words.swap_remove(0))),
        n if n > MOST_PARTS => {
            let hint = "`variorum check` finds long quotations";
            Err(QueryError::new(column, format!("the phrase has {n} words; {MOST_PARTS} are the most"), hint))
        }
        _ => Ok(Node::Phrase(words)),
    }
}

fn filter(field: Field, value: &str, column: usize) -> Result<Node, QueryError> {
    if field != Field::Date {
        return Ok(Node::Filter { field, value: value.to_string(), column });
    }
    let (from, to) = days(value).ok_or_else(|| {
        let hint = "write date:2031, date:2031-05, date:2031-05-25, or two with .. between";
        QueryError::new(column, format!("`{value}` is no day and no stretch of days"), hint)
    })?;
    Ok(Node::Days(from, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tree in short: `+` all, `|` any, `!` not.
    fn told(node: &Node) -> String {
        let list = |nodes: &[Node], sign| nodes.iter().map(told).collect::<Vec<_>>().join(sign);
        match node {
            Node::All(nodes) => format!("({})", list(nodes, "+")),
            Node::Any(nodes) => format!("({})", list(nodes, "|")),
            Node::Not(node) => format!("!{}", told(node)),
            Node::Word(word) => word.clone(),
            Node::Prefix { word, .. } => format!("{word}*"),
            Node::Fuzzy { word, distance, .. } => format!("{word}~{distance}"),
            Node::Phrase(words) => format!("\"{}\"", words.join(" ")),
            Node::Near { left, right, within } => format!("{left}<{within}>{right}"),
            Node::Filter { field, value, .. } => format!("{field:?}={value}"),
            Node::Days(from, to) => {
                let day = |d: &Option<jiff::civil::Date>| d.map_or(String::new(), |d| d.to_string());
                format!("[{}..{}]", day(from), day(to))
            }
        }
    }

    fn check(query: &str, expected: &str) {
        assert_eq!(parse(query).map(|n| told(&n)), Ok(expected.to_string()), "{query}");
    }

    fn check_wrong(query: &str, column: usize, words: &str) {
        let error = parse(query).expect_err(query);
        assert_eq!(error.column, column, "{query}: {error}");
        assert!(error.message.contains(words), "{query}: {error}");
    }

    #[test]
    fn words_phrases_and_operators() {
        check("Bridge  flood", "(bridge+flood)");
        check("bridge AND flood OR ferry", "((bridge+flood)|ferry)");
        check("bridge and flood", "(bridge+and+flood)");
        check("(bridge OR ferry) -toll NOT \"by night\"", "((bridge|ferry)+!toll+!\"by night\")");
        check("«open again» “at once”", "(\"open again\"+\"at once\")");
        check("bridg* brigde~ colour~2", "(bridg*+brigde~1+colour~2)");
        check("flood NEAR/5 valley boats", "(flood<5>valley+boats)");
        check("4.5 don\u{2019}t well-known", "(\"4 5\"+don't+\"well known\")");
        check("10:30 \"OR\"", "(\"10 30\"+or)");
        check("", "()");
    }

    #[test]
    fn filters() {
        check("speaker:\"Vera Holt\" flood", "(Speaker=Vera Holt+flood)");
        check("by:Holt OR office:Minister", "(Speaker=Holt|Office=Minister)");
        check("meeting:m:2031-04-12-merrow", "Meeting=m:2031-04-12-merrow");
        check("date:2031-02", "[2031-02-01..2031-02-28]");
        check("date:2031..2031-06 -kind:figure", "([2031-01-01..2031-06-30]+!Kind=figure)");
        check("date:..2031-05-25", "[..2031-05-25]");
    }

    #[test]
    fn what_is_wrong_is_told_with_its_column() {
        check_wrong("bridge (flood OR", 17, "missing");
        check_wrong("bridge (flood", 8, "not closed");
        check_wrong("bridge) flood", 7, "closes nothing");
        check_wrong("çok \"open again", 5, "quotation mark");
        check_wrong("bridge OR OR flood", 11, "both sides");
        check_wrong("AND bridge", 1, "both sides");
        check_wrong("bridge colour:red", 8, "no field");
        check_wrong("bridge speaker:", 8, "nothing");
        check_wrong("date:2031-13", 1, "no day");
        check_wrong("date:2032..2031", 1, "no day");
        check_wrong("a* bridge", 1, "too short");
        check_wrong("bri*ge", 1, "after a `*`");
        check_wrong("bridge~7", 1, "too much");
        check_wrong("bridge ... flood", 8, "no word");
        check_wrong("()", 2, "missing");
        check_wrong("flood NEAR/0 valley", 7, "distance");
        check_wrong("flood NEAR \"by night\"", 7, "after it");
    }

    #[test]
    fn depth_and_length_are_bounded() {
        for hostile in
            ["(".repeat(4000), "NOT ".repeat(1000), "-".repeat(4000), "a ".repeat(2000), "x".repeat(9000)]
        {
            let _ = parse(&hostile);
        }
        assert!(parse(&format!("{}a{}", "(".repeat(200), ")".repeat(200))).is_err());
        assert!(parse(&"word ".repeat(65)).is_err());
    }
}
