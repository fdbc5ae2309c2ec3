#!/usr/bin/env python3
"""Scores the main text of pages that were captured as plain text, on the pages of the given gold.

    bench/textpages.py --bin PATH/TO/variorum [--half work|held|all] [--style wet|indent] [--show N] [--table]

Each page is rendered to text by the renderer below: all visible text, a line a block, as the text
records of web archives (`wet`) or with bullets and indents as text browsers print it (`indent`).
A line is main when its words stand together in the gold body. `variorum read` gets the text without any
markup or address.

words: F1 over word bags against the words of the main lines, the mean over pages; body: the same against
the gold body itself; lines: F1 over lines of all pages. Half of the pages (by the digest of their names)
is there to work on, the other half is measured when the work is done.
"""
import argparse, collections, gzip, hashlib, json, pathlib, re, subprocess, sys, tempfile
from html.parser import HTMLParser

WORD = re.compile(r"\w+")
SILENT = {"script", "style", "noscript", "template", "svg", "head", "iframe", "object", "audio", "video", "canvas", "math", "datalist"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
BLOCK = set("""address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure
footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol option p pre section select summary table tbody
tfoot thead tr ul caption""".split())
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)


class Renderer(HTMLParser):
    """All visible text of a page, a line a block."""

    def __init__(self, style):
        super().__init__(convert_charrefs=True)
        self.style, self.lines, self.now = style, [], []
        self.stack, self.silent, self.depth = [], 0, 0

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        hides = tag in SILENT or "hidden" in attrs or HIDDEN.search(attrs.get("style") or "") is not None
        if tag in VOID:
            if tag in ("br", "hr"):
                self.end_line()
            return
        if self.stack and tag in ("p", "li", "tr", "td", "th", "dt", "dd", "option") and self.stack[-1][0] == tag:
            self.handle_endtag(tag)
        self.stack.append((tag, hides))
        self.silent += hides
        if tag in BLOCK:
            self.end_line()
            self.blank(tag)
        if tag in ("ul", "ol"):
            self.depth += 1
        if tag == "li" and self.style == "indent" and not self.silent:
            self.now.append("  " * max(1, self.depth) + "* ")
        if tag in ("td", "th"):
            self.now.append("\t" if self.style == "wet" else "  ")

    def handle_endtag(self, tag):
        if all(t != tag for t, _ in self.stack[-64:]):
            return
        while self.stack:
            open_tag, hides = self.stack.pop()
            self.silent -= hides
            if open_tag in BLOCK:
                self.end_line()
                self.blank(open_tag)
            if open_tag in ("ul", "ol"):
                self.depth -= 1
            if open_tag == tag:
                break

    def handle_data(self, data):
        if not self.silent:
            self.now.append(re.sub(r"\s+", " ", data))

    def end_line(self):
        line = "".join(self.now)
        self.now = []
        words = line.strip(" \t*")
        if words:
            self.lines.append(line.rstrip() if self.style == "indent" else re.sub(r" *\t *", "\t", line).strip())

    def blank(self, tag):
        if self.style == "indent" and self.lines and self.lines[-1] and tag in ("p", "h1", "h2", "h3", "h4", "ul", "ol", "table", "blockquote"):
            self.lines.append("")


def render(html, style):
    parser = Renderer(style)
    parser.feed(html)
    parser.close()
    parser.end_line()
    return parser.lines


def characters(data):
    head = data[:4096].decode("latin-1")
    named = re.search(r"charset=[\"']?([\w-]+)", head, re.I)
    for charset in ("utf-8", named and named.group(1), "cp1252"):
        try:
            if charset:
                return data.decode(charset)
        except (UnicodeDecodeError, LookupError):
            pass
    return data.decode("utf-8", "replace")


def words(text):
    return WORD.findall(text.lower())


def main_lines(lines, body):
    """For each line whether it belongs to the gold body."""
    gold = words(body)
    triples = {tuple(gold[i:i + 3]) for i in range(len(gold) - 2)}
    whole = {tuple(words(l)) for l in body.splitlines()}
    flags, before = [], ()
    for line in lines:
        w = tuple(words(line))
        if len(w) >= 4:
            runs = [w[i:i + 3] in triples for i in range(len(w) - 2)]
            is_main = sum(runs) >= 0.6 * len(runs)
        else:
            joined = (before[-2:] + w) if len(before) >= 2 else ()
            runs = [joined[i:i + 3] in triples for i in range(len(joined) - 2)]
            is_main = bool(w) and (w in whole or bool(runs) and all(runs))
        flags.append(is_main)
        before = w if is_main else before if not w else ()
    return flags


def f1(kept, gold):
    common = sum((kept & gold).values())
    p, r = common / max(1, kept.total()), common / max(1, gold.total())
    return (2 * p * r / (p + r) if p + r else 0.0), p, r


def load(data, style, half):
    pages = []
    for path in sorted((data / "wcxb/ground-truth").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        body = gold["ground_truth"].get("main_content") or ""
        html = gzip.decompress((data / f"wcxb/html/{path.stem}.html.gz").read_bytes())
        pages.append(dict(set="wcxb", key=path.stem, kind=gold["_internal"]["page_type"]["primary"], body=body, html=html, url=gold["url"]))
    for url, gold in json.loads((data / "trafilatura/evaldata.json").read_text(encoding="utf-8")).items():
        path = data / "trafilatura/html" / gold["file"]
        if path.exists():
            pages.append(dict(set="trafilatura", key=gold["file"], kind="segments", gold=gold, html=path.read_bytes(), url=url))
    digit = lambda p: hashlib.sha256(p["key"].encode()).digest()[0] % 2
    pages = [p for p in pages if half == "all" or digit(p) == (half == "held")]
    for page in pages:
        page["lines"] = render(characters(page.pop("html")), style)
    return [p for p in pages if any(p["lines"])]


def read(tool, pages, suffix):
    """The texts that the program keeps, in order."""
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        for n, page in enumerate(pages):
            (folder / f"{n}{suffix}").write_text("\n".join(page["lines"]) + "\n", encoding="utf-8")
        files = [str(folder / f"{n}{suffix}") for n in range(len(pages))]
        run = subprocess.run([tool, "read", "--json", "--quiet", *files], stdout=subprocess.PIPE, text=True)
        texts = {}
        for line in run.stdout.splitlines():
            document = json.loads(line)
            texts[document["capture"]["source"]] = document["text"]
        for n, page in enumerate(pages):
            page["text"] = texts.get(f"{n}{suffix}", "")


def kept_lines(lines, text):
    """Which lines stand in the text; the text keeps the order."""
    kept, at = [], 0
    out = [" ".join(words(l)) for l in text.splitlines()]
    out = [l for l in out if l]
    for line in lines:
        w = " ".join(words(line))
        found = bool(w) and at < len(out) and (out[at] == w)
        at += found
        kept.append(found)
    return kept


def is_english(page):
    w = words(" ".join(page["lines"]))
    return sum(x in ("the", "and", "of", "to", "in", "is") for x in w) > 0.06 * len(w)


def score_bodies(name, pages):
    if not pages:
        return
    rows, tp, n_kept, n_gold = [], 0, 0, 0
    for page in pages:
        kept = collections.Counter(words(page["text"]))
        gold = collections.Counter(w for l, m in zip(page["lines"], page["main"]) if m for w in words(l))
        page["f1"] = f1(kept, gold)
        rows.append((page["f1"], f1(kept, collections.Counter(words(page["body"])))))
        for was, is_main in zip(kept_lines(page["lines"], page["text"]), page["main"]):
            tp, n_kept, n_gold = tp + (was and is_main), n_kept + was, n_gold + is_main
    mean = lambda which, i: sum(r[which][i] for r in rows) / len(rows)
    lines = 2 * tp / max(1, n_kept + n_gold)
    print(f"{name:24} n={len(rows):3} words F1 {mean(0, 0):.4f} P {mean(0, 1):.4f} R {mean(0, 2):.4f}  body F1 {mean(1, 0):.4f}  lines F1 {lines:.4f} P {tp / max(1, n_kept):.4f} R {tp / max(1, n_gold):.4f}")
    return mean(0, 0)


def score_segments(name, pages, show=0):
    if not pages:
        return
    tp = fn = fp = tn = 0
    for page in pages:
        flat, whole = " ".join(page["text"].split()), " ".join(" ".join(page["lines"]).split())
        held = lambda s, t: " ".join(s.split()) in t
        wanted = [s for s in page["gold"]["with"] if held(s, whole)]
        chrome = [s for s in page["gold"]["without"] if held(s, whole)]
        got, kept = sum(held(s, flat) for s in wanted), sum(held(s, flat) for s in chrome)
        tp, fn, fp, tn = tp + got, fn + len(wanted) - got, fp + kept, tn + len(chrome) - kept
        if show and (got < len(wanted) or kept):
            show -= 1
            print("   ", page["key"], "LOST", [s for s in wanted if not held(s, flat)], "KEPT", [s for s in chrome if held(s, flat)])
    p, r = tp / max(1, tp + fp), tp / max(1, tp + fn)
    print(f"{name:24} n={len(pages):3} segments F1 {2 * p * r / max(1e-9, p + r):.4f} P {p:.4f} R {r:.4f}")


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--bin", required=True, help="the release build of the command")
    ap.add_argument("--data", default="../shared/gold/extraction", type=pathlib.Path)
    ap.add_argument("--half", choices=("work", "held", "all"), default="work")
    ap.add_argument("--style", choices=("wet", "indent"), default="wet")
    ap.add_argument("--show", type=int, default=0, help="the worst pages, with each line")
    args = ap.parse_args()
    if not args.data.is_dir():
        print(f"textpages: skipped, `{args.data}` is not there")
        return 0
    pages = load(args.data, args.style, args.half)
    read(args.bin, pages, ".txt")
    bodies = [p for p in pages if p["set"] == "wcxb"]
    for page in bodies:
        page["main"] = main_lines(page["lines"], page["body"])
    score_bodies("wcxb articles", [p for p in bodies if p["kind"] == "article"])
    score_bodies("wcxb other kinds", [p for p in bodies if p["kind"] != "article"])
    score_bodies("wcxb not English", [p for p in bodies if not is_english(p)])
    every = score_bodies("wcxb all", bodies)
    segments = [p for p in pages if p["set"] == "trafilatura"]
    score_segments("trafilatura", segments, args.show)
    score_segments("trafilatura not English", [p for p in segments if not is_english(p)])
    articles = [p for p in bodies if p["kind"] == "article"]
    for name, some in (("articles", articles), ("all", bodies)):
        print(f"textpages.{name}.words_f1 {sum(p['f1'][0] for p in some) / max(1, len(some)):.4f}")
    for page in sorted(articles, key=lambda p: p["f1"][0])[:args.show]:
        print("=====", page["key"], page["url"][:90], "F1 %.2f P %.2f R %.2f" % page["f1"])
        for line, is_main, kept in zip(page["lines"], page["main"], kept_lines(page["lines"], page["text"])):
            print(f"{'M' if is_main else '.'}{'k' if kept else '-'} {line[:110]}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
