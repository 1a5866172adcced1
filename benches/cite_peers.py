"""Ours, citeurl and ripgrep on the same texts, one core each: how much a second, and how many times citeurl.

    pip install citeurl markdown    # and ripgrep
    cargo bench --bench cite --no-run
    RESGRAPH_CORPUS=… python benches/cite_peers.py [MEGABYTES]
    RESGRAPH_CORPUS=… RESGRAPH_GOLD=… python benches/cite_peers.py --accuracy

The texts are those of the bench (`benches/cite.rs`), which writes them for this script: prose without a citation, the
paragraphs of the corpus thinned to the citations of prose, and the corpus, each to 100 MB. `mentions` is the scanner
alone: each citation with its numbers, editions, bodies and places. `ids` is the whole way: text read into blocks,
mentions, outline, and which work each citation means, by its canonical id. ripgrep counts lines with the same
keywords, from the file. All of them use one thread.

citeurl builds the name of each citation. It has two templates:

- `full template` (`citeurl_itu.yaml`): what a careful user would write to do the same work, as fast as citeurl can be
  made to do it. It finds 97 of 100 mentions of the scanner and names them by body, kind, number and edition. It cannot
  know which text "this resolution" or a bare number means, nor the second side of a tracked change, nor slips.
- `thin template`: a kind, a number and an edition in brackets. It finds a quarter of the mentions and names no body.

The time of citeurl grows faster than the text where there are many citations: for each it copies the places of all
that follow. Without citations a byte always costs the same. So it gets the first MEGABYTES of each text (default 1),
where it is at its best, and once all of it, which takes some minutes; the last two columns are how many times the full
template each.

Best of several runs, of citeurl on MEGABYTES of five. `a MB` is what was found in each megabyte. `--accuracy` measures
both templates on the hand-made answers: a mention is found where a citation of citeurl overlaps it, whatever its name.
What begins a line is left out of the precision: the answers do not hold all headings.
The full template was tuned on these answers and on this corpus, which favours it.
"""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter

THIN = """
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
FULL = pathlib.Path(__file__).with_name("citeurl_itu.yaml")
KINDS = "resolution decision opinion recommendation unga constitution convention itr document".split()
BEFORE_HEADING = re.compile(r"\s*(?:\[bookmark: \w+\]\s*)*")
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


def citators():
    """The peer with each of its templates, by the name of the row."""
    from citeurl import Citator

    templates = {"thin template": THIN, "full template": FULL.read_text("utf-8")}
    return {name: Citator.from_yaml(yaml) for name, yaml in templates.items()}


def theirs(peer, path, runs, megabytes=None):
    """The bytes of the first `megabytes` of the file (or of all), the seconds citeurl takes, and how many it finds."""
    with path.open("rb") as file:
        part = file.read(megabytes and int(megabytes * 1e6)).decode("utf-8", "ignore").replace("\u00a0", " ")
    names, seconds = best(runs, lambda: [cite.name for cite in peer.list_cites(part)])
    return len(part.encode()), seconds, len(names)


def speed(megabytes):
    if not shutil.which("rg"):
        sys.exit("ripgrep (rg) is not found: install it")
    peers = citators()
    print(f"{'text':14}{'':29}{'MB':>7}{'seconds':>10}{'MB/s':>9}{'found':>9}{'a MB':>8}{'× its best':>12}{'× all':>8}")
    with tempfile.TemporaryDirectory() as folder:
        for name, rows in ours(folder):
            path = pathlib.Path(folder, f"{name}.txt")
            count = ["rg", "-j1", "-c", KEYWORDS, str(path)]
            lines, seconds = best(5, lambda: subprocess.run(count, capture_output=True, text=True).stdout.strip() or 0)
            rows.append(("rg -c, lines", path.stat().st_size, seconds, int(lines)))
            for template, peer in peers.items():
                rows.append((f"citeurl, {template}", *theirs(peer, path, 5, megabytes)))
            rows.append((f"citeurl, {template}, all", *theirs(peer, path, 1)))
            slow, slowest = (much / took for _, much, took, _ in rows[-2:])
            for who, much, took, found in rows:
                rate = much / took
                print(
                    f"{name:14}{who:29}{much / 1e6:7.1f}{took:10.3f}{rate / 1e6:9.1f}{found:>9}"
                    f"{found / much * 1e6:8.0f}{rate / slow:12.1f}{rate / slowest:8.1f}",
                    flush=True,
                )


def accuracy():
    corpus, answers = pathlib.Path(os.environ["RESGRAPH_CORPUS"]), pathlib.Path(os.environ["RESGRAPH_GOLD"])
    gold = [json.loads(line) for line in (answers / "citations.jsonl").read_text("utf-8").splitlines()]
    covered = json.loads((answers / "coverage.json").read_text("utf-8"))["lines"]
    for template, peer in citators().items():
        asked, hits, right, wrong = Counter(), Counter(), 0, 0
        for name, ranges in covered.items():
            text = (corpus / name).read_text("utf-8").replace("\u00a0", " ")
            lines = [0, *(end.end() for end in re.finditer("\n", text)), len(text)]
            spans = [cite.span for cite in peer.list_cites(text)]
            spans = [s for s in spans if any(lines[a - 1] <= s[0] < lines[b] for a, b in ranges)]
            phrases = [g for g in gold if g["file"] == name]
            for phrase in filter(is_mention, phrases):
                asked[phrase["role"]] += 1
                hits[phrase["role"]] += any(a < phrase["end"] and phrase["start"] < b for a, b in spans)
            for a, b in spans:
                if any(a < phrase["end"] and phrase["start"] < b for phrase in phrases):
                    right += 1
                elif not BEFORE_HEADING.fullmatch(text[text.rfind("\n", 0, a) + 1 : a]):
                    wrong += 1
        print(f"{template}: precision {right / (right + wrong):.3f}, recall {hits.total() / asked.total():.3f}")
        print("  found: " + ", ".join(f"{hits[role]} of {many} {role}" for role, many in asked.items()))


def is_mention(phrase):
    """Whether a phrase of the answers is asked for: edition histories are not, nor citations of no KINDS or number."""
    if phrase["role"] == "citation":
        return any(t["kind"] in KINDS and t["number"] for t in phrase["targets"])
    return phrase["role"] != "edition-history"


if __name__ == "__main__":
    if sys.argv[1:] == ["--accuracy"]:
        accuracy()
    else:
        speed(float(sys.argv[1] if len(sys.argv) > 1 else 1))
