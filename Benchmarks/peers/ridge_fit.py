#!/usr/bin/env python3
"""One ridge fit by one solver, timed: the training objective of FEATURES.md on the adults of a feature matrix.

    ridge_fit.py --features FILE --solver numpy-newton|sklearn-newton|sklearn-lbfgs|glum|statsmodels [--out FILE]

FILE is a .npy structured array (person_id, the features as float64, outcome), or an .npz of X, y and names. X is
standardised by its own mean and population standard deviation (a constant column gets 1), and
F(b, w) = mean(log-loss) + lambda / 2 |w|^2 is minimised, b not penalised, to 1e-10 of the minimum. Prints CPU and wall
seconds of the fit alone and of the process, the peak of memory, the objective, and the largest difference of a
coefficient from a NumPy Newton run to convergence (after the clock is stopped).
Coefficients are of the standardised columns.
"""

import argparse
import json
import resource
import time

import numpy as np

LAMBDA = 1e-4
ADULT = 18


# Data


def read_matrix(path):
    """X of the adults, y and the names of the columns."""
    loaded = np.load(path, allow_pickle=False)
    if isinstance(loaded, np.lib.npyio.NpzFile):
        X, y, names = loaded["X"].astype(float), loaded["y"].astype(float), [str(n) for n in loaded["names"]]
        age = X[:, names.index("age")] if "age" in names else np.full(len(y), ADULT)
        return X[age >= ADULT], y[age >= ADULT], names
    names = [n for n in loaded.dtype.names if n not in ("person_id", "outcome")]
    adults = np.flatnonzero(loaded["age"] >= ADULT)
    X = np.empty((len(adults), len(names)), order="F")
    for j, name in enumerate(names):
        X[:, j] = loaded[name][adults]
    return X, loaded["outcome"][adults].astype(float), names


def standardise(X):
    """X standardised in place, its means and scales."""
    mean, scale = X.mean(axis=0), X.std(axis=0)
    scale[(scale == 0) | (X.max(axis=0) == X.min(axis=0))] = 1
    X -= mean
    X /= scale
    return mean, scale


# The objective


def objective(X, y, b, w):
    eta = X @ w + b
    return np.mean(np.logaddexp(0, eta) - y * eta) + LAMBDA / 2 * w @ w


def numpy_newton(X, y, tolerance):
    """Newton with step halving, started at the logit of the prevalence, to a gradient of at most the tolerance."""
    n, p = X.shape
    b, w = np.log(y.mean() / (1 - y.mean())), np.zeros(p)
    value = objective(X, y, b, w)
    for _ in range(50):
        probability = 1 / (1 + np.exp(-(X @ w + b)))
        residual = (probability - y) / n
        gradient = np.append(X.T @ residual + LAMBDA * w, residual.sum())
        if np.abs(gradient).max() <= tolerance:
            break
        weight = probability * (1 - probability) / n
        hessian = np.empty((p + 1, p + 1))
        hessian[:p, :p] = X.T @ (X * weight[:, None])
        hessian[:p, :p] += LAMBDA * np.eye(p)
        hessian[:p, p] = hessian[p, :p] = X.T @ weight
        hessian[p, p] = weight.sum()
        step, length = np.linalg.solve(hessian, gradient), 1.0
        while length > 1e-6:
            trial = objective(X, y, b - length * step[p], w - length * step[:p])
            if trial <= value + 1e-14:
                break
            length /= 2
        b, w, value = b - length * step[p], w - length * step[:p], trial
    return b, w


# The peers: each to the loosest tolerance that leaves the objective within 1e-10 of the minimum.
# Each function imports its library and returns the fit, so that the clock sees the fit alone.


def sklearn(solver, tolerance):
    from sklearn.linear_model import LogisticRegression

    def fit(X, y):
        model = LogisticRegression(C=1 / (LAMBDA * len(y)), solver=solver, tol=tolerance, max_iter=1000).fit(X, y)
        return model.intercept_[0], model.coef_[0]

    return fit


def glum():
    from glum import GeneralizedLinearRegressor

    def fit(X, y):
        model = GeneralizedLinearRegressor(family="binomial", alpha=LAMBDA, l1_ratio=0, gradient_tol=1e-5).fit(X, y)
        return model.intercept_, model.coef_

    return fit


def statsmodels():
    """Logit has no ridge penalty of its own: Newton over its score and Hessian, with ours added."""
    from statsmodels.discrete.discrete_model import Logit

    def fit(X, y):
        model, n = Logit(y, np.column_stack([np.ones(len(y)), X])), len(y)
        penalty = np.r_[0, np.full(X.shape[1], LAMBDA)]
        at = np.r_[np.log(y.mean() / (1 - y.mean())), np.zeros(X.shape[1])]
        for _ in range(50):
            gradient = -model.score(at) / n + penalty * at
            if np.abs(gradient).max() <= 1e-7:
                break
            at = at - np.linalg.solve(-model.hessian(at) / n + np.diag(penalty), gradient)
        return at[0], at[1:]

    return fit


SOLVERS = {
    "numpy-newton": lambda: lambda X, y: numpy_newton(X, y, 1e-6),
    "sklearn-newton": lambda: sklearn("newton-cholesky", 1e-6),
    "sklearn-lbfgs": lambda: sklearn("lbfgs", 3e-7),
    "glum": glum,
    "statsmodels": statsmodels,
}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--features", required=True)
    parser.add_argument("--solver", required=True, choices=sorted(SOLVERS))
    parser.add_argument("--no-check", action="store_true", help="leave out the comparison, to time the process")
    parser.add_argument("--out", help="the coefficients as JSON, on the raw and the standardised scale")
    options = parser.parse_args()
    X, y, names = read_matrix(options.features)
    mean, scale = standardise(X)
    fit = SOLVERS[options.solver]()
    cpu, wall = time.process_time(), time.perf_counter()
    b, w = fit(X, y)
    told = {
        "solver": options.solver,
        "rows": len(y),
        "columns": len(names),
        "fit_cpu": round(time.process_time() - cpu, 3),
        "fit_wall": round(time.perf_counter() - wall, 3),
        "cpu": round(time.process_time(), 3),
        "peak_rss_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "objective": objective(X, y, b, w),
    }
    if not options.no_check:
        best_b, best_w = numpy_newton(X, y, 1e-13)
        told |= {
            "above_minimum": told["objective"] - objective(X, y, best_b, best_w),
            "largest_difference": float(np.abs(np.append(w - best_w, b - best_b)).max()),
        }
    print(json.dumps(told))
    if options.out:
        with open(options.out, "w", encoding="utf-8") as file:
            json.dump(
                {
                    "intercept": float(b),
                    "terms": [
                        {"name": name, "coefficient": float(c), "mean": float(m), "scale": float(s)}
                        for name, c, m, s in zip(names, w, mean, scale)
                    ],
                },
                file,
                indent=1,
            )


if __name__ == "__main__":
    main()
