//! `variorum align`: the bare aligner, for texts whose units are lines.

use std::io::Write;
use std::path::{Path, PathBuf};

use variorum_text::collation::{Bead, align};

use crate::exit::{Exit, Told};
use crate::house::House;

/// Align two texts whose units are lines
#[derive(clap::Args)]
pub struct Args {
    /// The first text, one unit a line
    a: PathBuf,
    /// The second text, one unit a line
    b: PathBuf,
}

/// Runs the subcommand.
pub fn run(args: &Args, house: &House) -> anyhow::Result<Exit> {
    let (a, b) = (load(&args.a)?, load(&args.b)?);
    let (a, b): (Vec<&str>, Vec<&str>) = (a.lines().collect(), b.lines().collect());
    let beads = align(&a, &b);
    let mut out = std::io::BufWriter::new(anstream::stdout().lock());
    if house.json {
        writeln!(out, "{}", variorum_export::collation::alignment(&beads))?;
    } else {
        for bead in &beads {
            writeln!(out, "{}", line(bead))?;
        }
    }
    out.flush()?;
    house.say("next: `variorum compare A B` reads two captures and classes every difference");
    Ok(Exit::Done)
}

/// `3-4 | 5  0.91`: line numbers from one, as editors count.
fn line(bead: &Bead) -> String {
    let side = |r: &std::ops::Range<usize>| match r.len() {
        0 => "-".to_string(),
        1 => format!("{}", r.start + 1),
        _ => format!("{}-{}", r.start + 1, r.end),
    };
    format!("{:>9} | {:<9} {:.2}", side(&bead.a), side(&bead.b), bead.score)
}

fn load(path: &Path) -> anyhow::Result<String> {
    let bytes = std::fs::read(path).map_err(|why| {
        Told::new(Exit::Unreadable, format!("cannot read `{}`: {why}", path.display()))
            .hint("name two text files with one unit a line")
    })?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
