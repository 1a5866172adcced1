"""Ours, citeurl and ripgrep on the same texts, one core each: how much a second, and how many times citeurl.

    pip install citeurl markdown
    cargo bench --bench cite --no-run
    RESGRAPH_CORPUS=… python benches/cite_peers.py [MEGABYTES]

The texts are those of the bench (`benches/cite.rs`), which writes them for this script: prose without a citation, the
paragraphs of the corpus thinned to the citations of prose, and the corpus, each to 100 MB. `mentions` is the scanner
over all of it, in one thread: each citation with its numbers, editions, bodies and places. `ids` is the whole way over
its first tenth, in one thread: text read into blocks, mentions, outline, and which work each citation means, by its
canonical id. ripgrep counts lines with the same keywords in all of
it, from the file and on one thread. citeurl is too slow for that: it gets the first MEGABYTES of the same text
(default 1). Its time does not depend on how much it gets.

citeurl gets one ITU template: kind, number and an edition in brackets. It knows no lists, tracked changes or bodies.
Best of several runs; of citeurl the best of three.
"""

import os
import pathlib
import subprocess
import sys
import tempfile
import time

TEMPLATE = """
ITU:
  tokens:
    kind: {regex: 'Resolutions?|Decisions?|Opinions?|Recommendations?'}
    number: {regex: '\\d{1,4}'}
    place: {regex: '[A-Z][A-Za-z ]+'}
    year: {regex: '\\d{4}'}
  pattern: '{kind} {number}( \\((Rev\\. ?)?{place}, {year}\\))?'
  name builder:
    parts: ['{kind} ', '{number}']
"""
KEYWORDS = r"(?i)\b(resolutions?|decisions?|opinions?|recommendations?|constitution|convention)\b"


def best(runs, run):
    """What `run` gives, and its shortest time in seconds."""
    shortest = float("inf")
    for _ in range(runs):
        start = time.perf_counter()
        found = run()
        shortest = min(shortest, time.perf_counter() - start)
    return found, shortest


def ours(folder):
    """Of each text its name, and for `mentions` and `ids` the bytes, seconds and citations. `folder` holds the texts."""
    command = ["cargo", "bench", "-q", "--bench", "cite"]
    env = {**os.environ, "RESGRAPH_PEERS": folder}
    lines = subprocess.run(command, env=env, check=True, capture_output=True, text=True).stdout.splitlines()
    of_text = {}
    for name, what, size, seconds, found in (line.split() for line in lines):
        of_text.setdefault(name, []).append((f"resgraph {what}", int(size), float(seconds), int(found)))
    return of_text.items()


def citator():
    from citeurl import Citator

    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "itu.yaml")
        path.write_text(TEMPLATE)
        return Citator(defaults=None, yaml_paths=[str(path)])


def main():
    megabytes = float(sys.argv[1] if len(sys.argv) > 1 else 1)
    peer = citator()
    print(f"{'text':14}{'':19}{'MB':>7}{'seconds':>10}{'MB/s':>9}{'found':>9}{'× citeurl':>11}")
    with tempfile.TemporaryDirectory() as folder:
        for name, rows in ours(folder):
            path = pathlib.Path(folder, f"{name}.txt")
            with path.open("rb") as file:
                part = file.read(int(megabytes * 1e6)).decode("utf-8", "ignore").replace("\u00a0", " ")
            theirs, of_part = best(3, lambda: len(peer.list_cites(part)))
            slow = len(part.encode()) / of_part
            count = ["rg", "-j1", "-c", KEYWORDS, str(path)]
            lines, of_rg = best(5, lambda: subprocess.run(count, capture_output=True, text=True).stdout.strip() or 0)
            rows.append(("rg -c", path.stat().st_size, of_rg, lines))
            rows.append(("citeurl", len(part.encode()), of_part, theirs))
            for who, much, took, many in rows:
                speed = much / took
                print(
                    f"{name:14}{who:19}{much / 1e6:7.1f}{took:10.3f}{speed / 1e6:9.1f}{many:>9}{speed / slow:11.1f}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
