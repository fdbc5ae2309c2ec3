#!/usr/bin/env python3
"""Scores same-event links on MEANTIME (NewsReader, English) against a same-head-word baseline, in one run.

    cargo build --release -p variorum-text --example event_links
    bench/meantime.py --bin PATH/TO/variorum [--links PATH/TO/event_links] [--shared ../shared] [--corpus airbus] [--unseen] [--show]

Mentions are those of the gold (EVENT_MENTION), handed to both sides: to the program as places in the text,
to the baseline as the lemma that the corpus gives them (`pred`); mentions of one lemma in one document are
one event there. Gold: mentions that REFERS_TO one EVENT; the few without one are alone. Links are within
documents: six events of the sixty articles stand in two of them, which measures nothing. Singletons count
on both sides. CoNLL F1 is the mean of the F1 of MUC, B3 and CEAF-e, each pooled over the documents; `all`
is over the documents of all corpora. The linker was developed on `airbus` and on every second document of
`apple`, from the first of the sorted list on; the others were only measured (`--unseen` takes them alone).
"""
import argparse, collections, pathlib, subprocess, sys
import xml.etree.ElementTree as ET


def load(folder):
    docs = []
    for file in sorted(folder.glob("*.xml")):
        root = ET.parse(file).getroot()
        tokens = [(t.get("t_id"), int(t.get("sentence")), t.text) for t in root.iter("token")]
        index = {t[0]: i for i, t in enumerate(tokens)}
        marks = list(root.find("Markables"))
        mentions = {m.get("m_id"): m for m in marks if m.tag == "EVENT_MENTION"}
        events = {m.get("m_id") for m in marks if m.tag == "EVENT"}
        event_of = {}
        for r in root.find("Relations"):
            target = r.find("target") if r.tag == "REFERS_TO" else None
            if target is not None and target.get("m_id") in events:
                event_of.update({s.get("m_id"): target.get("m_id") for s in r.findall("source") if s.get("m_id") in mentions})
        found = []
        for key, m in mentions.items():
            at = [index[a.get("t_id")] for a in m.findall("token_anchor")]
            if at:
                words = " ".join(tokens[i][2] for i in at)
                found.append({"first": min(at), "end": max(at) + 1, "words": words, "lemma": (m.get("pred") or words).lower(),
                              "gold": event_of.get(key, "alone " + key)})
        if found:
            docs.append((file.stem, tokens, found))
    return docs


def lines(docs):
    """The documents as `event_links` reads them: sentences of words parted by spaces, mentions in bytes."""
    out = []
    for _, tokens, mentions in docs:
        sentences, place = collections.OrderedDict(), {}
        for i, (_, s, word) in enumerate(tokens):
            words = sentences.setdefault(s, [])
            start = sum(len(w.encode()) + 1 for w in words)
            place[i] = (s, start, start + len(word.encode()))
            words.append(word)
        number = {s: n for n, s in enumerate(sentences)}
        out += ["S\t" + " ".join(words).replace("\t", " ") for words in sentences.values()]
        for m in mentions:
            s, start, _ = place[m["first"]]
            out.append("M\t%d\t%d\t%d" % (number[s], start, place[m["end"] - 1][2]))
        out.append("")
    return "\n".join(out) + "\n"


def groups(keys):
    found = collections.defaultdict(set)
    for n, key in enumerate(keys):
        found[key].add(n)
    return list(found.values())


def muc(gold, ours):
    def side(a, b):
        of = {m: n for n, g in enumerate(b) for m in g}
        return sum(len(g) - len({of[m] for m in g}) for g in a), sum(len(g) - 1 for g in a)
    return side(gold, ours), side(ours, gold)


def b3(gold, ours):
    g, o = ({m: s for s in side for m in s} for side in (gold, ours))
    both = {m: len(g[m] & o[m]) for m in g}
    return (sum(n / len(g[m]) for m, n in both.items()), len(g)), (sum(n / len(o[m]) for m, n in both.items()), len(o))


def ceafe(gold, ours):
    total = assign([[2 * len(g & o) / (len(g) + len(o)) for o in ours] for g in gold])
    return (total, len(gold)), (total, len(ours))


def assign(like):
    """The largest sum of a matching (Kuhn and Munkres)."""
    size = max(len(like), len(like[0]))
    cost = [[-(like[i][j] if i < len(like) and j < len(like[0]) else 0) for j in range(size)] for i in range(size)]
    u, v, match, way = [0.0] * (size + 1), [0.0] * (size + 1), [0] * (size + 1), [0] * (size + 1)
    for i in range(1, size + 1):
        match[0], j0 = i, 0
        least, used = [float("inf")] * (size + 1), [False] * (size + 1)
        while True:
            used[j0], i0, delta, j1 = True, match[j0], float("inf"), 0
            for j in range(1, size + 1):
                if not used[j]:
                    now = cost[i0 - 1][j - 1] - u[i0] - v[j]
                    if now < least[j]:
                        least[j], way[j] = now, j0
                    if least[j] < delta:
                        delta, j1 = least[j], j
            for j in range(size + 1):
                if used[j]:
                    u[match[j]] += delta
                    v[j] -= delta
                else:
                    least[j] -= delta
            j0 = j1
            if match[j0] == 0:
                break
        while j0:
            match[j0], j0 = match[way[j0]], way[j0]
    return v[0]


def conll(pairs):
    f1s, cells = [], []
    for name, measure in (("MUC", muc), ("B3", b3), ("CEAF-e", ceafe)):
        sums = [0.0] * 4
        for gold, ours in pairs:
            (rn, rd), (pn, pd) = measure(gold, ours)
            sums = [x + y for x, y in zip(sums, (rn, rd, pn, pd))]
        recall, precision = sums[0] / max(1, sums[1]), sums[2] / max(1, sums[3])
        f1s.append(2 * recall * precision / (recall + precision) if recall + precision else 0.0)
        cells.append("%s %.1f/%.1f/%.1f" % (name, 100 * recall, 100 * precision, 100 * f1s[-1]))
    return 100 * sum(f1s) / 3, "  ".join(cells)


def report(name, sides):
    """Prints the figures of documents, each with the groups of the gold, the baseline and the program."""
    gold, base, ours = zip(*sides)
    (low, low_cells), (value, cells) = conll(list(zip(gold, base))), conll(list(zip(gold, ours)))
    print("meantime %s baseline: CoNLL F1 %.2f   (recall/precision/F1: %s)" % (name, low, low_cells))
    print("meantime %s program : CoNLL F1 %.2f   (recall/precision/F1: %s)" % (name, value, cells))
    mentions = sum(len(group) for groups_ in gold for group in groups_)
    print("meantime %s gain: %.2f   (%d documents, %d mentions)" % (name, value - low, len(sides), mentions))


def show(docs, answers):
    """Prints the pairs that differ from the gold."""
    for (name, _, ms), x in zip(docs, answers):
        for i in range(len(ms)):
            for j in range(i):
                same, got = ms[i]["gold"] == ms[j]["gold"], x[i] == x[j]
                if same != got:
                    print("  %s %-7s %s | %s" % ("MISSED" if same else "WRONG ", name[:7], ms[j]["words"], ms[i]["words"]))


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("--bin", type=pathlib.Path, help="the program; `event_links` is looked for beside it, in examples/")
    ap.add_argument("--links", type=pathlib.Path)
    ap.add_argument("--shared", type=pathlib.Path, default=pathlib.Path("../shared"))
    ap.add_argument("--corpus", action="append", help="airbus, apple; both when not given")
    ap.add_argument("--unseen", action="store_true", help="of apple only the documents that the linker was not developed on")
    ap.add_argument("--show", action="store_true", help="print the pairs that differ from the gold")
    a = ap.parse_args()
    links = a.links or a.bin.parent / "examples" / "event_links"
    if not links.exists():
        print("meantime: skipped, no %s (cargo build --release -p variorum-text --example event_links)" % links.name)
        return 0
    corpora, pooled = a.corpus or ["airbus", "apple"], []
    for corpus in corpora:
        docs = load(a.shared / "gold" / "times" / ("corpus_" + corpus))
        if a.unseen and corpus == "apple":
            docs = docs[1::2]
        run = subprocess.run([links], input=lines(docs), stdout=subprocess.PIPE, text=True, encoding="utf-8", check=True)
        answers = [[int(n) for n in line.split()] for line in run.stdout.splitlines()]
        keys = lambda of: [groups([m[of] for m in d[2]]) for d in docs]
        sides = list(zip(keys("gold"), keys("lemma"), map(groups, answers)))
        report(corpus, sides)
        pooled += sides
        if a.show:
            show(docs, answers)
    if len(corpora) > 1:
        report("all", pooled)
    return 0


if __name__ == "__main__":
    sys.exit(main())
