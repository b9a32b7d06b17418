"""Fits a scaled logistic regression with scikit-learn (1.5 or later) and writes its attributes, rows and what it predicts."""
import json
from pathlib import Path

import numpy
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

here = Path(__file__).parent
random = numpy.random.default_rng(7)
names = ["age", "admissions", "egfr"]
x = numpy.column_stack([random.integers(18, 100, 500), random.poisson(0.5, 500), random.normal(80, 20, 500)])
y = random.random(500) < 1 / (1 + numpy.exp(4 - 0.03 * x[:, 0] - x[:, 1]))
s = StandardScaler().fit(x)
m = LogisticRegression(C=0.5).fit(s.transform(x), y)
json.dump({"feature_names_in_": names, "coef_": m.coef_.tolist(), "intercept_": m.intercept_.tolist(),
           "mean_": s.mean_.tolist(), "scale_": s.scale_.tolist()}, open(here / "model.json", "w"))
rows = x[:20]
json.dump({"rows": rows.tolist(), "risks": m.predict_proba(s.transform(rows))[:, 1].tolist()},
          open(here / "expected.json", "w"))
