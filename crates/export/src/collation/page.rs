//! A collation as one page of HTML that needs nothing beside it: no script, no font, no address.
//!
//! A reader sees the counts, a rail with a tick for each row, the material differences as a table
//! (the apparatus), then the rows, two versions beside each other or one under the other. What is
//! shown is chosen by buttons that need no script. Colour tells the side only: classes are chips and
//! kinds of underline, removed and added words say so to a screen reader.

use std::fmt::Write;

use variorum_text::collation::{Class, Collation, Relation, Row, RowDifference};

use super::view::{Stretch, View, stretches};
use super::{chip, places, summary};
use crate::markup::{begin_page, escaped};

/// What this page has beside the style of all.
const STYLE: &str = include_str!("page.css");

/// The page. `view` says which classes it holds and which rank is shown first.
pub fn collation_page(collation: &Collation, view: &View) -> String {
    let title = title(collation);
    let mut out = begin_page(&title, STYLE);
    head(&mut out, collation, &title);
    buttons(&mut out, view);
    out.push_str("<main>\n");
    rail(&mut out, collation, view);
    apparatus(&mut out, collation, view);
    rows(&mut out, collation, view);
    out.push_str("</main>\n<footer>Differences of words between the versions held, by class. ");
    out.push_str(
        "Which version is right, and why they differ, is not said here.</footer>\n</body>\n</html>\n",
    );
    out
}

fn title(collation: &Collation) -> String {
    let names: Vec<&str> =
        collation.witnesses.iter().map(|w| w.publisher.as_deref().unwrap_or(&w.source)).collect();
    format!("{} versions: {}", names.len(), names.join(" · "))
}

fn head(out: &mut String, collation: &Collation, title: &str) {
    let counts = summary(collation);
    let _ = write!(out, "<header>\n<h1>{}</h1>\n<ul class=\"versions\">\n", escaped(title));
    for (n, witness) in collation.witnesses.iter().enumerate() {
        let _ = writeln!(
            out,
            "<li class=\"v{}\"><span class=\"sigil\">{}</span> {} · {} · {} sentences</li>",
            n.min(1),
            witness.sigil,
            escaped(witness.publisher.as_deref().unwrap_or("publisher not known")),
            escaped(&witness.source),
            witness.units.len()
        );
    }
    let _ = write!(
        out,
        "</ul>\n<p class=\"sum\">In the {} versions held: {} rows · {} identical · {} with a material change · {} omitted · {} added",
        collation.witnesses.len(),
        collation.rows.len(),
        counts.identical,
        counts.material,
        counts.omitted,
        counts.added
    );
    for class in Class::ALL {
        if let Some(n) = counts.by_class.get(class.as_str()) {
            let _ = write!(
                out,
                " <span class=\"chip k{}\" title=\"{}\">{} {n}</span>",
                class.rank(),
                class.as_str(),
                chip(class)
            );
        }
    }
    out.push_str("</p>\n</header>\n");
}

/// Four buttons, of which one is pressed; style alone does the rest.
fn buttons(out: &mut String, view: &View) {
    let first = match (view.identical, view.rank, view.classes.is_empty()) {
        (true, ..) | (_, _, false) => 4,
        (_, 1, _) => 1,
        (_, 2, _) => 2,
        _ => 3,
    };
    let names = [(1, "Material"), (2, "and substantive"), (3, "and wording, form"), (4, "Every row")];
    for (n, name) in names {
        let checked = if n == first { " checked" } else { "" };
        let _ = writeln!(
            out,
            "<input class=\"show\" type=\"radio\" name=\"show\" id=\"show{n}\"{checked}><label for=\"show{n}\">{name}</label>"
        );
    }
}

/// The lowest rank of a row's differences that the view has; 0 for none.
fn lowest(row: &Row, view: &View) -> u8 {
    row.differences.iter().filter(|d| kept(d, view)).map(|d| d.difference.rank).min().unwrap_or(0)
}

/// True when the page holds a difference, shown at first or not.
fn kept(found: &RowDifference, view: &View) -> bool {
    view.classes.is_empty() || view.shows(found)
}

/// One tick a row, higher for what matters more.
fn rail(out: &mut String, collation: &Collation, view: &View) {
    let n = collation.rows.len().max(1);
    let _ = write!(
        out,
        "<svg class=\"rail\" viewBox=\"0 0 {n} 10\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"one tick a row, high where the difference is material\">"
    );
    for (at, row) in collation.rows.iter().enumerate() {
        let rank = lowest(row, view);
        let height = match rank {
            0 => 1,
            1 => 10,
            2 => 6,
            _ => 3,
        };
        let _ = write!(
            out,
            "<a class=\"k{rank}\" href=\"#r{at}\"><rect x=\"{at}\" y=\"{}\" width=\"0.8\" height=\"{height}\"><title>{}</title></rect></a>",
            10 - height,
            escaped(&places(collation, row))
        );
    }
    out.push_str("</svg>\n");
}

/// The material differences, or those of the classes asked for, as a table.
fn apparatus(out: &mut String, collation: &Collation, view: &View) {
    let told = |d: &&RowDifference| match view.classes.is_empty() {
        true => d.difference.is_material(),
        false => view.shows(d),
    };
    let mut lines = String::new();
    for (at, row) in collation.rows.iter().enumerate() {
        for found in row.differences.iter().filter(told) {
            let (x, y) = found.sides;
            let reading = |n: usize, span: Option<variorum_text::span::Span>| match span {
                Some(span) => {
                    let words = span.of(&collation.witnesses[n].text);
                    let (side, sigil) = (n.min(1), &collation.witnesses[n].sigil);
                    format!("<span class=\"sigil v{side}\">{sigil}</span>{}", quoted(words))
                }
                None => format!("not in {}", collation.witnesses[n].sigil),
            };
            let said = found.difference.custom.as_deref().into_iter().chain(found.difference.note);
            let note: String = said.map(|n| format!(" ({})", escaped(n))).collect();
            let _ = writeln!(
                lines,
                "<tr><td><a href=\"#r{at}\">{}</a></td><td><span class=\"chip k{}\">{}</span></td><td>{}</td><td>{}{note}</td></tr>",
                escaped(&places(collation, row)),
                found.difference.rank,
                chip(found.difference.class),
                reading(x, found.difference.a),
                reading(y, found.difference.b)
            );
        }
    }
    let caption = if view.classes.is_empty() { "Material differences" } else { "Differences asked for" };
    if lines.is_empty() {
        let _ = writeln!(out, "<p>{caption}: none in the versions held.</p>");
        return;
    }
    let _ = write!(
        out,
        "<table>\n<caption>{caption}</caption>\n<thead><tr><th>Place</th><th>Class</th><th>First</th><th>Second</th></tr></thead>\n<tbody>\n{lines}</tbody>\n</table>\n"
    );
}

/// Words in quotation marks, cut when they are long.
fn quoted(words: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let cut: String = words.chars().take(240).collect();
    let more = if cut.len() < words.len() { "…" } else { "" };
    format!("«{}{more}»", escaped(&cut))
}

/// The rows, those of one speaker together.
fn rows(out: &mut String, collation: &Collation, view: &View) {
    let mut at = 0;
    while at < collation.rows.len() {
        let who = super::speaker_of(collation, &collation.rows[at]);
        let same = |row: &&Row| super::speaker_of(collation, row) == who;
        let n = collation.rows[at..].iter().take_while(same).count();
        let group = &collation.rows[at..at + n];
        // A turn is shown with the first of its rows that is: identical rows come last.
        let rank = group.iter().map(|r| lowest(r, view)).filter(|k| *k > 0).min().unwrap_or(0);
        let _ = writeln!(
            out,
            "<section class=\"turn k{rank}\">\n<h2 class=\"who\">{}</h2>",
            escaped(who.unwrap_or("narration"))
        );
        for (k, row) in group.iter().enumerate() {
            one_row(out, collation, (at + k, row), view);
        }
        out.push_str("</section>\n");
        at += n;
    }
}

fn one_row(out: &mut String, collation: &Collation, (at, row): (usize, &Row), view: &View) {
    let many = if row.units.len() > 2 { " many" } else { "" };
    let _ = write!(out, "<div class=\"row k{}{many}\" id=\"r{at}\">", lowest(row, view));
    let _ = write!(out, "<div class=\"places\">{}", escaped(&places(collation, row)));
    for found in row.differences.iter().filter(|d| kept(d, view) && on_the_whole(row, d)) {
        let class = found.difference.class;
        let _ = write!(
            out,
            " <span class=\"k{}\"><span class=\"chip k{}\">{}</span></span>",
            found.difference.rank,
            found.difference.rank,
            chip(class)
        );
    }
    out.push_str("</div>");
    for side in 0..row.units.len() {
        if side == 1 && many.is_empty() {
            let (sign, words) = sign(row);
            let _ = write!(out, "<div class=\"sign\" title=\"{words}\">{sign}</div>");
        }
        cell(out, collation, row, side, view);
    }
    out.push_str("</div>\n");
}

/// Differences that stand on no words inside a row: of the whole row, or of its label.
fn on_the_whole(row: &Row, found: &RowDifference) -> bool {
    matches!(row.relation, Relation::Omitted | Relation::Added)
        || matches!(
            found.difference.class,
            Class::Split | Class::Merged | Class::Moved | Class::Attribution | Class::Label
        )
}

fn cell(out: &mut String, collation: &Collation, row: &Row, side: usize, view: &View) {
    let witness = &collation.witnesses[side];
    let none = if row.units[side].is_empty() { " none" } else { "" };
    let _ = write!(
        out,
        "<div class=\"cell v{}{none}\"><span class=\"sigil\">{}</span> ",
        side.min(1),
        witness.sigil
    );
    if row.units[side].is_empty() {
        out.push_str("not in this version</div>");
        return;
    }
    let every = View { rank: 4, identical: true, classes: view.classes.clone() };
    for unit in stretches(collation, row, side, &every) {
        for stretch in unit {
            piece(out, stretch.span.of(&witness.text), &stretch, side);
        }
        out.push(' ');
    }
    out.push_str("</div>");
}

/// Words that only one side has are `<del>` or `<ins>`; words that the two sides have otherwise are
/// marked alike on both.
fn piece(out: &mut String, words: &str, stretch: &Stretch<'_>, side: usize) {
    let Some(found) = stretch.found else {
        out.push_str(&escaped(words));
        return;
    };
    let (class, rank) = (found.difference.class, found.difference.rank);
    let alone = found.difference.a.is_none() || found.difference.b.is_none();
    let (tag, kind, said) = match (alone, side) {
        (true, 0) => ("del", "", "only in the base: "),
        (true, _) => ("ins", "", "not in the base: "),
        (false, _) => ("span", "mark ", ""),
    };
    let _ = write!(out, "<{tag} class=\"{kind}k{rank}\" title=\"{}\">", class.as_str());
    if !said.is_empty() {
        let _ = write!(out, "<span class=\"said\">{said}</span>");
    }
    out.push_str(&escaped(words));
    if stretch.ends && rank <= 2 {
        let _ = write!(out, "<span class=\"chip\">{}</span>", chip(class));
    }
    let _ = write!(out, "</{tag}>");
}

/// The sign between the columns and its meaning.
fn sign(row: &Row) -> (&'static str, &'static str) {
    let sign = super::sign(row);
    let words = match row.relation {
        Relation::Identical => "the same words",
        Relation::Omitted => "only in the base",
        Relation::Added => "not in the base",
        Relation::Moved => "in another place",
        Relation::Changed if sign == "↔" => "a material difference",
        Relation::Changed => "other wording",
    };
    (sign, words)
}
