#!/usr/bin/env python3
"""Runs the scorers that stand beside the repository and holds their figures to tests/floors.toml.

    tests/score.py --bin PATH/TO/variorum [--shared DIR] [--only NAME] [--list]

The scorers are not part of the repository, but for those of `bench/` (`bench = true`), whose data is not:
without them there is nothing to hold, and one line says so. A figure is named by a pattern (one group: a number; two groups: a share) or by a row and a
column of a printed table. Ends with 1 when a scorer failed or a figure is under its floor.
"""
import argparse, os, pathlib, re, subprocess, sys, time, tomllib

HERE = pathlib.Path(__file__).resolve().parent


def tables(text):
    """The tables of a scorer's output: lists of rows, each a dict from column head to cell."""
    lines = text.splitlines()
    for at, line in enumerate(lines):
        if at == 0 or not re.fullmatch(r"-+(  +-+)+", line):
            continue
        spans = [m.span() for m in re.finditer(r"-+", line)]
        cells = lambda row: [row[a:b].strip() for a, b in spans]
        head = cells(lines[at - 1])
        rows = []
        for row in lines[at + 1:]:
            if not row.strip():
                break
            rows.append(dict(zip(head, cells(row))))
        yield rows


def number(cell):
    cell = cell.strip().rstrip("%")
    if "/" in cell:
        got, want = cell.split()[0].split("/")
        return float(got) / float(want) if float(want) else 0.0
    return float(cell)


def figure(text, spec):
    """The value of one figure, or None when the scorer did not print it."""
    if "pattern" in spec:
        found = re.search(spec["pattern"], text, re.MULTILINE)
        if not found:
            return None
        got = [float(g) for g in found.groups()]
        return got[0] if len(got) == 1 else (got[0] / got[1] if got[1] else 0.0)
    for rows in tables(text):
        for row in rows:
            first = next(iter(row.values()), "")
            if first == spec["row"] and row.get(spec["column"], "-") not in ("-", ""):
                try:
                    return number(row[spec["column"]])
                except ValueError:
                    return None
    return None


def holds(value, spec):
    if "ceiling" in spec:
        return value <= spec["ceiling"] + 1e-9
    return value >= spec["floor"] - 1e-9


def run_scorer(score, shared, binary):
    script, *rest = score["run"]
    if score.get("bench"):
        # A script of this repository, on the data that stands beside it.
        command = [sys.executable, HERE.parent / "bench" / script, "--bin", binary, "--shared", shared, *rest]
    else:
        command = [sys.executable, shared / "score" / script, "--bin", binary, *rest]
    begin = time.perf_counter()
    try:
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", errors="replace",
                              stdin=subprocess.DEVNULL, timeout=score.get("timeout_s", 180))
    except subprocess.TimeoutExpired:
        return None, f"took longer than {score.get('timeout_s', 180)} s", time.perf_counter() - begin
    took = time.perf_counter() - begin
    if done.returncode != 0:
        last = (done.stderr.strip().splitlines() or ["no message"])[-1]
        return done.stdout, f"ended with {done.returncode}: {last[:160]}", took
    return done.stdout, None, took


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--bin", required=True, help="the program, a release build")
    ap.add_argument("--shared", type=pathlib.Path,
                    default=pathlib.Path(os.environ.get("VARIORUM_SHARED", HERE.parent.parent / "shared")))
    ap.add_argument("--floors", type=pathlib.Path, default=HERE / "floors.toml")
    ap.add_argument("--only", help="the scorer of this name alone")
    ap.add_argument("--list", action="store_true", help="print figures, hold nothing")
    args = ap.parse_args()
    if not (args.shared / "score").is_dir():
        print(f"scores: skipped, no scorers at {args.shared}/score (set VARIORUM_SHARED)")
        return 0
    bad = 0
    for score in tomllib.loads(args.floors.read_text(encoding="utf-8"))["score"]:
        if args.only not in (None, score["name"]):
            continue
        text, failure, took = run_scorer(score, args.shared, args.bin)
        print(f"{score['name']}: {took:.1f} s" + (f", FAILED: {failure}" if failure else ""), flush=True)
        bad += bool(failure)
        if text is not None and text.startswith(f"{score['name']}: skipped"):
            print(f"  {text.splitlines()[0]}")
            continue
        for spec in score.get("figure", []) if text is not None else []:
            value = figure(text, spec)
            bound = f"<= {spec['ceiling']:g}" if "ceiling" in spec else f">= {spec['floor']:g}"
            fine = value is not None and holds(value, spec)
            shown = "not printed" if value is None else f"{value:.4g}"
            print(f"  {'ok  ' if fine else 'LOW '} {spec['name']:32} {shown:>11}  {bound}")
            bad += not fine
    if args.list:
        return 0
    if bad:
        print(f"scores: {bad} figures or runs are not as tests/floors.toml asks; run the scorer with --show to see why")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
