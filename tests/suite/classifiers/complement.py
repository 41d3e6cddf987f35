"""What scikit-learn's ComplementNB makes of weighted counts, some of them fractions.

python -m venv venv && venv/bin/pip install scikit-learn==1.5.2 numpy==1.26.4 scipy==1.17.1
venv/bin/python complement.py > complement.json
"""

import json
import platform

import numpy
import scipy
import sklearn
from sklearn.naive_bayes import ComplementNB

RANDOM = numpy.random.RandomState(7)


def case(name, n, d, k, alpha, norm, trained, counts=False, weighted=False, labels=None):
    """n rows of d values, of which the first `trained` teach k labels, or the given ones."""
    values = RANDOM.randint(1, 6, size=(n, d)) if counts else RANDOM.rand(n, d) + 0.1
    rows = numpy.where(RANDOM.rand(n, d) < 0.35, values, 0).astype(numpy.float32).astype(numpy.float64)
    rows[-1] = 0.0
    taught = RANDOM.choice(labels if labels else list(range(k)), size=trained)
    weights = numpy.round(RANDOM.rand(trained) + 0.25, 3) if weighted else numpy.ones(trained)
    model = ComplementNB(alpha=alpha, norm=norm).fit(rows[:trained], taught, sample_weight=weights)
    scores = rows @ model.feature_log_prob_.T
    assert numpy.array_equal(model.classes_[scores.argmax(axis=1)], model.predict(rows))
    return {
        "name": name, "alpha": alpha, "norm": norm, "k": k, "d": d,
        "rows": [[[int(j), float(row[j])] for j in numpy.flatnonzero(row)] for row in rows],
        "taught": [[int(label), float(weight)] for label, weight in zip(taught, weights)],
        "classes": model.classes_.tolist(),
        "weights": numpy.round(model.feature_log_prob_, 12).tolist(),
        "proba": numpy.round(model.predict_proba(rows), 12).tolist(),
        "predicted": model.predict(rows).tolist(),
    }


print(json.dumps({
    "versions": {"python": platform.python_version(), "scikit_learn": sklearn.__version__,
                 "numpy": numpy.__version__, "scipy": scipy.__version__},
    "cases": [
        case("three labels of counts", 20, 9, 3, 1.0, False, 12, counts=True),
        case("weights of words, normed", 18, 12, 4, 1.0, True, 14),
        case("little smoothing and weighted records", 24, 10, 3, 0.1, False, 15, weighted=True),
        case("two labels", 16, 8, 2, 1.0, False, 10),
        case("a label in the middle without a record", 15, 8, 4, 0.5, False, 9, labels=[0, 2, 3]),
        case("one column that nobody has and many labels", 40, 30, 7, 1.0, False, 20),
    ],
}))
