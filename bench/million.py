#!/usr/bin/env python3
"""Makes web captures that hold a million statements, and questions whose answers are known.

    bench/million.py --out DIR [--documents 20000] [--sentences 50] [--seed 1] [--from 0]

Sentences come from the public-domain and CC0 texts under ../shared/gold; people, places and
publishers are invented. Most sentences get words of other sentences in place of their own, so that
few are copies; a tenth stand as they are. A third of the meetings have two or three versions with
small edits. The same arguments give the same bytes.

DIR/pages-NN.warc        captures, 1,000 a file: `variorum add DIR/*.warc`
DIR/questions.tsv        kind, address, words: exact, near05, near10, near20 (share of words edited,
                         of 25 and 12 words), absent (the words of a passage shuffled)
Only passages that stand once in the captures become questions.
"""
import argparse
import glob
import gzip
import json
import os
import random
import re
from collections import Counter

SYLLABLES = "bra ka lo mir ven tas or du shel an po ri gal no wen ti var eth su lan".split()
OFFICES = ["Office of the President of {}", "Ministry of Foreign Affairs of {}", "{} Courier", "Radio {}", "{} Parliament"]
END = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"“])")


def texts(shared):
    gold = os.path.join(shared, "gold")
    for name in sorted(glob.glob(os.path.join(gold, "bible-en", "*.tsv.gz"))):
        with gzip.open(name, "rt", encoding="utf-8") as f:
            for line in f:
                yield line.rstrip("\n").split("\t")[-1]
    for name in sorted(glob.glob(os.path.join(gold, "wh_briefings", "pages", "**", "*"), recursive=True)):
        if os.path.isfile(name):
            yield from open(name, encoding="utf-8")
    for name in sorted(glob.glob(os.path.join(gold, "tw_transcripts", "*.md"))):
        yield from open(name, encoding="utf-8")
    with open(os.path.join(gold, "crec", "crec.jsonl"), encoding="utf-8") as f:
        for line in f:
            page = re.sub(r"<[^>]*>", " ", json.loads(line)["html"])
            yield from re.split(r"\n  (?=\S)", page)


def sentences(shared):
    """Sentences of 5 to 60 words without marks of layout, each once, in a fixed order."""
    seen = set()
    for text in texts(shared):
        text = " ".join(text.split())
        if text.startswith(("#", ">", "-", "|", "![")):
            continue
        text = re.sub(r"^\**[A-Z][A-Z .’'-]{2,40}:\**\s*", "", text)
        for one in END.split(text):
            n = len(one.split())
            plain = not re.search(r"[*_\[\]{}<>|&:]|\(|\)", one)
            if 5 <= n <= 60 and plain and one[0].isupper() and one[-1] in ".!?" and one not in seen:
                seen.add(one)
    return sorted(seen)


def name(dice, n):
    return "".join(dice.choice(SYLLABLES) for _ in range(n)).capitalize()


class Maker:
    def __init__(self, pool, seed, n_sentences):
        self.dice = random.Random(seed)
        world = random.Random(0)
        self.pool = pool
        self.words = [w for s in pool[:: max(1, len(pool) // 40000)] for w in s.split() if w.isalpha() and w.islower()]
        self.n = n_sentences
        self.countries = [name(world, 3) for _ in range(40)]
        self.places = [name(world, 2) for _ in range(200)]
        self.people = sorted({f"{name(world, 2)} {name(world, 3)}" for _ in range(3000)})
        self.publishers = [f.format(c) for c in self.countries for f in OFFICES]

    def edited(self, sentence, share):
        """A sentence with a share of its inner words replaced by words of other sentences."""
        dice, words = self.dice, sentence.split()
        for at in range(1, len(words) - 1):
            if dice.random() < share:
                words[at] = dice.choice(self.words)
        return " ".join(words)

    def meeting(self):
        dice = self.dice
        people = dice.sample(self.people, 2 + dice.randrange(3))
        turns, left = [], self.n
        while left > 0:
            n = min(left, 1 + dice.randrange(12))
            said = [self.edited(s, 0.0 if dice.random() < 0.1 else 0.3) for s in dice.choices(self.pool, k=n)]
            turns.append((people[len(turns) % len(people)], said))
            left -= n
        day = f"20{dice.randrange(20, 34)}-{1 + dice.randrange(12):02d}-{1 + dice.randrange(28):02d}"
        return day, dice.choice(self.places), people, turns

    def versions(self):
        """The versions of one meeting as (day, place, people, turns, publisher)."""
        day, place, people, turns = self.meeting()
        n = self.dice.choices([1, 2, 3], weights=[67, 22, 11])[0]
        for v in range(n):
            if v:
                turns = [
                    (who, [self.edited(s, 0.08) if self.dice.random() < 0.4 else s for s in said if self.dice.random() > 0.03])
                    for who, said in turns
                ]
                turns = [(who, said) for who, said in turns if said]
            yield day, place, people, turns, self.dice.choice(self.publishers)


MONTHS = "January February March April May June July August September October November December".split()


def escape(words):
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def page(n, made):
    day, place, people, turns, publisher = made
    host = re.sub(r"[^a-z]+", "-", publisher.lower())
    url = f"https://www.{host}.example/talks/{n}"
    year, month, date = day.split("-")
    title = f"Talks of {' and '.join(people[:2])}"
    head = (
        f'<html lang="en"><head><title>{title}</title><meta property="og:site_name" content="{publisher}">'
        f'<meta property="article:published_time" content="{day}T18:00:00Z"></head><body><article><h1>{title}</h1>'
        f"<p>{int(date)} {MONTHS[int(month) - 1]} {year}</p><p>{place}</p>"
    )
    body = "".join(f"<p><b>{who}:</b> {escape(' '.join(said))}</p>" for who, said in turns)
    return url, day, (head + body + "</article></body></html>").encode()


def record(url, day, html):
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n" % len(html)
    block = http + html
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{abs(hash_of(url)) % 16**12:012x}>\r\n"
        f"WARC-Date: {day}T19:00:00Z\r\nWARC-Target-URI: {url}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def hash_of(text):
    value = 1469598103934665603
    for byte in text.encode():
        value = (value ^ byte) * 1099511628211 % 2**64
    return value


def bare(words):
    return tuple(w for w in re.findall(r"[\w’']+", words.lower()))


def edit(dice, words, share, others):
    """Words with a share of them replaced, left out, or followed by another."""
    out = []
    for word in words:
        if dice.random() >= share:
            out.append(word)
            continue
        kind = dice.randrange(4)
        if kind < 2:
            out.append(dice.choice(others))
        elif kind == 2:
            out.extend([word, dice.choice(others)])
    return out


def questions(pages, seed, maker, n):
    """Passages of 12 and 25 words that stand once, from turns; with edits."""
    dice = random.Random(seed + 77)
    runs = []
    while len(runs) < 5 * n:
        url, turns = dice.choice(pages)
        words = " ".join(dice.choice(turns)[1]).split()
        size = 12 if len(runs) % 2 else 25
        if len(words) >= size:
            at = dice.randrange(len(words) - size + 1)
            runs.append((size, url, words[at : at + size]))
    # A passage stands once when no run of six of its words stands in another document.
    wanted = {bare(" ".join(w))[i : i + 6] for _, _, w in runs for i in range(0, len(bare(" ".join(w))) - 5)}
    seen = Counter()
    for _, turns in pages:
        flat = bare(" ".join(s for _, said in turns for s in said))
        for i in range(len(flat) - 5):
            six = flat[i : i + 6]
            if six in wanted:
                seen[six] += 1
    once = []
    for size, url, words in runs:
        flat = bare(" ".join(words))
        if all(seen[flat[i : i + 6]] == 1 for i in range(len(flat) - 5)):
            once.append((size, url, words))
    for kind, share in [("exact", 0), ("near05", 0.05), ("near10", 0.1), ("near20", 0.2)]:
        for size in (25, 12):
            for s, url, words in [o for o in once if o[0] == size][:n]:
                yield f"{kind}-{size}", url, " ".join(edit(dice, words, share, maker.words))
    for size in (25, 12):
        for s, url, words in [o for o in once if o[0] == size][:n]:
            shuffled = words[:]
            dice.shuffle(shuffled)
            yield f"absent-{size}", "-", " ".join(shuffled)
    for _, url, words in runs[:n]:
        yield "any", url, " ".join(words)


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("--out", required=True)
    a.add_argument("--documents", type=int, default=20000)
    a.add_argument("--sentences", type=int, default=50)
    a.add_argument("--questions", type=int, default=1000)
    a.add_argument("--seed", type=int, default=1)
    a.add_argument("--from", type=int, default=0, dest="first", help="number of the first page")
    a.add_argument("--shared", default=os.environ.get("VARIORUM_SHARED", "../shared"))
    args = a.parse_args()
    os.makedirs(args.out, exist_ok=True)
    pool = sentences(args.shared)
    print(f"{len(pool)} sentences to draw from")
    maker = Maker(pool, args.seed, args.sentences)
    pages, n, file, n_statements = [], 0, None, 0
    while n < args.documents:
        for made in maker.versions():
            if n % 1000 == 0:
                file = open(os.path.join(args.out, f"pages-{n // 1000:03d}.warc"), "wb")
            url, day, html = page(args.first + n, made)
            file.write(record(url, day, html))
            pages.append((url, made[3]))
            n_statements += sum(len(said) for _, said in made[3])
            n += 1
            if n == args.documents:
                break
    file.close()
    print(f"{n} pages, {n_statements} sentences")
    if args.questions:
        with open(os.path.join(args.out, "questions.tsv"), "w", encoding="utf-8") as f:
            told = Counter()
            for row in questions(pages, args.seed, maker, args.questions):
                f.write("\t".join(row) + "\n")
                told[row[0]] += 1
        print(dict(told))


if __name__ == "__main__":
    main()
