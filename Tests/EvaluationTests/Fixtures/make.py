"""Makes rows.csv and expected.json: measures by scikit-learn and statsmodels, intervals by NumPy.

    python3 -m venv venv && venv/bin/pip install numpy==2.4.6 scikit-learn==1.9.1 statsmodels==0.15.0
    venv/bin/python make.py
"""

import json

import numpy as np
import statsmodels.api as sm
from sklearn import metrics

rng = np.random.default_rng(20250401)

# 900 rows of 600 people, risks of two decimals (ties), weights of 0.5, 1, 2 and 0, a miscalibrated model.
person = np.concatenate([np.arange(600), rng.choice(600, 300, replace=False)])
liability = rng.normal(size=600)[person]
truth = 1 / (1 + np.exp(-(-1.6 + 1.1 * liability + 0.4 * rng.normal(size=900))))
y = (rng.random(900) < truth).astype(int)
p = np.round(np.clip(1 / (1 + np.exp(-(-1.3 + 1.5 * liability))), 0.01, 0.99), 2)
w = rng.choice([0.5, 1.0, 2.0, 0.0], 900, p=[0.2, 0.5, 0.25, 0.05])


def spline(x, knots):
    """Harrell's restricted cubic spline."""
    t, k = knots, len(knots)
    cube = lambda v: np.maximum(v, 0) ** 3
    terms = [x]
    for j in range(k - 2):
        inner = (t[-1] - t[j]) / (t[-1] - t[-2]) * cube(x - t[-2])
        outer = (t[-2] - t[j]) / (t[-1] - t[-2]) * cube(x - t[-1])
        terms.append((cube(x - t[j]) - inner + outer) / (t[-1] - t[0]) ** 2)
    return np.column_stack(terms)


def newton(x, offset, y, w):
    """The logistic regression to rounding, started from statsmodels' answer."""
    glm = sm.GLM(y, x, family=sm.families.Binomial(), freq_weights=w, offset=offset)
    beta = np.asarray(glm.fit(tol=1e-14, maxiter=200).params)
    for _ in range(3):
        mu = 1 / (1 + np.exp(-(x @ beta + offset)))
        beta = beta + np.linalg.solve(x.T @ (x * (w * mu * (1 - mu))[:, None]), x.T @ (w * (y - mu)))
    return beta


def measures(y, p, w):
    lp = np.log(p) - np.log1p(-p)
    n, events = w.sum(), (w * y).sum()
    one = np.ones((len(y), 1))
    brier = metrics.brier_score_loss(y, p, sample_weight=w)
    prevalence = events / n
    precision, recall, _ = metrics.precision_recall_curve(y, p, sample_weight=w)
    zero = np.zeros(len(y))
    intercept, slope = newton(np.column_stack([one, lp]), zero, y, w)
    knots = np.quantile(lp, [0.05, 0.275, 0.5, 0.725, 0.95])
    x = np.column_stack([one, spline(lp, knots)])
    beta = newton(x, zero, y, w)
    smooth = 1 / (1 + np.exp(-(x @ beta)))
    at = np.array([0.05, 0.1, 0.2, 0.4, 0.7])
    at_lp = np.log(at) - np.log1p(-at)
    curve = 1 / (1 + np.exp(-(np.column_stack([np.ones(5), spline(at_lp, knots)]) @ beta)))
    return {
        "prevalence": prevalence,
        "auroc": metrics.roc_auc_score(y, p, sample_weight=w),
        "average_precision": metrics.average_precision_score(y, p, sample_weight=w),
        "auprc_trapezoid": metrics.auc(recall, precision),
        "brier_score": brier,
        "scaled_brier_score": 1 - brier / (prevalence * (1 - prevalence)),
        "log_loss": metrics.log_loss(y, p, sample_weight=w),
        "observed_over_expected": events / (w * p).sum(),
        "calibration_in_the_large": newton(one, lp, y, w)[0],
        "calibration_intercept": intercept,
        "calibration_slope": slope,
        "net_benefit": [
            ((w * y * (p >= t)).sum() - (w * (1 - y) * (p >= t)).sum() * t / (1 - t)) / n for t in (0.1, 0.25, 0.5)
        ],
        "curve_at": at.tolist(),
        "curve": curve.tolist(),
        "integrated_calibration_index": (w * np.abs(smooth - p)).sum() / n,
    }


def bootstrap(statistic, replicates=4000):
    """Percentile intervals; people are drawn, n from n, with all their rows."""
    rows = [np.flatnonzero(person == one) for one in range(600)]
    draw = np.random.default_rng(7)
    values = []
    for _ in range(replicates):
        drawn = np.concatenate([rows[one] for one in draw.integers(0, 600, 600)])
        values.append(statistic(y[drawn], p[drawn]))
    return np.quantile(np.array(values), [0.025, 0.975], axis=0).T.tolist()


def quick(y, p):
    order = np.argsort(-p, kind="stable")
    taken = order[: len(y) // 10]
    return [
        metrics.roc_auc_score(y, p),
        metrics.average_precision_score(y, p),
        np.mean((y - p) ** 2),
        y.sum() / p.sum(),
        y[taken].mean(),
        y[taken].sum() / y.sum(),
    ]


np.savetxt(
    "rows.csv", np.column_stack([person, y, p, w]), delimiter=",", header="person,outcome,risk,weight", comments="",
    fmt=["%d", "%d", "%.2f", "%.1f"],
)
expected = {
    "unweighted": measures(y, p, np.ones(900)),
    "weighted": measures(y, p, w),
    "intervals": dict(
        zip(["auroc", "average_precision", "brier_score", "observed_over_expected", "ppv_10", "sensitivity_10"],
            bootstrap(quick))
    ),
}
with open("expected.json", "w") as file:
    json.dump(expected, file, indent=1)
