#!/usr/bin/env python3
"""Scores what `variorum read` gives of web pages against the given gold.

    bench/pages.py --bin PATH/TO/variorum [--shared ../shared] [--half a|b] [--show N] [--sets wcxb,…]

wcxb: F1 over bags of words (articles, all kinds), and title, day, author where the gold has them.
trafilatura: F1 over segments that must be in the text or must not. turns-html: share of paragraphs
whose label and words stand together, in order; 1.00 is the only good figure. htmldate: share of days
of publication that are right, and of those given. The pages go through the program in one WARC a set,
so that it has their addresses. `bench/peers` has the same measures for other extractors.
"""
import argparse, collections, gzip, json, os, pathlib, re, subprocess, sys, tempfile, zlib

WORD = re.compile(r"\w+")
HALVES = "ab"


def half_of(name):
    return HALVES[zlib.crc32(name.encode()) & 1]


def read(tool, pages):
    """The documents of a list of (address, HTML bytes), in order."""
    with tempfile.TemporaryDirectory() as folder:
        warc = pathlib.Path(folder) / "pages.warc"
        with warc.open("wb") as out:
            for n, (url, html) in enumerate(pages):
                http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + html
                head = (f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{n:012d}>\r\n"
                        f"WARC-Date: 2031-01-01T00:00:00Z\r\nWARC-Target-URI: {url}\r\n"
                        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n")
                out.write(head.encode() + http + b"\r\n\r\n")
        run = subprocess.run([tool, "read", "--json", warc], stdout=subprocess.PIPE, text=True, encoding="utf-8")
    found = [json.loads(line) for line in run.stdout.splitlines()]
    if len(found) != len(pages):
        sys.exit(f"{len(pages)} pages went in and {len(found)} documents came out")
    return found


def bag_f1(text, gold):
    a, b = (collections.Counter(WORD.findall(t.lower())) for t in (text, gold))
    common = sum((a & b).values())
    p, r = common / max(1, a.total()), common / max(1, b.total())
    return 2 * p * r / (p + r) if p + r else 0.0, p, r


def flat(text):
    return " ".join(text.split())


def score_wcxb(data, tool, keep, show):
    gold = {}
    for path in sorted((data / "wcxb/ground-truth").glob("*.json")):
        if keep(path.stem):
            gold[path.stem] = json.loads(path.read_text(encoding="utf-8"))
    pages = [(g["url"], gzip.decompress((data / f"wcxb/html/{k}.html.gz").read_bytes())) for k, g in gold.items()]
    docs, rows, facts = read(tool, pages), [], collections.Counter()
    for (key, g), doc in zip(gold.items(), docs):
        kind, truth = g["_internal"]["page_type"]["primary"], g["ground_truth"]
        rows.append((key, kind, *bag_f1(doc["text"], truth.get("main_content") or ""), g["url"]))
        given = {"title": doc["title"], "publish_date": (doc["published"] or "")[:10],
                 "author": ", ".join(doc.get("authors") or [])}
        for fact in ("title", "publish_date", "author"):
            if truth.get(fact):
                want = flat(truth[fact]).lower()
                facts[fact, "n"] += 1
                facts[fact, "given"] += bool(given[fact])
                facts[fact, "right"] += flat(given[fact] or "").lower() == (want[:10] if fact == "publish_date" else want)
    for name, some in (("articles", [r for r in rows if r[1] == "article"]), ("all", rows)):
        f, p, r = (sum(x[i] for x in some) / max(1, len(some)) for i in (2, 3, 4))
        print(f"pages.wcxb.{name} n={len(some)} f1 {f:.4f} precision {p:.4f} recall {r:.4f}")
    for fact in ("title", "publish_date", "author"):
        n, given, right = (facts[fact, k] for k in ("n", "given", "right"))
        print(f"pages.wcxb.{fact} right {right}/{n} given {given}")
    for row in sorted((r for r in rows if r[1] == "article"), key=lambda r: r[2])[:show]:
        print("   ", row[0], row[1], "F1 %.2f P %.2f R %.2f" % row[2:5], row[5][:90])


def listed(data, name, keep):
    """(address, entry) of the pages of a list that are there."""
    entries = json.loads((data / name).read_text(encoding="utf-8"))
    folder = (data / name).parent / "html"
    return [(u, g, (folder / g["file"]).read_bytes()) for u, g in sorted(entries.items())
            if (folder / g["file"]).exists() and keep(g["file"])]


def score_trafilatura(data, tool, keep, show):
    gold = listed(data, "trafilatura/evaldata.json", keep)
    docs = read(tool, [(u, html) for u, _, html in gold])
    hits = misses = false = 0
    for (_, g, _), doc in zip(gold, docs):
        text = flat(doc["text"])
        lost = [s for s in g["with"] if flat(s) not in text]
        kept = [s for s in g["without"] if flat(s) in text]
        hits, misses, false = hits + len(g["with"]) - len(lost), misses + len(lost), false + len(kept)
        if (lost or kept) and show > 0:
            show -= 1
            print("   ", g["file"], "LOST", lost, "KEPT", kept)
    p, r = hits / max(1, hits + false), hits / max(1, hits + misses)
    print(f"pages.segments n={len(gold)} f1 {2 * p * r / max(1e-9, p + r):.4f} precision {p:.4f} recall {r:.4f}")


def score_turns(data, tool):
    gold = json.loads((data / "turns-html/gold.json").read_text(encoding="utf-8"))
    docs = [json.loads(line) for line in (data / "turns-html/docs.jsonl").read_text(encoding="utf-8").splitlines()]
    read_docs = read(tool, [(d.get("url") or f"https://norland.example/{n}", d["html"].encode()) for n, d in enumerate(docs)])
    total = held = noisy = 0
    chrome = ("Latest news", "Privacy policy", "All rights reserved", "Politics", "Rail link reopens")
    for doc, found in zip(docs, read_docs):
        text, at, lost = flat(found["text"]), 0, []
        for label, words in gold[doc["id"]]:
            words, label = flat(words), label and flat(label)
            forms = [words] if label is None else [f"{label}: {words}", f"{label} {words}", f"{label}. {words}"]
            places = [(text.find(f, at), len(f)) for f in forms if text.find(f, at) >= 0]
            total += 1
            if places:
                place, length = min(places)
                held, at = held + 1, place + length
            else:
                lost.append((label, words[:40]))
        noise = [c for c in chrome if c in text]
        noisy += len(noise)
        if lost or noise:
            print("   ", doc["id"], "lost", lost[:3], len(lost), "chrome", noise)
    print(f"pages.turns kept {held}/{total} chrome {noisy}")


def score_days(data, tool, keep, show):
    gold = listed(data, "htmldate/dates.json", keep)
    docs = read(tool, [(u, html) for u, _, html in gold])
    right = wrong = none = 0
    for (url, g, _), doc in zip(gold, docs):
        day = (doc["published"] or "")[:10]
        right, wrong, none = right + (day == g["date"]), wrong + (bool(day) and day != g["date"]), none + (not day)
        if day != g["date"] and show > 0:
            show -= 1
            print("   ", g["file"], "want", g["date"], "got", day or "none", doc.get("date_evidence"))
    print(f"pages.days n={len(gold)} right {right}/{len(gold)} precision {right}/{max(1, right + wrong)} none {none}")


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--bin", required=True, help="the program, a release build")
    here = pathlib.Path(__file__).resolve().parent
    ap.add_argument("--shared", type=pathlib.Path, default=pathlib.Path(os.environ.get("VARIORUM_SHARED", here.parent.parent / "shared")))
    ap.add_argument("--half", choices=HALVES, help="half of the pages, by a checksum of their names")
    ap.add_argument("--show", type=int, default=0, help="list the worst pages")
    ap.add_argument("--sets", default="turns,trafilatura,htmldate,wcxb")
    args = ap.parse_args()
    data = args.shared / "gold/extraction"
    if not data.is_dir():
        print(f"pages: skipped, no pages at {data}")
        return
    keep = lambda name: args.half in (None, half_of(name))
    tool = os.path.abspath(args.bin)
    sets = {"turns": lambda: score_turns(data, tool), "trafilatura": lambda: score_trafilatura(data, tool, keep, args.show),
            "htmldate": lambda: score_days(data, tool, keep, args.show), "wcxb": lambda: score_wcxb(data, tool, keep, args.show)}
    for name in args.sets.split(","):
        sets[name]()


if __name__ == "__main__":
    main()
