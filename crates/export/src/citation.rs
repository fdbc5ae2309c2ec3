//! A place of the record as a citation: Chicago note, BibTeX, CSL-JSON, Wikipedia template.
//!
//! `Vera Holt, “Talks in Brona”, Brona, May 25, 2031, English text (translation), Norland Herald,
//! https://…, captured 2031-05-26T03:12:00Z, sha256 4f29…, sentence 14.` Every style names the version, the
//! language, the instant of the capture and its SHA-256, so that the cited words can be found again. What
//! the record does not know is left out; a date is never made of an instant of capture.

use jiff::civil::Date;
use serde_json::{Map, Value, json};

/// What is cited.
#[derive(Clone, Debug, Default)]
pub struct Cited<'c> {
    /// The id of the statement or document.
    pub id: &'c str,
    /// Whose words; `None` when nobody is named, or for a whole document.
    pub speaker: Option<&'c str>,
    /// True when the page quotes the words, or tells them in its own.
    pub is_told: bool,
    /// The words; empty for a whole document.
    pub words: &'c str,
    /// Title of the page.
    pub title: Option<&'c str>,
    /// Name of the meeting: its people.
    pub event: Option<String>,
    /// Place of the meeting.
    pub place: Option<&'c str>,
    /// Day of the words.
    pub date: Option<Date>,
    /// The language by its English name, else by its code.
    pub language: Option<&'c str>,
    /// The code of the language.
    pub language_code: Option<&'c str>,
    /// How the version came to be: original, translation, copy …
    pub relation: Option<&'c str>,
    /// Who publishes it.
    pub publisher: Option<&'c str>,
    /// Address of the page.
    pub url: Option<&'c str>,
    /// Instant of the capture.
    pub captured: Option<&'c str>,
    /// SHA-256 of the capture, in hex.
    pub sha256: &'c str,
    /// Number of the sentence in its document, from one.
    pub sentence: Option<usize>,
}

/// How a citation is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// A note after the Chicago Manual of Style.
    Chicago,
    /// An entry of a BibTeX file.
    Bibtex,
    /// An item of CSL-JSON.
    CslJson,
    /// A template of Wikipedia.
    Wikipedia,
}

impl Style {
    /// All styles.
    pub const ALL: [Style; 4] = [Style::Chicago, Style::Bibtex, Style::CslJson, Style::Wikipedia];

    /// The name on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Style::Chicago => "chicago",
            Style::Bibtex => "bibtex",
            Style::CslJson => "csl-json",
            Style::Wikipedia => "wikipedia",
        }
    }
}

/// Writes a citation.
pub fn citation(cited: &Cited, style: Style) -> String {
    match style {
        Style::Chicago => chicago(cited),
        Style::Bibtex => bibtex(cited),
        Style::CslJson => csl(cited).to_string(),
        Style::Wikipedia => wikipedia(cited),
    }
}

fn chicago(cited: &Cited) -> String {
    let told = cited.is_told.then(|| "as told by the page".to_string());
    let parts = [
        cited.speaker.map(plain),
        cited.title.map(|t| format!("“{}”", plain(t))),
        told,
        cited.event.as_deref().map(plain),
        cited.place.map(plain),
        cited.date.map(|d| d.strftime("%B %-d, %Y").to_string()),
        version(cited),
        cited.publisher.map(plain),
        cited.url.map(plain),
        Some(captured(cited)),
        Some(format!("sha256 {}", cited.sha256)),
        cited.sentence.map(|n| format!("sentence {n}")),
    ];
    let known: Vec<String> = parts.into_iter().flatten().filter(|p| !p.is_empty()).collect();
    format!("{}.", known.join(", "))
}

/// "English text (translation)".
fn version(cited: &Cited) -> Option<String> {
    match (cited.language, cited.relation) {
        (Some(language), Some(relation)) => Some(format!("{language} text ({relation})")),
        (Some(language), None) => Some(format!("{language} text")),
        (None, relation) => relation.map(|r| format!("text ({r})")),
    }
}

fn captured(cited: &Cited) -> String {
    cited.captured.map_or_else(|| "captured at a time not known".to_string(), |c| format!("captured {c}"))
}

/// What only the record knows: version, capture, digest, sentence, id.
fn note(cited: &Cited) -> String {
    let parts = [
        version(cited),
        Some(captured(cited)),
        Some(format!("sha256 {}", cited.sha256)),
        cited.sentence.map(|n| format!("sentence {n}")),
        Some(cited.id.to_string()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
}

fn bibtex(cited: &Cited) -> String {
    let field = |name: &str, value: Option<String>| {
        value.filter(|v| !v.is_empty()).map(|v| format!("  {name} = {{{v}}},\n"))
    };
    // Double braces: one name, not given name and surname.
    let author = cited.speaker.or(cited.publisher).map(|name| format!("{{{}}}", latex(name)));
    let day = |part: &str| cited.date.map(|d| d.strftime(part).to_string());
    let fields = [
        field("author", author),
        field("title", cited.title.map(latex)),
        field("howpublished", cited.publisher.map(latex)),
        field("eventtitle", cited.event.as_deref().map(latex)),
        field("venue", cited.place.map(latex)),
        field("year", day("%Y")),
        field("month", day("%-m")),
        field("day", day("%-d")),
        field("language", cited.language.map(latex)),
        field("url", cited.url.map(|u| u.replace(['{', '}', '\\'], ""))),
        field("urldate", cited.captured.and_then(|c| c.get(..10)).map(str::to_string)),
        field("note", Some(latex(&note(cited)))),
        field("quote", Some(latex(cited.words))),
    ];
    let key: String = cited.id.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    format!("@misc{{{key},\n{}}}", fields.into_iter().flatten().collect::<String>())
}

/// Signs that mean something to LaTeX, spelt.
fn latex(text: &str) -> String {
    let mut out = String::new();
    for c in plain(text).chars() {
        match c {
            '&' | '%' | '$' | '#' | '_' | '{' | '}' => {
                out.push('\\');
                out.push(c);
            }
            '\\' => out.push_str("\\textbackslash{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            c => out.push(c),
        }
    }
    out
}

fn csl(cited: &Cited) -> Value {
    let mut item = Map::new();
    let mut put = |key: &str, value: Option<Value>| {
        if let Some(value) = value.filter(|v| !v.is_null()) {
            item.insert(key.to_string(), value);
        }
    };
    let text = |t: Option<&str>| t.map(|t| Value::from(plain(t)));
    let parts = |d: Date| json!({"date-parts": [[d.year(), d.month(), d.day()]]});
    let accessed = cited.captured.and_then(|c| c.get(..10)).and_then(|d| d.parse::<Date>().ok());
    put("id", Some(cited.id.into()));
    put("type", Some(if cited.is_told || cited.speaker.is_none() { "webpage" } else { "speech" }.into()));
    put("title", text(cited.title));
    put("author", cited.speaker.map(|name| json!([{"literal": plain(name)}])));
    put("event-title", text(cited.event.as_deref()));
    put("event-place", text(cited.place));
    put("issued", cited.date.map(parts));
    put("accessed", accessed.map(parts));
    put("publisher", text(cited.publisher));
    put("URL", text(cited.url));
    put("language", text(cited.language_code));
    put("archive", Some("sha256".into()));
    put("archive_location", Some(cited.sha256.into()));
    put("abstract", text(Some(cited.words).filter(|w| !w.is_empty())));
    put("note", Some(note(cited).into()));
    Value::Object(item)
}

fn wikipedia(cited: &Cited) -> String {
    let is_speech = cited.speaker.is_some() && !cited.is_told;
    let name = if is_speech { "cite speech" } else { "cite web" };
    let archived = cited.url.filter(|u| u.contains("web.archive.org/web/"));
    let day = |d: Date| d.strftime("%-d %B %Y").to_string();
    let accessed = cited.captured.and_then(|c| c.get(..10)).and_then(|d| d.parse::<Date>().ok());
    let fields = [
        ("author", cited.speaker.map(wiki).filter(|_| is_speech)),
        ("title", cited.title.map(wiki)),
        ("event", cited.event.as_deref().map(wiki).filter(|_| is_speech)),
        ("location", cited.place.map(wiki).filter(|_| is_speech)),
        (if is_speech { "publisher" } else { "website" }, cited.publisher.map(wiki)),
        ("date", cited.date.map(day)),
        ("language", cited.language_code.map(wiki)),
        ("url", cited.url.map(wiki)),
        ("archive-url", archived.map(wiki)),
        ("access-date", accessed.map(day)),
        ("quote", Some(wiki(cited.words)).filter(|w| !w.is_empty())),
    ];
    let known = fields.into_iter().filter_map(|(key, value)| value.map(|v| format!(" |{key}={v}")));
    let note = note(cited).replace("--", "- -");
    format!("{{{{{name}{}}}}}<!-- {note} -->", known.collect::<String>())
}

/// Signs that end a field or a template, spelt.
fn wiki(text: &str) -> String {
    plain(text).replace("}}", "&#125;&#125;").replace("<!--", "&lt;!--").replace('|', "{{!}}")
}

/// Words on one line.
fn plain(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cited() -> Cited<'static> {
        Cited {
            id: "s:12ab",
            speaker: Some("Vera Holt"),
            words: "We pay 50 % & more | less.",
            title: Some("Talks in {Brona}"),
            event: Some("Vera Holt and Adam Varga".into()),
            place: Some("Brona"),
            date: Some(jiff::civil::date(2031, 5, 25)),
            language: Some("English"),
            language_code: Some("en"),
            relation: Some("translation"),
            publisher: Some("Norland Herald"),
            url: Some("https://herald.example/talks_1"),
            captured: Some("2031-05-26T03:12:00Z"),
            sha256: "7ac1e0",
            sentence: Some(14),
            is_told: false,
        }
    }

    #[test]
    fn a_note_names_version_capture_and_sentence() {
        assert_eq!(
            citation(&cited(), Style::Chicago),
            "Vera Holt, “Talks in {Brona}”, Vera Holt and Adam Varga, Brona, May 25, 2031, English text (translation), \
             Norland Herald, https://herald.example/talks_1, captured 2031-05-26T03:12:00Z, sha256 7ac1e0, sentence 14."
        );
        let bare = Cited { id: "d:1", sha256: "4f", ..Cited::default() };
        assert_eq!(citation(&bare, Style::Chicago), "captured at a time not known, sha256 4f.");
    }

    #[test]
    fn signs_of_a_style_are_spelt() {
        let bibtex = citation(&cited(), Style::Bibtex);
        assert!(bibtex.contains("quote = {We pay 50 \\% \\& more | less.}"), "{bibtex}");
        assert!(bibtex.contains("title = {Talks in \\{Brona\\}}"), "{bibtex}");
        assert!(bibtex.starts_with("@misc{s-12ab,\n") && bibtex.ends_with('}'), "{bibtex}");
        let wikipedia = citation(&cited(), Style::Wikipedia);
        assert!(wikipedia.contains("|quote=We pay 50 % & more {{!}} less."), "{wikipedia}");
        assert!(wikipedia.starts_with("{{cite speech |author=Vera Holt"), "{wikipedia}");
    }

    #[test]
    fn an_item_can_be_read_as_json() {
        let item: Value = serde_json::from_str(&citation(&cited(), Style::CslJson)).expect("JSON");
        assert_eq!(item["type"], "speech");
        assert_eq!(item["issued"]["date-parts"][0][1], 5);
        assert_eq!(item["archive_location"], "7ac1e0");
        assert!(item["note"].as_str().is_some_and(|n| n.contains("English text (translation)")));
    }
}
