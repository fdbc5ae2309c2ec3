//! What a web page says of itself: title, site, dates, language, address.
//!
//! `<meta property="og:site_name" content="Norland Gazette">`, `<title>Talks in Brona - Norland
//! Gazette</title>` and `<h1>Talks in Brona</h1>` give the title "Talks in Brona" and the site
//! "Norland Gazette". Dates are raw strings with the place they come from, best evidence first;
//! nothing is guessed. Reading them as dates, and datelines in the text, is left to `metadata`.

use crate::rules::Rules;

use super::authors::authors;
use super::dated::{Laid, printed_days};
use super::draft::DateEvidence;
use super::linked::{Thing, read_linked};
use super::markup::MarkupKind;
use super::placed::printed_place;
use super::render::Rendering;
use super::tree::{Sign, Tag, Tree};

/// What a page says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HtmlHead {
    /// Title without the site's name.
    pub title: Option<String>,
    /// Name of the site.
    pub site_name: Option<String>,
    /// When it was published, best evidence first.
    pub published: Vec<DateEvidence>,
    /// When it was last changed, best evidence first.
    pub modified: Vec<DateEvidence>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Language code of the page.
    pub language: Option<String>,
    /// The address that the page gives itself.
    pub canonical_url: Option<String>,
    /// Where the meeting was held, in an element that is named for it.
    pub place: Option<String>,
}

/// Names of `<meta>` that tell the day of publication and no other.
const PUBLISHED_META: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "article:published",
    "datepublished",
    "dc.date.issued",
    "dcterms.issued",
    "dc.issued",
    "sailthru.date",
    "parsely-pub-date",
    "cxenseparse:recs:publishtime",
    "article:post_date",
    "article_date_original",
    "publish-date",
    "publishdate",
    "publish_date",
    "publish_time",
    "published_time",
    "publication_date",
    "publication-date",
    "publicationdate",
    "citation_publication_date",
    "pubdate",
    "article.published",
    "article_published_time",
    "date.published",
    "datepublication",
    "prism.publicationdate",
    "ptime",
    "rnews:datepublished",
    "search.date",
    "originalpublicationdate",
];
/// Names that some sites use for it, others for the day the page was made or sent.
const DATE_META: &[&str] = &[
    "dc.date",
    "dcterms.date",
    "dc.date.created",
    "dcterms.created",
    "dc.created",
    "datecreated",
    "created",
    "date",
    "article:date",
    "article_date",
    "displaydate",
    "pdate",
    "shareaholic:article_published_time",
];
const MODIFIED_META: &[&str] = &[
    "article:modified_time",
    "og:article:modified_time",
    "article:modified",
    "og:updated_time",
    "og:modified_time",
    "datemodified",
    "dcterms.modified",
    "dc.date.modified",
    "dc.modified",
    "last-modified",
    "lastmod",
    "modified_time",
    "article.updated",
    "updated",
    "revised",
];

/// Reads the head of a page.
pub(super) fn read_head(page: &Laid<'_>, rules: &Rules) -> HtmlHead {
    let (tree, rendering) = (page.tree, page.rendering);
    let meta = |keys: &[&str]| {
        keys.iter().find_map(|key| {
            tree.signs.iter().find_map(|sign| match sign {
                Sign::Meta(k, value) if k == key => cleaned(value),
                _ => None,
            })
        })
    };
    let things: Vec<Thing> = tree.signs.iter().flat_map(linked).collect();
    let site_name = meta(&[
        "og:site_name",
        "application-name",
        "al:android:app_name",
        "dc.publisher",
        "copyright-holder",
    ])
    .or_else(|| {
        let named = things.iter().filter(|t| t.is_page()).filter_map(|t| t.publisher.as_deref());
        named.filter_map(cleaned).next()
    });
    let page_title = tree.signs.iter().find_map(|s| match s {
        Sign::Title(title) => cleaned(title),
        _ => None,
    });
    let og_title = meta(&["og:title", "twitter:title", "dc.title", "title"]);
    let language = tree.signs.iter().find_map(|s| match s {
        Sign::Language(code) => cleaned(code),
        _ => None,
    });
    let canonical_url = tree.signs.iter().find_map(|s| match s {
        Sign::Canonical(url) => cleaned(url),
        _ => None,
    });
    let printed = printed_days(page, language.as_deref(), rules);
    HtmlHead {
        title: title_of(
            page_title.as_deref(),
            og_title.as_deref(),
            site_name.as_deref(),
            &headings(tree, rendering),
        ),
        authors: authors(tree, &things, site_name.as_deref(), rules),
        site_name,
        published: [
            of_things(&things, |t| t.published.as_ref()),
            of_meta(tree, PUBLISHED_META),
            printed.published,
            of_meta(tree, DATE_META),
            of_things(&things, |t| t.created.as_ref()),
        ]
        .concat(),
        modified: [
            of_things(&things, |t| t.modified.as_ref()),
            of_meta(tree, MODIFIED_META),
            printed.modified,
        ]
        .concat(),
        language: language
            .or_else(|| meta(&["og:locale", "content-language", "dc.language"]))
            .map(|l| l.replace('_', "-")),
        canonical_url: canonical_url.or_else(|| meta(&["og:url"])),
        place: printed_place(page, rules),
    }
}

fn cleaned(value: &str) -> Option<String> {
    let words: Vec<&str> = value.split_ascii_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// The texts of the top headings of the page.
fn headings(tree: &Tree, rendering: &Rendering) -> Vec<String> {
    let top = |level: u8| {
        let is_top = |b: &&super::render::Rendered| {
            b.block.kind == MarkupKind::Heading(level) && !in_frame(tree, b.node)
        };
        rendering.blocks.iter().filter(is_top).map(|b| b.block.text.replace('\n', " ")).collect::<Vec<_>>()
    };
    Some(top(1)).filter(|t| !t.is_empty()).unwrap_or_else(|| top(2))
}

fn in_frame(tree: &Tree, node: usize) -> bool {
    std::iter::successors(Some(node), |at| tree.parent(*at))
        .any(|at| matches!(tree.nodes[at].tag, Tag::Nav | Tag::Footer | Tag::Aside))
}

/// The title without the site's name: the heading that the title holds, else the title cut at its
/// signs, else the heading alone.
fn title_of(page: Option<&str>, og: Option<&str>, site: Option<&str>, headings: &[String]) -> Option<String> {
    let named = [og, page].into_iter().flatten();
    for title in named.clone() {
        let holds = |h: &&String| {
            h.chars().count() > 3
                && folded(title).contains(&folded(h))
                && h.chars().count() * 4 >= title.chars().count()
        };
        if let Some(heading) = headings.iter().filter(holds).max_by_key(|h| h.len()) {
            return Some(heading.clone());
        }
    }
    if let ([only], None) = (headings, og)
        && only.chars().count() > 12
    {
        return Some(only.clone());
    }
    named.map(|title| without_site(title, site)).find(|t| !t.is_empty()).or_else(|| headings.first().cloned())
}

fn folded(text: &str) -> String {
    let quotes = |c: char| match c {
        '’' | '‘' | '`' => '\'',
        '“' | '”' | '«' | '»' => '"',
        '–' | '—' => '-',
        '\u{a0}' => ' ',
        c => c,
    };
    text.chars().map(quotes).flat_map(char::to_lowercase).collect()
}

/// Cuts the site's name from the end or the start of a title.
fn without_site(title: &str, site: Option<&str>) -> String {
    for sign in [" | ", " - ", " – ", " — ", " :: ", " • ", " » ", " / ", " « "] {
        let parts: Vec<&str> = title.split(sign).collect();
        let [first, .., last] = parts.as_slice() else {
            continue;
        };
        let is_site = |part: &str| {
            site.is_some_and(|s| folded(part).contains(&folded(s)) || folded(s).contains(&folded(part)))
        };
        if is_site(first) && !is_site(last) {
            return title.get(first.len() + sign.len()..).unwrap_or(title).trim().to_string();
        }
        let short_tail = last.split_whitespace().count() <= 4 && first.contains(' ');
        if is_site(last) || short_tail {
            return title.get(..title.len() - last.len() - sign.len()).unwrap_or(title).trim().to_string();
        }
    }
    title.to_string()
}

fn linked(sign: &Sign) -> Vec<Thing> {
    match sign {
        Sign::LinkedData(json) => read_linked(json),
        _ => Vec::new(),
    }
}

/// Days of the page's own things in linked data.
fn of_things(things: &[Thing], day: fn(&Thing) -> Option<&String>) -> Vec<DateEvidence> {
    let mut own: Vec<&Thing> = things.iter().filter(|t| t.is_page()).collect();
    own.sort_by_key(|t| t.rank());
    let values = own.into_iter().filter_map(day).filter_map(|value| cleaned(value));
    values.map(|value| DateEvidence { value, from: "json-ld".into() }).collect()
}

/// Days in `<meta>`, in the order of the keys.
fn of_meta(tree: &Tree, keys: &[&str]) -> Vec<DateEvidence> {
    let mut found = Vec::new();
    for key in keys {
        for sign in &tree.signs {
            if let Sign::Meta(k, value) = sign
                && k == key
                && value.bytes().any(|b| b.is_ascii_digit())
            {
                found.extend(cleaned(value).map(|value| DateEvidence { value, from: format!("meta {key}") }));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::render::render;
    use super::*;

    fn head(html: &str) -> HtmlHead {
        let tree = Tree::parse(html);
        let (rendering, rules) = (render(&tree), Rules::builtin());
        let parts = super::super::survey::parts_of(&tree, rules);
        let verdicts = super::super::region::main_text(&tree, &rendering, &parts, rules);
        read_head(&Laid { tree: &tree, rendering: &rendering, parts: &parts, verdicts: &verdicts }, rules)
    }

    #[test]
    fn titles_lose_the_site() {
        let cases = [
            ("<title>Talks in Brona - Norland Gazette</title><h1>Talks in Brona</h1>", "Talks in Brona"),
            ("<title>Talks in Brona | Norland Gazette</title>", "Talks in Brona"),
            ("<title>Norland Gazette: Talks</title><h1>Talks in Brona today</h1>", "Talks in Brona today"),
            (
                "<meta property=og:title content='Holt: “We agree” – talks'><title>x</title>",
                "Holt: “We agree”",
            ),
        ];
        for (html, want) in cases {
            assert_eq!(head(html).title.as_deref(), Some(want), "{html}");
        }
    }

    #[test]
    fn dates_carry_their_evidence() {
        let html = "<script type='application/ld+json'>{\"@type\":\"Article\", \"datePublished\" : \"2031-04-02T10:00:00Z\"}</script>
            <meta property='article:modified_time' content='2031-04-03'><time class=published datetime='2031-04-02'>2 April</time>";
        let head = head(html);
        let from: Vec<&str> = head.published.iter().map(|d| d.from.as_str()).collect();
        assert_eq!(from, ["json-ld", "time"]);
        assert_eq!(head.published[0].value, "2031-04-02T10:00:00Z");
        assert_eq!(head.modified[0].value, "2031-04-03");
    }
}
