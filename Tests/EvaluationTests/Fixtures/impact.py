"""Makes impact.csv and impact.json: what each method of an evaluation of lists says, by statsmodels and NumPy.

    python3 -m venv venv && venv/bin/pip install numpy==2.4.6 statsmodels==0.15.0
    venv/bin/python impact.py
"""

import json

import numpy as np
import statsmodels.api as sm

rng = np.random.default_rng(20260401)
rows = []


def people(part, keys, before, after, died=None, stratum=None, predictor=None, age=None, conditions=None):
    n = len(keys)
    zero = np.zeros(n)
    columns = [keys, zero if stratum is None else stratum, zero if predictor is None else predictor,
               zero if age is None else age, zero if conditions is None else conditions, before, after,
               zero if died is None else died]
    for values in zip(*columns):
        rows.append([part] + list(values))


# Groups: gamma-Poisson counts, so that people differ more than chance.
def counts(n, before, after):
    own = rng.gamma(1.5, 1 / 1.5, n)
    return rng.poisson(before * own), rng.poisson(after * own)


listed_keys = np.arange(1000, 1400)
listed = counts(400, 1.4, 0.8)
people("listed", listed_keys, *listed, died=(rng.random(400) < 0.1).astype(int))
held_keys = np.arange(2000, 2120)
held = counts(120, 1.4, 0.95)
people("held_out", held_keys, *held, died=(rng.random(120) < 0.1).astype(int))
# A third of the earlier group are listed later: the same keys.
earlier_keys = np.concatenate([np.arange(1000, 1130), np.arange(3000, 3250)])
earlier = counts(380, 1.4, 1.0)
people("earlier", earlier_keys, *earlier, died=(rng.random(380) < 0.1).astype(int))

# Pairs: the controls' log-odds are a little lower, and so are their events.
n = 300
x_listed = np.round(rng.normal(-0.6, 0.3, n), 6)
x_control = np.round(x_listed - rng.uniform(0, 0.2, n), 6)
pair_listed = (rng.poisson(np.exp(x_listed) * 1.6), rng.poisson(np.exp(x_listed) * 1.2))
pair_control = (rng.poisson(np.exp(x_control) * 1.6), rng.poisson(np.exp(x_control) * 1.4))
people("pair_listed", np.arange(4000, 4300), *pair_listed, predictor=x_listed,
       age=rng.integers(60, 95, n), conditions=rng.integers(0, 6, n))
people("pair_control", np.arange(5000, 5300), *pair_control, predictor=x_control,
       age=rng.integers(60, 95, n), conditions=rng.integers(0, 6, n))

# The line: 900 rows of 700 people.
line_keys = np.concatenate([np.arange(6000, 6700), rng.choice(np.arange(6000, 6700), 200, replace=False)])
distance = np.round(rng.uniform(-0.7, 0.7, 900), 9)
line_after = rng.poisson(np.exp(-0.1 + 0.6 * distance - 0.25 * (distance >= 0)))
people("line", line_keys, np.zeros(900), line_after, predictor=distance)

# To be matched: two issues' people against a pool.
m, k = 120, 400
people("choosing", np.arange(7000, 7000 + m), rng.poisson(1, m), rng.poisson(1, m), stratum=rng.integers(0, 3, m),
       predictor=np.round(rng.normal(-0.5, 0.4, m), 6), age=rng.integers(60, 95, m), conditions=rng.integers(0, 6, m))
people("pool", np.arange(8000, 8000 + k), rng.poisson(1, k), rng.poisson(1, k), stratum=rng.integers(0, 3, k),
       predictor=np.round(rng.normal(-0.9, 0.4, k), 6), age=rng.integers(60, 95, k), conditions=rng.integers(0, 6, k))


# Those next in rank, on no list, on the days of the lists and on earlier days: two thirds are the same people.
unlisted_keys = np.arange(9000, 9300)
unlisted = counts(300, 0.9, 0.7)
people("unlisted", unlisted_keys, *unlisted)
unlisted_earlier_keys = np.arange(9100, 9420)
unlisted_earlier = counts(320, 0.9, 0.8)
people("unlisted_earlier", unlisted_earlier_keys, *unlisted_earlier)


# The methods, each from arrays of (before, after).
def naive(group):
    before, after = group
    return after.mean() / before.mean() - 1, after.mean() - before.mean()


def randomised(listed, held):
    y = np.concatenate([listed[1], held[1]])
    arm = np.concatenate([np.ones(len(listed[1])), np.zeros(len(held[1]))])
    fit = sm.GLM(y, sm.add_constant(arm), family=sm.families.Poisson()).fit(tol=1e-14, maxiter=200)
    return np.exp(fit.params[1]) - 1, listed[1].mean() - held[1].mean()


def same_rule(listed, earlier):
    """The interaction of group and time in a saturated Poisson regression."""
    y = np.concatenate([listed[0], listed[1], earlier[0], earlier[1]])
    n, m = len(listed[0]), len(earlier[0])
    group = np.concatenate([np.ones(2 * n), np.zeros(2 * m)])
    time = np.concatenate([np.zeros(n), np.ones(n), np.zeros(m), np.ones(m)])
    design = np.column_stack([np.ones(len(y)), group, time, group * time])
    fit = sm.GLM(y, design, family=sm.families.Poisson()).fit(tol=1e-14, maxiter=200)
    expected = listed[0].mean() * earlier[1].mean() / earlier[0].mean()
    return np.exp(fit.params[3]) - 1, listed[1].mean() - expected


def triple(listed, earlier, unlisted, unlisted_earlier):
    """The interaction of list, time and era in a saturated Poisson regression."""
    groups = [(listed, 1, 1), (earlier, 1, 0), (unlisted, 0, 1), (unlisted_earlier, 0, 0)]
    parts = [(y, is_listed, is_now, after) for pair, is_listed, is_now in groups for after, y in enumerate(pair)]
    y = np.concatenate([part[0] for part in parts])
    own, now, after = (np.concatenate([np.full(len(p[0]), p[k], float) for p in parts]) for k in (1, 2, 3))
    design = np.column_stack([np.ones(len(y)), own, now, after, own * now, own * after, now * after, own * now * after])
    fit = sm.GLM(y, design, family=sm.families.Poisson()).fit(tol=1e-14, maxiter=200)
    expected = listed[1].mean() / np.exp(fit.params[7])
    return np.exp(fit.params[7]) - 1, listed[1].mean() - expected


def triple_of_means(listed, earlier, unlisted, unlisted_earlier):
    change = lambda group: group[1].mean() / group[0].mean()
    return (change(listed) / change(earlier) / (change(unlisted) / change(unlisted_earlier)) - 1,)


def matched(listed, control, x_listed, x_control):
    """The mean of each pair's own expectation; of log-odds x the model expects log(1 + exp(x))."""
    ratio = np.logaddexp(0, x_listed) / np.logaddexp(0, x_control)
    expected = np.mean(control[1] * ratio + (listed[0] - control[0]))
    return listed[1].mean() / expected - 1, listed[1].mean() - expected


def discontinuity(distance, after, bandwidth=0.5):
    near = np.abs(distance) < bandwidth
    x, y = distance[near], after[near]
    above = (x >= 0).astype(float)
    design = np.column_stack([np.ones(len(x)), x, above, above * x])
    fit = sm.WLS(y, design, weights=1 - np.abs(x) / bandwidth).fit()
    return fit.params[2] / fit.params[0], fit.params[2]


def interval(statistic, keys, replicates=2000):
    """People are drawn, n from n, with all their rows. `statistic` is given the places drawn."""
    own = [np.flatnonzero(keys == one) for one in np.unique(keys)]
    draw = np.random.default_rng(11)
    values = []
    for _ in range(replicates):
        drawn = np.concatenate([own[one] for one in draw.integers(0, len(own), len(own))])
        values.append(statistic(drawn)[0])
    return np.quantile(values, [0.025, 0.975]).tolist()


def of(group, places):
    return group[0][places], group[1][places]


def split(keys, first, second, method):
    """A method of two groups, given places in the one after the other."""
    n = len(first[0])
    return lambda drawn: method(of(first, drawn[drawn < n]), of(second, drawn[drawn >= n] - n))


def split_all(keys, groups, method):
    """The same of several groups, one after the other."""
    ends = np.cumsum([0] + [len(group[0]) for group in groups])
    return lambda drawn: method(
        *(of(group, drawn[(drawn >= start) & (drawn < end)] - start)
          for group, start, end in zip(groups, ends, ends[1:])))


def ratio(first, second):
    return (first[1].mean() / second[1].mean() - 1,)


def ratio_of_ratios(first, second):
    return (first[1].mean() / first[0].mean() * second[0].mean() / second[1].mean() - 1,)


def pairs(choosing, pool):
    """The slow way: in the order of keys, the nearest of all."""
    used, found = set(), []
    for one in sorted(choosing, key=lambda row: row[1]):
        best = None
        for other in pool:
            parts = [(one[3] - other[3]) / 0.2, (one[4] - other[4]) / 10, (one[5] - other[5]) / 2]
            if other[1] in used or other[2] != one[2] or any(abs(part) > 1 for part in parts):
                continue
            distance = sum(part * part for part in parts)
            if best is None or distance < best[0]:
                best = (distance, other[1])
        if best:
            used.add(best[1])
            found.append([int(one[1]), int(best[1])])
    return found


def standardised(left, right):
    return (left.mean() - right.mean()) / np.sqrt((left.var(ddof=1) + right.var(ddof=1)) / 2)


both = np.concatenate([listed_keys, held_keys])
with_earlier = np.concatenate([listed_keys, earlier_keys])
four = np.concatenate([listed_keys, earlier_keys, unlisted_keys, unlisted_earlier_keys])
expected = {
    "naive": list(naive(listed)) + interval(lambda drawn: naive(of(listed, drawn)), listed_keys),
    "randomised": list(randomised(listed, held)) + interval(split(both, listed, held, ratio), both),
    "earlier": list(same_rule(listed, earlier))
    + interval(split(with_earlier, listed, earlier, ratio_of_ratios), with_earlier),
    "triple": list(triple(listed, earlier, unlisted, unlisted_earlier))
    + interval(split_all(four, [listed, earlier, unlisted, unlisted_earlier], triple_of_means), four),
    "matched": list(matched(pair_listed, pair_control, x_listed, x_control))
    + interval(lambda d: matched(of(pair_listed, d), of(pair_control, d), x_listed[d], x_control[d]), np.arange(n)),
    "discontinuity": list(discontinuity(distance, line_after))
    + interval(lambda drawn: discontinuity(distance[drawn], line_after[drawn]), line_keys),
    "pairs": pairs([row for row in rows if row[0] == "choosing"], [row for row in rows if row[0] == "pool"]),
    "standardised_differences": [standardised(x_listed, x_control), standardised(pair_listed[0], pair_control[0])],
}
with open("impact.json", "w") as file:
    json.dump(expected, file, indent=1)
with open("impact.csv", "w") as file:
    file.write("part,person,stratum,predictor,age,conditions,before,after,died\n")
    for part, key, stratum, predictor, *rest in rows:
        age, conditions, before, after, died = (int(value) for value in rest)
        file.write(f"{part},{int(key)},{int(stratum)},{predictor:.9f},{age},{conditions},{before},{after},{died}\n")
