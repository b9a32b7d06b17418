"""Writes ridge.csv and ridge.json: a small ridge logistic fit with its answer, from NumPy and scikit-learn.

    python3 ridge.py        (numpy 2, scikit-learn 1.5 or later)

The columns: an age, a measurement whose usual value is 90, three indicators, their sum (exactly collinear) and a
constant. Outcomes are drawn with a fixed seed. The two answers must agree to 1e-10.
"""

import json
import pathlib

import numpy
from sklearn.linear_model import LogisticRegression

LAMBDA = 0.01
folder = pathlib.Path(__file__).parent
random = numpy.random.default_rng(20230401)
rows = 400
age = random.integers(18, 95, rows)
egfr = numpy.where(random.random(rows) < 0.3, random.integers(15, 90, rows), 90)
conditions = (random.random((rows, 3)) < [0.3, 0.1, 0.05]).astype(int)
values = numpy.column_stack([age, egfr, conditions, conditions.sum(1), numpy.full(rows, 7)]).astype(float)
predictor = -4 + 0.04 * age + 0.9 * conditions.sum(1) - 0.01 * (egfr - 90)
outcome = (random.random(rows) < 1 / (1 + numpy.exp(-predictor))).astype(int)

means, scales = values.mean(0), values.std(0)
scales[scales == 0] = 1
standardised = (values - means) / scales


def newton():
    point = numpy.zeros(values.shape[1] + 1)
    design = numpy.column_stack([standardised, numpy.ones(rows)])
    penalty = numpy.r_[numpy.full(values.shape[1], LAMBDA), 0]
    for _ in range(50):
        risk = 1 / (1 + numpy.exp(-design @ point))
        gradient = design.T @ (risk - outcome) / rows + penalty * point
        hessian = (design * (risk * (1 - risk))[:, None]).T @ design / rows + numpy.diag(penalty)
        point = point - numpy.linalg.solve(hessian, gradient)
    return point


point = newton()
peer = LogisticRegression(C=1 / (rows * LAMBDA), solver="newton-cholesky", tol=1e-14).fit(standardised, outcome)
assert numpy.abs(peer.coef_[0] - point[:-1]).max() < 1e-10 and abs(peer.intercept_[0] - point[-1]) < 1e-10
eta = standardised @ point[:-1] + point[-1]
objective = (numpy.logaddexp(0, eta) - outcome * eta).mean() + LAMBDA / 2 * (point[:-1] ** 2).sum()

names = ["age", "egfr", "copd", "diabetes", "heart_failure", "condition_count", "constant"]
with open(folder / "ridge.csv", "w") as file:
    print("outcome", *names, sep=",", file=file)
    for row in range(rows):
        print(outcome[row], *(int(value) for value in values[row]), sep=",", file=file)
answer = {
    "lambda": LAMBDA,
    "coefficients": point[:-1].tolist(),
    "intercept": point[-1],
    "objective": objective,
    "means": means.tolist(),
    "scales": scales.tolist(),
}
(folder / "ridge.json").write_text(json.dumps(answer, indent=2) + "\n")
