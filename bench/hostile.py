#!/usr/bin/env python3
"""Asks whether the work of reading grows with the input alone, on pages made to be slow.

    bench/hostile.py --bin PATH/TO/variorum [--only NAMES] [--seconds 0.15] [--most 4000000] [--memory]

Each shape is written with n, 2n and 4n parts and read to the end (`variorum read --json`: page, turns,
quotations, figures, people). n grows until a reading takes `--seconds` of processor time or has `--most` bytes.
Printed are the times without that of an empty page, and the greater of t(2n)/t(n) and t(4n)/t(2n); above 2.6
is a failure. `--memory` reads and adds a page of 1 GB and archives that unpack to 1 GB, and tells the peak.
"""
import argparse, gzip, os, pathlib, resource, subprocess, sys, tempfile, zlib

CEILING = 2.6
WORDS = "The bridge over the Brona was opened on Monday by the minister of roads. "

HTML = {
    "div": lambda n: "<div>" * n + "x",
    "div closed": lambda n: "<div>" * n + "x" + "</div>" * n,
    "ul li": lambda n: "<ul><li>" * n + "x",
    "b /i": lambda n: "<b></i>" * n,
    "b p": lambda n: "<b><p>" * n + "x",
    "a a": lambda n: "<a href=/x>" * n + "x",
    "font": lambda n: "<font color=red>" * n + "x",
    "attributes": lambda n: "<p " + " ".join(f"a{i}=1" for i in range(n)) + ">x",
    "one attribute": lambda n: "<p title='" + "x" * 20 * n + "'>x",
    "table in cell": lambda n: "<table><tr><td>" * n + "x",
    "cells": lambda n: "<table><tr>" + "<td>12<td>words" * n,
    "rows": lambda n: "<table>" + "<tr><th>Holt<td>Good evening to you all." * n,
    "svg": lambda n: "<svg><foreignObject>" * n + "x",
    "template": lambda n: "<template>" * n + "x",
    "select": lambda n: "<select><option>x" * n,
    "comments": lambda n: "<!-- -->" * n,
    "open comments": lambda n: "<!--" * n,
    "open tags": lambda n: "<p" * n,
    "less": lambda n: "<" * 8 * n,
    "ampersands": lambda n: "&amp" * 4 * n,
    "entities": lambda n: "&notareference;" * n,
    "scripts": lambda n: "<script>x</script>" * n,
    "open script": lambda n: "<script>" + "</scrip" * n,
    "cdata": lambda n: "<svg><![CDATA[" + "]]" * n,
    "dl": lambda n: "<dl>" + "<dt>Vera Holt<dd>Yes." * n,
    "headings": lambda n: "<h2>Bridge</h2>" * n,
    "links": lambda n: "<a href=/a>Bridge</a> " * n,
    "list of links": lambda n: "<ul>" + "<li><a href=/a>Bridge opened</a>" * n,
    "turns": lambda n: "<p><b>Vera Holt:</b> Yes, it is so.<p><b>Jan Lind:</b> No." * n,
    "turns of others": lambda n: "".join(f"<p><b>Vera Holt{i}:</b> Yes." for i in range(n)),
    "paragraphs": lambda n: f"<p>{WORDS}</p>" * n,
    "one paragraph": lambda n: "<p>" + WORDS * n,
    "breaks": lambda n: "Bridge<br>" * n,
    "classes": lambda n: "".join(f"<div class='c{i} story-{i}'>x</div>" for i in range(n)),
    "metas": lambda n: "<meta property=article:published_time content=2031-05-25>" * n,
    "json": lambda n: "<script type=application/ld+json>" + '{"a":[' * n + "</script>",
    "json dates": lambda n: "<script type=application/ld+json>[" + '{"datePublished":"2031-05-25"},' * n + "]</script>",
    "frameset": lambda n: "<frameset>" * n,
    "nobr": lambda n: "<nobr>" * n + "x",
    "mixed": lambda n: "<b><i><table><p></b></table></i><li>" * n,
}

TEXT = {
    "one line": lambda n: WORDS * n,
    "one word": lambda n: "x" * 40 * n,
    "short lines": lambda n: "ab\n" * 4 * n,
    "lines": lambda n: (WORDS + "\n") * n,
    "wrapped": lambda n: ("The bridge over the Brona was opened on Monday by the minister\n") * n,
    "blank lines": lambda n: "\n" * 40 * n + "x",
    "spaces": lambda n: "x" + " " * 40 * n + "x",
    "quotes": lambda n: '"' * 8 * n,
    "opening quotes": lambda n: "“a " * 4 * n,
    "guillemets": lambda n: "«a» " * 4 * n,
    "said": lambda n: '"Yes," Vera Holt said. ' * n,
    "said that": lambda n: "Vera Holt said that Jan Lind said that " * n,
    "digits": lambda n: "7" * 40 * n,
    "numbers": lambda n: "1,234.5 " * 4 * n,
    "number words": lambda n: "two hundred million " * n,
    "figures": lambda n: "The fund gave 12.5 percent more than in 2030. " * n,
    "of": lambda n: "5 percent of " * n,
    "brackets": lambda n: "(" * 20 * n,
    "nested brackets": lambda n: "(a [b " * n,
    "bracket notes": lambda n: "(Laughter.) " * n,
    "endless sentence": lambda n: "and the bridge was open, " * n,
    "stops": lambda n: ". " * 20 * n,
    "abbreviations": lambda n: "Mr. Dr. U.S. a.m. " * n,
    "capitals": lambda n: "VERA HOLT: YES.\n" * n,
    "labels": lambda n: "Vera Holt: Yes.\nJan Lind: No.\n" * n,
    "labels of others": lambda n: "".join(f"Vera H{i}lt: Yes.\n" for i in range(n)),
    "colons": lambda n: "A: " * 8 * n,
    "questions": lambda n: "Q    When?\n\n" * n,
    "names": lambda n: "President Vera Holt met Prime Minister Jan Lind. " * n,
    "names of others": lambda n: "".join(f"President Vera H{i}lt met Jan L{i}nd. " for i in range(n)),
    "dates": lambda n: "March 3, 2031 " * n,
    "dated headlines": lambda n: "Bridge opened in Brona\n26 September 2031 - 19:13\n" * n,
    "times": lambda n: "last year and two weeks ago, since Monday, " * n,
    "marks": lambda n: "a" + "\u0301" * 20 * n,
    "right to left": lambda n: "\u202e\u200fab " * 4 * n,
    "zero width": lambda n: "\u200b\u200d" * 10 * n,
    "nul": lambda n: (WORDS + "\n") * n + "\0" * (n // 40),
    "tabs": lambda n: "Holt\tYes\t" * n,
    "bars": lambda n: "Home | News | " * n,
    "dashes": lambda n: "— Yes. " * n,
    "han": lambda n: "大臣は橋を開いた。" * n,
    "arabic": lambda n: "قال الوزير: نعم. " * n,
    "hyphens": lambda n: "-" * 20 * n,
    "emoji": lambda n: "👩‍👩‍👧 " * n,
    "apostrophes": lambda n: "'tis o'clock's " * n,
}

MARKDOWN = {
    "md brackets": lambda n: "[" * 8 * n,
    "md links": lambda n: "[a](/b) " * n,
    "md open links": lambda n: "[a](" * 4 * n,
    "md stars": lambda n: "*a **b " * n,
    "md underscores": lambda n: "_" * 8 * n,
    "md ticks": lambda n: "`" * 8 * n,
    "md quotes": lambda n: "> " * 8 * n,
    "md comments": lambda n: "<!-- " * n,
    "md front": lambda n: "---\n" + "key: value\n" * n,
    "md struck": lambda n: "~~a " * n,
    "md rows": lambda n: "| Holt | Yes. |\n" * n,
    "md lists": lambda n: "- Vera Holt: Yes.\n" * n,
    "md tags": lambda n: "<b>a<s>b" * n,
    "md escapes": lambda n: "\\" * 8 * n,
}


def seconds(tool, path, tries=2):
    """Processor time of one reading, the least of some tries."""
    best = None
    for _ in range(tries):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        run = subprocess.run([tool, "read", "--json", "--quiet", path], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=600)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if run.returncode not in (0, 1, 2, 3, 4) or b"panicked" in run.stderr:
            raise SystemExit(f"{path}: exit {run.returncode} {run.stderr[-400:]!r}")
        used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        best = used if best is None else min(best, used)
    return best


def write(folder, suffix, content):
    path = folder / f"page{suffix}"
    path.write_text(content, encoding="utf-8", errors="surrogatepass")
    return path


def shapes(args, folder):
    only = args.only.split(",") if args.only else None
    empty = seconds(args.bin, write(folder, ".txt", "Vera Holt: Yes.\n"), 5)
    failed, n_shapes, worst, slowest = [], 0, (0, ""), (0, "")
    for suffix, some in ((".html", HTML), (".txt", TEXT), (".md", MARKDOWN)):
        for name, make in some.items():
            if only and name not in only:
                continue
            n, content = 2_000, make(2_000)
            while True:
                took = seconds(args.bin, write(folder, suffix, content), 1) - empty
                if took >= args.seconds or len(content) * 8 > args.most * 4:
                    break
                n *= 2
                content = make(n)
            times = [max(0.001, seconds(args.bin, write(folder, suffix, make(k * n))) - empty) for k in (1, 2, 4)]
            ratio = max(times[1] / times[0], times[2] / times[1])
            long_enough = times[1] >= 0.05
            bad = ratio > CEILING and long_enough
            n_shapes += 1
            worst, slowest = max(worst, (ratio if long_enough else 0, name)), max(slowest, (times[2] * 1e6 / len(make(4 * n)), name))
            failed += [name] if bad else []
            print(f"{name:18} n {n:8} {len(content) / 1e6:6.2f} MB  {times[0]:6.2f} {times[1]:6.2f} {times[2]:6.2f} s  ratio {ratio:4.2f}{'' if long_enough else ' (too short to tell)'}{'  TOO MUCH' if bad else ''}", flush=True)
    print(f"hostile.shapes {n_shapes}\nhostile.failed {len(failed)} {failed}\nhostile.worst_ratio {worst[0]:.2f} {worst[1]}\nhostile.slowest {slowest[0]:.2f} s/MB {slowest[1]}")


def packed_gb(kind, folder):
    """A file of a few kilobytes that unpacks to 1 GiB."""
    path = folder / f"zeros.{kind}"
    if not path.exists():
        if kind == "gz":
            with gzip.open(path, "wb", 9) as out:
                for _ in range(1024):
                    out.write(bytes(1 << 20))
        elif kind == "gz.gz":
            path.write_bytes(gzip.compress(packed_gb("gz", folder).read_bytes()))
        elif kind == "deflate":
            packer = zlib.compressobj(9)
            path.write_bytes(b"".join(packer.compress(bytes(1 << 20)) for _ in range(1024)) + packer.flush())
        else:
            command = {"zst": ["zstd", "-q", "-19", "-o", path], "br": ["brotli", "-o", path]}[kind]
            with subprocess.Popen(command, stdin=subprocess.PIPE) as run:
                for _ in range(1024):
                    run.stdin.write(bytes(1 << 20))
                run.stdin.close()
    return path


def record(kind, number, block, content_type):
    head = (f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012}>\r\n"
            f"WARC-Target-URI: https://norland.example/{number}\r\nWARC-Date: 2031-05-25T10:00:00Z\r\n"
            f"Content-Type: {content_type}\r\nContent-Length: {len(block)}\r\n\r\n")
    return head.encode() + block + b"\r\n\r\n"


def response(number, body, *headers):
    http = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n" + "".join(h + "\r\n" for h in headers) + "\r\n"
    return record("response", number, http.encode() + body, "application/http;msgtype=response")


GOOD = b"<html><h1>Talks in Brona</h1><p>Vera Holt: We are glad that the bridge over the Brona is open at last.</p></html>"


def peak(tool, *arguments):
    """Peak memory in MB, exit code and output of one call."""
    call = [sys.executable, "-c", "import resource,subprocess,sys; r=subprocess.run(sys.argv[1:],stdout=subprocess.PIPE,stderr=subprocess.STDOUT); "
            "sys.stdout.buffer.write(r.stdout[-3000:]); print('\\n', r.returncode, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss//1024)", tool, *arguments]
    out = subprocess.run(call, stdout=subprocess.PIPE, text=True, errors="replace").stdout.rstrip().rsplit("\n", 1)
    code, mb = out[1].split()
    return int(mb), int(code), out[0]


def memory(args, folder):
    files = {}
    with open(folder / "page.html", "wb") as out:
        out.write(b"<html><h1>Talks in Brona</h1>")
        line = f"<p>{WORDS}</p>\n".encode() * 1000
        for _ in range(1_000_000_000 // len(line)):
            out.write(line)
    files["1 GB page"] = folder / "page.html"
    with open(folder / "line.txt", "wb") as out:
        for _ in range(1000):
            out.write(WORDS.encode() * (1_000_000 // len(WORDS)))
    files["1 GB line"] = folder / "line.txt"
    for kind, coding in (("gz", "gzip"), ("gz.gz", "gzip, gzip"), ("deflate", "deflate"), ("zst", "zstd"), ("br", "br")):
        try:
            bomb = packed_gb(kind, folder).read_bytes()
        except (FileNotFoundError, OSError):
            print(f"{kind}: skipped, the packer is not there")
            continue
        warc = folder / f"bomb-{kind}.warc"
        warc.write_bytes(response(1, bomb, f"Content-Encoding: {coding}") + response(2, GOOD))
        files[f"{coding} body"] = warc
    with gzip.open(folder / "member.warc.gz", "wb", 6) as out:
        length = 1 << 30
        out.write(f"WARC/1.1\r\nWARC-Type: resource\r\nWARC-Target-URI: https://norland.example/1\r\nWARC-Date: 2031-05-25T10:00:00Z\r\nContent-Type: text/html\r\nContent-Length: {length}\r\n\r\n".encode())
        for _ in range(1024):
            out.write(b"<p>a b</p>      " * 65536)
        out.write(b"\r\n\r\n")
    with open(folder / "member.warc.gz", "ab") as out:
        out.write(gzip.compress(response(2, GOOD)))
    files["1 GB record, gzip"] = folder / "member.warc.gz"
    files["bare gzip"] = packed_gb("gz", folder)
    worst = 0
    for name, path in files.items():
        for command in ("read", "add"):
            flags = ["read", "--json", "--quiet", path] if command == "read" else ["add", "--record", folder / f"r-{abs(hash(name))}", path]
            if command == "add":
                subprocess.run([args.bin, "init", "--record", flags[2], "--quiet"], check=True)
            mb, code, out = peak(args.bin, *map(str, flags))
            goes_on = "bridge over the Brona is open" in out if command == "read" and "bomb" in str(path) or "member" in str(path) and command == "read" else "new 1" in out or "new 2" in out
            worst = max(worst, mb)
            print(f"{name:18} {command:4} peak {mb:4} MB exit {code} next record {'kept' if goes_on else '-'}", flush=True)
    print(f"hostile.peak_mb {worst}")


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--bin", required=True)
    ap.add_argument("--only", default="")
    ap.add_argument("--seconds", type=float, default=0.15)
    ap.add_argument("--most", type=int, default=4_000_000, help="bytes of the longest input")
    ap.add_argument("--memory", action="store_true")
    args = ap.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        (memory if args.memory else shapes)(args, pathlib.Path(folder))


if __name__ == "__main__":
    main()
