#!/usr/bin/env python3
"""Scores the ledger on the five seeds against gold/seeds/events.tsv.

    bench/events.py --bin PATH/TO/variorum [--shared ../shared] [--show]

An event of the gold is found when an event of the ledger shares a mention with it (spans that overlap, the
largest overlap wins), has its interval, and its status. `held here` is `held`; a chain such as `planned >
signed > implemented` must stand among the steps in that order. Mentions: a mention of the gold counts as
joined when the event of the ledger that holds it is the one that most of its gold event's mentions stand
in and is not that of another gold event (CEAF, mention by mention); recall is over all mentions of the
gold, precision over those that the ledger has in any event. Pairs: two mentions of the gold in one event
of the ledger against two in one event of the gold. A gold mention outside of the text that `read` gives
(a date line at the foot) is looked for in the same document's head line. Last: whether the signing day of the agreement is derived and says so.
"""
import argparse, collections, csv, importlib.util, itertools, json, pathlib, subprocess, sys


def by_path(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module


STEPS = {"planned": "planned", "signed": "signed", "implemented": "in_force"}


def gold(path):
    rows = []
    with open(path, encoding="utf-8", newline="") as f:
        for r in csv.DictReader(f, delimiter="\t"):
            spans = [(m.split(":")[0], *map(int, m.split(":")[1].split("-"))) for m in r["mentions"].split()]
            rows.append({**r, "spans": spans})
    return rows


def status_fits(want, event):
    if want.startswith("held here"):
        return event["status"] == "held" and event["held"]
    if ">" in want:
        chain = [STEPS[p.split()[0]] for p in want.split(">")]
        steps = iter(s["status"] for s in event["steps"])
        return all(any(s == c for s in steps) for c in chain)
    return event["status"] == want.split()[0]


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("--bin", required=True)
    ap.add_argument("--shared", type=pathlib.Path, default=pathlib.Path("../shared"))
    ap.add_argument("--show", action="store_true")
    a = ap.parse_args()
    seeds = by_path(a.shared / "score" / "seeds.py")
    files = sorted((a.shared / "seeds").glob("*.txt"))
    run = lambda *c: subprocess.run([a.bin, *c], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, encoding="utf-8").stdout
    texts = {pathlib.Path(d["capture"]["source"]).name: d["text"] for d in map(json.loads, run("read", *map(str, files), "--json").splitlines())}
    places = {}
    for f in files:
        with open(f, encoding="utf-8", newline="") as h:
            raw = h.read()
        places[f.name] = (texts[f.name], seeds.carry(texts[f.name], raw))
    events = [json.loads(l) for l in run("ledger", *map(str, files), "--json").splitlines()]
    # Mentions of the ledger by seed, as spans of the files.
    have = collections.defaultdict(list)
    for n, e in enumerate(events):
        for m in e["mentions"]:
            name = pathlib.Path(m["source"]).name
            text, to = places[name]
            span = seeds.span_in_file(to, text, m["start"], m["end"])
            if span:
                have[name[:3]].append((span, n))
    rows = gold(a.shared / "gold" / "seeds" / "events.tsv")
    at = {}
    for r in rows:
        for seed, s, e in r["spans"]:
            best = max(((seeds.overlap(p, (s, e)) / (p[1] - p[0] + e - s), -k, n) for k, (p, n) in enumerate(have[seed]) if seeds.overlap(p, (s, e))), default=None)
            at[seed, s, e] = best[2] if best else None
    taken = {}
    for r in rows:
        counts = collections.Counter(at[m] for m in r["spans"] if at[m] is not None)
        r["event"] = counts.most_common(1)[0][0] if counts else None
        if r["event"] is not None:
            taken.setdefault(r["event"], []).append((counts[r["event"]], r["id"]))
    owner = {n: max(v)[1] for n, v in taken.items()}
    found = joined = total = known = 0
    for r in rows:
        e = events[r["event"]] if r["event"] is not None else None
        interval = e and e["interval"] and "%s/%s" % (e["interval"]["start"], e["interval"]["end"])
        ok = bool(e) and interval == r["interval"] and status_fits(r["status"], e)
        found += ok
        mine = [m for m in r["spans"] if at[m] is not None]
        good = [m for m in mine if at[m] == r["event"] and owner.get(r["event"]) == r["id"]]
        joined, total, known = joined + len(good), total + len(r["spans"]), known + len(mine)
        if a.show:
            print("%s %-4s %2d of %2d mentions  want %s %s, got %s %s  %s" % (r["id"], "ok" if ok else "-", len(good), len(r["spans"]), r["interval"], r["status"],
                  interval, e and e["status"], e["label"] if e else ""))
            for m in r["spans"]:
                if m not in good:
                    print("       not joined: %s:%d-%d %r" % (*m, events[at[m]]["label"] if at[m] is not None else None))
    pairs = lambda key: {frozenset(p) for r in rows for p in itertools.combinations(r["spans"], 2)} if key is None else None
    want = pairs(None)
    got = {frozenset(p) for p in itertools.combinations([m for m in at if at[m] is not None], 2) if at[p[0]] == at[p[1]]}
    print("events with interval and status: %d of %d" % (found, len(rows)))
    print("mentions joined: recall %.3f (%d of %d), precision %.3f (%d of %d)" % (joined / total, joined, total, joined / max(1, known), joined, known))
    print("pairs of mentions: recall %.3f, precision %.3f" % (len(want & got) / len(want), len(want & got) / max(1, len(got))))
    signed = next(r for r in rows if ">" in r["status"])
    e = events[signed["event"]] if signed["event"] is not None else None
    day = bool(e) and e["interval"] and e["interval"]["start"] == e["interval"]["end"] == signed["date"]
    print("signing day derived and marked: %d" % bool(day and e["basis"] == "derived" and len(e["grounds"]) > 1))


if __name__ == "__main__":
    main()
