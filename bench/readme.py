#!/usr/bin/env python3
"""Puts what the program prints now into the README.

    cargo build --release
    bench/readme.py --bin "$CARGO_TARGET_DIR/release/variorum" [--check LOG]

LOG is what `./check` printed: `./check 2>&1 | tee LOG`. Of it the stages, their seconds and the last
line are shown. Document ids stand as they are: they change when a table of `data/` changes.
"""

import argparse
import pathlib
import re
import shlex
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent


def printed(binary, arguments, folder):
    """Standard error, then standard output, as a pipe sees them; the advice comes last."""
    done = subprocess.run([binary, *arguments], cwd=folder, capture_output=True, text=True, check=True)
    said = done.stderr.splitlines()
    lines = said[:-1] + done.stdout.rstrip().splitlines() + said[-1:]
    return "\n".join(lines)


def stages(log):
    """The lines of `./check` that tell its stages, and the runner's last line."""
    lines = [re.sub(r"\x1b\[[0-9;]*m", "", line.rstrip()) for line in log.read_text().splitlines()]
    told = [line for line in lines if re.match(r"(== |   \S.*: \d+ s$|archive:|test result: ok\. [1-9])", line)]
    return "\n".join(line for line in told if not re.match(r"== (?!tests)", line)) or "\n".join(lines[-12:])


def fill(text, opening, content):
    """The fenced block that begins with `opening` holds that line and `content`."""
    found = re.search(r"(?m)^```\w+\n(" + re.escape(opening) + r"[^\n]*\n)((?:(?!```).*\n)*)```", text)
    if not found:
        raise SystemExit(f"README has no block that begins with `{opening}`")
    return text[: found.start(2)] + content + "\n" + text[found.end(2) :]


def main():
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--bin", required=True)
    asked.add_argument("--check", type=pathlib.Path)
    args = asked.parse_args()
    readme = ROOT / "README.md"
    text = readme.read_text()
    command = re.search(r"(?m)^\$ cargo run --release -- (.*)$", text).group(1)
    binary = str(pathlib.Path(args.bin).resolve())
    with tempfile.TemporaryDirectory() as folder:
        text = fill(text, "$ cargo run --release -- ", printed(binary, shlex.split(command), folder))
    brief = printed(binary, ["brief", "crates/cli/demo"], ROOT)
    text = fill(text, "$ variorum brief crates/cli/demo", brief)
    if args.check:
        text = fill(text, "$ ./check", stages(args.check))
    readme.write_text(text)


if __name__ == "__main__":
    main()
