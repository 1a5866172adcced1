"""The same job with datasketch and rensa, on the same clauses: how long, and how many of the true pairs.

    pip install datasketch rensa
    cargo bench --bench reuse -- 100000 --write clauses
    python benches/reuse_peers.py clauses

Both are asked for all pairs of word 3-gram sets at Jaccard 0.7: MinHash with 128 permutations, bands as each
library chooses them for that threshold; their candidates are verified exactly, so that only recall differs.
Times are of processors, as cargo bench prints them in brackets.
"""

import sys
import time
from pathlib import Path


def grams(line):
    words = line.split()
    return {" ".join(words[i : i + 3]) for i in range(max(1, len(words) - 2))}


def verified(candidates, sets):
    return {(a, b) for a, b in candidates if len(sets[a] & sets[b]) >= 0.7 * len(sets[a] | sets[b])}


def with_datasketch(sets):
    from datasketch import MinHash, MinHashLSH

    lsh = MinHashLSH(threshold=0.7, num_perm=128)
    encoded = ([gram.encode() for gram in s] for s in sets)
    candidates = set()
    for number, minhash in enumerate(MinHash.generator(encoded, num_perm=128, seed=1)):
        candidates.update((other, number) for other in lsh.query(minhash))
        lsh.insert(number, minhash, check_duplication=False)
    return candidates


def with_rensa(sets):
    from rensa import RMinHash, RMinHashLSH

    lsh = RMinHashLSH(threshold=0.7, num_perm=128, num_bands=16)
    candidates = set()
    for number, s in enumerate(sets):
        minhash = RMinHash(num_perm=128, seed=1)
        minhash.update(list(s))
        candidates.update((other, number) for other in lsh.query(minhash))
        lsh.insert(number, minhash)
    return candidates


def main():
    folder = Path(sys.argv[1])
    lines = (folder / "clauses.txt").read_text().splitlines()
    truth = {tuple(map(int, line.split())) for line in (folder / "pairs.txt").read_text().splitlines()}
    for name, search in [("datasketch", with_datasketch), ("rensa", with_rensa)]:
        start = time.process_time()
        sets = [grams(line) for line in lines]
        candidates = search(sets)
        hashed = time.process_time() - start
        found = verified(candidates, sets)
        seconds = time.process_time() - start
        assert found <= truth, f"{name} found pairs that the exact join did not"
        print(
            f"{name}: {seconds:.1f} s ({hashed:.1f} s without verification), "
            f"{len(found)} of {len(truth)} pairs, recall {len(found) / len(truth):.4f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
