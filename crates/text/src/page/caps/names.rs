//! Names of HTML elements as numbers, and what kind each is.
//!
//! `DIV` of any case is one number, and so is a name of the page's own; what is asked of an element
//! (does it stand open, does it close a paragraph) is asked of the number. Only `caps` uses it.

use std::collections::BTreeMap;

/// The number of a name; those from `KNOWN.len()` on are the page's own.
pub(super) type Name = usize;

/// What a name is, as a set.
#[derive(Clone, Copy)]
pub(super) struct Kind(u16);

impl Kind {
    /// Has no content and no end tag.
    pub const VOID: Kind = Kind(1);
    /// The parser opens it anew in every block as long as it is not closed.
    pub const FORMATTING: Kind = Kind(2);
    /// Its content is characters up to its own end tag.
    pub const RAW: Kind = Kind(4);
    /// Never left by an end tag of its own while the page lasts.
    pub const ROOT: Kind = Kind(8);
    /// Its start tag closes an open `p`; an end tag of an inline element does not cross it.
    pub const BLOCK: Kind = Kind(16);
    /// No end tag from inside crosses it, except of tables.
    pub const WALL: Kind = Kind(32);
    pub const TABLE_PART: Kind = Kind(64);
    /// `<x/>` closes itself only in SVG and MathML; there it is told by the name.
    pub const FOREIGN: Kind = Kind(128);

    /// True for a name of this kind.
    pub fn holds(self, name: Name) -> bool {
        KNOWN.get(name).is_some_and(|(_, kind)| kind.0 & self.0 != 0)
    }

    const fn and(self, other: Kind) -> Kind {
        Kind(self.0 | other.0)
    }
}

const B: Kind = Kind::BLOCK;
const V: Kind = Kind::VOID;
const F: Kind = Kind::FORMATTING;
const R: Kind = Kind::RAW;
const W: Kind = Kind::WALL;
const S: Kind = Kind::FOREIGN;
const PART: Kind = Kind::TABLE_PART;
const NONE: Kind = Kind(0);

/// Known names, sorted.
const KNOWN: &[(&str, Kind)] = &[
    ("a", F),
    ("address", B),
    ("annotation-xml", W),
    ("applet", W),
    ("area", V),
    ("article", B),
    ("aside", B),
    ("b", F),
    ("base", V),
    ("basefont", V),
    ("bgsound", V),
    ("big", F),
    ("blockquote", B),
    ("body", Kind::ROOT),
    ("br", V),
    ("button", W),
    ("caption", W.and(PART)),
    ("center", B),
    ("circle", S),
    ("code", F),
    ("col", V),
    ("dd", B),
    ("desc", W),
    ("details", B),
    ("dialog", B),
    ("dir", B),
    ("div", B),
    ("dl", B),
    ("dt", B),
    ("ellipse", S),
    ("em", F),
    ("embed", V),
    ("fieldset", B),
    ("figcaption", B),
    ("figure", B),
    ("font", F),
    ("footer", B),
    ("foreignobject", W),
    ("form", B),
    ("frame", V),
    ("h1", B),
    ("h2", B),
    ("h3", B),
    ("h4", B),
    ("h5", B),
    ("h6", B),
    ("head", Kind::ROOT),
    ("header", B),
    ("hgroup", B),
    ("hr", B.and(V)),
    ("html", Kind::ROOT),
    ("i", F),
    ("iframe", R),
    ("image", S),
    ("img", V),
    ("input", V),
    ("keygen", V),
    ("li", B),
    ("line", S),
    ("link", V),
    ("listing", B),
    ("main", B),
    ("marquee", W),
    ("math", W),
    ("menu", B),
    ("meta", V),
    ("mi", W),
    ("mn", W),
    ("mo", W),
    ("ms", W),
    ("mtext", W),
    ("nav", B),
    ("nobr", F),
    ("noembed", R),
    ("noframes", R),
    ("object", W),
    ("ol", B),
    ("option", NONE),
    ("p", B),
    ("param", V),
    ("path", S),
    ("plaintext", B),
    ("polygon", S),
    ("polyline", S),
    ("pre", B),
    ("rect", S),
    ("s", F),
    ("script", R),
    ("search", B),
    ("section", B),
    ("select", W),
    ("small", F),
    ("source", V),
    ("span", NONE),
    ("stop", S),
    ("strike", F),
    ("strong", F),
    ("style", R),
    ("summary", B),
    ("svg", W),
    ("table", B.and(W).and(PART)),
    ("tbody", PART),
    ("td", W.and(PART)),
    ("template", W),
    ("textarea", R),
    ("tfoot", PART),
    ("th", W.and(PART)),
    ("thead", PART),
    ("title", R),
    ("tr", PART),
    ("track", V),
    ("tt", F),
    ("u", F),
    ("ul", B),
    ("use", S),
    ("wbr", V),
    ("xmp", R),
];

/// For each letter, and one past the last, where the known names with it begin.
const LETTERS: [usize; 27] = {
    let mut from = [0; 27];
    let (mut letter, mut at) = (0, 0);
    while letter < 27 {
        while at < KNOWN.len() && ((KNOWN[at].0.as_bytes()[0] - b'a') as usize) < letter {
            at += 1;
        }
        from[letter] = at;
        letter += 1;
    }
    from
};

/// The number of a known name, at compile time.
pub(super) const fn known(name: &str) -> Name {
    let mut at = 0;
    while at < KNOWN.len() {
        if is_same(KNOWN[at].0.as_bytes(), name.as_bytes()) {
            return at;
        }
        at += 1;
    }
    panic!("no known name")
}

const fn is_same(a: &[u8], b: &[u8]) -> bool {
    let mut at = 0;
    while at < a.len() && at < b.len() && a[at] == b[at] {
        at += 1;
    }
    at == a.len() && at == b.len()
}

/// The names that one page uses.
#[derive(Default)]
pub(super) struct Names {
    own: BTreeMap<String, Name>,
}

impl Names {
    /// The number of a name as written, of any case.
    pub fn number(&mut self, name: &str) -> Name {
        let letter = name.bytes().next().map_or(0, |b| usize::from((b | 0x20).wrapping_sub(b'a')).min(25));
        let near = &KNOWN[LETTERS[letter]..LETTERS[letter + 1]];
        if let Some(at) = near.iter().position(|(known, _)| known.eq_ignore_ascii_case(name)) {
            return LETTERS[letter] + at;
        }
        let next = KNOWN.len() + self.own.len();
        *self.own.entry(name.to_ascii_lowercase()).or_insert(next)
    }

    /// The name of a number that is known.
    pub fn word(name: Name) -> &'static str {
        KNOWN.get(name).map_or("", |(word, _)| word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_one_number_in_any_case() {
        assert!(KNOWN.windows(2).all(|pair| pair[0].0 < pair[1].0), "the names are sorted");
        let mut names = Names::default();
        for (at, (name, _)) in KNOWN.iter().enumerate() {
            assert_eq!(names.number(&name.to_uppercase()), at, "{name}");
        }
        let own = names.number("X-Turn");
        assert_eq!((names.number("x-turn"), names.number("x-tip")), (own, own + 1));
        assert!(Kind::BLOCK.holds(known("div")) && !Kind::BLOCK.holds(own));
    }
}
