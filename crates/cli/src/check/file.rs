//! `check --file`: claims from a CSV file, one answer a row, in order.

use std::io::{BufReader, IsTerminal, Read, Write};
use std::path::Path;

use indicatif::{ProgressBar, ProgressStyle};
use variorum_text::verdict::{Claim, Code};

use super::batch::{Outcome, judge_all};
use super::{Args, fails};
use crate::claims::Claims;
use crate::exit::{Exit, Told};
use crate::house::House;

/// Checks all rows of a file.
///
/// # Errors
/// When the file cannot be opened or names no columns, or the record cannot be read.
pub fn check_file(file: &Path, args: &Args, house: &House, out: &mut impl Write) -> anyhow::Result<Exit> {
    let claims = claims_of(file)?;
    let with_flags = |mut claim: Claim| {
        claim.by = claim.by.or_else(|| args.by.clone());
        claim.on = claim.on.or(args.on);
        claim
    };
    let rows = claims.map(|row| row.map(|(_, claim)| with_flags(claim)));
    let bar = progress(house);
    let (mut n, mut failed, mut differs) = (0_usize, 0_usize, 0_usize);
    judge_all(rows, house, &mut |outcome| {
        match outcome {
            Outcome::Told(code, text) => {
                out.write_all(&text)?;
                differs += usize::from(fails(code, &args.fail_on));
                n += 1;
            }
            Outcome::Bad(bad) => {
                let (line, message) = (bad.line, bad.message);
                bar.suspend(|| {
                    anstream::eprintln!("error: cannot use `{}`, line {line}: {message}", file.display());
                });
                failed += 1;
            }
        }
        bar.inc(1);
        Ok(())
    })?;
    out.flush()?;
    bar.finish_and_clear();
    house.say(format_args!("checked {n} · to look at {differs} · rows not read {failed}"));
    Ok(match (n, failed, differs) {
        (0, 1.., _) => Exit::Unreadable,
        (_, 1.., _) => Exit::Partial,
        (_, _, 1..) => Exit::Differs,
        _ => Exit::Done,
    })
}

fn claims_of(file: &Path) -> anyhow::Result<Claims<BufReader<Box<dyn Read + Send>>>> {
    let input: Box<dyn Read + Send> = if file.as_os_str() == "-" {
        Box::new(std::io::stdin())
    } else {
        let cannot = |e| Told::new(Exit::Unreadable, format!("cannot read `{}`: {e}", file.display()));
        Box::new(std::fs::File::open(file).map_err(cannot)?)
    };
    let claims = Claims::new(BufReader::new(input)).map_err(|bad| {
        Told::new(
            Exit::Unreadable,
            format!("cannot use `{}`, line {}: {}", file.display(), bad.line, bad.message),
        )
        .hint("the first row must name the columns: words,by,on")
    })?;
    Ok(claims)
}

/// A count of the rows done, on a terminal only.
fn progress(house: &House) -> ProgressBar {
    if house.quiet || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{spinner} {pos} checked, {per_sec}");
    ProgressBar::new_spinner().with_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()))
}

/// Codes that a list of verdicts names; `not-exact` names all but the exact ones.
pub fn codes(name: &str) -> Result<Vec<Code>, String> {
    let is_exact = |c: &Code| matches!(c, Code::Exact | Code::ExactAfterNormalisation);
    match name {
        "not-exact" => Ok(Code::ALL.into_iter().filter(|c| !is_exact(c)).collect()),
        _ => match Code::ALL.into_iter().find(|c| c.as_str() == name) {
            Some(code) => Ok(vec![code]),
            None => Err(format!(
                "no such verdict; known are not-exact, {}",
                Code::ALL.map(Code::as_str).join(", ")
            )),
        },
    }
}
