#!/usr/bin/env python3
"""Counts questions that were merged or given a person's name: both must be 0.

    bench/questions.py --bin PATH/TO/variorum [--shared ../shared] [--docs N] [--seeds 1,2,3] [--show]

Pages: those that ../shared/score/turns.py renders (all its conventions, several seeds, by its --dump),
and the stored pages of ../shared/gold/wh_briefings. Merged: a line that begins with a label of an
unnamed questioner (`Q`, `QUESTION:`, `Вопрос:`, `Frage:`, `Reporter:` …) stands inside a turn, or
two questions in a row are one turn. Named: a turn with such a label has a name, a person or an office.
"""
import argparse, importlib.util, json, pathlib, re, subprocess, sys, tempfile

NAMES = r"Q|QUESTION|Question|QUESTIONER|Questioner|REPORTER|Reporter|Вопрос|Реплика|Frage|Zuruf|Journaliste?|Pregunta|Domanda|Pergunta|Soru"
LABEL = re.compile(r"^(?:(?:%s)\s*:\s|Q(?:[ \u00a0]{2,}|\.[ \u00a0]))" % NAMES, re.M)
WHOLE = re.compile(r"(?:%s)" % NAMES)


def documents(binary, paths):
    for at in range(0, len(paths), 40):
        run = subprocess.run([binary, "read", "--json", *paths[at:at + 40]], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        for line in run.stdout.decode("utf-8", "replace").splitlines():
            doc = json.loads(line)
            if doc.get("kind") == "document":
                yield doc


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--bin", required=True)
    ap.add_argument("--shared", type=pathlib.Path, default=pathlib.Path("../shared"))
    ap.add_argument("--docs", type=int, default=6)
    ap.add_argument("--seeds", default="1,2,3")
    ap.add_argument("--show", action="store_true")
    args = ap.parse_args()
    pages = questions = merged = named = 0
    with tempfile.TemporaryDirectory() as folder:
        paths = sorted(map(str, (args.shared / "gold/wh_briefings/pages").glob("*/*/*.md")))
        spec = importlib.util.spec_from_file_location("turns", args.shared / "score/turns.py")
        turns = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(turns)
        data = str(args.shared / "gold")
        sources = turns.load_sources(data)
        for seed in args.seeds.split(","):
            for conv in [*turns.GIVEN, *turns.REAL]:
                for name, body, ext, _ in turns.make_docs(conv, sources, data, args.docs, seed):
                    path = pathlib.Path(folder) / f"{seed}-{name}.{ext}"
                    path.write_text(body, encoding="utf-8")
                    paths.append(str(path))
        for doc in documents(args.bin, paths):
            pages += 1
            text = doc["text"]
            for t in doc["turns"]:
                words, said = text[t["start"]:t["end"]], t["speaker"]
                asks = said["role"] == "question" and WHOLE.fullmatch((said["label"] or "").strip(" :."))
                questions += bool(asks)
                inside = LABEL.search(words)
                if inside:
                    merged += 1
                    report(args.show, "merged", doc, said["label"], words[max(0, inside.start() - 40):inside.start() + 60])
                if asks and (said["name"] or said["person"] or said["office"]):
                    named += 1
                    report(args.show, "named", doc, said["name"], words[:60])
    print("questions.pages %d with %d unnamed questions" % (pages, questions))
    print("questions.merged %d" % merged)
    print("questions.named %d" % named)
    return 0


def report(show, what, doc, label, words):
    if show:
        print("  %s %s [%s] %r" % (what, doc["capture"]["source"][-50:], label, words))


if __name__ == "__main__":
    sys.exit(main())
