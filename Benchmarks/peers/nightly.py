"""What the two peers share: the catalogue's columns, code list lookups, scoring with NumPy, ranking and the lists.

A population is a dictionary of columns, each an array of one small number per scored person in person_id order:
the matrix of 70 float64 columns is never built but for the people listed.
"""

import argparse
import json
import math
import os
from calendar import monthrange
from datetime import date
from fractions import Fraction

import numpy as np

SHARE = Fraction("0.04")
PROGRAMME = "most-complex-4pc"
UNSUITABLE_DAYS = 365  # for so long a review that finds somebody unsuitable leaves them out
FACTORS = 5
HEADER = "rank_practice,rank,person_id,risk," + ",".join(f"factor{k},contribution{k}" for k in range(1, FACTORS + 1))
CODELISTS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../Tests/Oracle/codelists.json")

BEFORE_LTC = """age age_under_5 age_over_65 age_over_80 male imd_decile imd_missing care_home
em_adm_3m em_adm_6m em_adm_12m em_adm_24m el_adm_3m el_adm_6m el_adm_12m el_adm_24m
bed_days_12m em_bed_days_24m days_since_em_adm readmissions_30d_12m acsc_12m in_hospital
ae_3m ae_12m ae_24m ae_high_acuity_12m op_attended_12m op_dna_12m op_specialties_12m
gp_contacts_3m gp_contacts_12m egfr_last frailty_level rx_items_12m bnf_sections_6m high_risk_rx_6m
community_contacts_12m urgent_response_12m mh_contacts_12m mh_crisis_12m
sc_home_care sc_residential sc_any""".split()


def months_from(index, months):
    """The same day so many months later (or, below 0, earlier), clamped to the end of a shorter month."""
    year, month0 = divmod(index.year * 12 + index.month - 1 + months, 12)
    return date(year, month0 + 1, min(index.day, monthrange(year, month0 + 1)[1]))


def arguments(description):
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--extracts", required=True)
    parser.add_argument("--index-date", required=True, type=date.fromisoformat)
    parser.add_argument("--codelists", default=CODELISTS)
    parser.add_argument("--model", help="model.json: intercept, features: [{name, coefficient, mean, scale}]")
    parser.add_argument("--out", help="where lists/<practice>.csv and scores.csv.gz go")
    parser.add_argument("--features-out", help="a .npy of person_id, the features and the outcome, to check them")
    return parser.parse_args()


def path_of(folder, table):
    plain = os.path.join(folder, table + ".csv")
    return plain if os.path.exists(plain) else plain + ".gz"


class Codelists:
    """The code lists, as one bit per long-term condition and one per Charlson group."""

    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            self.lists = json.load(file)
        self.names = BEFORE_LTC + ["ltc_" + name for name in self.lists["ltc"]] + ["ltc_count", "charlson_24m"]
        self.conditions = len(self.lists["ltc"])

    def gp_masks(self):
        """SNOMED code to the bits of its conditions."""
        masks = {}
        for bit, lists in enumerate(self.lists["ltc"].values()):
            for code in lists["snomed"]:
                masks[code] = masks.get(code, 0) | 1 << bit
        return masks

    def diagnosis_masks(self, codes):
        """Each distinct ICD-10 code to its conditions (low bits) and, above them, its Charlson groups."""
        groups = [lists["icd10"] for lists in self.lists["ltc"].values()] + [g["icd10"] for g in self.lists["charlson"]]
        by_prefix = {}
        for bit, prefixes in enumerate(groups):
            for prefix in prefixes:
                by_prefix[prefix] = by_prefix.get(prefix, 0) | 1 << bit
        masks = {}
        for code in codes:
            mask = 0
            for length in range(1, len(code) + 1):
                mask |= by_prefix.get(code[:length], 0)
            masks[code] = mask
        return masks

    def condition_columns(self, gp_mask, diagnosis_mask):
        """ltc_*, ltc_count and charlson_24m from a person's bits."""
        either, columns = gp_mask | diagnosis_mask, {}
        count = np.zeros(len(either), np.uint8)
        for bit, name in enumerate(self.lists["ltc"]):
            columns["ltc_" + name] = ((either >> np.uint64(bit)) & np.uint64(1)).astype(np.uint8)
            count += columns["ltc_" + name]
        columns["ltc_count"] = count
        met = {
            g["name"]: (diagnosis_mask >> np.uint64(self.conditions + k)) & np.uint64(1) == 1
            for k, g in enumerate(self.lists["charlson"])
        }
        for severe, milder in self.lists["charlson_supersedes"].items():
            met[milder] = met[milder] & ~met[severe]
        columns["charlson_24m"] = sum(
            met[g["name"]].astype(np.uint8) * g["weight"] for g in self.lists["charlson"]
        ).astype(np.uint8)
        return columns


# Scoring and ranking


def age_columns(age):
    """age and the three hinges of it, from completed years."""
    age = age.astype(np.int16)
    return {
        "age": age,
        "age_under_5": np.maximum(0, 5 - age),
        "age_over_65": np.maximum(0, age - 65),
        "age_over_80": np.maximum(0, age - 80),
    }


def linear_terms(model):
    """The terms of a model of plain features, by the feature."""
    return {term["name"]: term for term in model["terms"]}


def linear_predictor(columns, model):
    """eta of everybody, one column at a time."""
    eta = np.full(len(columns["age"]), float(model["intercept"]))
    for name, term in linear_terms(model).items():
        slope = term["coefficient"] / term["scale"]
        if slope != 0:
            eta += slope * (np.asarray(columns[name], dtype=np.float64) - term["mean"])
    return eta


def cohort(columns, eta, practice, known):
    """Rows, ranks and ranks within the practice of the people to list; `known` are on the caseload or reviewed."""
    excluded = known | (columns["ltc_palliative"] == 1)
    adults = np.flatnonzero(columns["age"] >= 18)
    order = adults[np.argsort(-np.rint(eta[adults] * 1e9), kind="stable")]  # rows are in person_id order already
    wanted = math.ceil(SHARE * len(adults))
    listed = np.flatnonzero(~excluded[order])[:wanted]
    top = practice[order[: listed[-1] + 1]]
    by_practice = np.argsort(top, kind="stable")
    starts = np.searchsorted(top[by_practice], top[by_practice])
    rank_practice = np.empty(len(top), np.int64)
    rank_practice[by_practice] = np.arange(len(top)) - starts + 1
    return order[listed], listed + 1, rank_practice[listed]


def largest_contributions(columns, rows, names, model):
    """Column positions and values of each row's largest contributions."""
    terms = linear_terms(model)
    used = [name for name in names if name in terms]
    parts = np.empty((len(rows), len(used)))
    for j, name in enumerate(used):
        parts[:, j] = terms[name]["coefficient"] * (columns[name][rows] - terms[name]["mean"]) / terms[name]["scale"]
    best = np.argsort(-parts, axis=1, kind="stable")[:, :FACTORS]
    return np.array(used)[best], np.take_along_axis(parts, best, axis=1)


def write_lists(folder, person_ids, practices, columns, names, model, eta, practice, known):
    """One CSV per practice; `practice` holds positions in `practices`."""
    rows, rank, rank_practice = cohort(columns, eta, practice, known)
    factors, values = largest_contributions(columns, rows, names, model)
    risk = 1 / (1 + np.exp(-eta[rows]))
    lines = {code: [HEADER] for code in practices}
    for k, row in enumerate(rows.tolist()):
        reasons = ",".join(f"{f},{v:.4f}" for f, v in zip(factors[k], values[k]))
        lines[practices[int(practice[row])]].append(
            f"{rank_practice[k]},{rank[k]},{person_ids[row]},{risk[k]:.6f},{reasons}"
        )
    os.makedirs(os.path.join(folder, "lists"), exist_ok=True)
    for code, text in lines.items():
        with open(os.path.join(folder, "lists", code + ".csv"), "w", encoding="utf-8") as file:
            file.write("\n".join(text) + "\n")


def read_model(path):
    """A logistic model without transforms or calibration, which is all that the peers can score."""
    with open(path, encoding="utf-8") as file:
        model = json.load(file)
    inputs = [term.get("inputs", [{"transforms": []}]) for term in model["terms"]]
    if (
        any(len(parts) != 1 or parts[0]["transforms"] for parts in inputs)
        or model.get("link", "logit") != "logit"
        or model.get("calibration", {}).get("method", "identity") != "identity"
    ):
        raise SystemExit("the peers score logistic models without transforms or calibration only")
    return model


def save_features(path, person_ids, columns, names, outcome):
    """A structured array, the shape that ridge_fit.py reads."""
    ids = np.array([i.encode() for i in person_ids])
    table = np.empty(len(ids), [("person_id", ids.dtype)] + [(name, "f8") for name in names] + [("outcome", "f8")])
    table["person_id"], table["outcome"] = ids, outcome
    for name in names:
        table[name] = columns[name]
    np.save(path, table)
