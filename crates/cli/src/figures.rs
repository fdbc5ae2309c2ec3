//! `variorum figures`: what was counted, by whom and when, as series; and who corrected whom.
//!
//! ```text
//! trade turnover · USD
//!   2031-04-12  more than 3 billion USD     Vera Holt   norland.txt:31
//!   2033-04-22  more than 4 billion USD     Jan Lind    wire.html:44
//!
//! Vera Holt says 300 schools, Jan Lind says about 340 schools   (cue: clarify)
//! ```
//! What a brief does not tell, because it is not certain what is measured or that it is followed, stands
//! with its reason under `--all`, and where `--of` or `--by` ask for it. Files named on the command line are
//! read and not kept; without any, the record is asked.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::PathBuf;

use anstyle::Style;
use variorum_export::plot::{lines, svg, vega};
use variorum_export::series::{Sheet, Source, correction, series};
use variorum_text::people::name::Likeness;
use variorum_text::people::wanted::Wanted;
use variorum_text::reading::Held;
use variorum_text::rules::Rules;
use variorum_text::series::{Charted, Correction, Point, chart, stated};

use crate::exit::{Exit, Told};
use crate::gathered::{Gathered, Page};
use crate::house::House;
use crate::kept::{facts, plain, record_flag};

const STRONG: Style = Style::new().bold();
const FAINT: Style = Style::new().dimmed();

/// Show figures of one thing over meetings and speakers, and who corrected whom
#[derive(clap::Args)]
#[command(after_help = "Examples:
  variorum figures --of \"trade turnover\"          how much is said of it, by whom, since when
  variorum figures captures/ --corrections        who says another figure than the one before
  variorum figures captures/ --all                also what is in doubt, and why
  variorum figures --of schools --plot schools.svg")]
pub struct Args {
    /// Files or folders of captures; without any, the record
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Only figures of what these words name
    #[arg(long, value_name = "WORDS")]
    of: Option<String>,
    /// Only figures said by this speaker
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// Only said from this day on, as 2031-05-25
    #[arg(long, value_name = "DAY")]
    from: Option<jiff::civil::Date>,
    /// Only said up to this day
    #[arg(long, value_name = "DAY")]
    to: Option<jiff::civil::Date>,
    /// Only pairs of figures that do not go together
    #[arg(long)]
    corrections: bool,
    /// All of them, those in doubt too, with the reason why a brief does not tell them
    #[arg(long)]
    all: bool,
    /// Draw them: a file.svg, a file.vl.json (Vega-Lite), or `term`
    #[arg(long, value_name = "FILE|term", conflicts_with_all = ["json", "corrections"])]
    plot: Option<String>,
}

/// Runs the subcommand.
pub fn run(args: &Args, house: &House) -> anyhow::Result<Exit> {
    let is_record = args.paths.is_empty();
    let gathered = Gathered::of(&args.paths, house)?;
    let held: Vec<Held> = gathered.held();
    let all = chart(&held, &gathered.meetings, gathered.rules());
    let charted = narrowed(all, args, gathered.rules())?;
    let sources: Vec<Source> = gathered.pages.iter().map(Page::source).collect();
    let sheet = Sheet { charted: &charted, sources: &sources };
    let mut out = std::io::BufWriter::new(anstream::stdout().lock());
    match house.json {
        _ if args.plot.is_some() => plotted(&mut out, &sheet, args, house)?,
        true => print_json(&mut out, &sheet, args)?,
        false => Screen { sheet: &sheet, gathered: &gathered }.print(&mut out, args, house)?,
    }
    out.flush()?;
    house.say(next(&charted, &gathered, is_record, house));
    let found = if args.corrections {
        charted.corrections.len()
    } else {
        charted.series.iter().filter(|s| !s.points.is_empty()).count()
    };
    Ok(match (found, gathered.n_failed) {
        (0, 0) => Exit::NotHere,
        (_, 0) => Exit::Done,
        _ => Exit::Partial,
    })
}

/// What is asked for, out of all that is charted.
fn narrowed(mut charted: Charted, args: &Args, rules: &Rules) -> anyhow::Result<Charted> {
    let by = match &args.by {
        Some(name) => Some(Wanted::of(name, rules).ok_or_else(|| {
            Told::new(Exit::Usage, format!("`{}` names nobody", plain(name)))
                .hint("name a person: --by \"Vera Holt\"")
        })?),
        None => None,
    };
    let people: BTreeSet<String> = charted.points.iter().filter_map(|p| p.speaker.clone()).collect();
    let people: Vec<String> = people.into_iter().collect();
    let is_wanted = |point: &Point| {
        let said = by.as_ref().is_none_or(|wanted| {
            let like = point.speaker.as_deref().map(|s| wanted.likeness(s, &people, rules));
            matches!(like, Some(Likeness::Same | Likeness::Part))
        });
        said && args.from.is_none_or(|d| point.day.is_some_and(|p| p >= d))
            && args.to.is_none_or(|d| point.day.is_some_and(|p| p <= d))
    };
    let asked: Vec<String> = args
        .of
        .iter()
        .flat_map(|of| of.split_whitespace())
        .map(|w| stem(w, rules))
        .filter(|w| !w.is_empty())
        .collect();
    let Charted { series, points, corrections } = &mut charted;
    let mut kept: BTreeSet<usize> = BTreeSet::new();
    for one in series.iter_mut() {
        let names = format!("{} {}", one.name, one.unit.as_deref().unwrap_or(""));
        let stems: Vec<String> = names.split([' ', '-']).map(|w| stem(w, rules)).collect();
        if !asked.iter().all(|a| stems.iter().any(|s| s.starts_with(a.as_str()))) {
            one.points.clear();
        }
        one.points.retain(|p| is_wanted(&points[*p]));
        kept.extend(&one.points);
    }
    corrections.retain(|c| kept.contains(&c.first) || kept.contains(&c.second));
    Ok(charted)
}

fn stem(word: &str, rules: &Rules) -> String {
    rules.series.stem(&variorum_text::words::plain(word))
}

fn print_json(out: &mut impl Write, sheet: &Sheet, args: &Args) -> std::io::Result<()> {
    for one in sheet.charted.series.iter().filter(|s| !args.corrections && !s.points.is_empty()) {
        writeln!(out, "{}", series(sheet, one))?;
    }
    (0..sheet.charted.corrections.len()).try_for_each(|n| writeln!(out, "{}", correction(sheet, n)))
}

/// Draws the series to the terminal or to a file.
fn plotted(out: &mut impl Write, sheet: &Sheet, args: &Args, house: &House) -> anyhow::Result<()> {
    let to = args.plot.as_deref().unwrap_or("term");
    let text = match to {
        "term" => return Ok(out.write_all(lines(sheet).as_bytes())?),
        _ if to.ends_with(".svg") => svg(sheet),
        _ if to.ends_with(".json") => vega(sheet),
        _ => {
            return Err(Told::new(Exit::Usage, format!("`{}` is no kind of drawing", plain(to)))
                .hint("name a file ending in .svg or .vl.json, or `term`")
                .into());
        }
    };
    std::fs::write(to, text)
        .map_err(|why| Told::new(Exit::Unreadable, format!("cannot write `{}`: {why}", plain(to))))?;
    house.say(format_args!("wrote {}", plain(to)));
    Ok(())
}

/// The command that is useful now.
fn next(charted: &Charted, gathered: &Gathered, is_record: bool, house: &House) -> String {
    let flag = record_flag(house);
    let first = charted.series.iter().find_map(|s| s.points.first());
    let statement = first.map(|p| charted.points[*p].witnesses[0].statement.as_str());
    match (is_record, statement) {
        (true, Some(statement)) => format!("next: variorum show {statement}{flag}"),
        (true, None) if gathered.pages.is_empty() => {
            format!("the record is empty; next: variorum add FILE…{flag}")
        }
        (_, None) => format!(
            "no figure of this is said in the {} documents held; `--of` takes fewer words",
            gathered.pages.len()
        ),
        (false, _) => "next: variorum figures PATH… --plot term, or --plot FILE.svg, draws them".to_string(),
    }
}

/// Series and corrections on a terminal.
struct Screen<'s> {
    sheet: &'s Sheet<'s>,
    gathered: &'s Gathered,
}

impl Screen<'_> {
    fn print(&self, out: &mut impl Write, args: &Args, house: &House) -> std::io::Result<()> {
        let narrow = args.of.is_some() || args.by.is_some() || args.from.is_some() || args.to.is_some();
        let whole = narrow || args.all;
        let charted = self.sheet.charted;
        let mut n_held_back = 0;
        for one in charted.series.iter().filter(|s| !args.corrections && !s.points.is_empty()) {
            if one.doubt.is_some() && !whole {
                n_held_back += 1;
                continue;
            }
            let growth = one.is_growth.then(|| "growth".to_string());
            let head = facts(&[Some(one.name.clone()), one.unit.clone(), growth]);
            let doubt =
                one.doubt.map(|d| format!("   not told in a brief: {}", d.words())).unwrap_or_default();
            writeln!(out, "{STRONG}{head}{STRONG:#}{FAINT}{doubt}{FAINT:#}")?;
            for point in &one.points {
                writeln!(out, "  {}", self.point(&self.sheet.charted.points[*point]))?;
            }
            writeln!(out)?;
        }
        let told: BTreeSet<usize> = charted.followed_corrections().map(|(n, _)| n).collect();
        for (n, found) in charted.corrections.iter().enumerate() {
            match whole || told.contains(&n) {
                true => self.correction(out, found)?,
                false => n_held_back += 1,
            }
        }
        if n_held_back > 0 {
            house.say(format_args!(
                "{n_held_back} figures stand alone or are in doubt: --all shows them, --json has all"
            ));
        }
        Ok(())
    }

    /// `2031-04-12  more than 3 billion USD  Vera Holt · norland.txt:31 · ×3`.
    fn point(&self, point: &Point) -> String {
        let day = point.day.map_or_else(|| "no date".to_string(), |d| d.to_string());
        let figure = plain(&stated(point, &self.sheet.charted.series[point.series]));
        let who = point.speaker.clone().or(Some("narration".to_string()));
        let copies = (point.witnesses.len() > 1).then(|| format!("×{}", point.witnesses.len()));
        let when = point.time.filter(|t| t.start != t.end || t.start != point.day).map(|t| {
            let end = |d: Option<jiff::civil::Date>| d.map_or_else(|| "…".to_string(), |d| d.to_string());
            format!("of {} to {}", end(t.start), end(t.end))
        });
        format!("{day:10}  {figure:32}  {}", facts(&[who, when, Some(self.place(point)), copies]))
    }

    fn place(&self, point: &Point) -> String {
        let witness = &point.witnesses[0];
        let page = &self.gathered.pages[witness.document];
        page.place(witness.sentence, witness.number)
    }

    fn correction(&self, out: &mut impl Write, found: &Correction) -> std::io::Result<()> {
        let cue = found.cue.as_ref().map(|c| format!("   (cue: {c})")).unwrap_or_default();
        writeln!(out, "{STRONG}{}{STRONG:#}{cue}", plain(&found.sentence))?;
        for point in [found.first, found.second].map(|n| &self.sheet.charted.points[n]) {
            let witness = &point.witnesses[0];
            writeln!(
                out,
                "  {}   {}",
                plain(&self.sheet.words(witness, witness.sentence)),
                self.place(point)
            )?;
        }
        writeln!(out)
    }
}
