//! Tables of invented pages: `tests/cases/transcript/*.toml`, a file a page shape, and
//! `tests/cases/quotation/*.toml`, a file a way to quote.
//!
//! `page` is the capture; `turns` lists name (empty when nobody is named), role, and how the words
//! begin and end; `title`, `date`, `place` and `suffix` (of the file, `txt` when absent) may be given.
//! `quotations` lists mode, printed source (empty for none), name (empty when nobody is named), cue, and
//! content, its pieces parted by " … ". A new convention is a new file, no Rust.
//!
//! `tests/cases/figure/*.toml` and `tests/cases/time/*.toml` are rows of words said on `day`, each with
//! the figures or times that are found in them.
//!
//! `tests/cases/collation/*.toml`: rows of a sentence, the same sentence in another version, and the
//! differences with their class and the words of both.
//!
//! `tests/cases/series/*.toml`: each `[[case]]` has `pages`, the `series` that must be found (values with
//! their signs; those of one point are left out) and all `corrections` (code and sentence).
//!
//! `tests/cases/echo/*.toml`: each `[[case]]` has `pages` and all `echoes` (verdict, speaker and the one
//! credited, cue and words cited, original, differences).
//!
//! `tests/cases/told/*.toml`: `pages` and what a brief tells of their figures, echoes and
//! commitments.
//!
//! `tests/cases/novelty/*.toml`: `pages` and `new`, a row a meeting: day, number of earlier ones, what entered,
//! what left (behind "?" what is not certain), sentences that return of each speaker's. `tests/cases/usage/*.toml`: `pages` and `names`, a row a
//! thing: its forms with counts ("?": not certain), why they are one, who says them when.

use std::path::{Path, PathBuf};

use variorum_text::collation::{Witness, collate};
use variorum_text::echo::{Echo, echoes};
use variorum_text::event::ledger;
use variorum_text::figure::Figure;
use variorum_text::meeting::{Meeting, link, trace};
use variorum_text::novelty::{Item, novelty};
use variorum_text::page::{Capture, decode::guess_media_type};
use variorum_text::quantities::{Quantities, Said, quantities};
use variorum_text::quotation::Quotation;
use variorum_text::reading::{Held, Place, Reading, read};
use variorum_text::rules::Rules;
use variorum_text::series::{Correction, Series, chart};
use variorum_text::span::Span;
use variorum_text::time::Time;
use variorum_text::transcript::Role;
use variorum_text::usage::{Heard, aligned};

fn files(room: &str) -> Vec<PathBuf> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases").join(room);
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(dir).expect("the shelf is there").map(|f| f.expect("a file").path()).collect();
    files.sort();
    files
}

fn read_page(page: &str, suffix: &str) -> Reading {
    let source = format!("page.{suffix}");
    let media_type = guess_media_type(&source, page.as_bytes(), None);
    let capture = Capture {
        source,
        bytes: page.as_bytes().to_vec(),
        media_type,
        charset: None,
        url: None,
        captured: None,
    };
    read(&capture, Rules::builtin())
}

fn role(role: Role) -> &'static str {
    match role {
        Role::Speaker => "speaker",
        Role::Question => "question",
        Role::Interpreter => "interpreter",
        Role::Audience => "audience",
    }
}

#[test]
fn every_page_shape_gives_its_turns() {
    let mut wrong = Vec::new();
    for file in files("transcript") {
        let case: toml::Table = std::fs::read_to_string(&file).expect("text").parse().expect("a table");
        let given = |key: &str| case.get(key).and_then(toml::Value::as_str);
        let reading = read_page(given("page").expect("a page"), given("suffix").unwrap_or("txt"));
        let text = &reading.document.text;
        let fold = |t: &str| t.split_whitespace().collect::<Vec<_>>().join(" ");
        let wanted = case["turns"].as_array().expect("turns");
        let name = file.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
        if wanted.len() != reading.transcript.turns.len() {
            wrong.push(format!("{name}: {} turns, wanted {}", reading.transcript.turns.len(), wanted.len()));
        }
        for (want, turn) in wanted.iter().zip(&reading.transcript.turns) {
            let want: Vec<&str> =
                want.as_array().expect("a turn").iter().filter_map(toml::Value::as_str).collect();
            let words = fold(turn.words.of(text));
            let who = turn.speaker.name.as_deref().unwrap_or("");
            if who != want[0]
                || role(turn.speaker.role) != want[1]
                || !words.starts_with(want[2])
                || !words.ends_with(want[3])
            {
                wrong.push(format!("{name}: {who} ({}): {words}; wanted {want:?}", role(turn.speaker.role)));
            }
            let rebuilt: String = turn.sentences.iter().map(|s| s.of(text)).collect();
            assert!(!rebuilt.is_empty(), "{name}: a turn without sentences");
        }
        let meeting = reading.meeting.clone().unwrap_or_default();
        let date = meeting.date.map(|d| d.to_string());
        for (key, got) in [("title", &reading.document.title), ("date", &date), ("place", &meeting.place)] {
            if given(key).is_some_and(|want| got.as_deref().unwrap_or("") != want) {
                wrong.push(format!("{name}: {key} {got:?}, wanted {:?}", given(key)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A quotation as the tables write it.
fn as_row(text: &str, quotation: &Quotation) -> Vec<String> {
    let fold = |t: &str| t.split_whitespace().collect::<Vec<_>>().join(" ");
    let source = quotation.source.as_ref();
    let content: Vec<String> = quotation.content.iter().map(|s| fold(s.of(text))).collect();
    vec![
        quotation.mode.as_str().to_string(),
        fold(source.map_or("", |s| s.span.of(text))),
        source.and_then(|s| s.name.clone()).unwrap_or_default(),
        fold(quotation.cue.map_or("", |c| c.of(text))),
        content.join(" … "),
    ]
}

#[test]
fn every_way_to_quote_gives_its_quotations() {
    let mut wrong = Vec::new();
    for file in files("quotation") {
        let case: toml::Table = std::fs::read_to_string(&file).expect("text").parse().expect("a table");
        let given = |key: &str| case.get(key).and_then(toml::Value::as_str);
        let reading = read_page(given("page").expect("a page"), given("suffix").unwrap_or("txt"));
        let text = &reading.document.text;
        let got: Vec<Vec<String>> = reading.quotations.iter().map(|q| as_row(text, q)).collect();
        let rows = case["quotations"].as_array().expect("quotations");
        let wanted: Vec<Vec<String>> = rows
            .iter()
            .map(|r| {
                r.as_array().expect("a row").iter().map(|c| c.as_str().expect("words").to_string()).collect()
            })
            .collect();
        let name = file.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
        for row in got.iter().filter(|r| !wanted.contains(r)) {
            wrong.push(format!("{name}: unwanted {row:?}"));
        }
        for row in wanted.iter().filter(|r| !got.contains(r)) {
            wrong.push(format!("{name}: missing {row:?}"));
        }
        for quotation in &reading.quotations {
            let all = quotation
                .content
                .iter()
                .chain(quotation.cue.iter())
                .chain(quotation.source.iter().map(|s| &s.span));
            assert!(all.clone().all(|s| !s.of(text).is_empty()), "{name}: a span without words");
            let turn = |at: usize| {
                reading.transcript.turns.iter().position(|t| t.words.start <= at && at < t.words.end)
            };
            let turns: Vec<_> = all.map(|s| turn(s.start)).collect();
            assert!(turns.windows(2).all(|w| w[0] == w[1]), "{name}: a quotation crosses a turn");
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The rows of a shelf: words, then what is found in them, as the tables write it.
fn rows_of(room: &str, found: impl Fn(&str, jiff::civil::Date, &str) -> Vec<String>) {
    let mut wrong = Vec::new();
    let shelf = files(room);
    assert!(!shelf.is_empty(), "no cases of {room}");
    for file in shelf {
        let case: toml::Table = std::fs::read_to_string(&file).expect("text").parse().expect("a table");
        let language = case.get("language").and_then(toml::Value::as_str).unwrap_or("en");
        let day = case["day"].as_str().expect("a day").parse().expect("a day");
        for row in case["rows"].as_array().expect("rows") {
            let row: Vec<&str> =
                row.as_array().expect("a row").iter().filter_map(toml::Value::as_str).collect();
            let got = found(row[0], day, language);
            if got != row[1..] {
                wrong.push(format!("{}: {got:?}, wanted {:?}", row[0], &row[1..]));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn read_line(words: &str, day: jiff::civil::Date, language: &str) -> Quantities {
    let said = [Said { span: Span::new(0, words.len()), turn: None, speaker: None }];
    quantities(words, &said, Some(day), Some(language), Rules::builtin())
}

#[test]
fn every_figure_is_read_as_it_is_said() {
    rows_of("figure", |words, day, language| {
        let figure = |f: &Figure| {
            let ends = f.low.zip(f.high).map(|(low, high)| format!("{low}..{high}"));
            let value = f.value.map(|v| v.to_string()).or(ends).unwrap_or_default();
            let unit = f.unit.as_deref().unwrap_or("-");
            format!("{value} {} {unit} {}", f.comparator.as_str(), format!("{:?}", f.kind).to_lowercase())
        };
        read_line(words, day, language).figures.iter().map(figure).collect()
    });
}

#[test]
fn every_time_has_its_days() {
    rows_of("time", |words, day, language| {
        let time = |t: &Time| {
            let date = |d: Option<Option<jiff::civil::Date>>| {
                d.map_or("-".to_string(), |d| d.map_or("..".to_string(), |d| d.to_string()))
            };
            let (start, end) = (date(t.interval.map(|i| i.start)), date(t.interval.map(|i| i.end)));
            format!("{} {start} {end} {}", t.value, t.modifier.map_or("-", |m| m.as_str()))
        };
        read_line(words, day, language).times.iter().map(time).collect()
    });
}

/// The differences of one sentence of a speech in two versions.
fn compared(a: &str, b: &str) -> Vec<String> {
    let page = |words: &str| {
        format!(
            "Talks in Lindar\n\nApril 12, 2031\n\nPresident of Tesmara Oresta Vanholm: Dear colleagues, I am glad \
             to see you here in the old hall. {words}\n\nPrime Minister of Kolvany Tavit Merrow: Thank you for \
             the warm welcome and for the good talks with Norland today.\n"
        )
    };
    let witness = |words: &str, sigil| Witness::from_reading(&read_page(&page(words), "txt"), sigil);
    let found = collate(vec![witness(a, "A"), witness(b, "B")], Rules::builtin());
    let words = |n: usize, span: Option<Span>| span.map_or("-", |s| s.of(&found.witnesses[n].text));
    let row = |d: &variorum_text::collation::RowDifference| {
        let d = &d.difference;
        format!("{}: {} / {}", d.class.as_str(), words(0, d.a), words(1, d.b))
    };
    found.rows.iter().flat_map(|r| &r.differences).map(row).collect()
}

#[test]
fn every_difference_has_its_class() {
    let mut wrong = Vec::new();
    for file in files("collation") {
        let table: toml::Table = std::fs::read_to_string(&file).expect("text").parse().expect("a table");
        for row in table["rows"].as_array().expect("rows") {
            let row: Vec<&str> =
                row.as_array().expect("a row").iter().filter_map(toml::Value::as_str).collect();
            let got = compared(row[0], row[1]);
            if got != row[2..] {
                wrong.push(format!("{} | {}: {got:?}", row[0], row[1]));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The series of two points and more, and the corrections, of some pages.
fn charted(pages: &[&str]) -> (Vec<String>, Vec<String>) {
    let readings: Vec<(String, Reading)> =
        pages.iter().enumerate().map(|(n, page)| (format!("d:{n}"), read_page(page, "txt"))).collect();
    let traces: Vec<_> = readings.iter().map(|(id, r)| trace(r, id)).collect();
    let held: Vec<Held> = readings.iter().map(|(id, reading)| Held { id, reading }).collect();
    let charted = chart(&held, &link(&traces), Rules::builtin());
    let said = |n: &usize| {
        let point = &charted.points[*n];
        let copies =
            if point.witnesses.len() > 1 { format!(" ×{}", point.witnesses.len()) } else { String::new() };
        let value = point.value.map_or_else(|| "..".to_string(), |v| v.to_string());
        format!("{}{value}{copies}", point.comparator.as_str())
    };
    let row = |s: &Series| s.points.iter().map(said).collect::<Vec<_>>().join(" ");
    let copied = |s: &&Series| s.points.iter().any(|n| charted.points[*n].witnesses.len() > 1);
    let series = charted.series.iter().filter(|s| s.points.len() > 1 || copied(s)).map(row).collect();
    let pair = |c: &Correction| format!("{}: {}", c.reason.as_str(), c.sentence);
    (series, charted.corrections.iter().map(pair).collect())
}

#[test]
fn figures_of_one_thing_are_joined_and_others_are_not() {
    let mut wrong = Vec::new();
    for file in files("series") {
        let table: toml::Table = std::fs::read_to_string(&file).expect("text").parse().expect("a table");
        for case in table["case"].as_array().expect("cases") {
            let list = |key: &str| -> Vec<&str> {
                case[key].as_array().expect(key).iter().filter_map(toml::Value::as_str).collect()
            };
            let (series, corrections) = charted(&list("pages"));
            if series != list("series") || corrections != list("corrections") {
                let name = case["name"].as_str().unwrap_or("");
                wrong.push(format!("{name}: {series:?} {corrections:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_brief_tells_what_is_certain() {
    cases_of("told", "told", |shelf| {
        let held = shelf.held();
        let charted = chart(&held, &shelf.meetings, Rules::builtin());
        let said = |n: &usize| {
            let point = &charted.points[*n];
            let value = point.value.map_or_else(|| "..".to_string(), |v| v.to_string());
            format!("{}{value}", point.comparator.as_str())
        };
        let mut rows = Vec::new();
        for series in charted.series.iter().filter(|s| s.doubt.is_none()) {
            let points: Vec<String> = series.points.iter().map(said).collect();
            rows.push(vec!["series".to_string(), series.name.clone(), points.join(" ")]);
        }
        for echo in echoes(&held, &shelf.meetings, Rules::builtin()).iter().filter(|e| e.doubt.is_none()) {
            let words = echo.mention.span.of(&held[echo.mention.document].reading.document.text);
            rows.push(vec!["echo".to_string(), echo.verdict.as_str().to_string(), words.to_string()]);
        }
        let found = ledger(&held, &shelf.meetings, Rules::builtin());
        for one in found.commitments.iter().filter(|c| c.doubt.is_none()) {
            let action = one.action.of(&held[one.document].reading.document.text);
            let end = |d: Option<jiff::civil::Date>| d.map_or_else(String::new, |d| d.to_string());
            let when = one.interval.map_or_else(String::new, |i| format!("{}..{}", end(i.start), end(i.end)));
            let later = one.follow_up().unwrap_or("").to_string();
            rows.push(vec!["commitment".to_string(), action.to_string(), when, later]);
        }
        rows
    });
}

/// Pages that are read together, with the meetings that they are versions of.
struct Shelf {
    readings: Vec<(String, Reading)>,
    meetings: Vec<Meeting>,
}

impl Shelf {
    fn of(pages: &[&str]) -> Shelf {
        let readings: Vec<(String, Reading)> =
            pages.iter().enumerate().map(|(n, page)| (format!("d:{n}"), read_page(page, "txt"))).collect();
        let traces: Vec<_> = readings.iter().map(|(id, r)| trace(r, id)).collect();
        Shelf { readings, meetings: link(&traces) }
    }

    fn held(&self) -> Vec<Held<'_>> {
        self.readings.iter().map(|(id, reading)| Held { id, reading }).collect()
    }
}

/// Runs the cases of a shelf: `pages`, and rows of strings under `key` that `found` must give.
fn cases_of(room: &str, key: &str, found: impl Fn(&Shelf) -> Vec<Vec<String>>) {
    let mut wrong = Vec::new();
    for file in files(room) {
        let table: toml::Table = std::fs::read_to_string(&file).expect("text").parse().expect("a table");
        for case in table["case"].as_array().expect("cases") {
            let pages: Vec<&str> =
                case["pages"].as_array().expect("pages").iter().filter_map(toml::Value::as_str).collect();
            let row = |r: &toml::Value| -> Vec<String> {
                let cells = r.as_array().expect("a row").iter();
                cells.map(|c| c.as_str().expect("words").to_string()).collect()
            };
            let wanted: Vec<Vec<String>> = case[key].as_array().expect(key).iter().map(row).collect();
            let got = found(&Shelf::of(&pages));
            if got != wanted {
                let name = case["name"].as_str().unwrap_or("");
                wrong.push(format!("{name}:\n  got    {got:#?}\n  wanted {wanted:#?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn echoes_are_found_credited_and_judged() {
    cases_of("echo", "echoes", |shelf| {
        let held = shelf.held();
        let fold = |t: &str| t.split_whitespace().collect::<Vec<_>>().join(" ");
        let said = |p: &Place| {
            assert!(p.sentence.holds(p.span), "the words lie in their sentence");
            fold(p.span.of(&held[p.document].reading.document.text))
        };
        let row = |e: &Echo| {
            let who = e.mention.speaker.as_deref().unwrap_or("");
            let differences: Vec<String> =
                e.alterations.iter().map(|a| format!("{}: {}", a.class.as_str(), a.note)).collect();
            vec![
                e.verdict.as_str().to_string(),
                format!("{who} > {}", e.credited_to.as_deref().unwrap_or("")),
                said(&e.mention),
                e.original.as_ref().map(said).unwrap_or_default(),
                differences.join("; "),
            ]
        };
        echoes(&held, &shelf.meetings, Rules::builtin()).iter().map(row).collect()
    });
}

#[test]
fn a_meeting_is_set_against_earlier_ones_of_the_same_people() {
    cases_of("novelty", "new", |shelf| {
        let (held, rules) = (shelf.held(), Rules::builtin());
        let pairs = aligned(&held, &shelf.meetings, rules);
        let heard = Heard::of(&held, &shelf.meetings, &pairs, rules);
        let told = |items: &[Item]| {
            let sure = |i: &Item| if i.is_sure { "" } else { "? " };
            let one = |i: &Item| format!("{}{} {} {}", sure(i), i.kind.as_str(), i.words, i.count);
            items.iter().map(one).collect::<Vec<_>>().join("; ")
        };
        let all = novelty(&held, &shelf.meetings, &heard, rules);
        all.iter()
            .map(|n| {
                let day = shelf.meetings[n.meeting].date.map(|d| d.to_string()).unwrap_or_default();
                let speakers: Vec<String> = n
                    .speakers
                    .iter()
                    .map(|s| {
                        let (again, new) = (s.returning.len(), s.new.len());
                        format!("{} {again}/{}", s.speaker, again + new)
                    })
                    .collect();
                let (entered, left) = (told(&n.entered), told(&n.left));
                vec![day, n.against.meetings.len().to_string(), entered, left, speakers.join("; ")]
            })
            .collect()
    });
}

#[test]
fn names_in_use_are_told_by_speaker_and_day() {
    cases_of("usage", "names", |shelf| {
        let (held, rules) = (shelf.held(), Rules::builtin());
        let pairs = aligned(&held, &shelf.meetings, rules);
        let heard = Heard::of(&held, &shelf.meetings, &pairs, rules);
        let join = |parts: Vec<String>, sign: &str| parts.join(sign);
        heard
            .varied(&held)
            .iter()
            .map(|usage| {
                let sign = if usage.is_sure { "" } else { "? " };
                let forms = usage.forms.iter().map(|f| format!("{} {}", f.name, f.count)).collect();
                let bases = usage.bases.iter().map(|b| b.as_str().to_string()).collect();
                let uses = usage.forms.iter().map(|f| {
                    let row = |u: &variorum_text::usage::Use| {
                        let day = u.day.map(|d| d.to_string()).unwrap_or_default();
                        format!("{day} {} {}", u.who.told().unwrap_or("-"), u.count)
                    };
                    join(f.uses.iter().map(row).collect(), ", ")
                });
                vec![format!("{sign}{}", join(forms, " / ")), join(bases, ", "), join(uses.collect(), " / ")]
            })
            .collect()
    });
}
