//! Figures and times of a whole reading: every sentence of every turn and of the narration, in order.
//!
//! Site chrome and labels are no sentences, so nothing is read there. Times are read against the day of
//! the meeting, else the day of publication. Depends on `figure` and `time`; series and corrections are
//! left to others.

use jiff::civil::Date;

use crate::figure::{self, Around, Figure};
use crate::rules::Rules;
use crate::span::Span;
use crate::time::{self, Time};
use crate::token::{self, Line, Token};

/// What a text says in numbers and dates.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Quantities {
    /// The figures, in the order of the text.
    pub figures: Vec<Figure>,
    /// The times, in the order of the text.
    pub times: Vec<Time>,
}

/// One sentence to be read.
#[derive(Clone, Copy, Debug)]
pub struct Said<'a> {
    /// Where it stands.
    pub span: Span,
    /// Index (from zero) of its turn.
    pub turn: Option<usize>,
    /// Who speaks.
    pub speaker: Option<&'a str>,
}

/// Reads sentences in their order. `day` is the day they were said; `language` is that of the page.
pub fn quantities(
    text: &str,
    said: &[Said],
    day: Option<Date>,
    language: Option<&str>,
    rules: &Rules,
) -> Quantities {
    // A language without a table is not read by the words of another.
    let Some(dictionary) = rules.dictionary(language) else { return Quantities::default() };
    let mut tokens: Vec<Token> = Vec::new();
    let mut out = Quantities::default();
    let mut subject: Option<(Option<usize>, Span)> = None;
    for sentence in said {
        token::cut(text, sentence.span, dictionary, &mut tokens);
        let line = Line { text, tokens: &tokens, dictionary };
        if line.is_worth_reading() {
            let times = time::times(&line, day);
            let before = out.figures.last().filter(|f| answers(f, sentence.turn));
            let kept = subject.filter(|s| s.0 == sentence.turn).map(|s| s.1);
            let around = Around { day, before, subject: kept };
            let mut figures = figure::figures(&line, &times, &around);
            for figure in &mut figures {
                figure.turn = sentence.turn;
                figure.speaker = sentence.speaker.map(str::to_string);
            }
            out.figures.append(&mut figures);
            out.times.extend(times.into_iter().map(|t| t.time));
        }
        if let Some(span) = figure::sentence_subject(&line) {
            subject = Some((sentence.turn, span));
        }
    }
    out
}

/// True when a figure stands in the turn just before.
fn answers(figure: &Figure, turn: Option<usize>) -> bool {
    figure.turn.zip(turn).is_some_and(|(said, now)| said + 1 == now)
}
