#!/usr/bin/env python3
"""Scores `variorum echoes --json` on the five seeds against ../shared/gold/seeds/echoes.tsv.

    bench/echoes.py --bin PATH/TO/variorum [--shared ../shared] [--show]

Found: an echo of the same speaker whose mention overlaps that of the gold. Right: the verdict is the first
word of the gold's ("not held: …" is `not_held`; an "open" row takes `supported` or `not_found`). Credited:
the name of the gold, or none where it names nobody. Original: overlaps that of the gold. False: an echo that
overlaps no row. Offsets are carried from the program's text to the capture as seeds.py does.
"""
import argparse, csv, glob, importlib.util, json, os, pathlib, subprocess, sys


def by_path(path):
    spec = importlib.util.spec_from_file_location("seeds", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def lines(args):
    done = subprocess.run(args, capture_output=True, text=True)
    if done.returncode not in (0, 1, 3, 10):
        sys.exit("%s ended with %d: %s" % (args, done.returncode, done.stderr))
    return [json.loads(line) for line in done.stdout.splitlines()]


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--bin", required=True)
    ap.add_argument("--shared", type=pathlib.Path, default=pathlib.Path(os.environ.get("VARIORUM_SHARED", "../shared")))
    ap.add_argument("--show", action="store_true", help="print what is missed, wrong and false")
    args = ap.parse_args()
    if not (args.shared / "gold/seeds/echoes.tsv").exists():
        print("no gold at %s" % args.shared)
        return 0
    seeds = by_path(args.shared / "score/seeds.py")
    files = sorted(glob.glob(str(args.shared / "seeds/*.txt")))
    with open(args.shared / "gold/seeds/echoes.tsv", encoding="utf-8", newline="") as f:
        gold = list(csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE))
    maps = {}
    for file, doc in zip(files, lines([args.bin, "read", "--json", *files])):
        maps[file] = (doc["text"], seeds.carry(doc["text"], open(file, encoding="utf-8").read()))
    found = []
    for echo in lines([args.bin, "echoes", "--json", *files]):
        def place(p):
            text, to = maps[p["source"]]
            at = seeds.span_in_file(to, text, p["start"], p["end"])
            return os.path.basename(p["source"])[:3], at
        echo["at"] = place(echo["mention"])
        echo["from"] = echo["original"] and place(echo["original"])
        found.append(echo)
    n_found = n_right = n_credited = n_original = n_with = 0
    used = set()
    for row in gold:
        at = (int(row["start"]), int(row["end"]))
        hit = None
        for n, echo in enumerate(found):
            seed, span = echo["at"]
            if seed == row["seed"] and echo["speaker"] == row["speaker"] and span and seeds.overlap(span, at) and n not in used:
                if hit is None or seeds.overlap(span, at) > seeds.overlap(found[hit]["at"][1], at):
                    hit = n
        if hit is None:
            if args.show:
                print("missed %s %s" % (row["id"], row["words"]))
            continue
        used.add(hit)
        echo, n_found = found[hit], n_found + 1
        first = row["verdict"].split(":")[0].strip().replace(" ", "_")
        takes = {"supported", "not_found"} if first == "open" else {first}
        right = echo["verdict"] in takes
        n_right += right
        credited = None if row["credited_to"].startswith("(") else row["credited_to"]
        n_credited += echo["credited_to"] == credited
        if row["original_start"]:
            n_with += 1
            there = (int(row["original_start"]), int(row["original_end"]))
            same = echo["from"] and echo["from"][1] and seeds.overlap(echo["from"][1], there)
            n_original += bool(same)
            if args.show and not same:
                print("original %s wants «%s», has «%s»" % (row["id"], row["original"], echo["original"] and echo["original"]["exact"]))
        if args.show and not right:
            print("verdict %s wants %s, has %s (%s)  %s <- %s" % (row["id"], row["verdict"], echo["verdict"], echo["note"], echo["mention"]["exact"], echo["original"] and echo["original"]["exact"]))
        if args.show and echo["credited_to"] != credited:
            print("credited %s wants %s, has %s" % (row["id"], credited, echo["credited_to"]))
    false = [e for n, e in enumerate(found) if n not in used]
    for echo in false if args.show else []:
        print("false %s %s" % (echo["at"], echo["mention"]["exact"]))
    print("echoes.found %d/%d" % (n_found, len(gold)))
    print("echoes.verdict %d/%d" % (n_right, len(gold)))
    print("echoes.credited %d/%d" % (n_credited, len(gold)))
    print("echoes.original %d/%d" % (n_original, n_with))
    print("echoes.false %d" % len(false))
    return 0


if __name__ == "__main__":
    sys.exit(main())
