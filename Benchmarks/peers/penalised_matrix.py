#!/usr/bin/env python3
"""Prepares the matrices of the penalised-fit benchmark from exported features.

    anticipate export features --config FILE --index-date 2023-04-01 --design DESIGN --out features.npy
    penalised_matrix.py --features features.npy --out FOLDER

Writes FOLDER/catalogue and FOLDER/basis: the adults' columns as they are (70), and with a basis (250: a restricted
cubic spline and hinges of age; log1p, a cap, a hinge and an indicator of each count; products). Each folder has the
compressed sparse columns of the matrix and its rows as raw little-endian files, which NumPy, R and Swift read alike:

    shape.i64       rows, columns, stored cells
    col_starts.i32  col_rows.i32  col_values.f64      by column; cells of 0 are not stored
    row_starts.i64  row_columns.u16  row_values.f64   by row; cells of the column's usual value are not stored
    usual.f64       the usual values
    outcomes.u8  folds.u8                             five folds, drawn with a fixed seed
    path.json  cv.json                                50 penalties of an elastic net (alpha 0.5) and of a lasso, evenly
                                                      on a log scale from the least without a coefficient to 1e-3 of it
"""

import argparse
import json
import os

import numpy as np

COLUMNS = 250
ADULT = 18
AGE_KNOTS = [25, 35, 45, 55, 65, 75, 85]
AGE_HINGES = [40, 60, 70, 80]
PENALTIES, LEAST = 50, 1e-3
ALPHAS = {"path": 0.5, "cv": 1.0}


def restricted_cubic_spline(x, knots):
    """Harrell's basis beside the linear term: one column for each knot but two."""
    last, before, scale = knots[-1], knots[-2], (knots[-1] - knots[0]) ** 2

    def cube(knot):
        return np.maximum(x - knot, 0.0) ** 3

    return [
        (cube(k) - cube(before) * (last - k) / (last - before) + cube(last) * (before - k) / (last - before)) / scale
        for k in knots[:-2]
    ]


def basis(columns):
    """The columns with what a basis adds, by name."""
    wide = dict(columns)
    age = columns["age"]
    wide |= {f"age spline {i}": c for i, c in enumerate(restricted_cubic_spline(age, AGE_KNOTS))}
    wide |= {f"age over {k}": np.maximum(age - k, 0.0) for k in AGE_HINGES}
    for name, values in columns.items():
        positive = values[values > 0]
        if name == "age" or values.min() < 0 or not len(positive) or len(np.unique(values[:20000])) < 3:
            continue
        wide[f"log1p {name}"] = np.log1p(values)
        wide[f"{name} capped"] = np.minimum(values, np.quantile(positive, 0.9))
        wide[f"any {name}"] = (values > 0).astype(float)
        wide[f"{name} over median"] = np.maximum(values - np.quantile(positive, 0.5), 0.0)
    commonest = sorted((n for n in columns if n != "age"), key=lambda n: -np.mean(columns[n] != np.median(columns[n])))
    pairs = [("age over 60", name) for name in commonest]
    pairs += [(a, b) for i, a in enumerate(commonest[:40]) for b in commonest[:i]]
    for a, b in pairs[: max(0, COLUMNS - len(wide))]:
        wide[f"{a} x {b}"] = wide[a] * columns[b]
    return wide


def usual_value(values):
    found, counts = np.unique(values, return_counts=True)
    return found[counts.argmax()] if counts.max() > len(values) / 2 else 0.0


def most_penalty(matrix, outcomes):
    """The least lasso penalty, on standardised columns, under which no coefficient is left."""
    deviation = matrix.std(axis=0)
    gradient = (matrix - matrix.mean(axis=0)).T @ (outcomes - outcomes.mean()) / len(outcomes)
    return np.max(np.abs(gradient[deviation > 0] / deviation[deviation > 0]))


def write(folder, columns, outcomes, folds):
    os.makedirs(folder, exist_ok=True)

    def raw(name, values, kind):
        np.asarray(values).astype(kind).tofile(os.path.join(folder, name))

    matrix = np.column_stack(list(columns.values()))
    stored = matrix != 0
    counts = stored.sum(axis=0)
    raw("col_starts.i32", np.r_[0, np.cumsum(counts)], "<i4")
    raw("col_rows.i32", np.nonzero(stored.T)[1], "<i4")
    raw("col_values.f64", matrix.T[stored.T], "<f8")
    usual = np.array([usual_value(c) for c in columns.values()])
    stored = matrix != usual
    raw("row_starts.i64", np.r_[0, np.cumsum(stored.sum(axis=1))], "<i8")
    raw("row_columns.u16", np.nonzero(stored)[1], "<u2")
    raw("row_values.f64", matrix[stored], "<f8")
    raw("usual.f64", usual, "<f8")
    raw("shape.i64", [*matrix.shape, stored.sum()], "<i8")
    raw("outcomes.u8", outcomes, "<u1")
    raw("folds.u8", folds, "<u1")
    most = most_penalty(matrix, outcomes)
    for task, alpha in ALPHAS.items():
        with open(os.path.join(folder, task + ".json"), "w", encoding="utf-8") as file:
            json.dump(list(most / alpha * np.geomspace(1, LEAST, PENALTIES)), file)
    print(f"{folder}: {matrix.shape[0]} rows, {matrix.shape[1]} columns, {stored.mean():.1%} unusual")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--features", required=True, help="a .npy structured array with the outcome as a column")
    parser.add_argument("--out", required=True)
    options = parser.parse_args()
    loaded = np.load(options.features, allow_pickle=False)
    adults = np.flatnonzero(loaded["age"] >= ADULT)
    names = [n for n in loaded.dtype.names if n not in ("person_id", "outcome")]
    columns = {n: loaded[n][adults].astype(float) for n in names}
    outcomes = loaded["outcome"][adults]
    folds = np.random.default_rng(5).integers(0, 5, len(adults))
    write(os.path.join(options.out, "catalogue"), columns, outcomes, folds)
    write(os.path.join(options.out, "basis"), basis(columns), outcomes, folds)


if __name__ == "__main__":
    main()
