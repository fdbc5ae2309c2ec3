//! `variorum search`: words in the record.

use std::io::Write;

use anstyle::Style;
use variorum_export::record::{facets, hit};
use variorum_record::query::Field;
use variorum_record::{Found, Results, Search, Sort};
use variorum_text::span::Span;

use crate::exit::{Exit, Told};
use crate::house::House;
use crate::kept::{day, facts, open, plain, record_flag, told, witness};

/// The query language, for `--help`.
const LANGUAGE: &str = "\
Words must all stand in one sentence; \"in quotes\" one after the other.
  bridge OR ferry       bridge NOT toll       bridge -toll      (bridge OR ferry) open
  bridg*  beginnings    brigde~  misspellings, ~2 for two letters
  flood NEAR/5 valley   within five words of each other
  speaker:\"Vera Holt\"  office:\"President of Norland\"  country:Norland  place:Lindar
  publisher:Courier     meeting:m:2031-04-12-merrow
  kind:speech|narration|direct|indirect|figure          date:2031, 2031-05, 2031-05-25, 2031-01..2031-06";

/// Search the words of the record
#[derive(clap::Args)]
#[command(after_help = LANGUAGE)]
pub struct Args {
    /// What to look for, see below
    words: Vec<String>,
    /// Only words of this speaker
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// Only words of who held this office on the day, as "President of Norland"
    #[arg(long, value_name = "OFFICE")]
    office: Option<String>,
    /// Only words of who held an office of this country or organisation on the day
    #[arg(long, value_name = "NAME")]
    country: Option<String>,
    /// Only from documents that name this place
    #[arg(long, value_name = "PLACE")]
    place: Option<String>,
    /// Only of this publisher
    #[arg(long, value_name = "NAME")]
    publisher: Option<String>,
    /// Only of this meeting
    #[arg(long, value_name = "ID")]
    meeting: Option<String>,
    /// Only speech, narration, direct or indirect quotations, or sentences with a figure
    #[arg(long, value_name = "KIND")]
    kind: Option<String>,
    /// Only from this day on, as 2031-05-25
    #[arg(long, value_name = "DAY")]
    from: Option<jiff::civil::Date>,
    /// Only up to this day
    #[arg(long, value_name = "DAY")]
    to: Option<jiff::civil::Date>,
    /// In which order
    #[arg(long, value_name = "ORDER", default_value = "relevance", value_parser = sort)]
    sort: Sort,
    /// Most statements to show
    #[arg(long, default_value_t = 20)]
    limit: usize,
    /// Statements to pass over before
    #[arg(long, default_value_t = 0)]
    offset: usize,
    /// Count the statements by speaker, publisher, place, kind and year too
    #[arg(long)]
    facets: bool,
}

const ORDERS: [(&str, Sort); 3] =
    [("relevance", Sort::Relevance), ("oldest", Sort::Oldest), ("newest", Sort::Newest)];

fn sort(name: &str) -> Result<Sort, String> {
    let known = ORDERS.iter().find(|(n, _)| *n == name).map(|(_, sort)| *sort);
    known.ok_or_else(|| "known are relevance, oldest and newest".to_string())
}

impl Args {
    fn search(&self) -> Search {
        let filters = [
            (Field::Speaker, &self.by),
            (Field::Office, &self.office),
            (Field::Country, &self.country),
            (Field::Place, &self.place),
            (Field::Publisher, &self.publisher),
            (Field::Meeting, &self.meeting),
            (Field::Kind, &self.kind),
        ];
        let filters = filters.into_iter().filter_map(|(field, value)| Some((field, value.clone()?)));
        Search {
            query: self.words.join(" "),
            filters: filters.collect(),
            days: (self.from, self.to),
            sort: self.sort,
            offset: self.offset,
            limit: self.limit,
            with_facets: self.facets,
        }
    }
}

/// Runs the subcommand.
pub fn run(args: &Args, house: &House) -> anyhow::Result<Exit> {
    let search = args.search();
    let asks_nothing = search.query.trim().is_empty() && search.filters.is_empty();
    if asks_nothing && search.days == (None, None) && !args.facets {
        return Err(Told::new(Exit::Usage, "there is no word to search for").into());
    }
    let record = open(house)?;
    let results = record.search(&search).map_err(told)?;
    let mut out = anstream::AutoStream::auto(std::io::stdout().lock());
    for one in &results.found {
        if house.json {
            let form = witness(&one.row, &one.document);
            let form = hit(form, &one.document.text, &one.hits, one.n_witnesses, one.score);
            serde_json::to_writer(&mut out, &form.among(results.total))?;
            writeln!(out)?;
        } else {
            print(&mut out, one)?;
        }
    }
    if args.facets {
        print_facets(&mut out, &results, house)?;
    }
    let Some(first) = results.found.first() else {
        if results.total > 0 {
            house.say(format_args!("{} statements; none is left after {}", results.total, search.offset));
            return Ok(Exit::Done);
        }
        let scope = record.scope().map_err(told)?;
        house.say(format_args!("no statement of the {} captures is like this", scope.captures));
        house.say(format_args!("next: variorum check \"WORDS\"{}", record_flag(house)));
        return Ok(Exit::NotHere);
    };
    let shown = search.offset + results.found.len();
    let total = results.total;
    let flag = record_flag(house);
    if total > shown {
        house.say(format_args!(
            "statements {} to {shown} of {total}; `--offset {shown}` shows more",
            search.offset + 1
        ));
    } else {
        house.say(format_args!("{total} statement{}", if total == 1 { "" } else { "s" }));
    }
    house.say(format_args!("next: variorum show {}{flag}", first.row.statement.id));
    Ok(Exit::Done)
}

const BOLD: Style = Style::new().bold();

fn print(out: &mut impl Write, one: &Found) -> std::io::Result<()> {
    let (entry, statement) = (&one.document.entry, &one.row.statement);
    let who = statement.speaker.clone().or(statement.label.clone()).unwrap_or_else(|| "narration".into());
    let copies = (one.n_witnesses > 1).then(|| format!("×{} copies", one.n_witnesses));
    let date = day(entry.day.map(|d| d.to_string()));
    let source = entry.publisher.clone().or(Some(entry.capture.source.clone()));
    writeln!(out, "{}", facts(&[date, Some(who), source, copies]))?;
    writeln!(out, "  {}", marked(&one.document.text, statement.span, &one.hits))?;
    writeln!(out, "  {}  {}\n", statement.id, entry.id)
}

/// Bytes of a long sentence shown before the first found word.
const BEFORE: usize = 160;
/// Bytes of a sentence shown at most, about.
const SHOWN: usize = 600;

/// A sentence with the found words in bold; of a long one the part around the first of them.
fn marked(text: &str, sentence: Span, hits: &[Span]) -> String {
    let cut = cut(text, sentence, hits.first().copied());
    let mut line = String::new();
    let mut at = cut.start;
    for hit in hits {
        if hit.start < at || hit.end > cut.end {
            continue;
        }
        let before = Span::new(at.max(cut.start), hit.start).of(text);
        line.push_str(&format!("{}{BOLD}{}{BOLD:#}", spaced(before), plain(hit.of(text))));
        at = hit.end;
    }
    line.push_str(&spaced(Span::new(at, cut.end).of(text)));
    let gap = |is_cut: bool| if is_cut { "… " } else { "" };
    let end = if cut.end < sentence.end { " …" } else { "" };
    format!("{}{}{end}", gap(cut.start > sentence.start), line.trim())
}

/// Words on one line that keep a space at their ends.
fn spaced(words: &str) -> String {
    let space = |is_there: bool| if is_there { " " } else { "" };
    let (head, tail) = (words.starts_with(char::is_whitespace), words.ends_with(char::is_whitespace));
    match plain(words) {
        words if words.is_empty() => space(head).to_string(),
        words => format!("{}{words}{}", space(head), space(tail)),
    }
}

fn cut(text: &str, sentence: Span, first: Option<Span>) -> Span {
    if sentence.len() <= SHOWN {
        return sentence;
    }
    let wanted = first.map_or(sentence.start, |f| f.start.saturating_sub(BEFORE).max(sentence.start));
    let border = |from: usize| {
        let rest = text.get(from..).map(|rest| rest.find(char::is_whitespace));
        rest.flatten().map_or(sentence.end, |n| from + n)
    };
    let on_char = |mut at: usize| {
        while at < text.len() && !text.is_char_boundary(at) {
            at += 1;
        }
        at
    };
    let start = if wanted > sentence.start { border(on_char(wanted)) } else { sentence.start };
    let end = border(on_char((start + SHOWN).min(sentence.end))).clamp(start, sentence.end);
    Span::new(start, end)
}

/// Values of a field shown on the screen.
const VALUES: usize = 8;

fn print_facets(out: &mut impl Write, results: &Results, house: &House) -> anyhow::Result<()> {
    let pairs = results.facets.iter().map(|f| (f.field, f.values.as_slice()));
    if house.json {
        serde_json::to_writer(&mut *out, &facets(results.total, pairs))?;
        writeln!(out)?;
        return Ok(());
    }
    for (field, values) in pairs {
        let shown: Vec<String> =
            values.iter().take(VALUES).map(|(value, n)| format!("{} {n}", plain(value))).collect();
        let more = values.len().saturating_sub(VALUES);
        let more = if more > 0 { format!(" · and {more} more") } else { String::new() };
        writeln!(out, "{field:<10} {}{more}", shown.join(" · "))?;
    }
    writeln!(out)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, hits: &[Span], expected: &str) {
        let line = marked(text, Span::new(0, text.len()), hits);
        let line = line.replace(&format!("{BOLD}"), "[").replace(&format!("{BOLD:#}"), "]");
        assert_eq!(line, expected);
    }

    #[test]
    fn found_words_are_marked() {
        check(
            "The bridge, at\u{a0}last, is open.",
            &[Span::new(4, 10), Span::new(22, 24)],
            "The [bridge], at last, [is] open.",
        );
        let long = format!("{}the bridge {}", "so and so ".repeat(90), "é ".repeat(500));
        let at = long.find("bridge").expect("there");
        let line = marked(&long, Span::new(0, long.len()), &[Span::new(at, at + 6)]);
        assert!(line.starts_with("… ") && line.ends_with(" …") && line.contains("bridge"), "{line}");
        assert!(line.len() < SHOWN + 64, "{line}");
    }
}
