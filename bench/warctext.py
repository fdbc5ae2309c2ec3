#!/usr/bin/env python3
"""Makes a WARC.gz of the pages of the given gold and tells how fast it becomes text on one core.

    cargo build --release -p variorum-record --example warc_text
    bench/warctext.py --tool "$CARGO_TARGET_DIR/release/examples/warc_text" [--mb 250] [--keep FILE]

Pages of wcxb, trafilatura and htmldate, each once in order and again until there are `--mb` million bytes of
HTML; one gzip member a response, as the example stands, its body as it was sent. Printed are MB/s of HTML and
of the compressed file, with the main text made of each page and with reading alone (`--frame`).
"""
import argparse, gzip, pathlib, subprocess, sys, tempfile, uuid


def pages(data):
    for path in sorted((data / "wcxb/html").glob("*.html.gz")):
        yield path.stem, gzip.decompress(path.read_bytes())
    for folder in ("trafilatura/html", "htmldate/html"):
        for path in sorted((data / folder).glob("*.html")):
            yield path.stem, path.read_bytes()


def record(number, name, html):
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(html)
    head = (f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{uuid.UUID(int=number)}>\r\n"
            f"WARC-Target-URI: https://pages.example/{number}/{name}\r\nWARC-Date: 2031-05-25T10:00:00Z\r\n"
            f"Content-Type: application/http;msgtype=response\r\nContent-Length: {len(http) + len(html)}\r\n\r\n")
    return head.encode() + http + html + b"\r\n\r\n"


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--tool", required=True, help="the example `warc_text` of crates/record")
    ap.add_argument("--data", default="../shared/gold/extraction", type=pathlib.Path)
    ap.add_argument("--mb", type=int, default=250)
    ap.add_argument("--keep", type=pathlib.Path, help="where the WARC is kept")
    args = ap.parse_args()
    if not args.data.is_dir():
        print(f"warctext: skipped, `{args.data}` is not there")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        path = args.keep or pathlib.Path(folder) / "pages.warc.gz"
        if not path.exists():
            some, n, size = list(pages(args.data)), 0, 0
            with open(path, "wb") as out:
                while size < args.mb * 1_000_000:
                    name, html = some[n % len(some)]
                    out.write(gzip.compress(record(n, name, html), 6))
                    n, size = n + 1, size + len(html)
            print(f"{n} responses of {len(some)} pages")
        for flags in (["--frame"], []):
            print(" ".join(flags) or "text", subprocess.run([args.tool, *flags, path], check=True, stdout=subprocess.PIPE, text=True).stdout.strip())
    return 0


if __name__ == "__main__":
    sys.exit(main())
