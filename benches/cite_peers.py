"""The same keywords with citeurl and ripgrep, on the same text: how long, and how much a second.

    pip install citeurl markdown
    RESGRAPH_CORPUS=… python benches/cite_peers.py [MEGABYTES]     (default 1; citeurl is slow)
    RESGRAPH_CORPUS=… cargo bench --bench cite                     (ours, at 100 MB)

citeurl gets one ITU template: kind, number and an edition in brackets. It knows no lists, tracked changes or bodies.
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


def corpus():
    root = pathlib.Path(os.environ["RESGRAPH_CORPUS"])
    return "".join(p.read_text("utf-8") for p in sorted(root.rglob("*.txt"))).replace("\u00a0", " ")


def timed(name, size, run):
    start = time.perf_counter()
    found = run()
    took = time.perf_counter() - start
    print(f"{name:10} {size / 1e6:8.1f} MB {took:9.3f} s {size / took / 1e6:10.2f} MB/s {found:8} found", flush=True)


def main():
    size = int(float(sys.argv[1] if len(sys.argv) > 1 else 1) * 1_000_000)
    once = corpus()
    text = (once * (size // len(once) + 1))[:size]
    try:
        from citeurl import Citator
    except ImportError:
        print("citeurl is not installed")
    else:
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "itu.yaml")
            path.write_text(TEMPLATE)
            citator = Citator(defaults=None, yaml_paths=[str(path)])
        timed("citeurl", len(text.encode()), lambda: len(citator.list_cites(text)))
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write((once * (100_000_000 // len(once) + 1))[:100_000_000])
        file.flush()
        pattern = r"(?i)\b(resolutions?|decisions?|opinions?|recommendations?|constitution|convention)\b"
        count = lambda: subprocess.run(["rg", "-c", pattern, file.name], capture_output=True, text=True).stdout.strip()
        try:
            timed("rg -c", os.path.getsize(file.name), count)
        except FileNotFoundError:
            print("rg is not installed")


if __name__ == "__main__":
    main()
