#!/usr/bin/env python3
"""Scores the cut into sentences on the golden rules of English, and measures its speed.

    cargo build --release -p variorum-text --example sentences
    bench/sentences.py --bin PATH/TO/sentences [--shared ../shared]

Writes ../shared/gold/sentences/english.json as the table that the example reads; the speed is that of
the transcripts of ../shared/gold/tw_transcripts, one core.
"""
import argparse, json, pathlib, subprocess, sys, tempfile


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--bin", required=True, help="the example `sentences` of crates/text")
    ap.add_argument("--shared", type=pathlib.Path, default=pathlib.Path("../shared"))
    args = ap.parse_args()
    cases = json.loads((args.shared / "gold/sentences/english.json").read_text(encoding="utf-8"))
    field = lambda text: text.replace("\t", " ").replace("\n", "\\n")
    with tempfile.TemporaryDirectory() as folder:
        table = pathlib.Path(folder) / "cases.tsv"
        table.write_text("".join("\t".join(map(field, [c["text"], *c["expected"]])) + "\n" for c in cases), encoding="utf-8")
        texts = sorted((args.shared / "gold/tw_transcripts").glob("*.md"))
        return subprocess.run([args.bin, table, *texts]).returncode


if __name__ == "__main__":
    sys.exit(main())
