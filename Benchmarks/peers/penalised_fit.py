#!/usr/bin/env python3
"""One task of the penalised-fit benchmark by one Python library, timed.

    penalised_fit.py --matrix FOLDER --task ridge|path|cv --solver glum|sklearn-newton|sklearn-lbfgs
        [--lambdas FILE] [--loose] [--objectives FILE]

FOLDER is from penalised_matrix.py. Tasks, on columns standardised by mean and population standard deviation, with the
mean log-loss and lambda (alpha |w|_1 + (1 - alpha) / 2 |w|^2):

    ridge   lambda 1e-4, alpha 0
    path    the lambdas of FILE (JSON), alpha 0.5
    cv      the lambdas of FILE, alpha 1, five folds

A solver works to a tolerance that brings the objective to about 1e-10 of the minimum, or with --loose to its default.
Prints CPU and wall seconds and peak memory; the objectives, computed after the clock is stopped, go to --objectives.
"""

import argparse
import json
import os
import resource
import time

import numpy as np
import scipy.sparse

RIDGE = 1e-4


def read(folder):
    """The matrix by sparse columns, the outcomes, the folds."""

    def raw(name, kind):
        return np.fromfile(os.path.join(folder, name), kind)

    rows, columns, _ = raw("shape.i64", "<i8")
    X = scipy.sparse.csc_matrix(
        (raw("col_values.f64", "<f8"), raw("col_rows.i32", "<i4"), raw("col_starts.i32", "<i4")), shape=(rows, columns)
    )
    return X, raw("outcomes.u8", "<u1").astype(float), raw("folds.u8", "<u1")


def moments(X):
    mean = np.asarray(X.mean(axis=0)).ravel()
    scale = np.sqrt(np.maximum(np.asarray(X.multiply(X).mean(axis=0)).ravel() - mean**2, 0))
    scale[scale < 1e-12 * np.maximum(1, abs(mean))] = 1
    return mean, scale


def objective(X, y, mean, scale, b, w, penalty, alpha):
    """b and w of the standardised columns."""
    eta = X @ (w / scale) + (b - w @ (mean / scale))
    loss = np.mean(np.logaddexp(0, eta) - y * eta)
    return loss + penalty * (alpha * np.abs(w).sum() + (1 - alpha) / 2 * w @ w)


def standardised(X, mean, scale):
    """Dense, as scikit-learn's solvers want it."""
    Z = X.toarray(order="F")
    Z -= mean
    Z /= scale
    return Z


def glum(task, X, y, folds, lambdas, loose):
    import tabmat
    from glum import GeneralizedLinearRegressor, GeneralizedLinearRegressorCV
    from sklearn.model_selection import PredefinedSplit

    alpha = {"ridge": 0.0, "path": 0.5, "cv": 1.0}[task]
    shared = {"family": "binomial", "l1_ratio": alpha, "scale_predictors": True, "max_iter": 1000}
    if not loose:
        shared["gradient_tol"] = 1e-7
    matrix = tabmat.from_csc(X, threshold=0.1)
    if task == "cv":
        GeneralizedLinearRegressorCV(alphas=lambdas, cv=PredefinedSplit(folds), n_jobs=1, **shared).fit(matrix, y)
        return []
    if task == "path":
        model = GeneralizedLinearRegressor(alpha=lambdas, alpha_search=True, **shared).fit(matrix, y)
        return list(zip(model.intercept_path_, model.coef_path_))
    model = GeneralizedLinearRegressor(alpha=RIDGE, **shared).fit(matrix, y)
    return [(model.intercept_, model.coef_)]


def sklearn(solver, tolerance):
    from sklearn.linear_model import LogisticRegression

    def fit(task, X, y, folds, lambdas, loose):
        mean, scale = moments(X)
        Z = standardised(X, mean, scale)
        C = 1 / (RIDGE * len(y))
        model = LogisticRegression(C=C, solver=solver, tol=1e-4 if loose else tolerance, max_iter=10000).fit(Z, y)
        w = model.coef_[0] / scale
        return [(model.intercept_[0] - w @ mean, w)]

    return fit


SOLVERS = {
    "glum": glum,
    "sklearn-newton": sklearn("newton-cholesky", 1e-6),
    "sklearn-lbfgs": sklearn("lbfgs", 3e-7),
}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--matrix", required=True)
    parser.add_argument("--task", required=True, choices=["ridge", "path", "cv"])
    parser.add_argument("--solver", required=True, choices=sorted(SOLVERS))
    parser.add_argument("--lambdas", help="a JSON list of penalties, the largest first")
    parser.add_argument("--loose", action="store_true")
    parser.add_argument("--objectives", help="a JSON file to write")
    options = parser.parse_args()
    X, y, folds = read(options.matrix)
    lambdas = [RIDGE]
    if options.task != "ridge":
        with open(options.lambdas, encoding="utf-8") as file:
            lambdas = json.load(file)
    cpu, wall = time.process_time(), time.perf_counter()
    fits = SOLVERS[options.solver](options.task, X, y, folds, lambdas, options.loose)
    told = {
        "solver": options.solver + (" (default tolerance)" if options.loose else ""),
        "task": options.task,
        "columns": X.shape[1],
        "fit_cpu": round(time.process_time() - cpu, 2),
        "fit_wall": round(time.perf_counter() - wall, 2),
        "peak_rss_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }
    print(json.dumps(told), flush=True)
    if options.objectives and fits:
        mean, scale = moments(X)
        alpha = {"ridge": 0.0, "path": 0.5, "cv": 1.0}[options.task]
        values = [
            objective(X, y, mean, scale, b + w @ mean, w * scale, penalty, alpha)
            for penalty, (b, w) in zip(lambdas, fits)
        ]
        with open(options.objectives, "w", encoding="utf-8") as file:
            json.dump(values, file)


if __name__ == "__main__":
    main()
