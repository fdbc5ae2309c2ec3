#!/usr/bin/env python3
"""Scores the Python `trafilatura` on the pages and with the measures of pages.py.

    python3 -m venv VENV && VENV/bin/pip install trafilatura lxml_html_clean
    VENV/bin/python bench/trafilatura_py.py [--shared ../shared] [--half a|b] [--fast]

Prints the lines of pages.py and the pages a second of processor time, so that the two can be laid side
by side.
"""
import argparse, os, pathlib, sys, time

import pages

try:
    import trafilatura
except ImportError as fault:
    sys.exit(f"trafilatura cannot be imported ({fault}); see the head of this script")

SPENT = {"pages": 0, "seconds": 0.0}


def read(fast, asked):
    """What trafilatura gives of each page, in the form of a document of `variorum read --json`."""
    docs = []
    for url, html in asked:
        begin = time.process_time()
        try:
            found = trafilatura.bare_extraction(html, url=url, fast=fast, include_comments=False, with_metadata=True)
        except Exception as fault:  # one page must not end the run
            print(f"    {url}: {fault}")
            found = None
        SPENT["seconds"] += time.process_time() - begin
        SPENT["pages"] += 1
        got = found.as_dict() if found is not None else {}
        authors = [a.strip() for a in (got.get("author") or "").split(";") if a.strip()]
        docs.append({"text": got.get("text") or "", "title": got.get("title"), "published": got.get("date"), "authors": authors})
    return docs


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    here = pathlib.Path(__file__).resolve().parent
    ap.add_argument("--shared", type=pathlib.Path, default=pathlib.Path(os.environ.get("VARIORUM_SHARED", here.parent.parent / "shared")))
    ap.add_argument("--half", choices=pages.HALVES)
    ap.add_argument("--fast", action="store_true", help="without its fallbacks")
    args = ap.parse_args()
    data = args.shared / "gold/extraction"
    if not data.is_dir():
        print(f"pages: skipped, no pages at {data}")
        return
    pages.read = lambda _, asked: read(args.fast, asked)
    keep = lambda name: args.half in (None, pages.half_of(name))
    pages.score_turns(data, None)
    pages.score_trafilatura(data, None, keep, 0)
    pages.score_days(data, None, keep, 0)
    pages.score_wcxb(data, None, keep, 0)
    print(f"pages/s of processor time: {SPENT['pages'] / max(1e-9, SPENT['seconds']):.0f} ({SPENT['pages']} pages)")


if __name__ == "__main__":
    main()
