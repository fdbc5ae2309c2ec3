#!/usr/bin/env python3
"""Scores the main text of web pages against the given gold, beside a peer.

    bench/pages.py --bin PATH/TO/page_text [--data ../shared/gold/extraction] [--show N] [--peer]

wcxb: F1 over bags of words (all pages, and articles alone). trafilatura: F1 over segments that must
be in the text or must not. turns-html: share of paragraphs whose label and words stand together, in
order; 1.00 is the only good figure.
"""
import argparse, collections, gzip, json, pathlib, re, subprocess, tempfile

WORD = re.compile(r"\w+")


def extract(tool, pages, flags):
    """Main texts of a list of HTML byte strings, in order."""
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / "out").mkdir()
        files = []
        for n, html in enumerate(pages):
            files.append(folder / f"{n}.html")
            files[-1].write_bytes(html)
        run = subprocess.run([tool, *flags, folder / "out", *files], check=True, stderr=subprocess.PIPE, text=True)
        print("   ", run.stderr.strip())
        return [(folder / "out" / f"{n}.txt").read_text(encoding="utf-8") for n in range(len(pages))]


def bag_f1(text, gold):
    a, b = (collections.Counter(WORD.findall(t.lower())) for t in (text, gold))
    common = sum((a & b).values())
    p, r = common / max(1, a.total()), common / max(1, b.total())
    return 2 * p * r / (p + r) if p + r else 0.0, p, r


def score_wcxb(data, tool, flags, show):
    gold = {}
    for path in sorted((data / "wcxb/ground-truth").glob("*.json")):
        gold[path.stem] = json.loads(path.read_text(encoding="utf-8"))
    pages = [gzip.decompress((data / f"wcxb/html/{k}.html.gz").read_bytes()) for k in gold]
    texts = extract(tool, pages, flags)
    rows = []
    for (key, g), text in zip(gold.items(), texts):
        kind = g["_internal"]["page_type"]["primary"]
        rows.append((key, kind, *bag_f1(text, g["ground_truth"].get("main_content") or ""), g["url"]))
    for name, some in (("articles", [r for r in rows if r[1] == "article"]), ("all", rows)):
        f, p, r = (sum(x[i] for x in some) / len(some) for i in (2, 3, 4))
        print(f"wcxb {name:9} n={len(some):3} F1 {f:.4f} P {p:.4f} R {r:.4f}")
    for row in sorted((r for r in rows if r[1] == "article"), key=lambda r: r[2])[:show]:
        print("   ", row[0], row[1], "F1 %.2f P %.2f R %.2f" % row[2:5], row[5][:90])


def score_trafilatura(data, tool, flags, show):
    gold = json.loads((data / "trafilatura/evaldata.json").read_text(encoding="utf-8"))
    gold = [(u, g) for u, g in gold.items() if (data / "trafilatura/html" / g["file"]).exists()]
    texts = extract(tool, [(data / "trafilatura/html" / g["file"]).read_bytes() for _, g in gold], flags)
    tp = fn = fp = tn = 0
    misses = []
    for (url, g), text in zip(gold, texts):
        flat = " ".join(text.split())
        held = lambda s: " ".join(s.split()) in flat
        lost = [s for s in g["with"] if not held(s)]
        kept = [s for s in g["without"] if held(s)]
        tp, fn = tp + len(g["with"]) - len(lost), fn + len(lost)
        fp, tn = fp + len(kept), tn + len(g["without"]) - len(kept)
        if lost or kept:
            misses.append((g["file"], lost, kept))
    p, r = tp / max(1, tp + fp), tp / max(1, tp + fn)
    print(f"trafilatura n={len(gold)} F1 {2 * p * r / (p + r):.4f} P {p:.4f} R {r:.4f} accuracy {(tp + tn) / (tp + tn + fp + fn):.4f}")
    for file, lost, kept in misses[:show]:
        print("   ", file, "LOST", lost, "KEPT", kept)


def score_turns(data, tool, flags):
    gold = json.loads((data / "turns-html/gold.json").read_text(encoding="utf-8"))
    docs = [json.loads(line) for line in (data / "turns-html/docs.jsonl").read_text(encoding="utf-8").splitlines()]
    texts = extract(tool, [d["html"].encode() for d in docs], flags)
    flat = lambda t: " ".join(t.split())
    total = held = 0
    chrome = ("Latest news", "Privacy policy", "All rights reserved", "Politics", "Rail link reopens")
    for doc, text in zip(docs, texts):
        text, at, lost = flat(text), 0, []
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
        if lost or noise:
            print("   ", doc["id"], "lost", lost[:3], len(lost), "chrome", noise)
    print(f"turns-html  {held}/{total} = {held / total:.4f}")


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--bin", required=True, help="the example `page_text` of crates/text")
    ap.add_argument("--data", default="../shared/gold/extraction", type=pathlib.Path)
    ap.add_argument("--peer", action="store_true", help="score dom_smoothie instead")
    ap.add_argument("--show", type=int, default=0, help="list the worst pages")
    args = ap.parse_args()
    flags = ["--peer"] if args.peer else []
    score_turns(args.data, args.bin, flags)
    score_trafilatura(args.data, args.bin, flags, args.show)
    score_wcxb(args.data, args.bin, flags, args.show)


if __name__ == "__main__":
    main()
