"""What scikit-learn's LogisticRegression makes of soft labels: each record once a label, weighted by its probability.

python -m venv venv && venv/bin/pip install scikit-learn==1.9.1 numpy==2.4.6 scipy==1.17.1
venv/bin/python logistic.py > logistic.json
"""

import json
import platform
import warnings

import numpy
import scipy
import sklearn
from sklearn.linear_model import LogisticRegression

RANDOM = numpy.random.RandomState(11)


def records(n, d, k):
    """n sparse rows of unit length, and n x k probabilities that hang on them."""
    rows = numpy.where(RANDOM.rand(n, d) < 0.3, RANDOM.rand(n, d) + 0.2, 0.0)
    rows /= numpy.maximum(numpy.linalg.norm(rows, axis=1, keepdims=True), 1e-12)
    rows = rows.astype(numpy.float32).astype(numpy.float64)
    logits = rows @ (3 * RANDOM.randn(d, k)) + RANDOM.randn(n, k)
    soft = numpy.exp(logits - logits.max(axis=1, keepdims=True))
    soft /= soft.sum(axis=1, keepdims=True)
    # Some rows are sure, as votes without a conflict make them.
    sure = RANDOM.rand(n) < 0.4
    soft[sure] = numpy.eye(k)[soft[sure].argmax(axis=1)]
    return rows, numpy.round(soft, 6) / numpy.round(soft, 6).sum(axis=1, keepdims=True)


def case(name, n, d, k, c, unreached=0.0, gold=0, gold_weight=1.0):
    rows, soft = records(n, d, k)
    known = rows.any(axis=1)
    reached = RANDOM.rand(n) >= unreached
    golden = RANDOM.choice(n, gold, replace=False)
    labels = RANDOM.randint(k, size=gold)
    weights = numpy.where(reached[:, None], soft, 0.0)
    weights[golden] = gold_weight * numpy.eye(k)[labels]
    weights[~known] = 0.0
    x, y, s = numpy.repeat(rows, k, axis=0), numpy.tile(numpy.arange(k), n), weights.ravel()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        model = LogisticRegression(C=c, tol=1e-10, max_iter=100_000).fit(x[s > 0], y[s > 0], sample_weight=s[s > 0])
    return {
        "name": name, "c": c, "k": k, "gold_weight": gold_weight,
        "rows": [[[int(j), float(row[j])] for j in numpy.flatnonzero(row)] for row in rows],
        "d": d,
        "soft": [row.tolist() if held else None for row, held in zip(soft, reached)],
        "gold": [[int(record), int(label)] for record, label in zip(golden, labels)],
        "coef": numpy.round(model.coef_, 9).tolist(),
        "intercept": numpy.round(model.intercept_, 9).tolist(),
        "proba": numpy.round(model.predict_proba(rows), 9).tolist(),
    }


print(json.dumps({
    "versions": {"python": platform.python_version(), "scikit_learn": sklearn.__version__,
                 "numpy": numpy.__version__, "scipy": scipy.__version__},
    "cases": [
        case("two labels", 60, 8, 2, 1.0),
        case("two labels, smooth", 60, 8, 2, 0.05, unreached=0.3),
        case("four labels", 80, 12, 4, 1.0, unreached=0.25),
        case("four labels, weak penalty", 80, 10, 4, 10.0),
        case("gold that counts five times", 70, 9, 3, 2.0, unreached=0.4, gold=15, gold_weight=5.0),
        case("more features than records", 20, 40, 3, 1.0),
    ],
}, separators=(",", ":")))
