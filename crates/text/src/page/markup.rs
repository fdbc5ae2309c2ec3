//! A block of marked-up text, as HTML and Markdown give it.
//!
//! `<p><b>Vera Holt:</b> Welcome <s>Mr</s> Ms Lind.</p>` is one paragraph "Vera Holt: Welcome Mr Ms
//! Lind." whose `lead` is "Vera Holt:" and whose `struck` words are "Mr". Inside a block white
//! space is collapsed as a browser shows it, a line break is `\n`, no-break spaces and typographic
//! quotes stay.

use crate::span::Span;

use super::BlockKind;

/// What a block was on its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MarkupKind {
    /// `h1` … `h6`, with the level.
    Heading(u8),
    /// A paragraph, or bare text of a box.
    Paragraph,
    /// An item of a list.
    List,
    /// A quoted block.
    Quote,
    /// `dt`: a term of a list of terms; transcripts put labels there.
    Term,
    /// A row of a table; cells are parted by a tab.
    TableRow,
    /// Text that keeps its lines.
    Preformatted,
    /// A line of signs that parts sections.
    Separator,
}

impl MarkupKind {
    /// The kind in a document.
    pub fn block_kind(self) -> BlockKind {
        match self {
            MarkupKind::Heading(_) => BlockKind::Heading,
            MarkupKind::List => BlockKind::List,
            MarkupKind::Quote => BlockKind::Quote,
            MarkupKind::Separator => BlockKind::Separator,
            _ => BlockKind::Paragraph,
        }
    }
}

/// One block; spans are bytes into its `text`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkupBlock {
    /// The words, never empty, without white space at the ends.
    pub text: String,
    /// What it was.
    pub kind: MarkupKind,
    /// Bold words (or a term, a head cell) that open the block: evidence of a label.
    pub lead: Option<Span>,
    /// Struck-out words.
    pub struck: Vec<Span>,
}

/// Builds the text of one block from pieces, collapsing white space.
#[derive(Debug, Default)]
pub(super) struct TextBuilder {
    text: String,
    /// White space was met and waits for the next word.
    space: bool,
    lead_open: Option<usize>,
    lead: Option<Span>,
    struck_open: Vec<usize>,
    struck: Vec<Span>,
    /// Characters that stand inside links.
    pub link_chars: usize,
}

impl TextBuilder {
    /// Adds text as a browser shows it: runs of white space are one space.
    pub(super) fn push(&mut self, text: &str, in_link: bool) {
        for c in text.chars() {
            if matches!(c, ' ' | '\t' | '\n' | '\r' | '\x0C') {
                self.space = true;
                continue;
            }
            // A soft hyphen only tells where a word may be cut.
            if c == '\u{ad}' {
                continue;
            }
            self.flush_space();
            self.text.push(c);
            self.link_chars += usize::from(in_link);
        }
    }

    /// Adds text whose lines and spaces count.
    pub(super) fn push_kept(&mut self, text: &str) {
        self.flush_space();
        self.text.push_str(text);
    }

    /// A line break.
    pub(super) fn line_break(&mut self) {
        self.space = false;
        let kept = self.text.trim_end_matches(' ').len();
        self.text.truncate(kept);
        self.text.push('\n');
    }

    /// True when the line that is being built holds nothing to see.
    pub(super) fn at_empty_line(&self) -> bool {
        self.text.rsplit('\n').next().is_none_or(|line| line.trim().is_empty())
    }

    /// True when no word was added yet.
    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Begins bold words.
    pub(super) fn open_lead(&mut self) {
        let at = self.text.len();
        let joined = self
            .lead
            .is_some_and(|l| l.end == at || self.text.get(l.end..).is_some_and(|t| t.trim().is_empty()));
        if self.lead_open.is_none() && (self.is_blank() || joined) {
            self.lead_open = Some(self.lead.map_or(at, |l| l.start));
        }
    }

    /// Ends bold words.
    pub(super) fn close_lead(&mut self) {
        if let Some(start) = self.lead_open.take() {
            let span = Span::new(start, self.text.len());
            self.lead = Some(span).filter(|s| !s.of(&self.text).trim().is_empty()).or(self.lead);
        }
    }

    /// Begins struck-out words.
    pub(super) fn open_struck(&mut self) {
        self.flush_space();
        self.struck_open.push(self.text.len());
    }

    /// Ends struck-out words.
    pub(super) fn close_struck(&mut self) {
        if let Some(start) = self.struck_open.pop().filter(|_| self.struck_open.is_empty()) {
            self.struck.push(Span::new(start, self.text.len()));
        }
    }

    /// The block, or `None` when it holds no word; the builder is empty again, and what is open
    /// stays open.
    pub(super) fn finish(&mut self, kind: MarkupKind) -> Option<MarkupBlock> {
        let lead_open = self.lead_open.is_some();
        self.close_lead();
        let text = std::mem::take(&mut self.text);
        let mut struck = std::mem::take(&mut self.struck);
        struck.extend(self.struck_open.first().map(|start| Span::new(*start, text.len())));
        self.struck_open.iter_mut().for_each(|start| *start = 0);
        self.space = false;
        let lead = self.lead.take();
        self.lead_open = lead_open.then_some(0);
        let kept = Span::new(0, text.len()).trimmed(&text);
        let fit = |span: Span| {
            let start = span.start.clamp(kept.start, kept.end) - kept.start;
            let end = span.end.clamp(kept.start, kept.end) - kept.start;
            Some(Span::new(start, end).trimmed(kept.of(&text))).filter(|s| !s.is_empty())
        };
        let kind = if is_separator(kept.of(&text)) { MarkupKind::Separator } else { kind };
        let (lead, struck) = (lead.and_then(fit), struck.into_iter().filter_map(fit).collect());
        (!kept.is_empty()).then(|| MarkupBlock { text: kept.of(&text).to_string(), kind, lead, struck })
    }

    fn flush_space(&mut self) {
        let line_start = self.text.is_empty() || self.text.ends_with('\n');
        if self.space && !line_start {
            self.text.push(' ');
        }
        self.space = false;
    }
}

/// True for a line of signs such as `* * *`, `###` or `———`.
fn is_separator(text: &str) -> bool {
    let signs = text.chars().filter(|c| !c.is_whitespace());
    let few = text.len() <= 120 && text.chars().filter(|c| !c.is_whitespace()).count() >= 2;
    few && signs.clone().all(|c| matches!(c, '*' | '#' | '-' | '—' | '–' | '_' | '=' | '~' | '•' | '·' | '+'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_collapses_and_spans_hold() {
        let mut builder = TextBuilder::default();
        builder.push("\n  ", false);
        builder.open_lead();
        builder.push("Vera\n Holt:", false);
        builder.close_lead();
        builder.push(" Welcome\u{a0}", false);
        builder.open_struck();
        builder.push("Mr", false);
        builder.close_struck();
        builder.push(" Ms Lind. ", false);
        builder.line_break();
        builder.push("  Next.", false);
        let block = builder.finish(MarkupKind::Paragraph).expect("holds words");
        assert_eq!(block.text, "Vera Holt: Welcome\u{a0}Mr Ms Lind.\nNext.");
        assert_eq!(block.lead.map(|s| s.of(&block.text)), Some("Vera Holt:"));
        assert_eq!(block.struck.iter().map(|s| s.of(&block.text)).collect::<Vec<_>>(), ["Mr"]);
        assert_eq!(builder.finish(MarkupKind::Paragraph), None);
    }

    #[test]
    fn two_bold_pieces_are_one_lead() {
        let mut builder = TextBuilder::default();
        for piece in ["VERA", " HOLT", ":"] {
            builder.open_lead();
            builder.push(piece, false);
            builder.close_lead();
        }
        builder.push(" Yes.", false);
        let block = builder.finish(MarkupKind::Paragraph).expect("holds words");
        assert_eq!(block.lead.map(|s| s.of(&block.text)), Some("VERA HOLT:"));
    }

    #[test]
    fn signs_are_a_separator() {
        for (text, want) in [("* * *", true), ("###", true), ("—", false), ("* a", false)] {
            assert_eq!(is_separator(text), want, "{text}");
        }
    }
}
