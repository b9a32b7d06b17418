"""Writes one model file for each format version, with the linear predictors and scores that every later program must
find for the rows beside it.

The predictors are computed here, from the definitions in Transform.swift, and by no code of the program. A file is
never made anew once a program that reads it was released: `python3 make.py N` adds version N alone.
"""
import json
import math
import sys
from pathlib import Path

HERE = Path(__file__).parent
ROWS = [[70, 45, 2], [0, 90, 0], [48.25, 86, 0.2], [33, 90, 0], [101, 12, 9], [84.5, 58.5, 3]]
POPULATION = {"fingerprint": "f", "index_dates": ["2023-04-01"], "rows": 1000, "events": 60, "synthetic": True,
              "catalogue": "default"}


def positive_cube(x):
    return max(0.0, x) ** 3


def transform(x, step):
    method = step["method"]
    if method == "log1p":
        return math.log1p(max(0.0, x))
    if method == "cap":
        return min(x, step["most"])
    if method == "above":
        return max(0.0, x - step["knot"])
    if method == "below":
        return max(0.0, step["knot"] - x)
    if method == "equals":
        return float(x == step["value"])
    if method == "missing":
        return float(math.isnan(x))
    if method == "steps":
        return step["values"][sum(edge <= x for edge in step["edges"])]
    if method == "spline":
        t, j = step["knots"], step["part"]
        tail = (positive_cube(x - t[-2]) * (t[-1] - t[j]) - positive_cube(x - t[-1]) * (t[-2] - t[j])) / (t[-1] - t[-2])
        return (positive_cube(x - t[j]) - tail) / (t[-1] - t[0]) ** 2
    raise ValueError(method)


def predictor(model, row):
    values = dict(zip((f["name"] for f in model["features"]), row))
    total = model["intercept"]
    for term in model.get("terms", model["features"]):
        value = 1.0
        for part in term.get("inputs", [{"feature": term["name"], "transforms": []}]):
            x = values[part["feature"]]
            for step in part["transforms"]:
                x = transform(x, step)
            value *= x
        total += term["coefficient"] * (value - term["mean"]) / term["scale"]
    return total


def calibrated(model, eta):
    calibration = model["calibration"]
    if calibration["method"] == "linear":
        eta = calibration["intercept"] + calibration["slope"] * eta
    return 1 / (1 + math.exp(-eta))


def version_1():
    def feature(name, coefficient, mean, scale):
        return {"name": name, "coefficient": coefficient, "mean": mean, "scale": scale, "transform": "identity",
                "fingerprint": name[0]}
    return {"format_version": 1, "name": "example", "version": "1.0.0", "link": "logit", "intercept": -2.5,
            "features": [feature("age", 0.4, 48.25, 18.5), feature("egfr", -0.1, 86, 11),
                         feature("admissions", 0.6, 0.2, 0.7)],
            "calibration": {"method": "linear", "intercept": 0.1, "slope": 0.9}, "training": POPULATION,
            "histograms": [{"feature": "age", "edges": [30, 60], "counts": [300, 400, 300]}]}


def version_2():
    def term(name, inputs, coefficient, mean, scale):
        return {"name": name, "coefficient": coefficient, "mean": mean, "scale": scale,
                "inputs": [{"feature": f, "transforms": steps} for f, *steps in inputs]}
    spline = {"method": "spline", "knots": [20, 45, 65, 80], "part": 1}
    return {"format_version": 2, "name": "example", "version": "2.0.0", "link": "logit", "intercept": -2.75,
            "features": [{"name": n, "fingerprint": n[0]} for n in ("age", "egfr", "admissions")],
            "terms": [
                term("age", [("age",)], 0.3, 48.25, 18.5),
                term("age curve", [("age", spline)], 0.2, 4.5, 6.25),
                term("egfr under 60", [("egfr", {"method": "below", "knot": 60})], 0.15, 1.5, 6),
                term("log admissions", [("admissions", {"method": "cap", "most": 5}, {"method": "log1p"})], 0.5, 0.1, 0.3),
                term("admissions of the old", [("age", {"method": "above", "knot": 65}),
                                               ("admissions", {"method": "steps", "edges": [1, 3], "values": [0, 1, 2]})],
                     0.05, 0.4, 2),
                term("no admission", [("admissions", {"method": "equals", "value": 0})], -0.1, 0.9, 0.3)],
            "calibration": {"method": "identity"}, "training": POPULATION,
            "histograms": [{"feature": "age", "edges": [30, 60], "counts": [300, 400, 300]}]}


for version in map(int, sys.argv[1:]):
    model = globals()[f"version_{version}"]()
    etas = [predictor(model, row) for row in ROWS]
    model["golden_vectors"] = [{"values": ROWS[0], "linear_predictor": etas[0]}]
    (HERE / f"model-{version}.json").write_text(json.dumps(model, indent=1) + "\n")
    expected = {"rows": ROWS, "linear_predictors": etas, "scores": [calibrated(model, eta) for eta in etas]}
    (HERE / f"expected-{version}.json").write_text(json.dumps(expected, indent=1) + "\n")
