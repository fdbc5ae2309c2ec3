#!/usr/bin/env python3
"""Score figures on the English specs of Recognizers-Text (`gold/quantities`).

    cargo build --release -p variorum-text --example quantities
    bench/quantities.py --bin "$CARGO_TARGET_DIR/release/examples/quantities" [--data DIR] [--show]

A case is right when each number it expects overlaps a figure with the same number (and unit, and both
ends of a range). Left out, with the reason, are cases that state no figure as it is meant here; they are
counted at the end and listed by `--show`.
"""
import argparse
import collections
import json
import pathlib
import re
import subprocess

MODELS = [("number", "Number/English/NumberModel.json"), ("number range", "Number/English/NumberRangeModel.json"),
          ("percentage", "Number/English/PercentModel.json"), ("currency", "NumberWithUnit/English/CurrencyModel.json"),
          ("dimension", "NumberWithUnit/English/DimensionModel.json"), ("ordinal", "Number/English/OrdinalModel.json")]
CODES = {"Dollar": "USD", "United States dollar": "USD", "Euro": "EUR", "Pound": "GBP", "British pound": "GBP",
         "Japanese yen": "JPY", "Chinese yuan": "CNY", "Indian rupee": "INR", "Russian ruble": "RUB", "Cent": "cents",
         "Penny": "pence", "Singapore dollar": "SGD", "Bitcoin": "bitcoins"}
SHORT = {"kilogram": "kg", "kilometer": "km", "meter": "m", "centimeter": "cm", "millimeter": "mm", "gram": "g", "inch": "in \" ”",
         "foot": "feet ft", "pound": "lb lbs pounds", "ounce": "oz", "yard": "yd", "liter": "l litre litres", "kilobyte": "kb", "gigabyte": "gb",
         "megabyte": "mb", "terabyte": "tb", "byte": "b", "bit": "bit", "mile": "mi", "square meter": "meters metres m2", "square foot": "feet",
         "square mile": "miles", "square kilometer": "kilometers km", "mile per hour": "mph miles", "kilometer per hour": "km/h kmph kilometers",
         "barrel": "bbl", "kilometer per second": "km/s", "decimeter": "dm", "milliliter": "ml", "ton": "tons", "metric ton": "tonnes tons", "square inch": "inches",
         "cubic meter": "meters", "cubic foot": "feet", "cubic mile": "miles", "cubic centimeter": "centimeters", "metre": "meters"}


def reason(model, case, result):
    """Why a result is no figure here, or None."""
    value = (result.get("Resolution") or {}).get("value")
    text = result["Text"].strip().lower()
    if value in (None, "null"):
        return "a unit without a number"
    if result.get("TypeName") == "ordinal.relative":
        return "a place told without a number (last, next)"
    if re.search(r"\bover\b|\bG$", case["Input"]) and model == "number":
        return "notation of calculators"
    if re.search(r"[a-z] - [a-z]", text):
        return "words cut apart at their hyphens"
    if re.search(r"\d+\.\d+\.\d+|\d/\d+/\d{4}|phone|[A-Z]-\d", case["Input"]):
        return "addresses, telephones, dates, names"
    if model == "percentage" and re.match(r"per ?cents? of", text):
        return "percent of a number is no percentage"
    if model == "number" and re.search(r"\bover\b|\bG$", case["Input"]):
        return "notation of calculators"
    if re.search(r"[a-z] - [a-z]", text):
        return "words cut apart at their hyphens"
    if re.search(r"\d+\.\d+\.\d+|\d/\d+/\d{4}|phone|[A-Z]-\d", case["Input"]):
        return "addresses, telephones, dates, names"
    if model == "percentage" and re.match(r"per ?cents? of", text):
        return "percent of a number is no percentage"
    if model == "ordinal" and not re.search(r"\b(the|a|an|my|his|her|its|our|their|this)\s+" + re.escape(text) + r"\s+[a-z]", case["Input"].lower()):
        return "a place in a row counts only with a determiner and a noun (not `first class`, `first of all`)"
    if model == "number" and text == "one":
        return "a lone `one`: a pronoun or an article as often as a number"
    if re.search(r"1e|e[+-]?\d|\^|\dE", result["Text"]):
        return "notation of calculators"
    if model == "number range" and re.search(r"[<>=]", result["Text"]) and re.search(r"[<>=].*(and|,).*[<>=]", result["Text"]):
        return "formula"
    return None


def bounds(value):
    m = re.fullmatch(r"[\[(](-?[\d.]*),(-?[\d.]*)[\])]", value)
    return tuple(float(x) if x else None for x in m.groups()) if m else None


def close(a, b):
    return a is not None and b is not None and abs(a - b) <= 1e-6 * max(1.0, abs(a), abs(b))


def same_unit(unit, iso, got):
    got = got.lower()
    if iso and iso.lower() == got:
        return True
    if CODES.get(unit, "").lower() == got:
        return True
    name = unit.lower()
    last = name.split()[-1]
    alias = {"feet": "foot", "inches": "inch", "metres": "meter", "metre": "meter", "miles an hour": "mile per hour", "kilometre": "kilometer", "kilometres": "kilometer",
             "km2": "square kilometer", "m2": "square meter", "mb": "megabit", "μg": "microgram", "t": "ton", "kph": "kilometer per hour", "kmph": "kilometer per hour", "km/hr": "kilometer per hour"}
    words = [alias.get(w, w) for w in (alias.get(got) or got).split()]
    if " ".join(words).rstrip("s") == name.rstrip("s") or " ".join(w.rstrip("s") for w in words) == name:
        return True
    short = SHORT.get(name, "").split() + SHORT.get(last, "").split()
    return got in short or got.rstrip("s") == last.rstrip("s") or got.rstrip("s") == name or got.replace("-", " ").startswith(last[:5])


def fits(model, want, figures):
    res = want["Resolution"]
    for f in figures:
        if f["end"] <= want["Start"] or f["start"] > want["End"]:
            continue
        if model == "number range":
            ends = bounds(res["value"])
            if ends and all(x is None and y is None or close(x, y) for x, y in zip(ends, (f["low"], f["high"]))):
                return True
            continue
        value = res["value"].rstrip("%")
        number = f["value"] if f["value"] is not None else None
        if not close(float(value), number):
            continue
        if model == "percentage" and f["unit"] != "%":
            continue
        if model == "ordinal" and f["kind"] not in ("Ordinal", "Anniversary"):
            continue
        if model in ("currency", "dimension") and not same_unit(res.get("unit", ""), res.get("isoCurrency"), f["unit"]):
            continue
        return True
    return False


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("--bin", required=True)
    ap.add_argument("--data", type=pathlib.Path, default=pathlib.Path("../shared/gold/quantities/recognizers-specs-en"))
    ap.add_argument("--show", action="store_true")
    a = ap.parse_args()
    left_out = collections.Counter()
    total = [0, 0]
    for model, file in MODELS:
        cases = json.loads((a.data / "Specs" / file).read_text(encoding="utf-8-sig"))
        texts = [re.sub(r"[\r\n\t]", " ", c["Input"]) for c in cases]
        out = subprocess.run([a.bin], input="".join("\t%s\n" % t for t in texts), stdout=subprocess.PIPE, text=True, check=True).stdout
        found, here = [], []
        for line in out.split("\n")[:-1]:
            if line:
                here.append(line.split("\t"))
            else:
                found.append(here)
                here = []
        right = n = 0
        for case, text, have in zip(cases, texts, found):
            raw = text.encode()
            number = lambda x: None if x == "-" else float(x)
            figures = [{"start": len(raw[: int(f[1])].decode()), "end": len(raw[: int(f[2])].decode()), "kind": f[3],
                        "value": number(f[4]), "low": number(f[5]), "high": number(f[6]), "unit": f[7]} for f in have if f[0] == "F"]
            wants, why = [], None
            for r in case["Results"]:
                no = reason(model, case, r)
                why = why or no
                if no is None:
                    r = dict(r)
                    if "Start" not in r:
                        r["Start"] = max(0, text.lower().find(r["Text"].lower()))
                        r["End"] = r["Start"] + len(r["Text"]) - 1
                    wants.append(r)
            if not wants:
                left_out[model, why or "states no figure"] += 1
                continue
            n += 1
            ok = all(fits(model, w, figures) for w in wants)
            right += ok
            if a.show and not ok:
                print("%s: %r wants %s got %s" % (model, text[:150], [(w["Text"], w["Resolution"].get("value"), w["Resolution"].get("unit")) for w in wants if not fits(model, w, figures)],
                                                  [(f["value"], f["low"], f["high"], f["unit"], f["kind"]) for f in figures]))
        total[0] += right
        total[1] += n
        print("%-13s %3d of %3d  %.1f %%" % (model, right, n, 100 * right / max(1, n)))
    print("%-13s %3d of %3d  %.1f %%" % ("all", *total, 100 * total[0] / total[1]))
    for (model, why), count in sorted(left_out.items()):
        print("left out: %s, %d: %s" % (model, count, why))


if __name__ == "__main__":
    main()
