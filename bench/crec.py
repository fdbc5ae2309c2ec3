#!/usr/bin/env python3
"""Scores the turns of pages of the Congressional Record as they are stored: all pages with a speech.

    bench/crec.py --bin PATH/TO/variorum [--shared ../shared] [--show N] [--keep DIR]

A turn of the gold is a `speech` item, or several of one turn number; it is right when its words are
equal after folding (page marks and the record's own lines in the midst of it left out on both sides)
and the speaker is the one that the label prints. A chair's label without a name ("The PRESIDING
OFFICER") names nobody by the contract: there the printed label is judged, and no name may be given.
Speech before the first label of a page (`Unknown`) is nobody's. The gold has a few slips: --slips
lists the turns that are left out because another reader of the same page can see that they are wrong.
"""
import argparse, collections, html, importlib.util, json, os, pathlib, re, sys, tempfile

OWN = [r"\[+Page [A-Z]+\d+\]+", r"(?:Mr|Mrs|Ms|Miss)\. [A-Z][\w.' -]{1,40} addressed the Chair\.", r"(?:Several|Some) Senators addressed the Chair\.",
       r"\((?:Mr|Mrs|Ms|Miss)\. [A-Z][\w.' ]+ (?:assumed|took) the [Cc]hair\.?\)",
       r"\(The remarks of [^()]*\)"]
SLIPS = [r"_{10}", r"There being no objection,? the", r"Thereupon, ", r"\n\s+THE PRESIDING OFFICER \(", r"By (?:Mr|Mrs|Ms)\. [A-Z]+[ :(]", r"Mr\. DROGAN"]


def by_path(path):
    spec = importlib.util.spec_from_file_location("turns", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def bare(text, turns):
    text = turns.fold(html.unescape(re.sub(r"</?[a-z]+[^>]*>", "", text)))
    for own in OWN:
        text = re.sub(own, " ", text)
    return turns.fold(text)


def gold_turns(row, turns):
    """Turns of a page: label, name or None, words; and whether the gold is plainly wrong."""
    out = []
    for item in row["items"]:
        if item["kind"] != "speech":
            continue
        label = turns.fold(item["speaker"])
        words = re.sub(r"^\s*%s(?:\s*\([^)]*\))?\.\s" % re.escape(item["speaker"]), "", item["text"])
        if out and item["turn"] >= 0 and out[-1]["turn"] == item["turn"]:
            out[-1]["raw"] += "\n" + words
            continue
        inside = re.search(r"\((?:Mr|Mrs|Ms|Miss)\. ([^)]+)\)", label)
        name = inside[1] if inside else None if label.startswith("The ") else re.sub(r"^(Mr|Mrs|Ms|Miss|Dr)\. ", "", label)
        out.append({"turn": item["turn"], "label": label, "name": name, "raw": words})
    for t in out:
        t["words"] = bare(t["raw"], turns)
        t["slip"] = any(re.search(s, t["raw"]) for s in SLIPS)
    return [t for t in out if t["words"]]


def speaker_right(gold, turn):
    said, name = turn["speaker"], (turn["speaker"]["name"] or "").casefold()
    if gold["name"] is None:
        # An office alone: the label as printed, and nobody's name.
        label = " ".join((said["label"] or "").split()).casefold()
        return not name and label.startswith(gold["label"].casefold())
    return bool(name) and name.split()[-1] == gold["name"].split()[-1].casefold()


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--bin", required=True)
    ap.add_argument("--shared", type=pathlib.Path, default=pathlib.Path("../shared"))
    ap.add_argument("--show", type=int, default=0, help="print this many wrong turns a page")
    ap.add_argument("--slips", action="store_true", help="print the gold turns that are left out")
    ap.add_argument("--keep", help="keep the pages in this folder")
    args = ap.parse_args()
    turns = by_path(args.shared / "score/turns.py")
    rows = [json.loads(line) for line in (args.shared / "gold/crec/crec.jsonl").read_text(encoding="utf-8").splitlines()]
    folder = args.keep or tempfile.mkdtemp(prefix="crec.")
    os.makedirs(folder, exist_ok=True)
    sums, failed = collections.Counter(), 0
    for n, row in enumerate(rows):
        gold = gold_turns(row, turns)
        slips = [g for g in gold if g["slip"]]
        path = os.path.join(folder, "%02d.html" % n)
        pathlib.Path(path).write_text(row["html"], encoding="utf-8")
        doc, why = turns.run_bin(args.bin, path)
        failed += bool(why)
        doc = doc or {"text": "", "turns": []}
        pred = [{"words": bare(doc["text"][t["start"]:t["end"]], turns), **t} for t in doc["turns"]]
        opening = lambda w: " ".join(w.split()[:6])
        weight = lambda i, j: (4 + speaker_right(gold[i], pred[j]) if pred[j]["words"] == gold[i]["words"] else
                               1 if opening(pred[j]["words"]) == opening(gold[i]["words"]) else 0)
        pairs = turns.align(gold, pred, weight)
        # A slip of the gold counts neither way, nor does what the program has in its place.
        out = {i for i, g in enumerate(gold) if g["slip"]}
        # A labelled speech that the gold's reader took for a part of a title.
        rest = " ".join(turns.fold(x["text"]) for x in row["items"] if x["kind"] in ("title", "Unknown"))
        unpaired = lambda j: not any(b == j for _, b in pairs)
        spoiled = {j for i, j in pairs if i in out} | {j for j in range(len(pred)) if unpaired(j) and
                                                         (any(pred[j]["words"][:60] in s["words"] for s in slips) or turns.fold(pred[j]["speaker"]["label"] or "-") + ". " + pred[j]["words"][:60] in rest)}
        sums["docs"] += bool(gold)
        sums["slips"] += len(out)
        sums["gold"] += len(gold) - len(out)
        sums["pred"] += len(pred) - len(spoiled)
        for i, j in pairs:
            if i in out:
                continue
            sums["met"] += 1
            sums["who"] += speaker_right(gold[i], pred[j])
            sums["right"] += pred[j]["words"] == gold[i]["words"] and speaker_right(gold[i], pred[j])
        sums["office"] += sum(g["name"] is None for i, g in enumerate(gold) if i not in out)
        if args.slips:
            for g in slips:
                print("  slip", row["id"], g["label"], ":", g["words"][:60], "…", g["words"][-60:])
        show(args.show, row, gold, pred, pairs, out, spoiled)
    p, r, f = turns.f1(sums["right"], sums["pred"], sums["gold"])
    print("crec.turns_f1 %.2f (P %.2f R %.2f, %d turns on %d pages, %d by an office alone; %d slips of the gold left out)" %
          (f, p, r, sums["gold"], sums["docs"], sums["office"], sums["slips"]))
    print("crec.speaker_accuracy %.2f" % (100 * sums["who"] / max(1, sums["met"])))
    if not args.keep:
        for path in pathlib.Path(folder).iterdir():
            path.unlink()
        os.rmdir(folder)
    return 1 if failed else 0


def show(n, row, gold, pred, pairs, out, spoiled):
    good = {i for i, j in pairs if pred[j]["words"] == gold[i]["words"] and speaker_right(gold[i], pred[j])}
    for i in [i for i in range(len(gold)) if i not in good and i not in out][:n]:
        print("  %s wants %s: %s … %s" % (row["id"][22:], gold[i]["label"], gold[i]["words"][:70], gold[i]["words"][-50:]))
    hit = {j for i, j in pairs if i in good}
    for j in [j for j in range(len(pred)) if j not in hit and j not in spoiled][:n]:
        print("  %s false %s = %s: %s … %s" % (row["id"][22:], pred[j]["speaker"]["label"], pred[j]["speaker"]["name"], pred[j]["words"][:70], pred[j]["words"][-50:]))


if __name__ == "__main__":
    sys.exit(main())
