//! The kept lines of a draft written into one text, with their blocks.

use super::chrome::Part;
use super::draft::{Draft, DraftLine};
use super::{Block, BlockKind, Finding, Origin};
use crate::span::Span;

/// A text made of the kept lines of a draft.
#[derive(Clone, Debug, Default)]
pub struct Assembled {
    /// The text.
    pub text: String,
    /// Its blocks, one a kept line.
    pub blocks: Vec<Block>,
    /// For each block where it came from.
    pub origins: Vec<Option<Origin>>,
    /// For each block the prefix that the markup sets off, if any.
    pub leads: Vec<Option<Span>>,
    /// Struck-out words.
    pub struck: Vec<Span>,
}

/// Writes the kept lines. Neighbours keep the white space between them; where lines were left out,
/// a blank line stands.
pub fn assemble(draft: &Draft, parts: &[Part]) -> Assembled {
    let mut out = Assembled::default();
    let mut previous: Option<usize> = None;
    for (at, (line, part)) in draft.lines.iter().zip(parts).enumerate() {
        if matches!(part, Part::Chrome(_)) {
            continue;
        }
        match previous {
            None => {}
            Some(p) if p + 1 == at && !line.before.is_empty() => out.text.push_str(&line.before),
            Some(_) => out.text.push_str("\n\n"),
        }
        let start = out.text.len();
        out.text.push_str(&line.text);
        out.blocks.push(Block { span: Span::new(start, out.text.len()), kind: kind(line, *part) });
        out.origins.push(line.origin.clone());
        out.leads.push(line.lead.map(|l| l.shifted(start)));
        out.struck.extend(line.struck.iter().map(|s| s.shifted(start)));
        previous = Some(at);
    }
    out
}

fn kind(line: &DraftLine, part: Part) -> BlockKind {
    match part {
        Part::Title => BlockKind::Heading,
        Part::Occasion | Part::Stamp | Part::Dateline | Part::Clock => BlockKind::Dateline,
        Part::Separator => BlockKind::Separator,
        Part::Body | Part::Chrome(_) => line.kind.unwrap_or(BlockKind::Paragraph),
    }
}

/// One finding that says how many lines were left out, and why.
pub fn dropped(draft: &Draft, parts: &[Part]) -> Option<Finding> {
    let mut reasons: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    for part in parts {
        if let Part::Chrome(reason) = part {
            *reasons.entry(reason).or_default() += 1;
        }
    }
    let lost = draft.lines.iter().zip(parts).find(|(_, p)| matches!(p, Part::Chrome(_)))?.0;
    let list: Vec<String> = reasons.iter().map(|(r, n)| format!("{r} {n}")).collect();
    let first: String = lost.text.chars().take(40).collect();
    Some(Finding {
        code: "chrome_dropped",
        message: format!("lines left out as site chrome: {}; the first is `{first}`", list.join(", ")),
        span: None,
    })
}
