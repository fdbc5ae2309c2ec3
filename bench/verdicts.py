#!/usr/bin/env python3
"""Scores `variorum check` on what ../shared/score/claims.py has no kind for.

    bench/verdicts.py --bin PATH/TO/variorum [--shared ../shared] [--each N] [--seed N] [--show]

Sentences of the transcripts of ../shared/gold/wh_briefings are put into the mouths of invented people and
told in every way that must not be taken for their own words: quoted and reported by a page, quoted by
another speaker, asked, refused, conditioned; with signs of other scripts, cut by ellipses, helped by
brackets, spliced over two speakers. Versions are the seeds 001 and 003, each sentence of which is checked
against a record that holds both. A verdict is right when its code is in the set of its kind; a false exact
is an exact verdict where the kind allows none.
"""
import argparse, datetime, importlib, pathlib, random, re, sys, tempfile

PEOPLE = ["Vera Holt", "Peer Varga", "Ivo Marlo", "Anna Lind", "Oresta Vanholm", "Tavit Merrow", "Jonas Brandt", "Mira Solberg"]
EXACT = {"exact", "exact_after_normalisation"}
LOOKALIKES = {"a": "а", "e": "е", "o": "о", "p": "р", "c": "с", "i": "і", "x": "х", "y": "у"}
UNSEEN = ["\u200b", "\u2060", "\u00ad", "\u200e", "\u202e", "\ufeff"]
TURNS = re.compile(r"\b(not|no|never|none|nobody|nothing|neither|nor|cannot|without|hardly|but|if|unless|until|although|though|except|however|yet|"
                   r"refuse\w*|fail\w*|den(?:y|ies|ied)|stop\w*|say|says|said|think|believe|hope|wish|claim\w*|ask\w*|told|tell|quote|whether|perhaps|maybe|"
                   r"may|might|could|would|should|want|try|once|provided|had|were)\b|n't|[0-9“”\"?:;()\[\]<>*_#…]|\.\.\.|[—–]|--", re.I)


class Case:
    def __init__(self, kind, words, by, allowed):
        self.kind, self.words, self.by, self.allowed = kind, words, by, allowed


def plain(text):
    """A sentence that says one thing: no negation, condition, question or figure in it."""
    return (re.fullmatch(r"[A-Z].*[a-z]{2}\.", text) and not re.search(r"[.!?] ", text) and 9 <= len(text.split()) <= 22
            and not TURNS.search(text) and not re.search(r"\b(one|two|three|four|five|six|seven|eight|nine|ten|hundred|thousand|million|billion|first|second|half)\b", text, re.I))


def small(sentence):
    """The sentence as a clause: first letter small unless it is `I` or a name."""
    first = sentence.split()[0]
    keep = first in ("I", "I’m", "I'm", "I’ve", "I've", "I’ll", "I'll", "I’d", "I'd") or not first[1:].islower() and len(first) > 1
    return sentence.rstrip(".") if keep else sentence[0].lower() + sentence[1:].rstrip(".")


def fits(sentence):
    """Begins with a word that is surely no name, so that it can stand inside another sentence."""
    return sentence.split()[0] in {"The", "We", "This", "That", "It", "They", "These", "Our", "There", "He", "She", "You", "My", "Those"}


class Maker:
    """Pages with cases; a sentence is used once."""

    def __init__(self, pool, rng):
        self.pool, self.rng, self.pages, self.cases, self.n = pool, rng, [], [], 0

    def take(self, wanted=lambda s: True):
        for i, s in enumerate(self.pool):
            if wanted(s):
                return self.pool.pop(i)
        raise SystemExit("verdicts: too few sentences; lower --each")

    def two(self):
        return self.rng.sample(PEOPLE, 2)

    def page(self, body, title="Evening in Brona"):
        self.n += 1
        # A day of its own for each page, so that no two are versions of one meeting.
        day = datetime.date(1990, 1, 1) + datetime.timedelta(days=9 * self.n)
        self.pages.append(f"{title} {self.n}\n\n{day.day} {day:%B} {day.year}\n\n{body}\n")

    def talk(self, who, words):
        """A turn with the words in the middle, and one of another speaker."""
        other = next(p for p in PEOPLE if p != who)
        self.meet([(who, f"Good evening, dear friends of the island. {words} That was my whole report."), (other, "Thank you for the report of this evening.")])

    def meet(self, turns):
        """A transcript: what is wanted between a welcome and a farewell."""
        who = [turns[0][0], next(w for w, _ in turns if w != turns[0][0])]
        talk = [(who[1], "Welcome to all of you."), *turns, (who[0], "Good night to the whole island."), (who[1], "Good night.")]
        self.page("\n\n".join(f"{w}: {t}" for w, t in talk), "Transcript of the evening in Brona")

    def add(self, kind, words, by, *allowed):
        self.cases.append(Case(kind, words, by, set(allowed)))


def reports(m, each):
    for _ in range(each):
        a, b = m.two()
        s = m.take()
        quote = s[:-1] + ","
        m.page(f"The council of Brona met on Friday in the old hall.\n\n“{quote}” said {a}, the mayor of Brona. {b} was in the hall as well.", "Post of Brona")
        m.add("quoted by a page", s, a, *EXACT)
        m.add("quoted, another name", s, b, "attributed_to_other")
        s = m.take(fits)
        m.page(f"The council of Brona met on Friday in the old hall.\n\n{a}, the mayor of Brona, said that {small(s)}. Rain fell all day.", "Post of Brona")
        m.add("reported by a page", small(s), a, "indirect_only")
        m.add("reported, another name", small(s), b, "attributed_to_other")
        s = m.take()
        m.page(f"{a} and {b} came to the market of Brona on Friday.\n\n{s}\n\nThe market closed at noon.", "Post of Brona")
        m.add("told by the page", s, a, "attributed_to_other")


def nested(m, each):
    for _ in range(each):
        a, b = m.two()
        s = m.take()
        m.talk(a, f"Last year a fisherman told me, “{s}” I wrote it down.")
        m.add("quoted by a speaker", s, a, "attributed_to_other", "partial_context")
        m.add("quoted by a speaker, no name", s, None, "partial_context")
        s, t = m.take(), m.take()
        m.talk(a, f"{b} wrote to the council: “{s} {t}” We have read it.")
        m.add("quoted by a speaker", t, a, "attributed_to_other", "partial_context")
        m.add("quoted by a speaker, of another", t, b, "indirect_only", "attributed_to_other")


FRAMES = [("asked", "Do you think that {}?"), ("asked", "Is it true that {}?"), ("asked", "Who says that {}?"), ("refused", "I never said that {}."),
          ("refused", "We do not believe that {}."), ("refused", "It is not true that {}."), ("refused", "I doubt that {}."), ("refused", "Nobody can promise that {}."),
          ("conditioned", "If the ice holds, {}."), ("conditioned", "Unless the council pays, {}."), ("conditioned", "We shall see whether {}."),
          ("conditioned behind", "{}, if the council agrees."), ("conditioned behind", "{}, but only on paper."), ("conditioned behind", "{} as long as the money lasts."),
          ("reported by a speaker", "They claim that {}."), ("reported by a speaker", "Our critics say that {}."), ("reported by a speaker", "{}, they say."),
          ("reported by a speaker", "The newspapers wrote that {}."), ("hoped", "I hope that {}."), ("hoped", "Perhaps {}."), ("taken back", "{}. That is not true."), ("taken back", "{}. So they say."),
          ("asked", "What makes you think that {}?"), ("asked", "Would anybody say that {}?"), ("asked", "How can they claim {}?"), ("asked", "{}, is that what you want?"),
          ("refused", "I have never told anyone that {}."), ("refused", "It would be a lie to say that {}."), ("refused", "We cannot promise that {}."), ("refused", "There is no truth in the rumour that {}."), ("refused", "I am not saying that {}."),
          ("conditioned", "Once the war is over, {}."), ("conditioned", "Had they asked us in time, {}."), ("conditioned", "Only if the council agrees, {}."), ("conditioned", "Suppose for a moment that {}."),
          ("conditioned behind", "{}, provided that nobody objects."), ("conditioned behind", "{} – unless it rains."), ("conditioned behind", "{}, or so we were told."),
          ("reported by a speaker", "According to the opposition, {}."), ("reported by a speaker", "My predecessor used to say that {}."), ("reported by a speaker", "Some people believe {}."), ("reported by a speaker", "I was told yesterday that {}."),
          ("hoped", "It may well be that {}."), ("hoped", "We dream that one day {}."), ("taken back", "{}. I do not believe a word of it."), ("taken back", "{}. Nonsense, I say."), ("taken back", "My opponent puts it like this: {}.")]
SAID = ["I think that {}.", "I can tell you that {}.", "We know that {}.", "Let me say that {}.", "I told the council that {}.", "And {}.", "The winter was hard, and {}.", "I believe {}.",
        "I am sure that {}.", "It is true that {}.", "As I said before, {}.", "We are proud that {}.", "Let me add that {}.", "The fact is that {}.", "Because of all this, {}.", "When I came into office, {}.", "I remember that {}.", "Not only that, {}."]


def framed(m, each):
    for n in range(each):
        for kind, frame in FRAMES[n % 4::4]:
            a, _ = m.two()
            s = m.take(fits)
            text = frame.format(small(s))
            m.talk(a, text[0].upper() + text[1:])
            words = small(s) if not frame.startswith("{}") else small(s)[0].upper() + small(s)[1:]
            m.add(kind, words, a, "partial_context", "attributed_to_other")
        for frame in SAID[n % 4::4]:
            a, _ = m.two()
            s = m.take(fits)
            m.talk(a, frame.format(small(s)))
            m.add("said with an opening", small(s), a, *EXACT)


def spoiled(m, each):
    for n in range(each):
        a, b = m.two()
        s = m.take()
        m.talk(a, s)
        spots = [i for i, c in enumerate(s) if c in LOOKALIKES]
        chosen = set(m.rng.sample(spots, min(len(spots), 1 + n % 5)))
        m.add("letters of another script", "".join(LOOKALIKES[c] if i in chosen else c for i, c in enumerate(s)), a, "near")
        at = m.rng.choice([i for i, c in enumerate(s) if c.isalpha() and i])
        m.add("signs that cannot be seen", s[:at] + UNSEEN[n % len(UNSEEN)] + s[at:], a, "near")
        s, t = m.take(), m.take()
        m.meet([(a, f"We begin this evening with the report. {s}"), (b, f"{t} I thank you for it.")])
        splice = " ".join(s.split()[-6:]) + " " + " ".join(t.split()[:6])
        m.add("over two speakers", splice, a, "combined", "not_found", "reworded", "near", "attributed_to_other")
        m.add("with the label", f"{' '.join(s.split()[-5:])} {b}: {' '.join(t.split()[:4])}", a, "combined", "not_found", "reworded", "near", "attributed_to_other")


def cut(m, each):
    for n in range(each):
        a, b = m.two()
        s = m.take(lambda s: len(s.split()) >= 14)
        m.talk(a, s)
        w = s.split()
        mark = ["…", "...", "[…]", "[...]"][n % 4]
        m.add("ellipsis", f"{' '.join(w[:5])} {mark} {' '.join(w[8:])}", a, "exact_after_normalisation")
        s = m.take(lambda s: len(s.split()) >= 10)
        w = s.rstrip(".").split()
        m.talk(a, f"{' '.join(w[:5])} {['not', 'never', 'three hundred', 'but not'][n % 4]} {' '.join(w[5:])}.")
        m.add("ellipsis that hides a turn", f"{' '.join(w[:5])} {mark} {' '.join(w[5:])}.", a, "partial_context", "polarity_differs")
        s, t = m.take(), m.take()
        m.meet([(a, f"{s} That was the first of my points."), (b, "I thank you for the first of your points."), (a, f"{t} That was the last of them.")])
        m.add("ellipsis over turns", f"{' '.join(s.split()[:6])} {mark} {' '.join(t.split()[:6])}", a, "combined")
        s = m.take(lambda s: s.startswith(("We ", "They ", "He ", "She ")))
        m.talk(a, s)
        first, rest = s.split(" ", 1)
        other = {"We": "they", "They": "we", "He": "she", "She": "he"}[first]
        m.add("bracketed pronoun", f"[{other}] {rest}", a, "exact_after_normalisation")
        m.add("bracketed capital", f"[{first[0].lower()}]{first[1:]} {rest}", a, "exact_after_normalisation")
        m.add("bracketed turn", f"{first} [never] {rest}", a, "polarity_differs", "near", "reworded", "partial_context")
        low, high = m.rng.sample(range(20, 900), 2)
        m.talk(a, f"Of the {high} boats of the island {low} were lost in the storm of {['March', 'April'][n % 2]}.")
        m.add("numbers in another order", f"Of the {low} boats of the island {high} were lost in the storm of {['March', 'April'][n % 2]}.", a, "figure_differs")


def clauses(m, each):
    """Heads of sentences that go on without a turn: to be called partial they give no cause."""
    for _ in range(each):
        a, _ = m.two()
        s = m.take(lambda s: len(s.split()) >= 14)
        m.talk(a, s)
        m.add("head of a plain sentence", " ".join(s.split()[:9]), a, *EXACT)


def score(bench, binary, args, tmp):
    m = Maker(sentences(bench, args), random.Random(args.seed))
    for part in (reports, nested, framed, spoiled, cut, clauses):
        part(m, args.each)
    record, folder = tmp / "record", tmp / "pages"
    folder.mkdir()
    for n, page in enumerate(m.pages):
        (folder / f"p{n:05}.txt").write_text(page, encoding="utf-8")
    bench.new_record(binary, record)
    bench.run(binary, ["add", "--record", record, folder], ok=(0,))
    return m.cases, ask(bench, binary, record, m.cases, tmp)


def sentences(bench, args):
    paths = bench.find_pages(bench.GOLD)
    random.Random(args.seed).shuffle(paths)
    seen, out = set(), []
    for path in paths[:args.docs]:
        for turn in bench.read_page(path).turns:
            for s in (s for p in turn.paragraphs for s in p):
                if s not in seen and plain(s):
                    out.append(s)
                seen.add(s)
    random.Random(args.seed).shuffle(out)
    return out


def ask(bench, binary, record, cases, tmp):
    import csv
    file = tmp / f"claims{len(cases)}.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(["words", "by", "on"])
        rows.writerows([c.words, c.by or "", ""] for c in cases)
    lines, _, _ = bench.run(binary, ["check", "--file", file, "--json", "--record", record], ok=(0, 1, 3, 10))
    found = [x for x in lines if x.get("kind") == "verdict"]
    if len(found) != len(cases):
        raise SystemExit(f"verdicts: {len(found)} answers for {len(cases)} claims")
    return found


def versions(bench, binary, tmp):
    """Sentences of the seeds 001 and 003: where they differ by more than signs, each is a variant of the other."""
    a, b = (bench.SEEDS / f for f in ("001_4f2931f7318b4725.txt", "003_2143d4e045405792.txt"))
    record = tmp / "seeds"
    bench.new_record(binary, record)
    bench.run(binary, ["add", "--record", record, a, b], ok=(0,))
    lines, _, _ = bench.run(binary, ["compare", a, b, "--json"], ok=(0, 1))
    collation = bench.one(lines, "collation")
    by_id = {s["id"]: s for v in collation["versions"] for s in v["sentences"]}
    cases = []
    for row in collation["rows"]:
        sides = [[by_id[i] for i in ids] for ids in row["ids"].values()]
        if row["relation"] not in ("changed", "identical") or any(len(s) != 1 or not s[0]["speaker"] for s in sides):
            continue
        kind = "versions differ" if any(d["rank"] < 4 for d in row["differences"]) else "versions agree"
        for [s] in sides:
            if len(s["text"].split()) >= 5:
                allowed = {"translation_variant"} if kind == "versions differ" else EXACT
                cases.append(Case(kind, s["text"], s["speaker"], allowed))
    return cases, ask(bench, binary, record, cases, tmp)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--bin", required=True)
    ap.add_argument("--shared", type=pathlib.Path, default=pathlib.Path(__file__).resolve().parent.parent.parent / "shared")
    ap.add_argument("--docs", type=int, default=60, help="transcripts from which sentences are taken")
    ap.add_argument("--each", type=int, default=20, help="cases of each kind, about")
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--show", action="store_true", help="print wrong verdicts")
    args = ap.parse_args()
    if not (args.shared / "score" / "_bench.py").is_file():
        print(f"verdicts: skipped, {args.shared} is not there")
        return 0
    sys.path.insert(0, str(args.shared / "score"))
    bench = importlib.import_module("_bench")
    with tempfile.TemporaryDirectory() as tmp:
        tmp = pathlib.Path(tmp)
        cases, found = score(bench, args.bin, args, tmp)
        more, also = versions(bench, args.bin, tmp)
        cases, found = cases + more, found + also
    kinds = {}
    for case, verdict in zip(cases, found):
        row = kinds.setdefault(case.kind, [0, 0, 0, {}])
        code = verdict["code"]
        row[0] += 1
        row[1] += code in case.allowed
        row[2] += code in EXACT and not case.allowed & EXACT
        row[3][code] = row[3].get(code, 0) + 1
        if args.show and code not in case.allowed:
            print(f"{case.kind}: {code}: {case.words!r} by {case.by}\n    {verdict['sentence']}")
    top = lambda codes: ", ".join(f"{c} {n}" for c, n in sorted(codes.items(), key=lambda x: -x[1])[:3])
    bench.table(["kind", "claims", "right", "false exact", "verdicts"], [[k, n, r / n, f, top(c)] for k, (n, r, f, c) in kinds.items()])
    print(f"verdicts.claims {len(cases)}")
    print(f"verdicts.false_exact {sum(r[2] for r in kinds.values())}")
    print(f"verdicts.macro {100 * sum(r[1] / r[0] for r in kinds.values()) / len(kinds):.2f}")
    print(f"verdicts.worst {100 * min(r[1] / r[0] for r in kinds.values()):.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
