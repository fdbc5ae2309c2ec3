#!/usr/bin/env python3
"""Times `variorum brief` on N pages: the whole process, from its start to its exit.

    cargo build --release -p variorum
    bench/brief.py --bin "$CARGO_TARGET_DIR/release/variorum" [--pages N] [--runs 5] [FOLDER…]

Without a folder the pages of `../shared/gold` are taken (transcripts, press briefings, news pages), and
the five pages of `../shared/seeds` alone. Prints the median of the runs, wall and processor seconds, and
the largest memory; the machine's load is printed beside them, since it decides the wall seconds.
"""

import argparse
import gzip
import os
import pathlib
import statistics
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
SHARED = pathlib.Path(os.environ.get("VARIORUM_SHARED", ROOT.parent / "shared"))
KINDS = (".txt", ".md", ".html", ".htm")


def sources(folders):
    """Files of pages, packed ones too, in a fixed order."""
    found = []
    for folder in folders:
        names = sorted(p for p in folder.rglob("*") if p.is_file())
        found += [p for p in names if p.name.removesuffix(".gz").endswith(KINDS) and p.name != "LICENSE"]
    return found


def laid(found, n, folder):
    """The first `n` pages in one folder, packed ones unpacked."""
    for at, path in enumerate(found[:n]):
        data = gzip.open(path).read() if path.suffix == ".gz" else path.read_bytes()
        (folder / f"{at:05d}-{path.name.removesuffix('.gz')}").write_bytes(data)
    return min(n, len(found))


def run(binary, arguments):
    """Wall and processor seconds and peak memory in MiB of one run."""
    begin = time.monotonic()
    child = subprocess.Popen([binary, "brief", "--quiet", *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in (0, 10):
        raise SystemExit(f"`brief` ended with {child.returncode}")
    return time.monotonic() - begin, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def told(name, binary, arguments, runs):
    rows = [run(binary, arguments) for _ in range(runs + 1)][1:]
    wall, cpu, peak = (statistics.median(row[k] for row in rows) for k in range(3))
    load = os.getloadavg()[0]
    print(f"{name:28} wall {wall:7.3f} s   processor {cpu:7.3f} s   peak {peak:6.0f} MiB   load {load:.1f}")


def main():
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--bin", required=True)
    asked.add_argument("--pages", type=int, default=1000)
    asked.add_argument("--runs", type=int, default=5)
    asked.add_argument("folder", nargs="*", type=pathlib.Path)
    args = asked.parse_args()
    binary = str(pathlib.Path(args.bin).resolve())
    if args.folder:
        folders = args.folder
    elif SHARED.is_dir():
        gold = SHARED / "gold"
        folders = [gold / "wh_briefings" / "pages", gold / "tw_transcripts", gold / "extraction"]
        told("brief, the five seeds", binary, [str(SHARED / "seeds")], args.runs)
    else:
        raise SystemExit(f"skipped: no pages under {SHARED}; name a folder, or set VARIORUM_SHARED")
    with tempfile.TemporaryDirectory() as work:
        n = laid(sources(folders), args.pages, pathlib.Path(work))
        told(f"brief, {n} pages", binary, [work], args.runs)
        told(f"brief --json, {n} pages", binary, ["--json", work], args.runs)


if __name__ == "__main__":
    main()
