"""Writes texts of an invented assembly to measure on: python3 scale/generate.py CLAUSES FOLDER [SEED]

One clause in twelve repeats another one with a word or two changed, one in forty is a standing formula, and each text
cites some others. The same numbers give the same bytes everywhere.
"""

import pathlib
import random
import sys

CLAUSES = 200  # a text
TEXTS = 20  # a file
FORMULAS = 8
VERBS = ["to count", "to paint", "to report on", "to keep", "to survey", "to mend", "to compare", "to open"]


def vocabulary(rng):
    syllables = [a + b for a in "bdfgklmnprstv" for b in ("a", "e", "i", "o", "u", "an", "el", "or")]
    words = {"".join(rng.choice(syllables) for _ in range(rng.randint(2, 4))) for _ in range(30000)}
    return sorted(words)


def clause(rng, words):
    # Some words are frequent, most are rare, as in any language.
    picked = [words[int(len(words) * rng.random() ** 3)] for _ in range(rng.randint(10, 28))]
    return f"{rng.choice(VERBS)} the {' '.join(picked)}"


def changed(rng, text, words):
    parts = text.split(" ")
    for _ in range(rng.randint(0, 2)):
        parts[rng.randrange(3, len(parts))] = rng.choice(words)
    return " ".join(parts)


def resolution(rng, number, count, words, earlier, formulas):
    lines = [f"RESOLUTION {number} (Dubai, 2018)", "", f"Work of group {number}", "",
             "The Plenipotentiary Conference of the International Telecommunication Union (Dubai, 2018),", "", "recalling", ""]
    near = [n for n in (number - rng.randint(1, 9), number - rng.randint(1, 300)) if n > 0]
    lines += [f"{'abcdef'[i]})\tResolution {n} (Dubai, 2018);" for i, n in enumerate(near)]
    lines += ["", "resolves", ""]
    for item in range(1, count + 1):
        draw = rng.random()
        if draw < 1 / 40:
            text = rng.choice(formulas)
        elif draw < 1 / 40 + 1 / 12 and earlier:
            text = changed(rng, rng.choice(earlier), words)
        else:
            text = clause(rng, words)
            if rng.random() < 0.2:
                earlier.append(text)
        lines.append(f"{item}\t{text};")
    return "\n".join(lines) + "\n\n"


def main():
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    wanted, folder = int(sys.argv[1]), pathlib.Path(sys.argv[2])
    rng = random.Random(int(sys.argv[3]) if len(sys.argv) == 4 else 1)
    words = vocabulary(rng)
    formulas = [clause(rng, words) for _ in range(FORMULAS)]
    earlier, number, texts = [], 0, []
    folder.mkdir(parents=True, exist_ok=True)
    while wanted > 0:
        number += 1
        count = min(CLAUSES, wanted)
        texts.append(resolution(rng, number, count, words, earlier, formulas))
        wanted -= count
        if len(texts) == TEXTS or wanted == 0:
            (folder / f"{number:06}.txt").write_text("".join(texts), encoding="utf-8")
            texts = []


if __name__ == "__main__":
    main()
