#!/usr/bin/env bash
# Runs the published scorer over what `resgraph cite` prints.
# RESGRAPH_CORPUS, RESGRAPH_GOLD: folders; RESGRAPH_SCORE: the scorer; RESGRAPH: the program (default: in PATH).
set -euo pipefail
found=$(mktemp)
trap 'rm -f "$found"' EXIT
"${RESGRAPH:-resgraph}" cite --format jsonl "$RESGRAPH_CORPUS" > "$found"
for track in adopted basic recommendation document; do
  python3 "$RESGRAPH_SCORE" --gold "$RESGRAPH_GOLD/citations.jsonl" --coverage "$RESGRAPH_GOLD/coverage.json" \
    --corpus "$RESGRAPH_CORPUS" --track "$track" "$@" "$found"
done
