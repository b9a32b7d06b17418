#!/usr/bin/env python3
"""How well models tell who will have the outcome, beside scikit-learn, LightGBM and an explainable boosting machine.

    accuracy.py --matrix NAME TRAIN[,TRAIN...] TEST[,TEST...] [--matrix ...] [--model LABEL MODEL.JSON ...]
                [--truth TRUTH.CSV] [--least-age 18] [--folds 3] [--replicates 400] [--without KIND ...]

A matrix is what `anticipate export features --design` writes as .npy (person_id, the features, outcome); several are
stacked. Peers are fitted on TRAIN, tuned there by cross-validation with people in one fold, and tested on TEST. A
model is computed from its file, by its definition, on the first matrix that has its features. TRUTH.CSV is that of
`anticipate synthesise --truth`, for one index date. Everybody is exported, so --least-age says who the design takes.

Prints AUROC, Brier score and positive predictive value of the top 4%, each with the 2.5th and 97.5th percentile of a
bootstrap over people, the AUROC and the predictive value less those of the last model (paired), and the share of the
attainable AUROC above one half.
"""

import argparse
import csv
import itertools
import json
import time
import warnings

import lightgbm
import numpy as np
from interpret.glassbox import ExplainableBoostingClassifier
from scipy.special import expit
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss
from sklearn.model_selection import GroupKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

SHARE = 0.04
SEED = 1


# Data


class Rows:
    """X by name of the column, y and who each row is of."""

    def __init__(self, paths, least_age):
        loaded = [np.load(path, allow_pickle=False) for path in paths.split(",")]
        rows = np.concatenate([rows[rows["age"] >= least_age] for rows in loaded])
        self.names = [name for name in rows.dtype.names if name not in ("person_id", "outcome")]
        self.X = np.column_stack([rows[name] for name in self.names])
        self.y = rows["outcome"].astype(float)
        self.people = rows["person_id"]


def read_truth(path, people):
    """By row the probability of the outcome, and that of a perfect reader of the records."""
    with open(path, newline="") as file:
        known = {row["person_id"].encode(): (row["risk"], row["attainable_risk"]) for row in csv.DictReader(file)}
    return np.array([known[person] for person in people], dtype=float).T


# A model file, by its definition


def transformed(x, transform):
    method = transform["method"]
    if method == "log1p":
        return np.log1p(np.maximum(x, 0))
    if method == "cap":
        return np.minimum(x, transform["most"])
    if method == "above":
        return np.maximum(x - transform["knot"], 0)
    if method == "below":
        return np.maximum(transform["knot"] - x, 0)
    if method == "equals":
        return (x == transform["value"]).astype(float)
    if method == "spline":
        return spline(x, transform["knots"], transform["part"])
    raise SystemExit(f"no transform {method} here")


def spline(x, knots, part):
    """A curved part of a restricted cubic spline (Harrell, Regression Modeling Strategies, 2nd edition, 2.25)."""
    own, (before, last) = knots[part], knots[-2:]
    cubes = [np.maximum(x - knot, 0) ** 3 for knot in (own, before, last)]
    curve = cubes[0] - (cubes[1] * (last - own) - cubes[2] * (before - own)) / (last - before)
    return curve / (last - knots[0]) ** 2


def model_risk(path, matrices):
    with open(path) as file:
        model = json.load(file)
    if model["link"] != "logit" or model["calibration"] != {"method": "identity"}:
        raise SystemExit(f"{path}: only models with a logit link and no recalibration are read here")
    wanted = {feature["name"] for feature in model["features"]}
    rows = next(test for _, test in matrices.values() if wanted <= set(test.names))
    predictor = np.full(len(rows.y), float(model["intercept"]))
    for term in model["terms"]:
        value = np.ones(len(rows.y))
        for source in term["inputs"]:
            x = rows.X[:, rows.names.index(source["feature"])]
            for transform in source["transforms"]:
                x = transformed(x, transform)
            value *= x
        predictor += term["coefficient"] * (value - term["mean"]) / term["scale"]
    return expit(predictor)


# Peers: each a function of settings, and the settings tried


def logistic(C):
    return make_pipeline(StandardScaler(), LogisticRegression(C=C, max_iter=1000))


def boosting(num_leaves, n_estimators):
    return lightgbm.LGBMClassifier(
        num_leaves=num_leaves, n_estimators=n_estimators, learning_rate=0.05, min_child_samples=100,
        colsample_bytree=0.5, n_jobs=1, random_state=SEED, deterministic=True, force_row_wise=True, verbose=-1,
    )  # fmt: skip


def explainable(interactions, outer_bags=2):
    return ExplainableBoostingClassifier(interactions=interactions, outer_bags=outer_bags, n_jobs=1, random_state=SEED)


PEERS = {
    "logistic regression": (logistic, {"C": [0.0003, 0.003, 0.03, 1.0]}, {}),
    "LightGBM": (boosting, {"num_leaves": [4, 8, 16], "n_estimators": [100, 200]}, {}),
    "explainable boosting": (explainable, {"interactions": [0, 10]}, {"outer_bags": 8}),
}


def tuned(make, grid, final, rows, folds):
    """The settings of the least log-loss over the folds, and the peer fitted with them."""
    splits = list(GroupKFold(folds, shuffle=True, random_state=SEED).split(rows.X, rows.y, rows.people))
    tried = []
    for values in itertools.product(*grid.values()):
        settings = dict(zip(grid, values, strict=True))
        losses = []
        for train, held in splits:
            peer = make(**settings).fit(rows.X[train], rows.y[train])
            losses.append(log_loss(rows.y[held], peer.predict_proba(rows.X[held])[:, 1]))
        tried.append((np.mean(losses), settings))
    settings = min(tried, key=lambda pair: pair[0])[1]
    return settings, make(**settings, **final).fit(rows.X, rows.y)


# Measures, each row counted so often


class Ranked:
    """Risks in descending order, with what measures need of them for any weights."""

    def __init__(self, y, risk):
        self.order = np.argsort(-risk, kind="stable")
        self.y, self.risk = y[self.order], risk[self.order]
        self.ends = np.append(np.flatnonzero(np.diff(self.risk)), len(y) - 1)
        self.squares = (self.risk - self.y) ** 2

    def measures(self, weights):
        """AUROC (ties count half), Brier score and the positive predictive value of the top share."""
        w = weights[self.order]
        with_outcome, rows = np.cumsum(w * self.y), np.cumsum(w)
        events, others = with_outcome[self.ends], (rows - with_outcome)[self.ends]
        middle = (events + np.append(0, events[:-1])) / 2
        auroc = np.sum(np.diff(others, prepend=0) * middle) / (events[-1] * others[-1])
        taken = SHARE * rows[-1]
        last = np.searchsorted(rows, taken)
        hits = with_outcome[last] - (rows[last] - taken) * self.y[last]
        return auroc, np.sum(w * self.squares) / rows[-1], hits / taken


def bootstrapped(scores, y, people, replicates):
    """By label, a row of measures for all as they are, and one for each replicate."""
    ranked = {label: Ranked(y, risk) for label, risk in scores.items()}
    _, person = np.unique(people, return_inverse=True)
    count = person.max() + 1
    generator = np.random.default_rng(SEED)
    draws = [np.ones(len(y))]
    for _ in range(replicates):
        draws.append(np.bincount(generator.integers(count, size=count), minlength=count)[person].astype(float))
    return {label: np.array([own.measures(draw) for draw in draws]) for label, own in ranked.items()}


def told(values, digits):
    low, high = np.percentile(values[1:], [2.5, 97.5])
    return f"{values[0]:.{digits}f} ({low:.{digits}f} to {high:.{digits}f})"


def table(results, ours):
    heads = ["", "AUROC", "Brier score", "PPV at 4%", "AUROC less ours", "PPV less ours", "of the attainable"]
    lines = [heads, ["---"] * len(heads)]
    for label, values in results.items():
        auroc = values[:, 0]
        line = [label, told(auroc, 4), told(values[:, 1], 5), told(values[:, 2], 3)]
        for measure, digits in ((0, 4), (2, 3)):
            difference = values[:, measure] - results[ours][:, measure] if ours else None
            line.append(told(difference, digits) if ours not in (None, label) else "")
        best = results.get("attainable")
        line.append(told(100 * (auroc - 0.5) / (best[:, 0] - 0.5), 1) + "%" if best is not None else "")
        lines.append(line)
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--matrix", nargs=3, action="append", required=True, metavar=("NAME", "TRAIN", "TEST"))
    parser.add_argument("--model", nargs=2, action="append", default=[], metavar=("LABEL", "MODEL.JSON"))
    parser.add_argument("--truth")
    parser.add_argument("--least-age", type=int, default=0)
    parser.add_argument("--folds", type=int, default=3)
    parser.add_argument("--replicates", type=int, default=400)
    parser.add_argument("--without", nargs="*", default=[], choices=list(PEERS), help="peers to leave out")
    options = parser.parse_args()
    warnings.filterwarnings("ignore", message="X does not have valid feature names")

    matrices = {
        name: (Rows(train, options.least_age), Rows(test, options.least_age)) for name, train, test in options.matrix
    }
    tests = [test for _, test in matrices.values()]
    y, people = tests[0].y, tests[0].people
    if any(not np.array_equal(test.people, people) or not np.array_equal(test.y, y) for test in tests):
        raise SystemExit("the matrices are not of the same people and outcome")

    scores = {}
    for name, (train, test) in matrices.items():
        for peer, (make, grid, final) in PEERS.items():
            if peer in options.without:
                continue
            start = time.perf_counter()
            settings, fitted = tuned(make, grid, final, train, options.folds)
            scores[f"{peer}, {name}"] = fitted.predict_proba(test.X)[:, 1]
            print(f"{peer}, {name}: {settings}, {time.perf_counter() - start:.0f} s", flush=True)
    for label, path in options.model:
        scores[label] = model_risk(path, matrices)
    if options.truth:
        scores["truth"], scores["attainable"] = read_truth(options.truth, people)

    trained = next(iter(matrices.values()))[0]
    print(f"\nfitted on {len(trained.y)} rows, {trained.y.mean():.1%} with the outcome;", end=" ")
    print(f"tested on {len(y)} of {len(np.unique(people))} people, {y.mean():.1%} with it\n")
    ours = options.model[-1][0] if options.model else None
    print(table(bootstrapped(scores, y, people, options.replicates), ours))


if __name__ == "__main__":
    main()
