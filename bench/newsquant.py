#!/usr/bin/env python3
"""Score figures on NewsQuant (github.com/satya77/CQE_Evaluation, commit 190c0ce4, no licence: not kept here).

    cargo build --release -p variorum-text --example quantities
    bench/newsquant.py --bin "$CARGO_TARGET_DIR/release/examples/quantities" --data DIR [--first 200 | --rest] [--show]

DIR holds `data/formatted_test_set/NewsQuant.json`, or that file itself. Only the first 200 sentences are
for tuning; `--rest` measures on the others and shows none of them. As in the corpus's own scorer a
quantity counts once, a range as two ends. Ordinals, anniversaries and figures by reference are no
quantities there and are left out; so are the words "one of", which are no figure here, from neither side:
they count as missed. The corpus has one field for comparator and direction:
`change` is the comparator where one is told, else the direction.
"""
import argparse
import json
import pathlib
import re
import subprocess

MONEY = {"dollar": "usd", "euro": "eur", "pound": "gbp", "australian dollar": "aud", "canadian dollar": "cad",
         "danish crown": "dkk", "danish krone": "dkk", "yen": "jpy", "yuan": "cny", "rupee": "inr", "ruble": "rub", "hong kong dollar": "hkd",
         "pound sterling": "gbp", "us dollar": "usd", "penny": "penny", "british pound": "gbp", "renminbi": "cny",
         "swiss franc": "chf", "won": "krw", "south african rand": "zar", "rand": "zar", "baht": "thb"}
SHORT = {"hp": "horsepower", "bhp": "brake horsepower", "lb": "pound", "lbs": "pound", "pounds": "pound", "kg": "kilogram", "km": "kilometre", "km/h": "kilometre per hour",
         "mph": "mile per hour", "rpm": "revolutions per minute", "gb": "gigabyte", "mb": "megabyte", "tb": "terabyte", "m": "metre", "cm": "centimetre",
         "mm": "millimetre", "ft": "foot", "feet": "foot", "meters": "metre", "meter": "metre", "p": "penny", "pence": "penny", "people": "people", "kw": "kilowatt",
         "kwh": "kilowatt hour", "mw": "megawatt", "gw": "gigawatt", "g": "gram", "inches": "inch", "litre": "litre", "liter": "litre", "yd": "yard", "oz": "ounce", "min": "minute", "hours": "hour"}


def singular(word):
    word = SHORT.get(word, word)
    if word.endswith("ies"):
        return word[:-3] + "y"
    for end in ("ches", "shes", "sses", "xes"):
        if word.endswith(end):
            return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us")) else word


def unit_key(unit):
    """The word by which two units are compared: a currency's code, percent, else the head noun."""
    unit = (unit or "-").lower().strip()
    for name in ("percentage points", "percentage point"):
        if unit.startswith(name):
            return "percentage point"
    if unit in ("%", "percent", "percentage", "&") or unit.startswith("percentage") or unit.startswith("% ") or unit.startswith("percent "):
        return "%"
    if unit in ("-", ""):
        return "-"
    head = re.split(r" per | of |/", unit)[0].strip()
    return MONEY.get(head) or singular(head.split()[-1]) if head else "-"


def units_match(gold, got):
    if gold["unit"] in ("-", "") and gold["normalized_unit"] in ("-", ""):
        return got == "-"
    keys = {unit_key(gold["normalized_unit"])} | {unit_key(gold["unit"].replace("US$", "dollar").replace("$", "dollar"))}
    heads = {singular(w) for w in re.split(r"[ /-]", gold["unit"].lower())}
    mine = unit_key({"usd": "dollar", "cents": "cent"}.get(got.lower(), got))
    return mine in keys or mine in heads and mine not in ("-",)


def values(gold):
    text = gold["value"]
    if "E" not in text and not text.startswith("-") and "-" in text:
        return tuple(float(x) for x in text.split("-")[:2])
    return (float(text),)


def near(a, b):
    return len(a) == len(b) and all(abs(x - y) <= 1e-8 + 1e-5 * abs(x) for x, y in zip(a, b))


def change(direction, comparator):
    sign = {">=": ">", "<=": "<"}.get(comparator, comparator)
    return sign if sign != "=" or direction == "-" else direction


def run(tool, texts):
    lines = "".join("2019-06-01\t%s\n" % " ".join(t.split()) for t in texts)
    out = subprocess.run([tool], input=lines, stdout=subprocess.PIPE, text=True, check=True).stdout
    got, here = [], []
    for line in out.split("\n")[:-1]:
        if line:
            here.append(line.split("\t"))
        else:
            got.append(here)
            here = []
    return got


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("--bin", required=True)
    ap.add_argument("--data", required=True, type=pathlib.Path)
    ap.add_argument("--first", type=int, default=200)
    ap.add_argument("--rest", action="store_true")
    ap.add_argument("--show", action="store_true")
    a = ap.parse_args()
    path = a.data if a.data.is_file() else a.data / "data/formatted_test_set/NewsQuant.json"
    every = json.loads(path.read_text(encoding="utf-8"))
    part = every[a.first:] if a.rest else every[: a.first]
    want = got = 0
    hits = {"value": 0, "unit": 0, "change": 0}
    for item, found in zip(part, run(a.bin, [s["text"] for s in part])):
        mine = []
        for f in found:
            if f[0] == "F" and f[3] not in ("Ordinal", "Anniversary"):
                value = (float(f[4]),) if f[4] != "-" else (float(f[5]), float(f[6]))
                mine.append((value, f[7], change(f[9], f[8])))
        want += len(item["quantities"])
        got += len(mine)
        left, missed = list(mine), []
        for gold in item["quantities"]:
            fits = [m for m in left if near(values(gold), m[0])]
            if not fits:
                missed.append(gold)
                continue
            best = max(fits, key=lambda m: (units_match(gold, m[1]), m[2] == gold["change"]))
            left.remove(best)
            hits["value"] += 1
            hits["unit"] += units_match(gold, best[1])
            hits["change"] += best[2] == gold["change"]
            if a.show and not a.rest and not (units_match(gold, best[1]) and best[2] == gold["change"]):
                print("   ", {k: gold[k] for k in ("value", "unit", "change")}, "got", best, "|", item["text"][:160])
        if a.show and not a.rest and (missed or left):
            print("missed", [(m["value"], m["unit"]) for m in missed], "false", left, "|", item["text"][:400])
    print("%d sentences, %d quantities, %d found" % (len(part), want, got))
    for name, n in hits.items():
        p, r = n / max(1, got), n / max(1, want)
        print("%-14s P %.3f R %.3f F1 %.1f" % ("value" if name == "value" else "value + " + name, p, r, 200 * p * r / max(1e-9, p + r)))


if __name__ == "__main__":
    main()
