#!/usr/bin/env python3
"""Fits the weights of `data/shapes.toml` on one half of the pages that `textpages.py` scores.

    cargo build --release -p variorum-text --example line_shapes
    bench/fit_shapes.py --tool "$CARGO_TARGET_DIR/release/examples/line_shapes" [--half work] [--write]

Logistic regression over the traits of each line (needs numpy). Lines of trafilatura's pages count where a
segment says what they are. The price of a change is the one that is best in five-fold cross-validation;
printed is the word F1 of the cross-validation, for lines that come to the weights. `--write` writes the
table; the other half of the pages is for `textpages.py --half held`.
"""
import argparse, collections, pathlib, subprocess, tempfile

import numpy

import textpages

ROOT = pathlib.Path(__file__).resolve().parent.parent


def dump(tool, pages):
    """Traits of the lines of each page, with the gold."""
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for n, page in enumerate(pages):
            files.append(pathlib.Path(folder) / f"{n}.txt")
            files[-1].write_text("\n".join(page["lines"]) + "\n", encoding="utf-8")
        out = subprocess.run([tool, *files], check=True, stdout=subprocess.PIPE).stdout.decode("utf-8")
    rows = [[] for _ in pages]
    for line in out.split("\n"):
        if line.startswith("# ") and "\t" not in line:
            at = int(pathlib.Path(line[2:]).stem)
        elif line:
            state, traits, words = line.split("\t", 2)
            rows[at].append((state == "open", traits.split(), words))
    return rows


def gold_of(page, words):
    """True, False, or None where the gold does not say."""
    if page["set"] == "wcxb":
        return textpages.main_lines(words, page["body"])
    flags = []
    for line in words:
        inside = lambda segments: any(" ".join(s.split()) in line for s in segments)
        flags.append(True if inside(page["gold"]["with"]) else False if inside(page["gold"]["without"]) else None)
    return flags


def fit(x, y, weight, ridge):
    w = numpy.zeros(x.shape[1])
    penalty = numpy.full(x.shape[1], ridge)
    penalty[0] = 1e-3
    for _ in range(25):
        p = 1 / (1 + numpy.exp(-numpy.clip(x @ w, -30, 30)))
        grad = x.T @ (weight * (p - y)) + penalty * w
        hess = (x * (weight * p * (1 - p) + 1e-9)[:, None]).T @ x + numpy.diag(penalty)
        step = numpy.linalg.solve(hess, grad)
        w -= step
        if abs(step).max() < 1e-5:
            break
    return w


def best_cut(weights, price):
    text, chrome, stays = -price, 0.0, []
    for w in weights:
        stays.append((text >= chrome - price, chrome >= text - price))
        text, chrome = max(text, chrome - price) + w, max(chrome, text - price)
    now, out = text > chrome, []
    for a, b in reversed(stays):
        out.append(now)
        now = now == (a if now else b)
    return out[::-1]


def score(page, rows, kept):
    count = lambda flags: collections.Counter(w for (_, _, l), f in zip(rows, flags) if f for w in textpages.words(l))
    return textpages.f1(count(kept), count(page["flags"]))


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--tool", required=True)
    ap.add_argument("--data", default="../shared/gold/extraction", type=pathlib.Path)
    ap.add_argument("--half", default="work")
    ap.add_argument("--ridge", type=float, default=3.0)
    ap.add_argument("--power", type=float, default=0.5, help="a line counts as its words to this power")
    ap.add_argument("--segments", type=float, default=1.0, help="how much a line of trafilatura counts")
    ap.add_argument("--write", action="store_true")
    ap.add_argument("--show", type=int, default=0, help="the worst pages of the cross-validation, with each line")
    ap.add_argument("--without", default="", help="groups left out")
    args = ap.parse_args()
    pages = textpages.load(args.data, "wet", args.half) + textpages.load(args.data, "indent", args.half)
    rows = dump(args.tool, pages)
    for page, lines in zip(pages, rows):
        page["flags"] = gold_of(page, [w for _, _, w in lines])
    names = ["base"] + sorted({t for lines in rows for _, traits, _ in lines for t in traits if t.split(":")[0] not in args.without.split(",")})
    place = {name: n for n, name in enumerate(names)}
    per_page = []
    for page, lines in zip(pages, rows):
        x = numpy.zeros((len(lines), len(names)))
        x[:, 0] = 1
        for n, (_, traits, _) in enumerate(lines):
            x[n, [place[t] for t in traits if t in place]] = 1
        known = numpy.array([f is not None for f in page["flags"]], dtype=bool)
        y = numpy.array([bool(f) for f in page["flags"]], dtype=float)
        size = numpy.array([max(1, len(textpages.words(w))) for _, _, w in lines], dtype=float) ** args.power
        weight = size / max(1e-9, size.sum()) * 100 * known if page["set"] == "wcxb" else size * known * args.segments / max(1, known.sum())
        per_page.append((x, y, weight))
    fold = [int(p["key"].encode().hex(), 16) % 5 for p in pages]

    def train(keep):
        some = [d for d, f in zip(per_page, fold) if keep(f)]
        return fit(*(numpy.concatenate([d[i] for d in some]) for i in range(3)), args.ridge)

    scores, worst = collections.defaultdict(list), []
    for k in range(5):
        w = train(lambda f: f != k)
        for page, lines, data, f in zip(pages, rows, per_page, fold):
            if f != k or page["set"] != "wcxb":
                continue
            weights = data[0] @ w
            for shift in (-0.5, 0, 0.5):
                for price in (0, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0):
                    cut = best_cut(weights + shift, price)
                    kept = [c for c, (is_open, _, _) in zip(cut, lines)]
                    if (shift, price) == (0.5, 1.5):
                        worst.append((score(page, lines, kept), page, lines, kept, weights))
                    scores[(shift, price)].append((page["kind"] == "article", *score(page, lines, kept)))
    mean = lambda key, some: sum(s[1] for s in scores[key] if some(s)) / max(1, sum(some(s) for s in scores[key]))
    ranked = sorted(scores, key=lambda k: -mean(k, lambda s: s[0]))
    for key in ranked[:6]:
        print("shift %.1f price %.1f" % key, "articles %.4f" % mean(key, lambda s: s[0]), "all %.4f" % mean(key, lambda s: True))
    for f1, page, lines, kept, weights in sorted((w for w in worst if w[1]["kind"] == "article"), key=lambda w: w[0])[:args.show]:
        print("=====", page["key"], page["url"], "F1 %.2f P %.2f R %.2f" % f1)
        for (_, _, line), flag, keep, weight in zip(lines, page["flags"], kept, weights):
            print(f"{'M' if flag else '.'}{'k' if keep else '-'} {weight:5.1f} {line[:100]}")
    shift, price = ranked[0]
    if args.write:
        w = train(lambda f: True)
        groups = collections.defaultdict(dict)
        for name, value in zip(names, w):
            if ":" in name:
                group, at = name.split(":")
                groups[group][int(at)] = round(100 * value)
        head = (ROOT / "data/shapes.toml").read_text(encoding="utf-8").split("base =")[0]
        with open(ROOT / "data/shapes.toml", "w", encoding="utf-8") as out:
            out.write(head + f"base = {round(100 * (w[0] + shift))}\nchange = {round(100 * price)}\n")
            for group in sorted(groups):
                values = [groups[group].get(n, 0) for n in range(max(groups[group]) + 1)]
                out.write(f"{group} = {values}\n")


if __name__ == "__main__":
    main()
