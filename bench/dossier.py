#!/usr/bin/env python3
"""Draws claims of the dossier for a reader to judge against the pages, and counts what the reader wrote.

    cargo build --release -p variorum
    bench/dossier.py draw --bin "$CARGO_TARGET_DIR/release/variorum" --into FOLDER [--seed 1] [--pool held] [--kind names]
    bench/dossier.py count FOLDER…

`draw` takes 40 transcripts of `../shared/gold/wh_briefings` at random, runs `brief` over them and draws 60
claims, as many of each kind as there are kinds (a rare kind gives its rest to the others). FOLDER then holds
`pages/`, the dossier (`brief.txt`, `brief.html`, `brief.json`) and `sheet.md`: each claim with the sentences
it rests on. The reader, who has not seen the program's code, writes `verdicts.txt`: number, kind, `right`,
`partly` or `wrong`, and why, parted by tabs. `count` prints the shares, by kind and in all; only `right`
counts. Pages whose name hashes to a third are the `held` pool: no rule is worked out on them.
"""

import argparse
import collections
import hashlib
import json
import os
import pathlib
import random
import shutil
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent
SHARED = pathlib.Path(os.environ.get("VARIORUM_SHARED", ROOT.parent / "shared"))


def pool_of(path):
    return "held" if hashlib.sha256(path.name.encode()).digest()[0] % 3 == 0 else "open"


def claims_of(brief):
    """All claims by kind; an agreement is an event with a kind of its own, a point is one value of a series."""
    kinds = collections.OrderedDict()
    kinds["meeting"] = brief["meetings"]
    kinds["agreement"] = [e for e in brief["events"] if e["kind"] == "agreement"]
    kinds["event"] = [e for e in brief["events"] if e["kind"] != "agreement"]
    kinds["commitment"] = brief["commitments"]
    kinds["point"] = [
        {"series": s.get("name") or s.get("label"), **p} for s in brief["series"] for p in s["points"]
    ]
    for kind in ("correction", "echo", "names", "entered", "left"):
        kinds[kind] = brief.get({"correction": "corrections", "echo": "echoes"}.get(kind, kind), [])
    return {kind: list(found) for kind, found in kinds.items() if found}


def drawn(kinds, n, dice):
    """`n` claims, spread over the kinds as evenly as they allow."""
    for found in kinds.values():
        dice.shuffle(found)
    out = []
    while len(out) < n and any(kinds.values()):
        for kind, found in kinds.items():
            if found and len(out) < n:
                out.append((kind, found.pop()))
    return sorted(out, key=lambda claim: list(kinds).index(claim[0]))


def draw(args):
    dice = random.Random(args.seed)
    pages = sorted((SHARED / "gold" / "wh_briefings" / "pages").rglob("*.md"))
    judged = {p.name for folder in args.but for p in (folder / "pages").iterdir()}
    pages = [p for p in pages if args.pool in ("all", pool_of(p)) and p.name not in judged]
    folder = args.into / "pages"
    folder.mkdir(parents=True)
    for page in dice.sample(pages, min(args.pages, len(pages))):
        shutil.copy(page, folder / page.name)
    binary = str(pathlib.Path(args.bin).resolve())

    def brief(*flags):
        run = subprocess.run([binary, "brief", *flags, "pages"], cwd=args.into, capture_output=True, text=True)
        if run.returncode not in (0, 10):
            raise SystemExit(run.stderr)
        return run.stdout

    whole = brief("--json")
    (args.into / "brief.json").write_text(whole)
    brief("--html", "brief.html")
    (args.into / "brief.txt").write_text(brief())
    kinds = claims_of(json.loads(whole))
    claims = drawn({kind: kinds[kind] for kind in kinds if kind in (args.kind or kinds)}, args.claims, dice)
    with open(args.into / "sheet.md", "w") as sheet:
        for number, (kind, claim) in enumerate(claims, 1):
            sheet.write(f"## {number} {kind}\n\n```json\n{json.dumps(claim, ensure_ascii=False, indent=1)}\n```\n\n")
    print(f"{len(claims)} claims on {len(list(folder.iterdir()))} pages: {args.into / 'sheet.md'}")


def count(args):
    by_kind = collections.defaultdict(collections.Counter)
    for folder in args.folders:
        for line in (folder / "verdicts.txt").read_text().splitlines():
            if line.strip() and not line.startswith("#"):
                _, kind, verdict, *_ = line.split("\t")
                by_kind[kind][verdict] += 1
                by_kind["all"][verdict] += 1
    for kind, found in sorted(by_kind.items(), key=lambda row: row[0] == "all"):
        n = sum(found.values())
        print(f"{kind:12} {found['right']:3} right {found['partly']:3} partly {found['wrong']:3} wrong  {100 * found['right'] / n:5.1f} %")


def main():
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ways = asked.add_subparsers(required=True)
    way = ways.add_parser("draw")
    way.add_argument("--bin", required=True)
    way.add_argument("--into", required=True, type=pathlib.Path)
    way.add_argument("--seed", type=int, default=1)
    way.add_argument("--pages", type=int, default=40)
    way.add_argument("--claims", type=int, default=60)
    way.add_argument("--kind", action="append", help="only claims of this kind; may stand several times")
    way.add_argument("--pool", choices=("open", "held", "all"), default="all")
    way.add_argument("--but", action="append", default=[], type=pathlib.Path, help="a folder drawn before: none of its pages")
    way.set_defaults(run=draw)
    way = ways.add_parser("count")
    way.add_argument("folders", nargs="+", type=pathlib.Path)
    way.set_defaults(run=count)
    args = asked.parse_args()
    args.run(args)


if __name__ == "__main__":
    main()
