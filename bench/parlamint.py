#!/usr/bin/env python3
"""Scores the turns of sittings of the Spanish Congress: TEI with gold speakers, printed as its record prints them.

    bench/parlamint.py --bin PATH/TO/variorum [--shared ../shared] [--show N] [--keep DIR]

Each sitting of ../shared/gold/parlamint_es becomes a text page and an HTML page: front page, agenda
heads, `El señor MARTÍNEZ OBLANCA: …`, `La señora MINISTRA DE SANIDAD (Pérez Gil): …`, notes such as
`(Aplausos)`, `(Rumores)`. The gold is who speaks (`u@who`), the words, and the typed notes. The
definition of a right turn is that of ../shared/score/turns.py: words equal after folding, and the
speaker of a form that the page prints. A chair's label without a name in it means nobody, or the
person whom the front page names as presiding. `continues`: an utterance that opens with an ellipsis,
after one of the same speaker that ended with an ellipsis or without a stop.
"""
import argparse, collections, datetime, glob, importlib.util, os, pathlib, re, sys, tempfile
import xml.etree.ElementTree as ET

TEI = "{http://www.tei-c.org/ns/1.0}"
ID = "{http://www.w3.org/XML/1998/namespace}id"
DAYS = ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"]
MONTHS = ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"]
# Who presided over the Congress, from a day on: given name, surnames, sex.
PRESIDENTS = [("2011-12-13", "Jesús", "Posada Moreno", "M"), ("2016-01-13", "Patxi", "López Álvarez", "M"),
              ("2016-07-19", "Ana María", "Pastor Julián", "F"), ("2019-12-03", "Meritxell", "Batet Lamaña", "F")]
# The register has the offices in English.
OFFICES = {"Prime Minister": "PRESIDENT{E|A} DEL GOBIERNO", "Deputy Prime Minister": "VICEPRESIDENT{E|A} DEL GOBIERNO"}
WORDS = [("Territorial Administration", "ADMINISTRACIONES TERRITORIALES"), ("Public Administration", "ADMINISTRACIONES PÚBLICAS"),
         ("Consumer Affairs", "CONSUMO"), ("Foreign Affairs", "ASUNTOS EXTERIORES"), ("European Union", "UNIÓN EUROPEA"),
         ("Social Services", "SERVICIOS SOCIALES"), ("Social Security", "SEGURIDAD SOCIAL"), ("Social Rights", "DERECHOS SOCIALES"),
         ("Ecological Transition", "TRANSICIÓN ECOLÓGICA"), ("Cooperation", "COOPERACIÓN"), ("Environment", "MEDIO AMBIENTE"),
         ("Agriculture", "AGRICULTURA"), ("Fisheries", "PESCA"), ("Food", "ALIMENTACIÓN"), ("Justice", "JUSTICIA"), ("Health", "SANIDAD"),
         ("Equality", "IGUALDAD"), ("Development", "FOMENTO"), ("Education", "EDUCACIÓN"), ("Culture", "CULTURA"), ("Sports", "DEPORTE"),
         ("Employment", "EMPLEO"), ("Labour", "TRABAJO"), ("Energy", "ENERGÍA"), ("Tourism", "TURISMO"), ("Industry", "INDUSTRIA"),
         ("Trade", "COMERCIO"), ("Interior", "INTERIOR"), ("Defence", "DEFENSA"), ("Defense", "DEFENSA"), ("Economy", "ECONOMÍA"),
         ("Treasury", "HACIENDA"), ("Finance", "HACIENDA"), ("Science", "CIENCIA"), ("Innovation", "INNOVACIÓN"), ("Universities", "UNIVERSIDADES"),
         ("Transport", "TRANSPORTES"), ("Presidency", "LA PRESIDENCIA"), ("Inclusion", "INCLUSIÓN"), ("Territorial Policy", "POLÍTICA TERRITORIAL")]
KINDS = {"applause": ["kinesic"], "laughter": ["vocal", "kinesic"], "gesture": ["kinesic"], "signal": ["kinesic", "incident"],
         "murmuring": ["vocal"], "shouting": ["vocal"], "speaking": ["vocal", "incident"], "clarification": ["incident", "interpreted", "foreign", "vocal", "kinesic"],
         "pause": ["incident"], "action": ["incident"], "leaving": ["incident"], "inaudible": ["inaudible"]}


PARTS = {"kinesic": "aplauso|gesto|hace", "vocal": "risa|rumor|protesta|:", "incident": "pausa|abandonan|silencio", "inaudible": "no se perciben"}


def by_path(path):
    spec = importlib.util.spec_from_file_location("turns", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def people(path):
    """Register: id -> (given, surnames, sex, offices)."""
    out = {}
    for p in ET.parse(path).getroot().iter(TEI + "person"):
        name = p.find(TEI + "persName")
        given = " ".join(x.text for x in name.findall(TEI + "forename"))
        last = " ".join(x.text for x in name if x.tag in (TEI + "surname", TEI + "nameLink"))
        sex = p.find(TEI + "sex")
        offices = [(a.get("from") or "", a.get("to") or "9999", a.get("role"), a.findtext(TEI + "roleName") or "")
                   for a in p.findall(TEI + "affiliation") if a.get("ref") == "#GOV"]
        out[p.get(ID)] = (given, last, "M" if sex is None else sex.get("value"), offices)
    return out


def spanish(role, english, sex):
    end = lambda s: re.sub(r"\{(.*?)\|(.*?)\}", lambda m: m[2 if sex == "F" else 1], s)
    if role == "head":
        return end(OFFICES["Prime Minister"])
    if role == "deputyHead":
        return end(OFFICES["Deputy Prime Minister"])
    areas = sorted((english.find(e), s) for e, s in WORDS if e in english)
    areas = [s for _, s in areas] or ["FOMENTO"]
    return end("MINISTR{O|A} DE ") + " Y ".join([", ".join(areas[:-1]), areas[-1]] if len(areas) > 1 else areas)


class Sitting:
    """One sitting as a page of turns.py."""

    def __init__(self, turns, path, register, dotted):
        self.turns, self.register, self.dotted = turns, register, dotted
        self.day = re.search(r"_(\d{4}-\d\d-\d\d)-", path)[1]
        self.president = [p for p in PRESIDENTS if p[0] <= self.day][-1]
        self.page = turns.Page({})
        self.page.style = {}
        self.continues, self.last = [], {}
        self.body = ET.parse(path).getroot().find(f"{TEI}text/{TEI}body")
        self.us = list(self.body.iter(TEI + "u"))
        self.front()
        for div in self.body.iter(TEI + "div"):
            for el in div:
                self.block(el)
        self.page.narr("Eran las ocho y treinta minutos de la noche.")
        self.page.note(self.page.blocks[-1][1], "narrative", optional=True)

    def front(self):
        _, given, last, sex = self.president
        when = datetime.date.fromisoformat(self.day)
        pg = self.page
        self.title = "Diario de Sesiones del Congreso de los Diputados"
        pg.head(self.title, "PLENO Y DIPUTACIÓN PERMANENTE", "Año %d Núm. %d" % (when.year, when.toordinal() % 300))
        pg.narr("PRESIDENCIA %s %s" % ("DE LA EXCMA. SRA. D.ª" if sex == "F" else "DEL EXCMO. SR. D.", (given + " " + last).upper()))
        pg.narr("Sesión plenaria núm. %d celebrada el %s %d de %s de %d" % (when.day, DAYS[when.weekday()], when.day, MONTHS[when.month - 1], when.year))
        pg.narr("Se abre la sesión a las nueve de la mañana.")

    def block(self, el):
        if el.tag == TEI + "head":
            self.page.head("— " + self.turns.fold("".join(el.itertext())))
        elif el.tag == TEI + "u":
            self.utterance(el)
        elif el.tag == TEI + "note":
            self.page.narr("(%s)." % self.turns.fold("".join(el.itertext())))
        elif el.tag in (TEI + "kinesic", TEI + "vocal", TEI + "incident", TEI + "gap"):
            self.page.narr(self.note(el).strip())

    def label(self, u):
        """Printed label, name of the person or None, other forms that are right."""
        who, chair = u.get("who", "").lstrip("#"), "chair" in u.get("ana", "")
        if who not in self.register:
            _, given, last, sex = self.president
            return ("La señora PRESIDENTA" if sex == "F" else "El señor PRESIDENTE"), None, [last, given + " " + last]
        given, last, sex, offices = self.register[who]
        article = "La señora " if sex == "F" else "El señor "
        now = [o for o in offices if o[0] <= self.day <= o[1]]
        if chair:
            office = "VICEPRESIDENTA" if sex == "F" else "VICEPRESIDENTE"
        elif now:
            office = spanish(now[-1][2], now[-1][3], sex)
        else:
            return article + last.upper(), last, [given + " " + last]
        return "%s%s (%s)" % (article, office, last), last, [given + " " + last]

    def note(self, el):
        words = self.turns.fold("".join(el.itertext()))
        kind = el.get("type") or el.get("reason")
        if words in ("El señor", "La señora"):
            words = self.chair_changes(el, words)
        text = "(%s.)" % words if self.dotted else "(%s)" % words
        # The source has one type for a note of several parts; each part's is right.
        parts = {k for k, w in PARTS.items() if re.search(w, words, re.I)} if ".-" in words or " y " in words or ":" in words else set()
        self.page.notes.append({"text": text, "kinds": KINDS.get(kind, ["incident"]) + sorted(parts)})
        return " " + (text if self.dotted else text + ".") + " "

    def chair_changes(self, el, words):
        """The source lost the end of "La señora vicepresidenta, X, ocupa la Presidencia"."""
        office = "vicepresidenta" if words == "La señora" else "vicepresidente"
        return "%s %s, Pérez Lozano, ocupa la Presidencia" % (words, office)

    def utterance(self, u):
        paras = []
        for el in u:
            if el.tag == TEI + "seg":
                parts = [el.text or ""]
                for sub in el:
                    words = self.turns.fold("".join(sub.itertext()))
                    parts += [" (%s) " % words if sub.tag == TEI + "note" else self.note(sub), sub.tail or ""]
                paras.append(re.sub(r"\.\s+,", ",", re.sub(r" ([,;:])", r"\1", self.turns.fold("".join(parts)))))
            elif paras and el.tag != TEI + "note":
                paras[-1] += self.note(el).rstrip()
            elif el.tag == TEI + "note":
                paras.append("(%s)" % self.turns.fold("".join(el.itertext())))
            else:
                paras.append(self.note(el).strip())
        # A head that the source left at the end of a paragraph is one of its own.
        paras = [q for p in paras for q in re.split(r" (?=[-—] [A-ZÁÉÍÓÚÑ() ,.0-9/-]{30}.*$)", p, maxsplit=1) if q]
        # The source left the record's own words, heads and a few labels in the mouth before them.
        said, own = paras, []
        for k, p in enumerate(paras):
            if len(p) > 12 and not re.search(r"[a-zà-ÿ]", re.sub(r"\([^()]*\)", "", p)):
                said, own = paras[:k], paras[k:]
                break
            if re.match(r"(Eran las|Era la|Efectuado el recuento, dijo)", p):
                said, own = paras[:k], paras[k:k + 1]
                break
            if re.match(r"(El|La) señora? [A-ZÁÉÍÓÚÑ -]{4,}:", p):
                said = paras[:k]
                self.say(self.label(u), u.get("who") or "chair", said)
                printed, rest = p.split(":", 1)
                name = printed.split(" ", 2)[2]
                return self.say((printed, name, [name]), name, [rest.strip(), *paras[k + 1:]])
        self.say(self.label(u), u.get("who") or "chair", said)
        for p in own:
            self.page.narr(p)
            self.page.note(p, "narrative", optional=True)

    def say(self, labelled, who, paras):
        if not paras:
            return
        label, name, also = labelled
        before = self.last.get(who)
        n = len(self.page.turns)
        if paras[0].startswith(("...", "…")) and before is not None and 1 < n - before <= 3:
            self.continues.append((n, before))
        self.last[who] = n
        self.page.turn(paras, name, also)
        for k, p in enumerate(paras):
            self.page.add("para", (label + ": " if k == 0 else "") + p)


def names_right(gold, doc, turns):
    """Of the turns with a person's name: how many are another person's."""
    wrong = []
    text = doc["text"]
    for t in doc["turns"]:
        name = t["speaker"]["name"]
        if not name:
            continue
        words = turns.fold(text[t["start"]:t["start"] + 200])
        for g in gold["turns"]:
            if turns.fold(g["raw"]).startswith(words[:150]) and len(words) > 30:
                forms = {turns.namekey(x) for x in [g["name"] or "", *g["also"]]}
                if turns.namekey(name) not in forms and not any(turns.fold(h["raw"]).startswith(words[:150]) and turns.namekey(name) in {turns.namekey(x) for x in [h["name"] or "", *h["also"]]} for h in gold["turns"]):
                    wrong.append((name, g["name"], words))
                break
    return wrong


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--bin", required=True)
    ap.add_argument("--shared", type=pathlib.Path, default=pathlib.Path("../shared"))
    ap.add_argument("--show", type=int, default=0, help="print this many wrong turns and notes a page")
    ap.add_argument("--keep", help="keep the pages in this folder")
    args = ap.parse_args()
    turns = by_path(args.shared / "score/turns.py")
    data = args.shared / "gold/parlamint_es"
    register = people(data / "ParlaMint-ES-listPerson.xml")
    folder = args.keep or tempfile.mkdtemp(prefix="parlamint.")
    os.makedirs(folder, exist_ok=True)
    sums, bad, kept = collections.Counter(), 0, [0, 0, 0]
    for path in sorted(glob.glob(str(data / "*CD*.xml"))):
        for ext in ("txt", "html"):
            sitting = Sitting(turns, path, register, ext == "html")
            pg = sitting.page
            gold = turns.gold_of(pg, "parlamint")
            file = os.path.join(folder, "%s.%s" % (sitting.day, ext))
            pathlib.Path(file).write_text(pg.as_text() if ext == "txt" else pg.as_html(sitting.title, True), encoding="utf-8")
            doc, why = turns.run_bin(args.bin, file)
            bad += bool(why)
            doc = doc or {"text": "", "turns": []}
            one = turns.score_doc(gold, doc)
            sums.update(one)
            wrong = names_right(gold, doc, turns)
            sums["misnamed"] += len(wrong)
            said = [(t["n"], t["continues"]) for t in doc["turns"] if t.get("continues")]
            if len(doc["turns"]) == len(gold["turns"]):
                want = {(a + 1, b + 1) for a, b in sitting.continues}
                kept = [kept[0] + len(want & set(said)), kept[1] + len(said), kept[2] + len(want)]
            f = turns.f1(one["tp"], one["pred"], one["gold"])[2]
            nf = turns.f1(one["nhit"], one["ngot"], one["nwant"])[2]
            print("%s.%-4s turns %4d F1 %6.2f  speaker %6.2f  notes %6.2f  misnamed %d" % (sitting.day, ext, one["gold"], f, 100 * one["who"] / max(1, one["met"]), nf, len(wrong)))
            show(args.show, gold, doc, turns, wrong)
    p, r, f = turns.f1(sums["tp"], sums["pred"], sums["gold"])
    print("parlamint.turns_f1 %.2f (P %.2f R %.2f, %d turns)" % (f, p, r, sums["gold"]))
    print("parlamint.speaker_accuracy %.2f" % (100 * sums["who"] / max(1, sums["met"])))
    print("parlamint.notes_f1 %.2f (P %.2f R %.2f, %d notes)" % (*(turns.f1(sums["nhit"], sums["ngot"], sums["nwant"])[i] for i in (2, 0, 1)), sums["nwant"]))
    print("parlamint.misnamed %d" % sums["misnamed"])
    print("parlamint.continues_f1 %.2f (P %.2f R %.2f, %d)" % (*(turns.f1(kept[0], kept[1], kept[2])[i] for i in (2, 0, 1)), kept[2]))
    if not args.keep:
        for file in glob.glob(folder + "/*"):
            os.unlink(file)
        os.rmdir(folder)
    return 1 if bad else 0


def show(n, gold, doc, turns, wrong):
    text = doc["text"]
    have = {turns.bare(text[t["start"]:t["end"]], gold["note_texts"], None): t for t in doc["turns"]}
    shown = 0
    for g in gold["turns"]:
        t = have.get(g["words"])
        if shown < n and (t is None or not turns.speaker_ok(g, t, False)):
            shown += 1
            print("   wants %s: %s … %s | %s" % (g["name"], g["words"][:60], g["words"][-40:], t and t["speaker"]))
    want = {g["words"] for g in gold["turns"]}
    for w, t in [x for x in have.items() if x[0] not in want][:n]:
        print("   false %s: %s … %s" % (t["speaker"]["label"], w[:60], w[-40:]))
    left = collections.Counter(turns.strip_note(x["text"]) for x in gold["notes"])
    got = [(turns.strip_note(text[x["start"]:x["end"]]), x.get("kind") or x.get("reason")) for x in doc.get("notes", []) + doc.get("gaps", [])]
    left.subtract(s for s, _ in got)
    for s, k in [x for x in left.items() if x[1] > 0][:n]:
        print("   no note:", k, s[:110])
    kinds = {turns.strip_note(x["text"]): x["kinds"] for x in gold["notes"]}
    for s, k in [x for x in got if x[1] not in kinds.get(x[0], [])][:n]:
        print("   note is", k, "wants", kinds.get(s), s[:90])
    for w in wrong[:n]:
        print("   misnamed", w)


if __name__ == "__main__":
    sys.exit(main())
