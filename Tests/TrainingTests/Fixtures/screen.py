"""Writes screen.json: score tests of every product of two columns of ridge.csv after a ridge fit, knots and an isotonic
fit, from NumPy and scikit-learn.

    python3 screen.py        (numpy 2, scikit-learn 1.5 or later; after ridge.py)

The test of a product adjusts for the intercept and its two columns, with the residuals and weights of the fit in
ridge.json. A product that its columns determine (least squares leaves less than 1e-9 of it) has none.
"""

import json
import pathlib

import numpy
from sklearn.isotonic import IsotonicRegression

folder = pathlib.Path(__file__).parent
names = (folder / "ridge.csv").read_text().splitlines()[0].split(",")[1:]
data = numpy.loadtxt(folder / "ridge.csv", delimiter=",", skiprows=1)
outcome, values = data[:, 0], data[:, 1:]
fit = json.loads((folder / "ridge.json").read_text())
eta = (values - fit["means"]) / fit["scales"] @ fit["coefficients"] + fit["intercept"]
risk = 1 / (1 + numpy.exp(-eta))
residual, weight = outcome - risk, risk * (1 - risk)

interactions = []
for first in range(len(names)):
    for second in range(first + 1, len(names)):
        product = values[:, first] * values[:, second]
        nuisance = numpy.column_stack([numpy.ones(len(product)), values[:, [first, second]]])
        root = numpy.sqrt(weight)[:, None]
        if numpy.linalg.matrix_rank(root * nuisance) < 3:
            continue
        share = numpy.linalg.lstsq(root * nuisance, root[:, 0] * product, rcond=None)[0]
        rest = product - nuisance @ share
        variance = (weight * rest**2).sum()
        if variance < 1e-9 * (weight * product**2).sum():
            continue
        score = (residual * rest).sum()
        interactions.append(
            {"first": first, "second": second, "chiSquare": score**2 / variance, "isPositive": bool(score > 0)}
        )
interactions.sort(key=lambda found: -found["chiSquare"])

age, egfr = values[:, 0], values[:, 1]
harrell = [0.05, 0.275, 0.5, 0.725, 0.95]
curve = IsotonicRegression(out_of_bounds="clip").fit(age, outcome, weight)
inputs = numpy.arange(10, 100, 2.5)
answer = {
    "interactions": interactions,
    "ageKnots": numpy.quantile(age, harrell).tolist(),
    "egfrQuarters": sorted(set(numpy.quantile(egfr, [0.1, 0.2, 0.5, 0.75]).tolist())),
    "isotonic": {"inputs": inputs.tolist(), "weights": weight.tolist(), "values": curve.predict(inputs).tolist()},
}
(folder / "screen.json").write_text(json.dumps(answer, indent=2) + "\n")
