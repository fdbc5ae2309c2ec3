#!/usr/bin/env python3
"""Scores turns in the conventions that the given scorer does not render.

    bench/conventions.py --bin PATH/TO/variorum [--shared DIR] [--only NAMES] [--docs N] [--seed S]
                         [--wrong N] [--dump DIR]

The given scorer (`score/turns.py` beside the repository) is used as a library: its source
transcripts, its pages, its scoring. Here are more renderers of the same kind, each with exact gold:
the conventions of `docs/conventions.md` that it has none for, and layouts that no table describes.
Pages without any turn (reports in prose) want none: one false turn there is an F1 of 0.
"""
import argparse
import importlib.util
import json
import os
import pathlib
import random
import re
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
SHARED = pathlib.Path(os.environ.get("VARIORUM_SHARED", HERE.parent.parent / "shared"))


def library(shared):
    """The given scorer as a module."""
    path = shared / "score" / "turns.py"
    if not path.exists():
        sys.exit(f"no scorer at {path} (give --shared, or set VARIORUM_SHARED)")
    spec = importlib.util.spec_from_file_location("given_turns", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def shared_of(argv):
    return pathlib.Path(argv[argv.index("--shared") + 1]) if "--shared" in argv else SHARED


T = library(shared_of(sys.argv))
cast, surname, hon, fold = T.cast, T.surname, T.hon, T.fold
NB = T.NB
FORMS = {}


def form(fn):
    """Adds a renderer: (turns, rng, i) gives page and title."""
    FORMS[fn.__name__] = fn
    return fn


# ---------------------------------------------------------------- pages of other markup

class Sheet(T.Page):
    """A page whose turns can also be written as `<dl>`, table rows, list items and the like."""

    def __init__(self, style=None, wrap=0, shape=None):
        super().__init__(style, wrap)
        self.shape = shape

    def as_html(self, title, plain):
        if not self.shape:
            return super().as_html(title, plain)
        out = ['<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>%s</title></head><body>' % self.esc(title)]
        blocks, headed, at = self.blocks, False, 0
        while at < len(blocks):
            kind, text = blocks[at]
            if kind == "label":
                run = []
                while at < len(blocks) and blocks[at][0] in ("label", "para"):
                    run.append(blocks[at])
                    at += 1
                out.append(self.speech(run))
                continue
            tag = "h1" if kind == "head" and not headed else "p"
            headed = headed or tag == "h1"
            if kind == "chrome":
                nav = "nav" if not headed else "footer"
                out.append("<%s><ul><li>%s</li></ul></%s>" % (nav, self.esc(text), nav))
            else:
                out.append("<%s>%s</%s>" % (tag, self.esc(text), tag))
            at += 1
        return "\n".join(out) + "\n</body></html>\n"

    def speech(self, run):
        groups = []
        for kind, text in run:
            if kind == "label":
                groups.append((text, []))
            else:
                groups[-1][1].append(text)
        esc, rows = self.esc, []
        for label, paras in groups:
            label, body = esc(label), [esc(p) for p in paras]
            ps = "".join("<p>%s</p>" % p for p in body)
            if self.shape == "dl":
                rows.append("<dt>%s</dt>" % label + "".join("<dd>%s</dd>" % p for p in body))
            elif self.shape == "table":
                rows.append("<tr><td>%s</td><td>%s</td></tr>" % (label, ps if len(body) > 1 else body[0]))
            elif self.shape == "li":
                rows.append("<li>%s: %s</li>" % (label, "<br>".join(body)))
            elif self.shape == "h4":
                rows.append("<h4>%s</h4>%s" % (label, ps))
            elif self.shape == "strong":
                rows.append("<p><strong>%s</strong> %s</p>" % (label, body[0]) + "".join("<p>%s</p>" % p for p in body[1:]))
            elif self.shape == "div":
                rows.append('<div class="row"><div class="who">%s</div><div class="what">%s</div></div>' % (label, ps))
            elif self.shape == "br":
                rows.append("<b>%s:</b> %s<br><br>" % (label, "<br><br>".join(body)))
        inner = "\n".join(rows)
        return {"dl": "<dl>%s</dl>", "table": "<table>%s</table>", "li": "<ul>%s</ul>", "br": "<div>%s</div>"}.get(self.shape, "%s") % inner


def plain_page(turns, rng, title=None, style=None, shape=None, wrap=0, notes=("laughter", "applause")):
    pg = Sheet(style, wrap, shape)
    who = cast(turns)
    d = T.a_date(rng)
    title = title or "A conversation with %s" % who[0]
    pg.chrome_lines("Home", "About us", "Contact us")
    pg.head(title)
    pg.narr(T.long_date(d), "head")
    return pg, title, who


def close(pg):
    pg.chrome_lines("Share this page", "Privacy Policy", "© All rights reserved.")


def named(turns):
    """Turns of people with names, neighbours of one speaker joined."""
    out = []
    for t in turns:
        if t.anon:
            continue
        if out and out[-1].who == t.who:
            out[-1].paras += t.paras
        else:
            out.append(t)
    return out


def simple(turns, rng, label, style=None, shape=None, own_line=False, title=None, first=None, anon=None, also=None):
    """A page with one label shape for all: `label(name)`, first mention `first(name)`."""
    pg, title, who = plain_page(turns, rng, title, style, shape)
    seen = set()
    for t in turns:
        if t.anon:
            if anon:
                pg.say(anon, t.paras, None, role="question", own_line=own_line)
            continue
        lab = first(t.who) if first and t.who not in seen else label(t.who)
        seen.add(t.who)
        pg.say(lab, t.paras, t.who, also(t.who) if also else [surname(t.who), surname(t.who).upper()], own_line=own_line)
    close(pg)
    return pg, title


# ---------------------------------------------------------------- the conventions of the table

@form
def kremlin_copy(turns, rng, i):
    pg = Sheet(dict(T.EN, foreign=None))
    turns = named(turns)
    who = cast(turns)
    office = {w: T.OFFICES[k % len(T.OFFICES)] for k, w in enumerate(who)}
    title = "Meeting with %s %s" % (office[who[0]], who[0])
    pg.chrome_lines("Log in", "Register", "Post Reply", "Join Date: Nov 2011")
    pg.head(title, "The " + "Kremlin, Moscow", T.long_date(T.a_date(rng)))
    seen = set()
    for t in turns:
        label = t.who if t.who in seen else office[t.who].replace(" of ", " of" + NB) + " " + t.who
        seen.add(t.who)
        pg.say(label + ":", t.paras, t.who, own_line=True)
    pg.chrome_lines("The source of information - http://en.kremlin.ru/events/president/news/%d" % rng.randint(10000, 70000), "Reply With Quote")
    return pg, title


@form
def kremlin_ru_flat(turns, rng, i):
    """Line breaks lost: the whole record in one paragraph, a box of links inside."""
    pg = Sheet(T.RU)
    who = cast(turns)
    full = {w: T.cyr(w.split()[0]) + " " + T.cyr(surname(w)) for w in who}
    short = {w: full[w][0] + "." + full[w].split()[1] for w in who}
    keep = set(who[:4])
    pg.head("Встреча с представителями делегаций")
    run = "В беседе приняли участие " + ", ".join(full[w] for w in who) + "."
    after = None
    parts = [run]
    for k, t in enumerate(turns):
        out = pg.words(t.paras)
        if not out:
            continue
        body = " ".join(out)
        if t.anon or t.who not in keep:
            label = "Реплика: " if rng.random() < .2 else "Вопрос: "
            pg.turn([body], None, role="question")
        else:
            label = short[t.who] + ": "
            pg.turn([body], full[t.who], [short[t.who], surname(full[t.who])])
        if after == t.who and label[0] not in "РВ":
            pass
        parts.append(label + body)
        after = t.who
    size = rng.choice([1, 1, 3])
    step = max(1, (len(parts) + size - 1) // size)
    for at in range(0, len(parts), step):
        pg.add("para", " ".join(parts[at:at + step]))
        if at == 0 and len(parts) > step:
            pg.chrome_lines("Смотрите также")
    return pg, "Встреча с представителями делегаций"


@form
def flat_en(turns, rng, i):
    """The same in English: labels inside one long paragraph."""
    pg, title, who = plain_page(named(turns), rng)
    parts = []
    for t in named(turns):
        out = pg.words(t.paras)
        if out:
            pg.turn([" ".join(out)], t.who)
            parts.append(t.who + ": " + " ".join(out))
    step = [len(parts), 6, 12][i % 3]
    for at in range(0, len(parts), max(1, step)):
        pg.add("para", " ".join(parts[at:at + step]))
    close(pg)
    return pg, title


@form
def un_old(turns, rng, i):
    pg = Sheet({}, wrap=68)
    pg.text_only = True
    turns = named(T.drop_notes(turns, ()))
    who = cast(turns)
    land = {w: T.COUNTRIES[(k + i) % len(T.COUNTRIES)] for k, w in enumerate(who)}
    chair = who[1] if len(who) > 1 else who[0]
    pg.head("ONE THOUSAND AND %d MEETING" % (90 + i), "Held in New York, on Monday, 6 April 1964, at 3 p.m.")
    pg.narr("President: Mr. %s (%s)" % (chair, land[chair]), "member")
    pg.narr("Present: The representatives of the following States: " + ", ".join(land[w] for w in who) + ".")
    n, numbered, seen = 1, i % 2 == 0, set()
    for t in turns:
        num = "%d. " % n if numbered else ""
        out = pg.words(t.paras)
        if not out:
            continue
        note = " (translated from French)" if t.who == who[0] and len(who) > 2 else ""
        if note:
            pg.note(note.strip(), "interpreted", optional=True)
        if t.who == chair:
            label = num + ("The PRESIDENT%s: " if i % 3 else "The Co-Chairperson (" + land[chair] + ")%s: ") % note
            pg.turn(["\n\n".join(out)], chair if i % 3 else None, [chair, "The PRESIDENT", "PRESIDENT", "Co-Chairperson"], loose=True)
        else:
            label = num + "Mr. %s (%s)%s: " % (surname(t.who).upper() if i % 2 else t.who, land[t.who], note)
            pg.turn(["\n\n".join(out)], surname(t.who) if i % 2 else t.who, [t.who, surname(t.who).upper()])
            pg.turns[-1]["strict"] = [surname(t.who), t.who]
        pg.add("para", label + out[0])
        n += 1
        for p in out[1:]:
            pg.add("para", p)
    pg.narr("The meeting rose at 6.%02d p.m." % rng.randint(5, 50))
    pg.note(pg.blocks[-1][1], "narrative", optional=True)
    return pg, "UN meeting"


@form
def eeas(turns, rng, i):
    pg = Sheet({})
    turns = T.drop_notes(turns, ())
    host = cast(turns)[0]
    title = "Foreign Affairs Council: Press remarks by High Representative %s upon arrival" % host
    pg.chrome_lines("EEAS", "Skip to main content", "About the European External Action Service")
    pg.head(title, "Brussels, 21/10/%d - 16:31, UNIQUE ID: 211021_8" % (2015 + i % 9))
    pg.narr("Check against delivery!")
    pg.note("Check against delivery!", "narrative", optional=True)
    mark = ["Q. ", "Q: ", "Q. "][i % 3]
    # the principal opens, then questions of one paragraph and answers
    opening, pairs, answer = [], [], []
    for t in turns:
        if t.who == host:
            if pairs:
                pairs[-1][1].extend(t.paras)
            else:
                opening += t.paras
        elif not pairs or pairs[-1][1]:
            pairs.append([[" ".join(t.paras)], []])
        else:
            pairs[-1][0][0] += " " + " ".join(t.paras)
    if opening:
        out = spice_insertions(pg, pg.words(opening), rng)
        pg.turn(out, host)
        for p in out:
            pg.add("para", p)
    for k, (q, a) in enumerate(pairs):
        if not a:
            continue
        out = pg.words(q)
        if not out:
            continue
        pg.turn(out, None, role="question")
        pg.add("para", mark + out[0])
        out = spice_insertions(pg, pg.words(a), rng)
        pg.turn(out, host)
        for p in out:
            pg.add("para", p)
    pg.narr("Link to the video: https://audiovisual.ec.europa.eu/en/video/I-2122%02d" % rng.randint(10, 99), "foot")
    pg.chrome_lines("Press Material", "Cookies", "Follow us on social media")
    return pg, title


def spice_insertions(pg, out, rng, share=.1):
    """Editors' words in brackets inside some paragraphs."""
    done = []
    for p in out:
        ws = p.split(" ")
        if len(ws) > 12 and rng.random() < share:
            word = rng.choice(["[Foreign Affairs]", "[obligations]", "[apart from that]", "[the council]"])
            ws.insert(len(ws) // 2, word)
            pg.note(word, "supplied")
        done.append(" ".join(ws))
    return done


@form
def nato_monologue(turns, rng, i):
    pg = Sheet({})
    turns = T.drop_notes(turns, ())
    who = cast(turns)[0]
    paras = [p for t in turns if t.who == who for p in t.paras if len(p) > 60][:rng.randint(8, 24)]
    d = T.a_date(rng)
    title = ["Remarks by NATO Secretary General %s at the meeting of ministers", "Opening remarks by NATO Secretary General %s", "Speech by the NATO Secretary General, %s, at the annual forum"][i % 3] % who
    pg.chrome_lines("NATO A-Z", "Newsroom", "Choose a language")
    pg.head(title, "%d %s. %d - | Last updated: %d %s. %d 10:46" % (d[2], T.MONTHS[d[1] - 1][:3], d[0], min(28, d[2] + 1), T.MONTHS[d[1] - 1][:3], d[0]), "(As delivered)")
    pg.note("(As delivered)", "narrative", optional=True)
    out = pg.words(paras)
    pg.turn(out, who)
    for p in out:
        pg.add("para", p)
    pg.chrome_lines("Related videos", "Related documents", "NATO on social media")
    return pg, title


FR = {"laughter": "(Rires)", "applause": "(Applaudissements)", "pause": None, "inaudible": "(inaudible)", "foreign": "[En allemand]"}


def caps(name):
    return " ".join(name.split()[:-1] + [surname(name).upper()])


@form
def elysee_lines(turns, rng, i):
    pg = Sheet(FR)
    who = cast(turns)
    d = T.a_date(rng)
    mon = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"][d[1] - 1]
    title = "Conférence de presse conjointe avec le Premier ministre"
    pg.chrome_lines("Accueil", "Menu", "Rechercher")
    pg.head(title, "%d %s %d - Seul le prononcé fait foi" % (d[2], mon, d[0]))
    pg.chrome_lines("Télécharger le .pdf")
    for k, t in enumerate(turns):
        if t.anon or who.index(t.who) > 3:
            pg.say("Journaliste", t.paras, None, role="question", own_line=True)
        elif who.index(t.who) == 3:
            pg.say("Animatrice", t.paras, None, ["Animatrice"], loose=True, own_line=True)
        else:
            pg.say(caps(t.who), t.paras, t.who, [caps(t.who)], own_line=True)
        if rng.random() < .04:
            pg.narr("[…]", "sep")
            pg.note("[…]", "cut")
    pg.chrome_lines("Partager", "Voir tous les articles et dossiers", "Mentions légales")
    return pg, title


@form
def elysee_inline(turns, rng, i):
    """Interview form: name, outlet and words on one line, no sign between."""
    pg = Sheet({})
    turns = named(T.drop_notes(turns, ()))
    who = cast(turns)
    title = "Entretien accordé par %s" % who[0]
    pg.chrome_lines("Accueil", "Menu", "Rechercher")
    pg.head(title, "14 juillet %d - Seul le prononcé fait foi" % (2018 + i))
    outlet = {w: ["France 2", "TF1", "BFM TV", "RTL"][k % 4] for k, w in enumerate(who)}
    for t in turns:
        if t.who == who[0]:
            pg.say(caps(t.who) + " ", t.paras, t.who, [caps(t.who)])
        else:
            out = pg.words(t.paras)
            if out:
                pg.say(caps(t.who) + ", " + outlet[t.who] + " ", t.paras, t.who, [caps(t.who)], role="any")
    pg.chrome_lines("Partager", "Mentions légales")
    return pg, title


@form
def declaration_heads(turns, rng, i):
    """A section head in capitals names the speaker; the whole speech is in quotation marks."""
    pg = Sheet({})
    turns = T.big_turns(T.drop_notes(turns, ()), 4, 200)
    if len(turns) < 2:
        return pg, "x"
    heads = ["DÉCLARATION DU PRÉSIDENT DE LA RÉPUBLIQUE", "DÉCLARATION DE LA CHANCELIÈRE FÉDÉRALE",
             "STATEMENT BY THE PRIME MINISTER", "DÉCLARATION DU PREMIER MINISTRE"]
    pg.chrome_lines("Accueil", "Plan du site")
    title = "Déclaration conjointe"
    pg.head(title, "Paris, le 8 mai %d" % (2006 + i))
    people = {}
    for t in turns:
        people.setdefault(t.who, len(people))
    for t in turns:
        out = pg.words(t.paras)
        pg.turn(out, None, ["Président de la République", "Prime Minister", heads[people[t.who] % 4]], loose=True)
        pg.add("head", heads[people[t.who] % 4])
        for k, p in enumerate(out):
            pg.add("para", ("“" if k == 0 else "") + p.replace("“", "'").replace("”", "'") + ("”" if k == len(out) - 1 else ""))
    for t in pg.turns:
        t["raw"] = t["raw"].replace("“", "'").replace("”", "'")
    pg.chrome_lines("Imprimer", "Mentions légales")
    return pg, title


@form
def bundesregierung_named(turns, rng, i):
    pg = Sheet(T.DE)
    who = cast(turns)
    host = who[0]
    title = "Pressekonferenz von Bundeskanzler %s" % host
    pg.chrome_lines("Zum Inhalt springen", "Startseite", "Leichte Sprache")
    pg.head("Im Wortlaut", title, "- Mitschrift Pressekonferenz", "%d Min. Lesedauer" % rng.randint(5, 65))
    for t in turns:
        if t.who == host:
            pg.say("BK %s: " % surname(host), t.paras, host, [surname(host), "BK " + surname(host)])
        elif t.anon:
            pg.say("Zusatzfrage: " if rng.random() < .3 else "Frage: ", t.paras, None, role="question")
        else:
            # "Frage Lind:" names who asks
            s = surname(t.who)
            pg.say("Frage %s: " % s if i % 2 else "Frage: ", t.paras, s if i % 2 else None, role="any" if i % 2 else "question")
            pg.turns[-1].update(also=[t.who]) if pg.turns else None
    pg.chrome_lines("Teilen", "Beitrag drucken", "Impressum")
    return pg, title


@form
def mofa_jp(turns, rng, i):
    pg = Sheet({})
    turns = T.drop_notes(turns, ())
    who = cast(turns)
    host = who[0]
    turned = surname(host).upper() + " " + " ".join(host.split()[:-1])
    d = T.a_date(rng)
    title = "Press Conference by Foreign Minister MORITA Kazuo"
    pg.chrome_lines("Ministry of Foreign Affairs of Japan", "Sitemap", "Japanese")
    pg.head(title, "%s, 2:05 p.m. Ministry of Foreign Affairs" % T.long_date(d))
    pg.narr("This is a provisional translation by an external company for reference purpose only. The original text is in Japanese.")
    pg.narr("Opening Remarks", "topic")
    outlet = {w: ["NHK", "Kyodo News", "Asahi Shimbun", "Pan Orient News"][k % 4] for k, w in enumerate(who)}
    first, n = True, 0
    for k, t in enumerate(turns):
        if t.who == host:
            label = "Mr. %s, Minister for Foreign Affairs: " % turned if first else "Minister %s: " % surname(host)
            first = False
            pg.say(label, t.paras, turned, [host, surname(host)])
            pg.turns[-1]["strict"] = [turned, host]
        else:
            if k and rng.random() < .15:
                n += 1
                pg.narr(rng.choice(["The Situation in the Region", "Visit to the Northern Islands", "(%d) Economic Partnership Agreement" % n]), "topic")
            if t.anon or who.index(t.who) > 3:
                pg.say("Reporter: ", t.paras, None, role="question")
            elif who.index(t.who) == 3:
                pg.say("Official: ", t.paras, None, ["Official"], loose=True)
            else:
                s = surname(t.who)
                pg.say("%s, %s: " % (outlet[t.who], s if k % 2 else s.upper()), t.paras, s, [outlet[t.who], s.upper(), t.who], role="any")
                pg.turns[-1]["strict"] = [s, t.who, outlet[t.who] + ", " + s]
    pg.chrome_lines("Back to Press Conferences", "Legal Matters", "Copyright")
    return pg, title


@form
def mfa_cn_lost(turns, rng, i):
    """The colons after the labels are lost."""
    pg = Sheet({})
    turns = [t for t in T.drop_notes(turns, ()) if t.paras and t.paras[0][:1].isupper() and not t.anon]
    host = cast(turns)[0]
    title = "Foreign Ministry Spokesperson %s’s Regular Press Conference on %s" % (host, T.long_date(T.a_date(rng)))
    pg.head(title)
    outlet, before = {}, None
    for t in turns:
        if t.who == before:
            continue
        before = t.who
        if t.who == host:
            pg.say(host + " ", t.paras, host)
        else:
            o = outlet.setdefault(t.who, ["China News Service", "Bloomberg", "Xinhua News Agency", "CCTV", "The Paper", "AFP"][len(outlet) % 6])
            pg.say(o + " ", t.paras, o, role="any")
    pg.chrome_lines("Suggest To A Friend", "Print")
    return pg, title


@form
def mfa_cn_announced(turns, rng, i):
    """Announcements before the first label belong to nobody; later labels as usual."""
    pg = Sheet({})
    turns = T.drop_notes(turns, ())
    host = cast(turns)[0]
    title = "Foreign Ministry Spokesperson %s’s Regular Press Conference on %s" % (host, T.long_date(T.a_date(rng)))
    pg.chrome_lines("عربي Español Русский Français 中文", "The Ministry")
    pg.head(title)
    pg.narr("At the invitation of the foreign minister, the minister of Norland will pay an official visit from April 3 to 5.")
    outlet = {}
    for t in turns:
        if t.who == host:
            pg.say(host + ": ", t.paras, host)
        else:
            o = outlet.setdefault(t.who, ["CRI", "Shenzhen TV", "Hubei Media Group", "Dragon TV", "Global Times", "PTI", "Yonhap News Agency", "Anadolu Agency"][len(outlet) % 8])
            pg.say(o + ": ", t.paras, o, role="any")
    pg.chrome_lines("Suggest To A Friend", "Print")
    return pg, title


@form
def mfa_cn_bilingual(turns, rng, i):
    """Chinese and English paragraphs in turn; the Chinese label opens the Chinese ones."""
    pg = Sheet({})
    turns = named(T.drop_notes(turns, ()))
    who = cast(turns)
    host, two = who[0], set(who[:2])
    zh = {who[0]: "毛宁", who[1]: "总台央视记者"}
    title = "Foreign Ministry Spokesperson %s’s Regular Press Conference" % host
    pg.head(title)
    filler = ["我们注意到有关报道。", "中方对此表示关注，愿同各方保持沟通。", "能否介绍有关情况？", "具体问题请向主管部门了解。"]
    k = 0
    for t in turns:
        if t.who not in two:
            continue
        line = filler[k % 4]
        pg.say(zh[t.who] + "：", [line], zh[t.who], role="any" if t.who != host else "speaker", loose=True)
        if t.who == host:
            pg.say(host + ": ", t.paras, host)
        else:
            pg.say("CCTV: ", t.paras, "CCTV", role="any")
        k += 1
    return pg, title


@form
def mea_in(turns, rng, i):
    pg = Sheet(T.EN)
    who = cast(turns)
    host = who[0]
    osd = who[1] if len(who) > 3 else None
    title = "Transcript of Weekly Media Briefing by the Official Spokesperson (%s)" % T.long_date(T.a_date(rng))
    pg.chrome_lines("Media Center", "Media Briefings", "Skip to main content")
    pg.head(title)
    first, speakers = {}, {}
    for k, t in enumerate(turns):
        paras = [p.replace("—", "--") for p in t.paras]
        if t.who == host:
            pg.say("Shri %s, Official Spokesperson: " % host, paras, host)
        elif t.who == osd:
            pg.say("Shri %s, OSD (PR): " % osd, paras, osd)
        elif t.anon or len(first) > 3 and t.who not in first:
            n = speakers.setdefault(t.who, len(speakers) + 1)
            pg.say("Speaker %d: " % n, paras, None, ["Speaker %d" % n], loose=True)
        else:
            g = first.setdefault(t.who, t.who.split()[0])
            pg.say(g + ": ", paras, g, [t.who])
            pg.turns[-1]["strict"] = [g, t.who]
    pg.chrome_lines("Post A Comment", "Terms & Conditions", "Feedback")
    return pg, title


@form
def mea_run(turns, rng, i):
    """A run of four to six questions, then one answer; hardly any name comes back."""
    pg = Sheet({})
    turns = T.drop_notes(turns, ())
    host = cast(turns)[0]
    names = ["Sidhant", "Rishabh", "Manash", "Ayesha", "Yeshi", "Huma", "Pranay", "Neeraj", "Shashank", "Madhu", "Keshav", "Abhishek"]
    rng.shuffle(names)
    title = "Transcript of Weekly Media Briefing by the Official Spokesperson (%s)" % T.long_date(T.a_date(rng))
    pg.head(title)
    asked = [t for t in turns if t.who != host]
    told = [t for t in turns if t.who == host]
    at = 0
    if not told or len(asked) < 4:
        return pg, title
    pg.say("Shri %s, Official Spokesperson: " % host, told.pop(0).paras, host)
    while told and asked:
        for _ in range(rng.randint(4, 6)):
            if not asked:
                break
            name = names[at % len(names)]
            at += 1
            t = asked.pop(0)
            pg.say(name + ": ", t.paras, name)
        pg.say("Shri %s, Official Spokesperson: " % host, told.pop(0).paras, host)
    return pg, title


@form
def report_prose(turns, rng, i):
    """A report: quotations in prose, no turn at all."""
    pg = Sheet({})
    turns = T.drop_notes(turns, ())
    who = cast(turns)
    pg.head("President received a delegation", T.long_date(T.a_date(rng)))
    for k, t in enumerate(named(turns)[:14]):
        s = re.split(r"(?<=[.?!]) ", t.paras[0])
        q = s[0].rstrip(".")
        pg.narr(["“%s,” the President said." % q, "“%s,” said %s." % (q, t.who), "%s stated that %s." % (t.who, q[:1].lower() + q[1:]),
                 "\"%s\" - said the leader of the delegation." % q][(k + i) % 4])
    close(pg)
    return pg, "President received a delegation"


@form
def wire_report(turns, rng, i):
    pg = Sheet({})
    turns = named(T.drop_notes(turns, ()))
    who = cast(turns)
    title = "%s says talks will go on" % who[0]
    pg.head(title)
    for k, t in enumerate(turns[:12]):
        q = re.split(r"(?<=[.?!]) ", t.paras[0])[0].rstrip(".")
        lead = "MOSCOW (Reuters) - " if k == 0 else ""
        pg.narr(lead + ["%s said on Monday that %s." % (t.who, q[:1].lower() + q[1:]), "\"%s,\" %s told reporters." % (q, surname(t.who)),
                        "Asked about the plan, %s said: \"%s.\"" % (surname(t.who), q)][k % 3])
    pg.narr("Reporting by A. Lind; Editing by M. Tal", "foot")
    return pg, title


@form
def turkish_report(turns, rng, i):
    """A chain of reporting verbs: no turns in prose, a quoted block after `as follows:` is one."""
    pg = Sheet({})
    turns = [t for t in named(T.drop_notes(turns, ())) if sum(map(len, t.paras)) > 120]
    host = cast(turns)[0]
    title = "President %s: “We will build the road”" % host
    pg.chrome_lines("Loading...", "Türkçe", "Home")
    pg.head(title)
    own = [t for t in turns if t.who == host][:6]
    for k, t in enumerate(own):
        q = re.split(r"(?<=[.?!]) ", t.paras[0])[0].rstrip(".")
        pg.narr("President %s stated that %s, and added, “%s.”" % (host, q[:1].lower() + q[1:], q))
        if k % 2:
            pg.narr(["President %s continued his remarks as follows:", "%s continued:", "Presidential spokesman for his part: President %s said:"][0] % host, "label")
            out = [p.replace("“", "'").replace("”", "'") for p in pg.words(t.paras)]
            pg.turn(out, host)
            for j, p in enumerate(out):
                pg.add("para", ("“" if j == 0 else "") + p + ("”" if j == len(out) - 1 else ""))
    pg.chrome_lines("Share", "Print")
    return pg, title


@form
def turkish_question(turns, rng, i):
    pg = Sheet({})
    turns = T.drop_notes(turns, ())
    host = cast(turns)[0]
    title = "President %s answered questions of journalists" % host
    pg.head(title, T.long_date(T.a_date(rng)))
    pairs = []
    for t in turns:
        if t.who == host:
            if pairs:
                pairs[-1][1].extend(t.paras)
        elif not pairs or pairs[-1][1]:
            pairs.append([[" ".join(t.paras)], []])
    word = ["QUESTION - ", "SORU - ", "QUESTION – "][i % 3]
    for q, a in pairs:
        out = pg.words(q)
        if not a or not out:
            continue
        pg.turn(out, None, role="question")
        pg.add("para", word + out[0])
        out = pg.words(a)
        pg.turn(out, host)
        for p in out:
            pg.add("para", p)
    close(pg)
    return pg, title


def clock(n):
    return "%02d:%02d" % (n // 60, n % 60)


@form
def rev(turns, rng, i):
    pg = Sheet({"laughter": "[Laughter]", "applause": "[Applause]", "inaudible": "[inaudible 00:01:21]", "foreign": "[foreign language 00:01:21]", "crosstalk": "[crosstalk 00:02:00]"})
    who = cast(turns)
    title = "%s Press Briefing Transcript" % who[0]
    pg.chrome_lines("Services", "Pricing", "Log in")
    pg.head(title)
    at = 3
    for t in turns:
        label = "Speaker 9" if t.anon else t.who
        out = pg.words(t.paras)
        if not out:
            continue
        pg.turn(out, None if t.anon else t.who, ["Speaker 9"] if t.anon else [], loose=t.anon)
        pg.add("label", "%s (%s):" % (label, clock(at)))
        for k, p in enumerate(out):
            if k:
                at += 40
                # a time code opens a paragraph, or stands alone before it
                pg.add("para", "(%s)" % clock(at))
            pg.add("para", p)
        at += 7
    pg.strip = r"\(\d\d:\d\d\)"
    pg.chrome_lines("Subscribe to our newsletter", "© Copyright Rev. All Rights Reserved.")
    return pg, title


@form
def rev_inline(turns, rng, i):
    """`Name: (00:03)` and the words on the next line; later paragraphs open with the time."""
    pg = Sheet({})
    turns = T.drop_notes(turns, ())
    who = cast(turns)
    title = "%s Speech Transcript" % who[0]
    pg.head(title)
    at = 3
    for t in turns:
        label = "Speaker 2" if t.anon else t.who
        out = pg.words(t.paras)
        if not out:
            continue
        pg.turn(out, None if t.anon else t.who, ["Speaker 2"] if t.anon else [], loose=t.anon)
        pg.add("label", "%s: (%s)" % (label, clock(at)))
        for k, p in enumerate(out):
            at += 9
            pg.add("para", ("(%s) " % clock(at) if k else "") + p)
    pg.strip = r"\(\d\d:\d\d\)"
    return pg, title


@form
def factbase(turns, rng, i):
    pg = Sheet({})
    turns = T.drop_notes(turns, ())
    who = cast(turns)
    title = "Interview: %s on the Morning Show" % who[0]
    pg.chrome_lines("Home", "Calendar", "Transcripts")
    pg.head(title)
    at = 0
    for t in turns:
        out = pg.words(t.paras)
        if not out:
            continue
        dur = rng.randint(2, 40)
        label = "Question" if t.anon else t.who
        pg.turn([" ".join(out)], None if t.anon else t.who, role="question" if t.anon else "speaker")
        pg.add("label", label)
        pg.add("stamp", "00:%s-00:%s (%d sec)" % (clock(at), clock(at + dur), dur))
        if i % 2:
            pg.add("stamp", rng.choice(["Positive", "Negative", "Neutral"]))
        pg.add("para", " ".join(out))
        at += dur
    pg.strip = r"00:\d\d:\d\d-00:\d\d:\d\d \(\d+ sec\)|\b(?:Positive|Negative|Neutral)$"
    return pg, title


@form
def cnn_program(turns, rng, i):
    """Program shape: long label, then surname; teasers between clips."""
    return simple(turns, rng, lambda n: surname(n).upper() + ": ", {"laughter": "(LAUGHTER)", "crosstalk": "(CROSSTALK)", "applause": "(APPLAUSE)", "inaudible": "(INAUDIBLE)"},
                  first=lambda n: "%s, %s: " % (n.upper(), ["ANCHOR", "FORMER U.S. AMBASSADOR TO NORLAND", "CEO, NORTHERN BANK", "HOST"][sum(map(ord, n)) % 4]),
                  anon="UNIDENTIFIED MALE: ") if not any(t.anon for t in turns) else cnn_program(named(turns), rng, i)


# ---------------------------------------------------------------- layouts that no table describes

@form
def dl_list(turns, rng, i):
    pg, title = simple(turns, rng, lambda n: n, shape="dl", own_line=True, anon="Question")
    return pg, title


@form
def table_rows(turns, rng, i):
    return simple(turns, rng, lambda n: n, shape="table", own_line=True, anon="Question")


@form
def table_colon(turns, rng, i):
    return simple(turns, rng, lambda n: surname(n).upper() + ":", shape="table", own_line=True, first=lambda n: n.upper() + ":", anon="QUESTION:")


@form
def list_items(turns, rng, i):
    return simple(turns, rng, lambda n: n, shape="li", own_line=True, anon="Question")


@form
def heading_labels(turns, rng, i):
    return simple(turns, rng, lambda n: n, shape="h4", own_line=True, anon="Question")


@form
def div_pairs(turns, rng, i):
    return simple(turns, rng, lambda n: n, shape="div", own_line=True, anon="Question")


@form
def strong_names(turns, rng, i):
    return simple(turns, rng, lambda n: n, shape="strong", own_line=True, anon="Question")


@form
def bold_breaks(turns, rng, i):
    return simple(turns, rng, lambda n: surname(n), shape="br", own_line=True, first=lambda n: n, anon="Question")


@form
def square_labels(turns, rng, i):
    return simple(turns, rng, lambda n: "[%s] " % (n.upper() if i % 2 else n), anon="[QUESTION] " if i % 2 else "[Question] ")


@form
def stop_dash(turns, rng, i):
    return simple(turns, rng, lambda n: "%s. — " % surname(n).upper(), first=lambda n: "%s. — " % n.upper(), anon="QUESTION. — ")


@form
def stop_caps(turns, rng, i):
    return simple(turns, rng, lambda n: "%s. " % surname(n).upper(), first=lambda n: "%s. " % n.upper(), anon="QUESTION. ")


@form
def dash_first(turns, rng, i):
    return simple(turns, rng, lambda n: "— %s: " % n, anon="— Question: ")


@form
def captions(turns, rng, i):
    return simple(turns, rng, lambda n: ">> %s: " % surname(n).upper(), first=lambda n: ">> %s: " % n.upper(), anon=">> QUESTION: ")


@form
def name_dash(turns, rng, i):
    return simple(turns, rng, lambda n: "%s %s " % (n, "-–—"[i % 3]), anon="Question %s " % "-–—"[i % 3])


@form
def name_bar(turns, rng, i):
    return simple(turns, rng, lambda n: "%s | " % n, anon="Question | ")


@form
def name_dash_tight(turns, rng, i):
    return simple(turns, rng, lambda n: "%s.- " % n, anon="Pregunta.- ")


@form
def time_first(turns, rng, i):
    k = [0]

    def label(n):
        k[0] += 11
        return ["[00:%s] %s: ", "00:%s %s: ", "(%s) %s: "][i % 3] % (clock(k[0]), n)
    return simple(turns, rng, label, anon="Question: ")


@form
def party_seat(turns, rng, i):
    seats = ["Lab, Warley", "Con, Halton", "LD, Bury North", "SNP, Argyll and Bute"]
    return simple(named(turns), rng, lambda n: "%s (%s): " % (n, seats[sum(map(ord, n)) % 4]))


@form
def party_line(turns, rng, i):
    seats = ["Lab, Warley", "Con, Halton", "LD, Bury North", "SNP, Argyll and Bute"]
    return simple(named(turns), rng, lambda n: "%s (%s)" % (n, seats[sum(map(ord, n)) % 4]), own_line=True)


@form
def caps_line(turns, rng, i):
    return simple(turns, rng, lambda n: surname(n).upper(), own_line=True, first=lambda n: n.upper(), anon="QUESTION")


@form
def speaker_numbers(turns, rng, i):
    pg, title, who = plain_page(turns, rng, "Panel discussion on housing")
    n = {}
    for t in turns:
        k = n.setdefault(t.who, len(n) + 1)
        lab = ["SPEAKER %d: ", "Speaker %d: ", "Participant %d: ", "Speaker #%d: "][i % 4] % k
        pg.say(lab, t.paras, None, [lab[:-2]], loose=True)
    close(pg)
    return pg, title


@form
def mod_initials(turns, rng, i):
    """Initials of the speakers, bound by a list at the head; `Mod:` for the host."""
    turns = named(turns)
    who = cast(turns)
    ini = {}
    for w in who:
        x = "".join(p[0] for p in re.split(r"[ -]", w)).upper()
        if x in ini.values() or len(x) < 2:
            x = (w[:1] + surname(w)[:3]).upper()
        ini[w] = x
    pg, title, _ = plain_page(turns, rng)
    host = who[2] if len(who) > 2 else None
    if i % 2 == 0:
        for w in who:
            if w != host:
                pg.narr("%s (%s)" % (w, ini[w]))
    for t in turns:
        if t.who == host:
            pg.say("Mod: ", t.paras, None, ["Mod"], loose=True)
        else:
            pg.say(ini[t.who] + ": ", t.paras, t.who, [ini[t.who]])
            pg.turns[-1]["strict"] = [t.who, ini[t.who]]
    close(pg)
    return pg, title


@form
def first_names(turns, rng, i):
    turns = named(turns)
    pg, title, who = plain_page(turns, rng)
    first = {}
    for w in who:
        g = w.split()[0]
        first[w] = g if g not in first.values() else w
    for t in turns:
        pg.say(first[t.who] + ": ", t.paras, t.who, [first[t.who]])
        pg.turns[-1]["strict"] = [t.who, first[t.who]]
    close(pg)
    return pg, title


ES = {"laughter": "(Risas.)", "applause": "(Aplausos.)", "pause": None}


@form
def cortes(turns, rng, i):
    """Spanish parliament: the chair by office, members by surname in capitals."""
    turns = named(T.drop_notes(turns, ("laughter", "applause")))
    pg = Sheet(ES)
    who = cast(turns)
    chair = who[1]
    pg.head("Diario de Sesiones del Congreso", "Sesión plenaria núm. %d" % (40 + i))
    for t in turns:
        s = surname(t.who).upper()
        if t.who == chair:
            lab = ["El señor PRESIDENTE: ", "EL PRESIDENTE.- ", "La señora PRESIDENTA: "][i % 3]
            pg.say(lab, t.paras, None, ["PRESIDENTE", "PRESIDENTA", "El señor PRESIDENTE"], loose=True)
        else:
            lab = ["El señor %s: ", "%s.- ", "Señor %s: "][i % 3] % s
            pg.say(lab, t.paras, t.who, [s, surname(t.who)])
            pg.turns[-1]["strict"] = [surname(t.who), t.who]
    return pg, "Diario de Sesiones"


def by_country(turns, rng, i, title, quest, own, style=None, chair=None):
    turns = T.drop_notes(turns, ())
    pg = Sheet({})
    who = cast(turns)
    pg.head(title % who[0] if "%s" in title else title)
    keep = set(who[:3])
    for t in turns:
        if chair and t.who == who[1]:
            pg.say(chair, t.paras, None, [chair.strip(" :.-–—")], loose=True)
        elif t.anon or t.who not in keep:
            room = quest.startswith("Głos")
            pg.say(quest, t.paras, None, role="speaker" if room else "question")
        else:
            pg.say(own(t.who), t.paras, t.who, [surname(t.who), surname(t.who).upper()])
            pg.turns[-1]["strict"] = [t.who, surname(t.who)]
    return pg, title % who[0] if "%s" in title else title


@form
def portuguese(turns, rng, i):
    return by_country(turns, rng, i, "Sessão plenária", "PERGUNTA: ", lambda n: "O SR. %s: " % n.upper() if i % 2 else "O Sr. %s (PS): — " % n, chair="O SR. PRESIDENTE: " if i % 2 else "O Sr. Presidente: — ")


@form
def italian(turns, rng, i):
    return by_country(turns, rng, i, "Seduta n. 12", "DOMANDA. ", lambda n: "%s. " % n.upper(), chair="PRESIDENTE. ")


@form
def polish(turns, rng, i):
    return by_country(turns, rng, i, "Posiedzenie Sejmu", "Głos z sali: ", lambda n: "Poseł %s: " % n, chair="Marszałek: ")


@form
def ukrainian(turns, rng, i):
    turns = T.drop_notes(turns, ())
    pg = Sheet({})
    who = cast(turns)
    full = {w: T.cyr(w.split()[0]) + " " + T.cyr(surname(w)) for w in who}
    title = "Брифінг: " + full[who[0]]
    pg.head(title)
    for t in turns:
        if t.who in who[:2]:
            pg.say(full[t.who] + ": ", t.paras, full[t.who])
        else:
            pg.say("Запитання: " if i % 2 else "Журналіст: ", t.paras, None, role="question")
    return pg, title


@form
def turkish_labels(turns, rng, i):
    return by_country(turns, rng, i, "Basın toplantısı", ["SORU: ", "SORU – ", "Soru: "][i % 3], lambda n: ["%s: ", "%s – ", "CUMHURBAŞKANI %s: "][i % 3] % (n if i % 3 < 2 else n.upper()))


@form
def azerbaijani(turns, rng, i):
    return by_country(turns, rng, i, "Mətbuat konfransı", "Sual: ", lambda n: "Prezident %s: " % n if i % 2 else "%s: " % n)


@form
def french_colon(turns, rng, i):
    return by_country(turns, rng, i, "Conférence de presse", "Question : ", lambda n: "M. %s : " % n if i % 2 else "%s : " % n, chair="Le Président : ")


@form
def french_dash(turns, rng, i):
    """French parliament: "M. X. –", "M. le président."""
    return by_country(turns, rng, i, "Compte rendu intégral", "Question. – ", lambda n: "M. %s. " % n if i % 2 else "M. %s. – " % n, chair="M. le président. " if i % 2 else "M. le président. – ")


@form
def german_bundestag(turns, rng, i):
    """Name with party and colon, the chair by office; words on the next lines."""
    turns = named(T.drop_notes(turns, ()))
    pg = Sheet({})
    who = cast(turns)
    pg.head("Deutscher Bundestag – %d. Sitzung" % (20 + i))
    for t in turns:
        if t.who == who[1]:
            pg.say("Präsident %s:" % t.who, t.paras, t.who, own_line=True)
        else:
            pg.say("%s (%s):" % (t.who, ["SPD", "CDU/CSU", "FDP", "BÜNDNIS 90/DIE GRÜNEN"][sum(map(ord, t.who)) % 4]), t.paras, t.who, own_line=True)
    return pg, "Bundestag"


@form
def markdown_bold(turns, rng, i):
    return simple(turns, rng, lambda n: "**%s:** " % n, anon="**Question:** ")


@form
def through_translator(turns, rng, i):
    turns = named(turns)
    who = cast(turns)
    pg = Sheet(T.EN)
    title = "President %s and President %s Hold a Joint Press Conference" % (who[0], who[1])
    pg.chrome_lines("Home", "Contact us")
    pg.head(title)
    for t in turns:
        s = surname(t.who).upper()
        if t.who == who[0]:
            pg.say("PRESIDENT %s: " % s, t.paras, t.who, [surname(t.who)])
        elif t.who == who[1]:
            lab = ["%s (THROUGH TRANSLATOR): ", "TRANSLATOR FOR PRESIDENT %s: ", "PRESIDENT %s (VIA INTERPRETER): "][i % 3] % s
            if "(" in lab:
                pg.note(re.search(r"\([^)]*\)", lab)[0], "interpreted", optional=True)
            pg.say(lab, t.paras, t.who, [surname(t.who)])
        else:
            pg.say("QUESTION: ", t.paras, None, role="question")
    return pg, title


@form
def role_labels(turns, rng, i):
    """`Interviewer:` and a surname; `Interviewee` words."""
    turns = named(turns)
    pg, title, who = plain_page(turns, rng, "Interview with %s" % cast(turns)[0])
    for t in turns:
        if t.who == who[0]:
            pg.say("%s: " % surname(t.who), t.paras, t.who, [surname(t.who)])
        else:
            pg.say(["Interviewer: ", "Journalist: ", "Reporter: "][i % 3], t.paras, None, role="question")
    close(pg)
    return pg, title


@form
def name_comma_role(turns, rng, i):
    """Name, job: at every turn."""
    jobs = ["Mayor of Lindar", "Head of Research, Northern Institute", "Professor of Law", "journalist"]
    return simple(named(turns), rng, lambda n: "%s, %s: " % (n, jobs[sum(map(ord, n)) % 4]))


@form
def colon_glued(turns, rng, i):
    """No space after the colon."""
    return simple(turns, rng, lambda n: "%s:" % n, anon="Question:")


@form
def once_each(turns, rng, i):
    """A meeting where each person speaks once, with office and name."""
    pg = Sheet({})
    turns = named(T.drop_notes(turns, ()))
    who = cast(turns)
    pg.head("Opening of the conference", T.long_date(T.a_date(rng)))
    seen = []
    for t in turns:
        if t.who in seen or sum(map(len, t.paras)) < 80:
            continue
        seen.append(t.who)
        pg.say(["%s: ", "Mr. %s: ", "Ambassador %s: "][i % 3] % t.who, t.paras, t.who)
    return pg, "Opening of the conference"


@form
def interview_bold_questions(turns, rng, i):
    """Questions in bold paragraphs, answers plain, nobody labelled: no turn is certain."""
    pg = Sheet({})
    turns = named(T.drop_notes(turns, ()))
    who = cast(turns)
    pg.head("“We have time”: %s" % who[0])
    for t in turns:
        for p in pg.words(t.paras):
            pg.narr(p)
    return pg, "Interview"


@form
def no_labels(turns, rng, i):
    """A copy that lost its labels: nobody is certain, no turn."""
    pg = Sheet({})
    pg.head("Sittings of the House", T.long_date(T.a_date(rng)))
    for t in named(T.drop_notes(turns, ())):
        for p in pg.words(t.paras):
            pg.narr(p)
    return pg, "Sittings of the House"


@form
def dash_dialogue(turns, rng, i):
    """A dialogue with dashes, nobody named."""
    pg = Sheet({})
    pg.head("An evening talk")
    for t in named(T.drop_notes(turns, ())):
        for p in pg.words(t.paras):
            pg.narr("— " + p)
    return pg, "An evening talk"


@form
def colons_of_prose(turns, rng, i):
    """A page of notes: bold heads, `Note:`, `Ingredients:`, lists of terms; no turn."""
    pg = Sheet({})
    keys = ["Note", "Ingredients", "Method", "Price", "Opening hours", "Tip", "Why it matters", "Good to know", "Step 1", "Step 2", "The problem",
            "Our verdict", "Pros", "Cons", "Best for", "Time", "Serves", "Result", "Update", "Correction", "Monday", "Tuesday", "North America", "Season 2"]
    rng.shuffle(keys)
    pg.head("The weekend guide")
    k = 0
    for t in named(T.drop_notes(turns, ())):
        for p in pg.words(t.paras):
            if k < 40:
                pg.narr("%s: %s" % (keys[k % (24 if i % 2 else 6)], p))
                k += 1
    return pg, "The weekend guide"


# ---------------------------------------------------------------- running

def documents(name, sources, n, seed):
    rng = random.Random("%s/%s" % (name, seed))
    order = list(range(len(sources)))
    rng.shuffle(order)
    made = 0
    for at in order:
        if made >= n:
            return
        turns = T.cut([T.Turn(t.who, t.anon, list(t.paras)) for t in sources[at][1]], rng)
        if len(cast(turns)) < 2:
            continue
        pg, title = FORMS[name](turns, rng, made)
        if not pg.turns and len(pg.blocks) < 6:
            continue
        made += 1
        web = bool(pg.shape) or made % 3 == 0 and not pg.text_only
        suffix = "html" if web else "md" if name == "markdown_bold" else "txt"
        yield "%s-%02d" % (name, made), pg.as_html(title, made % 2) if web else pg.as_text(), suffix, pg


def score(name, sources, args, folder, failed):
    sums, shown = {}, 0
    for stem, body, suffix, pg in documents(name, sources, args.docs, args.seed):
        gold = T.gold_of(pg, name)
        gold["optional"] = gold["optional"] + own_brackets(gold)
        path = folder / ("%s.%s" % (stem if args.dump else "page", suffix))
        path.write_text(body, encoding="utf-8")
        if args.dump:
            pathlib.Path(str(path) + ".gold.json").write_text(json.dumps(gold, ensure_ascii=False, indent=1), encoding="utf-8")
        doc, why = T.run_bin(args.bin, str(path))
        if why:
            failed.append("%s: %s" % (stem, why))
        for key, value in T.score_doc(gold, doc or {}).items():
            sums[key] = sums.get(key, 0) + value
        shown = show_wrong(stem, gold, doc or {}, shown, args.wrong)
    return sums


def own_brackets(gold):
    """Brackets that the source transcripts hold themselves: typing them is neither wanted nor wrong."""
    found = {b for t in gold["turns"] for b in re.findall(r"[(\[][^()\[\]]{2,80}[)\]]", t["words"])}
    return [{"text": b, "kinds": ["*"]} for b in sorted(found) if b not in gold["note_texts"]]


def show_wrong(stem, gold, doc, shown, most):
    text = doc.get("text", "")
    have = {}
    for t in doc.get("turns", []):
        words = T.bare(text[t["start"]:t["end"]], gold["note_texts"], gold["strip"])
        have.setdefault(words, []).append(t)
    want = {t["words"] for t in gold["turns"]}
    for t in gold["turns"]:
        got = have.get(t["words"])
        if shown >= most:
            return shown
        if not got:
            print("  %s wants %s: %s … %s" % (stem, t["name"] or t["role"], t["words"][:60], t["words"][-30:]))
            shown += 1
        elif not any(T.speaker_ok(t, g, True) for g in got):
            print("  %s speaker %s %s: got %s" % (stem, t["name"], t["role"], got[0]["speaker"]))
            shown += 1
    for words, turns in have.items():
        if words not in want and shown < most:
            print("  %s false %s: %s … %s" % (stem, turns[0]["speaker"]["label"], words[:60], words[-30:]))
            shown += 1
    return shown


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--bin", required=True)
    ap.add_argument("--shared", type=pathlib.Path, default=SHARED)
    ap.add_argument("--only", help="conventions, with commas")
    ap.add_argument("--docs", type=int, default=6, help="documents a convention")
    ap.add_argument("--seed", default="1")
    ap.add_argument("--wrong", type=int, default=0, help="print so many wrong turns a convention")
    ap.add_argument("--dump", help="write pages and gold to this folder")
    args = ap.parse_args()
    names = args.only.split(",") if args.only else list(FORMS)
    sources = T.load_sources(str(args.shared / "gold"))
    folder = pathlib.Path(args.dump or tempfile.mkdtemp(prefix="conventions."))
    folder.mkdir(parents=True, exist_ok=True)
    rows, failed = {}, []
    print("%-26s %5s %6s %6s %6s %6s %8s %6s %7s" % ("convention", "docs", "turns", "P", "R", "F1", "speaker", "notes", "chrome"))
    for name in names:
        s = score(name, sources, args, folder, failed)
        if not s:
            print("%-26s no documents" % name)
            continue
        p, r, f = T.f1(s["tp"], s["pred"], s["gold"])
        who = 100 * s["who"] / s["met"] if s["met"] else None
        notes = T.f1(s["nhit"], s["ngot"], s["nwant"])[2] if s["nwant"] or s["ngot"] else None
        cell = lambda v: "-" if v is None else "%.1f" % v
        rows[name] = (f, who, notes, s["chrome"], s["docs"])
        print("%-26s %5d %6d %6.1f %6.1f %6.1f %8s %6s %7d" % (name, s["docs"], s["gold"], p, r, f, cell(who), cell(notes), s["chrome"]))
    if not args.dump:
        for path in folder.iterdir():
            path.unlink()
        folder.rmdir()
    if rows:
        mean = lambda k: sum(v[k] for v in rows.values() if v[k] is not None) / max(1, sum(v[k] is not None for v in rows.values()))
        worst = min(rows, key=lambda n: rows[n][0])
        print("conventions.macro_f1 %.2f" % mean(0))
        print("conventions.worst_f1 %.2f %s" % (rows[worst][0], worst))
        print("conventions.speaker_accuracy %.2f" % mean(1))
        print("conventions.notes_f1 %.2f" % mean(2))
        print("conventions.chrome_lines %d in %d documents" % (sum(v[3] for v in rows.values()), sum(v[4] for v in rows.values())))
    for line in failed[:10]:
        print("failed: " + line, file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
