//! A web page: its main text in blocks, what it says of itself, and what was left out and why.
//!
//! ```text
//! <nav>Home</nav><h1>Talks in Brona</h1><p><b>Vera Holt:</b> Welcome.<p><b>Jan Lind:</b> Thanks.
//! ```
//! gives the blocks "Vera Holt: Welcome." and "Jan Lind: Thanks.", each with its bold `lead`, and
//! one dropped piece "Home" with the reason `navigation`. `caps` makes the page safe to parse,
//! `tree` parses it, `render` writes blocks, `region` chooses among them, `head` reads metadata.
//! Who speaks is not known here; but no labelled turn between two others is ever dropped.

use crate::rules::Rules;
use crate::rules::parts::Parts;

use super::dated::Laid;
use super::head::{HtmlHead, read_head};
use super::markup::MarkupBlock;
use super::popup::hide_popups;
use super::region::main_text;
use super::render::render;
use super::survey::parts_of;
use super::tree::Tree;
use super::{Finding, caps};

/// A piece of the page that is not main text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dropped {
    /// Why: `navigation`, `sharing`, `related`, `outside`, `links` …
    pub reason: &'static str,
    /// Its first words.
    pub words: String,
}

/// One web page, read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HtmlPage {
    /// What it says of itself.
    pub head: HtmlHead,
    /// The main text, in the order of the page.
    pub blocks: Vec<MarkupBlock>,
    /// For each of them the elements around it, as in `Origin::Element`.
    pub places: Vec<String>,
    /// What was left out, in the order of the page; neighbours with one reason are one piece.
    pub dropped: Vec<Dropped>,
    /// `truncated_parse` when the page was too costly to parse whole.
    pub findings: Vec<Finding>,
}

/// Reads a web page. Total: any text gives a page, perhaps one without blocks.
pub fn read_html(html: &str, rules: &Rules) -> HtmlPage {
    let guarded = caps::guard(html);
    let (tree, parts) = parse(&guarded.html, rules);
    let rendering = render(&tree);
    let verdicts = main_text(&tree, &rendering, &parts, rules);
    let laid = Laid { tree: &tree, rendering: &rendering, parts: &parts, verdicts: &verdicts };
    let head = read_head(&laid, rules);
    let mut page = HtmlPage { head, findings: guarded.findings, ..HtmlPage::default() };
    page.findings.extend((rendering.cut > 0).then(caps::too_many_lines));
    let mut last_reason = None;
    for (rendered, verdict) in rendering.blocks.into_iter().zip(verdicts) {
        match verdict {
            None => {
                page.places.push(tree.place(rendered.node));
                page.blocks.push(rendered.block);
            }
            Some(reason) if last_reason != verdict => {
                page.dropped.push(Dropped { reason, words: first_words(&rendered.block.text) });
            }
            Some(_) => {}
        }
        last_reason = verdict;
    }
    page
}

/// The elements of a safe page without their pop-ups, and what the names of each say.
fn parse(html: &str, rules: &Rules) -> (Tree, Vec<Parts>) {
    let mut tree = Tree::parse(html);
    let parts = parts_of(&tree, rules);
    hide_popups(&mut tree, &parts);
    (tree, parts)
}

/// A block of a page with the decision about it, for those who work on the rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explained {
    /// Why it was left out; `None` for main text.
    pub reason: Option<&'static str>,
    /// The elements around it, innermost first, with their names.
    pub path: String,
    /// Its words.
    pub text: String,
}

/// Every block of a page with the decision about it, in the order of the page.
pub fn explain(html: &str, rules: &Rules) -> Vec<Explained> {
    let (tree, parts) = parse(&caps::guard(html).html, rules);
    let rendering = render(&tree);
    let verdicts = main_text(&tree, &rendering, &parts, rules);
    let explained = |(rendered, reason): (super::render::Rendered, _)| Explained {
        reason,
        path: tree.path(rendered.node),
        text: rendered.block.text,
    };
    rendering.blocks.into_iter().zip(verdicts).map(explained).collect()
}

/// The text of every block of a page, main text or not.
pub fn all_blocks(html: &str, rules: &Rules) -> Vec<String> {
    let (tree, _) = parse(&caps::guard(html).html, rules);
    render(&tree).blocks.into_iter().map(|r| r.block.text).collect()
}

fn first_words(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().take(8).collect();
    words.join(" ").chars().take(80).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A page of an invented site around `body`.
    fn page(body: &str) -> String {
        format!(
            "<html lang=en><head><title>Talks in Brona - Norland Gazette</title></head><body><header><nav><ul><li><a href=/>Home</a>\
             <li><a href=/w>World</a></ul></nav></header><main><h1>Talks in Brona</h1><div class=share-bar>Share: <a href=/f>Mail</a></div>\
             <div class=story><p class=date>3 March 2031, Brona</p><p>The two presidents met in the palace and spoke for an hour, then they talked to the press.</p>\
             {body}</div><aside><h3>Latest news</h3><ul><li><a href=/1>Holt: bridge opens</a> 10:05<li><a href=/2>Lind: rain expected</a> 11:05</ul></aside>\
             </main><footer><p>© 2031 Norland Gazette. All rights reserved.</p></footer></body></html>"
        )
    }

    const TURNS: &[(&str, &str)] = &[
        (
            "Vera Holt",
            "Good morning, everyone. I have a short statement and then I will take a few of your questions before we leave.",
        ),
        ("Q", "Will there be a treaty?"),
        ("Vera Holt", "Yes."),
        ("Q", "When?"),
        ("Vera Holt", "(Laughter.) Soon."),
        ("Jan Lind", "Thank you."),
    ];

    #[test]
    fn no_labelled_turn_is_lost_in_any_markup() {
        let markups: &[(&str, &str, &str)] = &[
            ("<p>{L}: {W}</p>", "", ""),
            ("<p><strong>{L}:</strong> {W}</p>", "", ""),
            ("<p><b>{L}</b></p><p>{W}</p>", "", ""),
            ("{L}: {W}<br><br>", "<div>", "</div>"),
            ("<div><span class=speaker>{L}:</span> <span>{W}</span></div>", "", ""),
            ("<p>{L}:</p><blockquote><p>{W}</p></blockquote>", "", ""),
            ("<h4>{L}</h4><p>{W}</p>", "", ""),
            ("<div class=\"comment item\"><b>{L}:</b> <p>{W}</p></div>", "", ""),
            ("<dt>{L}</dt><dd>{W}</dd>", "<dl>", "</dl>"),
            ("<tr><td>{L}</td><td>{W}</td></tr>", "<table>", "</table>"),
            ("<li><b>{L}:</b> {W}</li>", "<ul class=transcript>", "</ul>"),
            ("<div class=meta>{L}</div><div class=teaser>{W}</div>", "<section>", "</section>"),
            ("<li class=widget><em>{L}:</em> {W}</li>", "<ol class=related>", "</ol>"),
            ("<div class=row><div class=col>{L}:</div><div class=col>{W}</div></div>", "", ""),
            ("<tr><td>10:15</td><td>{L}</td><td>{W}</td></tr>", "<table>", "</table>"),
            ("<x-turn><x-name>{L}:</x-name><x-words>{W}</x-words></x-turn>", "", ""),
            ("<p data-speaker='{L}'>{W}</p>", "", ""),
            ("<figure><figcaption>{L}</figcaption><blockquote>{W}</blockquote></figure>", "", ""),
            (
                "<div class=comment><div class=comment-author>{L}</div><div class=comment-body><p>{W}</p></div></div>",
                "",
                "",
            ),
        ];
        for (shape, before, after) in markups {
            let turns: String =
                TURNS.iter().map(|(l, w)| shape.replace("{L}", l).replace("{W}", w)).collect();
            let read = read_html(&page(&format!("{before}{turns}{after}")), Rules::builtin());
            let text: String =
                read.blocks.iter().flat_map(|b| b.text.split_whitespace()).map(|w| format!("{w} ")).collect();
            let mut from = 0;
            for (label, words) in TURNS {
                let shapes = [format!("{label}: {words} "), format!("{label} {words} ")];
                let at = shapes
                    .iter()
                    .filter_map(|s| text.get(from..)?.find(s.as_str()).map(|at| from + at + s.len()))
                    .min();
                from = at.unwrap_or_else(|| {
                    panic!("{shape}: lost `{label}: {words}` in {text}\n{:?}", read.dropped)
                });
            }
            for chrome in ["Home", "Mail", "Latest news", "bridge opens", "All rights"] {
                assert!(!text.contains(chrome), "{shape}: `{chrome}` is in the text");
            }
        }
    }

    #[test]
    fn comments_of_readers_are_dropped_though_they_have_labels() {
        let thread: String = ["Anna says", "Bert says", "Anna says", "Bert says"]
            .iter()
            .map(|l| format!("<li class=comment><img src=x><cite>{l}:</cite> <a class=comment-reply-link href=#>Reply</a><p>I agree with this.</p></li>"))
            .collect();
        let story =
            "<p>The bridge over the Brona opened on Monday, and the minister cut the ribbon.</p>".repeat(4);
        let read = read_html(&page(&format!("{story}<ol class=commentlist>{thread}</ol>")), Rules::builtin());
        assert!(read.blocks.iter().all(|b| !b.text.contains("I agree")), "{:?}", read.blocks);
        assert!(read.dropped.iter().any(|d| d.reason == "comments"), "{:?}", read.dropped);
    }

    /// The same boxes hold a talk when the page is nothing else, and readers' words under a story.
    #[test]
    fn boxes_of_comments_hold_a_talk_or_readers() {
        let boxes = |inner: &str| -> String {
            TURNS.iter().map(|(l, w)| format!("<div class=comment><div class=comment-author>{l}</div>{inner}<div class=comment-body><p>{w}</p></div></div>")).collect()
        };
        let story =
            "<p>The bridge over the Brona opened on Monday, and the minister cut the ribbon.</p>".repeat(4);
        let dated = "<span class=date>3 May 2031</span>";
        let answered = "<a href=#r>Reply</a>";
        for (body, kept) in [
            (boxes(""), true),
            (format!("{story}{}", boxes("")), false),
            (boxes(dated), false),
            (boxes(answered), false),
            (boxes("<span>3 May</span>"), false),
        ] {
            let read = read_html(&page(&body), Rules::builtin());
            assert_eq!(read.blocks.iter().any(|b| b.text == "Will there be a treaty?"), kept, "{body}");
        }
    }

    /// Readers who answer each other under nothing but their names are no speakers.
    #[test]
    fn a_thread_without_days_is_no_talk() {
        let said = [
            ("bridgefan", "I like the bridge."),
            ("mollusc", "I do not."),
            ("bridgefan", "Why not?"),
            ("mollusc", "It is too long."),
        ];
        let thread = |inner: &str| -> String {
            said.iter().map(|(l, w)| inner.replace("{L}", l).replace("{W}", w)).collect()
        };
        let story =
            "<p>The bridge over the Brona opened on Monday, and the minister cut the ribbon.</p>".repeat(4);
        for inner in
            ["<div class=comment><b>{L}:</b> <p>{W}</p></div>", "<li class=comment><b>{L}</b><p>{W}</p></li>"]
        {
            for before in ["", &story] {
                let html = page(&format!("{before}<div class=comments>{}</div>", thread(inner)));
                let tree = Tree::parse(&html);
                let rendering = render(&tree);
                let parts = parts_of(&tree, Rules::builtin());
                let survey = super::super::survey::Survey::new(&tree, &rendering, &parts);
                let turns = super::super::spoken::turn_blocks(&survey, Rules::builtin());
                assert!(turns.is_empty(), "{inner}");
            }
        }
    }

    #[test]
    fn a_thread_of_people_with_offices_is_a_talk() {
        let said = [
            (
                "Abgeordnete Mara Tell",
                "Die Straßen im Norden sind seit Jahren in schlechtem Zustand, und wir fragen uns, wann sie endlich gebaut werden.",
            ),
            (
                "Minister Edo Kraan",
                "Das Geld ist da, und die Arbeiten beginnen im Mai, sobald der Boden trocken ist.",
            ),
        ];
        let talk: String = [said, said]
            .concat()
            .iter()
            .map(|(l, w)| format!("<div class=comment><div class=comment-author>{l}</div><div class=comment-body><p>{w}</p></div></div>"))
            .collect();
        let read = read_html(&page(&talk), Rules::builtin());
        assert!(read.blocks.iter().any(|b| b.text.starts_with("Das Geld ist da")), "{:?}", read.dropped);
    }

    #[test]
    fn labels_in_headers_of_sections_and_in_buttons_stay() {
        for shape in [
            "<section><header><strong>{L}</strong></header><div><p>{W}</p></div></section>",
            "<div class=item><h3><button>{L}</button></h3><div>{W}</div></div>",
            "<div class=item><button class=accordion-head>{L}</button><div>{W}</div></div>",
        ] {
            let turns: String =
                TURNS.iter().map(|(l, w)| shape.replace("{L}", l).replace("{W}", w)).collect();
            let read = read_html(&page(&turns), Rules::builtin());
            let found: Vec<&str> = read.blocks.iter().map(|b| b.text.as_str()).collect();
            let all = TURNS.iter().flat_map(|(l, w)| [*l, *w]).all(|words| found.contains(&words));
            assert!(all, "{shape}: {found:?}");
        }
    }

    #[test]
    fn odd_pages_do_not_panic() {
        for html in [
            "",
            "<",
            "words only",
            "<p>",
            "<table><tr><td>x",
            "<br><br>",
            "<dl><dt>",
            "\u{0}<p\u{0}>",
            "<body><frameset><p>x",
        ] {
            let _ = read_html(html, Rules::builtin());
        }
        assert_eq!(read_html("words only", Rules::builtin()).blocks[0].text, "words only");
    }
}
