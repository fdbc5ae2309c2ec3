#!/usr/bin/env python3
"""Score times on MEANTIME (NewsReader, English; TIMEX3 gold in `gold/times`).

    cargo build --release -p variorum-text --example quantities
    bench/timex.py --bin "$CARGO_TARGET_DIR/release/examples/quantities" [--data ../shared/gold/times] [--show]

Each sentence of a document is given with its creation time as the files state it. Times without words in
the text ("implicit") are left out, and so are the sentences behind the last one that the annotators marked
anything in (the corpus marks the first five and the title). Relaxed: a time is found when it overlaps the gold one, each used once;
value: its TIMEX3 value is the same as well.
"""
import argparse
import pathlib
import subprocess
import xml.etree.ElementTree as tree


def sentences(root):
    """(text, gold) a sentence; gold is (start, end, value)."""
    at = {}
    rows = {}
    for token in root.iter("token"):
        rows.setdefault(int(token.get("sentence")), []).append(token)
    texts = {}
    for n, tokens in rows.items():
        text = ""
        for token in tokens:
            word = token.text or ""
            closing = word in (",", ".", ";", ":", ")", "%", "'s", "n't", "?", "!", "’s") or word.startswith("'")
            text += ("" if not text or closing or text.endswith(("(", "$")) else " ")
            at[token.get("t_id")] = (n, len(text), len(text) + len(word))
            text += word
        texts[n] = text
    marks = [at[x.get("t_id")][0] for m in root.find("Markables") for x in m.findall("token_anchor")]
    texts = {n: text for n, text in texts.items() if n <= max(marks)}
    gold = {n: [] for n in texts}
    created = None
    for timex in root.iter("TIMEX3"):
        anchors = [at[x.get("t_id")] for x in timex.findall("token_anchor")]
        if timex.get("functionInDocument") == "CREATION_TIME":
            created = timex.get("value")
        if anchors:
            n = anchors[0][0]
            mine = [x for x in anchors if x[0] == n]
            gold[n].append((mine[0][1], mine[-1][2], timex.get("value")))
    return created, texts, gold


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("--bin", required=True)
    ap.add_argument("--data", type=pathlib.Path, default=pathlib.Path("../shared/gold/times"))
    ap.add_argument("--show", action="store_true")
    a = ap.parse_args()
    lines, rows = [], []
    for path in sorted(a.data.glob("corpus_*/*.xml")):
        created, texts, gold = sentences(tree.parse(path).getroot())
        for n, text in sorted(texts.items()):
            lines.append("%s\t%s\n" % ((created or "")[:10], text))
            rows.append((path.stem, created, text, gold[n]))
    out = subprocess.run([a.bin], input="".join(lines), stdout=subprocess.PIPE, text=True, check=True).stdout
    found, here = [], []
    for line in out.split("\n")[:-1]:
        if line:
            here.append(line.split("\t"))
        else:
            found.append(here)
            here = []
    want = got = hit = right = 0
    for (name, created, text, gold), have in zip(rows, found):
        raw = text.encode()
        mine = [(len(raw[: int(f[1])].decode()), len(raw[: int(f[2])].decode()), f[4]) for f in have if f[0] == "T"]
        want += len(gold)
        got += len(mine)
        left = list(mine)
        for s, e, value in gold:
            over = [m for m in left if m[0] < e and s < m[1]]
            if not over:
                if a.show:
                    print("missed %r %s | %s | %s" % (text[s:e], value, created, text[max(0, s - 60): e + 40]))
                continue
            best = max(over, key=lambda m: (m[2] == value, min(m[1], e) - max(m[0], s)))
            left.remove(best)
            hit += 1
            right += best[2] == value
            if a.show and best[2] != value:
                print("value  %r wants %s got %r %s | %s | %s" % (text[s:e], value, text[best[0]: best[1]], best[2], created, text[max(0, s - 60): e + 40]))
        for m in left if a.show else ():
            print("false  %r %s | %s | %s" % (text[m[0]: m[1]], m[2], created, text[max(0, m[0] - 60): m[1] + 40]))
    for label, n in (("relaxed", hit), ("value", right)):
        p, r = n / max(1, got), n / max(1, want)
        print("%-8s %d gold, %d found: P %.3f R %.3f F1 %.3f" % (label, want, got, p, r, 2 * p * r / max(1e-9, p + r)))


if __name__ == "__main__":
    main()
