#!/usr/bin/env python3
"""Checks that both peers give the oracle's features, value for value, and the oracle's cohort.

    agree.py [--persons 6000] [--seed 2]

On the committed fixture and on a larger random set with opaque ids (Tests/Oracle/histories.py), at four index dates:
every value of every person, the outcome, and the lists of the top 4% by a random model. Exits 1 at any difference.
"""

import argparse
import csv
import glob
import json
import os
import random
import subprocess
import sys
import tempfile

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
ORACLE = os.path.join(HERE, "../../Tests/Oracle")
CODELISTS = os.path.join(ORACLE, "codelists.json")
INDEX_DATES = ["2023-03-31", "2024-02-29", "2024-04-01", "2024-05-31"]
PEERS = ["polars", "duckdb"]
sys.path.insert(0, ORACLE)
import features  # noqa: E402, from Tests/Oracle
import rank  # noqa: E402


def run(script, *arguments):
    subprocess.run([sys.executable, script, *arguments], check=True)


def random_model(names, seed):
    draw = random.Random(seed)
    return {
        "intercept": -2.5,
        "terms": [
            {
                "name": name,
                "coefficient": draw.gauss(0.1, 0.2),
                "mean": draw.uniform(0, 3),
                "scale": draw.uniform(0.3, 4),
            }
            for name in names
        ],
    }


def differing_features(expected_path, found_path, names):
    """How many values differ; people and their order must be the same."""
    expected, found = list(rank.read_features(expected_path)), np.load(found_path)
    if [i for i, _ in expected] != [i.decode() for i in found["person_id"]]:
        return -1
    return sum(float(values[name]) != found[name][row] for row, (_, values) in enumerate(expected) for name in names)


def lists_of(folder):
    """Every listed row in rank order."""
    rows = []
    for path in glob.glob(os.path.join(folder, "lists", "*.csv")):
        with open(path, encoding="utf-8", newline="") as file:
            rows += csv.DictReader(file)
    return sorted(rows, key=lambda row: int(row["rank"]))


def differing_rows(expected_path, found):
    """Rows that are not the oracle's: ranks, person, factors, risk and contributions to the digits of a list."""
    with open(expected_path, encoding="utf-8", newline="") as file:
        expected = list(csv.DictReader(file))
    digits = {"risk": 6} | {f"contribution{k}": 4 for k in range(1, 6)}
    wanted = [
        {name: f"{float(v):.{digits[name]}f}" if name in digits else v for name, v in row.items()} for row in expected
    ]
    return abs(len(wanted) - len(found)) + sum(a != b for a, b in zip(wanted, found))


def check(title, extracts, index, work, names):
    """Differences of each peer from the oracle, told and counted."""
    expected, model, cohort = (os.path.join(work, name) for name in ("expected.csv", "model.json", "cohort.csv"))
    run(
        os.path.join(ORACLE, "features.py"),
        "--extracts",
        extracts,
        "--index-date",
        index,
        "--codelists",
        CODELISTS,
        "--outcome",
        "--out",
        expected,
    )
    with open(model, "w", encoding="utf-8") as file:
        json.dump(random_model(names, index), file)
    run(
        os.path.join(ORACLE, "rank.py"),
        "--features",
        expected,
        "--extracts",
        extracts,
        "--model",
        model,
        "--programme",
        "most-complex-4pc",
        "--index-date",
        index,
        "--out",
        cohort,
    )
    total = 0
    for peer in PEERS:
        with tempfile.TemporaryDirectory() as out:
            found = os.path.join(out, "features.npy")
            run(
                os.path.join(HERE, peer + "_pipeline.py"),
                "--extracts",
                extracts,
                "--index-date",
                index,
                "--codelists",
                CODELISTS,
                "--model",
                model,
                "--out",
                out,
                "--features-out",
                found,
            )
            values, rows = (
                differing_features(expected, found, names + ["outcome"]),
                differing_rows(cohort, lists_of(out)),
            )
            print(
                f"{title} {index} {peer}: {len(np.load(found)):,} people, {values} values differ; "
                f"{len(lists_of(out))} listed, {rows} rows differ"
            )
            total += abs(values) + rows
    return total


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--persons", type=int, default=6000)
    parser.add_argument("--seed", type=int, default=2)
    options = parser.parse_args()
    with open(CODELISTS, encoding="utf-8") as file:
        names = features.feature_names(json.load(file))
    with tempfile.TemporaryDirectory() as work:
        larger = os.path.join(work, "extracts")
        run(
            os.path.join(ORACLE, "histories.py"),
            "--seed",
            str(options.seed),
            "--persons",
            str(options.persons),
            "--ids",
            "pseudonym",
            "--codelists",
            CODELISTS,
            "--out",
            larger,
        )
        total = sum(
            check(title, extracts, index, work, names)
            for index in INDEX_DATES
            for title, extracts in (("fixture", os.path.join(ORACLE, "Fixtures/extracts")), ("random", larger))
        )
    sys.exit(1 if total else 0)


if __name__ == "__main__":
    main()
