//! Prints the traits of each line of text captures, for fitting `data/shapes.toml`.
//!
//! ```text
//! line_shapes FILE…
//! # FILE
//! body own:4 before:27 after:12 …<TAB>the line
//! ```

use std::io::Write;

use variorum_text::page::chrome::line_traits;
use variorum_text::page::lines::cut;
use variorum_text::rules::Rules;
use variorum_text::rules::shapes::GROUPS;

fn main() -> std::io::Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for file in std::env::args().skip(1) {
        let text = std::fs::read_to_string(&file)?;
        let draft = cut(&text);
        writeln!(out, "# {file}")?;
        for (line, (is_open, traits)) in draft.lines.iter().zip(line_traits(&draft, Rules::builtin())) {
            let traits: Vec<String> =
                traits.iter().map(|(g, at)| format!("{}:{at}", GROUPS[*g as usize].0)).collect();
            let words = line.text.split_whitespace().collect::<Vec<_>>().join(" ");
            writeln!(out, "{}\t{}\t{words}", if is_open { "open" } else { "set" }, traits.join(" "))?;
        }
    }
    out.flush()
}
