//! Linked data of a page: `<script type="application/ld+json">`.
//!
//! ```text
//! {"@type":"NewsArticle","datePublished":"2031-04-02T10:00:00Z","author":{"name":"Vera Holt"}}
//! ```
//! gives one thing of type "NewsArticle" with its day and its author. Only the few keys that `head`
//! asks for are read, at any depth; broken JSON gives what was read before the break.

/// Deepest nesting that is followed.
const DEEPEST: usize = 64;
/// Most things of one script.
const MOST: usize = 400;
/// Longest text that is kept.
const LONGEST: usize = 1_000;

/// One thing that linked data tells of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Thing {
    /// Its `@type`, the first.
    pub kind: String,
    pub published: Option<String>,
    pub created: Option<String>,
    pub modified: Option<String>,
    pub headline: Option<String>,
    pub name: Option<String>,
    pub language: Option<String>,
    pub authors: Vec<String>,
    pub publisher: Option<String>,
}

impl Thing {
    /// 0 for an article, 1 for a page, 2 for all else.
    pub(super) fn rank(&self) -> u8 {
        let kind = self.kind.as_str();
        match kind {
            _ if kind.ends_with("Article") || kind.ends_with("Posting") || kind == "Report" => 0,
            _ if kind.ends_with("Page") || kind == "CreativeWork" || kind == "SpeechTranscript" => 1,
            _ => 2,
        }
    }

    /// True for something whose days may be those of the page.
    pub(super) fn is_page(&self) -> bool {
        self.rank() < 2
    }
}

/// What stands open at a place of the script.
struct Open {
    /// The key under which it stands.
    under: String,
    /// The key that was read last, for an object.
    key: String,
    /// `None` for an array.
    thing: Option<Thing>,
}

/// All things of a script, articles first, else in the order of their ends.
pub(super) fn read_linked(json: &str) -> Vec<Thing> {
    let mut found = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    let bytes = json.as_bytes();
    let mut at = 0;
    while at < bytes.len() && found.len() < MOST {
        match bytes[at] {
            sign @ (b'{' | b'[') => {
                if open.len() == DEEPEST {
                    break;
                }
                let under = open.last().map_or(String::new(), |o| o.stands_under().to_string());
                let thing = (sign == b'{').then(Thing::default);
                open.push(Open { under, key: String::new(), thing });
            }
            b'}' | b']' => close(&mut open, &mut found),
            b'"' => {
                let (text, end) = string(json, at + 1);
                at = end;
                let colon =
                    bytes.get(end + 1..).and_then(|rest| rest.iter().find(|b| !b.is_ascii_whitespace()));
                take(&mut open, text, colon == Some(&b':'));
            }
            _ => {}
        }
        at += 1;
    }
    while !open.is_empty() {
        close(&mut open, &mut found);
    }
    found.sort_by_key(Thing::rank);
    found
}

impl Open {
    /// The key of what stands directly inside.
    fn stands_under(&self) -> &str {
        if self.thing.is_some() { &self.key } else { &self.under }
    }
}

/// A string of the script from behind its opening quote: its characters and the place of the closing one.
fn string(json: &str, from: usize) -> (String, usize) {
    let bytes = json.as_bytes();
    let mut end = from;
    while end < bytes.len() && bytes[end] != b'"' {
        end += 1 + usize::from(bytes[end] == b'\\');
    }
    let raw = json.get(from..end.min(bytes.len())).unwrap_or("");
    let raw = raw.char_indices().nth(LONGEST).map_or(raw, |(cut, _)| &raw[..cut]);
    if !raw.contains('\\') {
        return (raw.to_string(), end);
    }
    let mut text = String::with_capacity(raw.len());
    let mut chars = raw.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('n' | 't' | 'r') => text.push(' '),
                Some('u') => {
                    let code: String = chars.by_ref().take(4).collect();
                    text.extend(u32::from_str_radix(&code, 16).ok().and_then(char::from_u32));
                }
                Some(other) => text.push(other),
                None => {}
            },
            c => text.push(c),
        }
    }
    (text, end)
}

/// Takes up a string: a key, or the value of one.
fn take(open: &mut [Open], text: String, is_key: bool) {
    let Some(last) = open.last_mut() else { return };
    if is_key && last.thing.is_some() {
        last.key = text;
        return;
    }
    let key = last.stands_under().to_string();
    let Some(thing) = open.iter_mut().rev().take(2).find_map(|o| o.thing.as_mut()) else { return };
    let slot = match key.as_str() {
        "@type" if thing.kind.is_empty() => {
            thing.kind = text;
            return;
        }
        "author" | "creator" => {
            thing.authors.push(text);
            return;
        }
        "datePublished" => &mut thing.published,
        "dateCreated" => &mut thing.created,
        "dateModified" => &mut thing.modified,
        "headline" => &mut thing.headline,
        "name" => &mut thing.name,
        "inLanguage" => &mut thing.language,
        _ => return,
    };
    slot.get_or_insert(text);
}

/// Ends what stands open: an author or a publisher belongs to the thing around it.
fn close(open: &mut Vec<Open>, found: &mut Vec<Thing>) {
    let Some(Open { under, thing: Some(thing), .. }) = open.pop() else { return };
    let around = open.iter_mut().rev().take(2).find_map(|o| o.thing.as_mut());
    match (under.as_str(), around) {
        ("author" | "creator", Some(around)) => around.authors.extend(thing.name),
        ("publisher", Some(around)) => around.publisher = thing.name.or(around.publisher.take()),
        _ if !thing.kind.is_empty() => found.push(thing),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn things_are_read_at_any_depth() {
        let json = r#"{"@context":"x","@graph":[{"@type":"WebSite","name":"Norland Gazette","dateModified":"2031-01-01"},
            {"@type":["NewsArticle","Thing"],"headline":"Talks \"open\" in Br\u00f3na","datePublished" : "2031-04-02T10:00:00Z",
            "author":[{"@type":"Person","name":"Vera Holt"},{"name":"Jan Lind"}],"publisher":{"@type":"Organization","name":"Norland Gazette"},
            "comment":{"@type":"Comment","datePublished":"2031-05-01","author":"A reader"}}]}"#;
        let things = read_linked(json);
        assert_eq!(things[0].kind, "NewsArticle");
        assert_eq!(things[0].published.as_deref(), Some("2031-04-02T10:00:00Z"));
        assert_eq!(things[0].headline.as_deref(), Some("Talks \"open\" in Bróna"));
        assert_eq!(things[0].authors, ["Vera Holt", "Jan Lind"]);
        assert_eq!(things[0].publisher.as_deref(), Some("Norland Gazette"));
        assert!(things[1..].iter().all(|t| !t.is_page()), "{things:?}");
    }

    #[test]
    fn broken_scripts_give_what_was_read() {
        for json in
            ["", "{", "]", "\"", "{\"a", "{\"@type\":\"Article\",\"datePublished\":\"2031", "\u{0}{\"\\"]
        {
            let _ = read_linked(json);
        }
        let things = read_linked(r#"{"@type":"Article","datePublished":"2031-04-02", "headline": oops"#);
        assert_eq!(things[0].published.as_deref(), Some("2031-04-02"));
        assert!(read_linked(&"[".repeat(100_000)).is_empty());
    }
}
