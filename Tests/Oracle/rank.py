#!/usr/bin/env python3
"""The expected cohort of a share, slowly and obviously: the oracle of "Score, ranking, contributions" in FEATURES.md.

Reads a features.csv (from features.py), the persons for their practices, and a model.json with `intercept` and
`terms: [{name, coefficient, mean, scale}]`, each of the feature that it is named for, and writes the cohort in rank order:
rank, rank_practice, person_id, risk, factor1, contribution1 ... factor5, contribution5.

    rank.py --features features.csv.gz --extracts DIR --model model.json --share 0.04 --out cohort.csv
            [--programme most-complex-4pc --index-date 2024-04-01]

With `--programme`, those on that programme's caseload at the index date, those on a palliative register and those whom
its last review found unsuitable within a year are left out, and those who follow in rank fill the number; a rank stays
the rank among all adults.
"""

import argparse
import csv
import gzip
import json
import math
from datetime import date
from fractions import Fraction

from features import bytewise, day, field, read_table, write_csv

ADULT = 18
FACTORS = 5
UNSUITABLE_DAYS = 365
HEADER = ["rank", "rank_practice", "person_id", "risk"] + [
    name for k in range(1, FACTORS + 1) for name in (f"factor{k}", f"contribution{k}")
]


def read_features(path):
    """Person id and values by name, of each row, in column order."""
    opener = gzip.open if path.endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield row.pop("person_id"), row


def read_model(path):
    """A logistic model without transforms or calibration, which is all that the page defines."""
    with open(path, encoding="utf-8") as file:
        model = json.load(file)
    if any(part["transforms"] for term in model["terms"] for part in term.get("inputs", [])):
        raise SystemExit("a model with transforms is not ranked here")
    if model.get("link", "logit") != "logit" or model.get("calibration", {}).get("method", "identity") != "identity":
        raise SystemExit("a model that is not logistic, or is calibrated, is not ranked here")
    return model


def contributions(values, model):
    """(name, contribution) of each feature of the model, in the order of the columns."""
    terms = {term["name"]: term for term in model["terms"]}
    missing = [name for name in terms if values.get(name, "") == ""]
    if missing:
        raise SystemExit(f"unavailable, and the model uses them: {', '.join(missing)}")
    return [
        (name, terms[name]["coefficient"] * (float(value) - terms[name]["mean"]) / terms[name]["scale"])
        for name, value in values.items()
        if name in terms
    ]


def risk_of(eta):
    return 1 / (1 + math.exp(-eta)) if eta >= 0 else math.exp(eta) / (1 + math.exp(eta))


def rank_key(eta):
    """The linear predictor rounded to 9 decimals, as a whole number of billionths."""
    return round(eta * 1e9)


def ranked_adults(rows, model):
    """(person_id, eta, contributions) of the adults, highest first."""
    adults = []
    for person_id, values in rows:
        if float(values["age"]) >= ADULT:
            parts = contributions(values, model)
            adults.append((person_id, math.fsum([model["intercept"]] + [c for _, c in parts]), parts))
    return sorted(adults, key=lambda adult: (-rank_key(adult[1]), bytewise(adult[0])))


def number_taken(share, eligible):
    """ceil(share x eligible), the share taken as an exact decimal."""
    return math.ceil(Fraction(share) * eligible)


def cohort(adults, practice_of, share, excluded=frozenset()):
    """The rows of the cohort: the first of those who are not excluded, with their rank among all adults."""
    wanted, seen_in_practice, rows = number_taken(share, len(adults)), {}, []
    for rank, (person_id, eta, parts) in enumerate(adults, start=1):
        practice = practice_of[person_id]
        seen_in_practice[practice] = seen_in_practice.get(practice, 0) + 1
        if person_id in excluded or len(rows) == wanted:
            continue
        largest = sorted(parts, key=lambda part: -part[1])[:FACTORS]  # a stable sort: ties stay in column order
        rows.append(
            [rank, seen_in_practice[practice], person_id, repr(risk_of(eta))]
            + [text for name, c in largest for text in (name, repr(c))]
        )
    return rows


def on_caseload(folder, programme, index):
    """Who is on a programme's caseload at the index date."""
    return {
        row["person_id"]
        for row in read_table(folder, "caseload") or []
        if row["programme"] == programme
        and day(row, "start_date") <= index
        and (day(row, "end_date") is None or day(row, "end_date") > index)
    }


def found_unsuitable(folder, programme, index):
    """Whose last review for a programme says that they are unsuitable, not so long ago."""
    last = {}
    for row in read_table(folder, "reviews") or []:
        made, suitable = day(row, "reviewed_on"), field(row, "suitable")
        if row["programme"] == programme and suitable and made <= index:
            # Of several on one day, the one that says unsuitable counts.
            one = (made, suitable == "0")
            last[row["person_id"]] = max(last.get(row["person_id"], one), one)
    return {
        person for person, (made, is_unsuitable) in last.items()
        if is_unsuitable and (index - made).days < UNSUITABLE_DAYS
    }


def left_out(folder, programme, index, rows):
    palliative = {person for person, values in rows if float(values["ltc_palliative"]) == 1}
    return palliative | on_caseload(folder, programme, index) | found_unsuitable(folder, programme, index)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--features", required=True)
    parser.add_argument("--extracts", required=True)
    parser.add_argument("--model", required=True)
    parser.add_argument("--share", default="0.04", help="a decimal, taken exactly")
    parser.add_argument("--programme", help="leave out whom this programme leaves out")
    parser.add_argument("--index-date", type=date.fromisoformat, help="for --programme")
    parser.add_argument("--out", required=True)
    options = parser.parse_args()
    model = read_model(options.model)
    practice_of = {p["person_id"]: p["practice_code"] for p in read_table(options.extracts, "persons")}
    rows = list(read_features(options.features))
    excluded = left_out(options.extracts, options.programme, options.index_date, rows) if options.programme else set()
    adults = ranked_adults(rows, model)
    write_csv(options.out, HEADER, cohort(adults, practice_of, options.share, excluded))


if __name__ == "__main__":
    main()
