"""Scores ombudsparse on labelled reports: ``python tests/score FOLDER [--misses N] [--json]``.

FOLDER holds any of gold/*.json, with the report files that they name beside them; lines/findings.jsonl, single
statements of a finding; lines/categories.jsonl, single matters of complaint; fixtures.jsonl, beginnings of reports.
`corpus/` is such a folder. What the labels mean is told in docs/labels.md.
"""

import argparse
import json
from pathlib import Path

from labelled_folder import scored


def main() -> None:
    """Prints a line for each measure, under it as many misses as were asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--misses", type=int, default=0, metavar="N")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    tally = scored(given.folder)
    if given.json:
        print(json.dumps(tally.figures()))
        return
    for measure, figure in tally.figures().items():
        score = "–" if figure["score"] is None else figure["score"]
        print(f"{measure:48s} {score:>7}  n={figure['n']}")
        told = measure.removesuffix(" precision") if not measure.endswith(" recall") else ""
        for miss in tally.misses[told][: given.misses]:
            print("      ", *miss)


if __name__ == "__main__":
    main()
