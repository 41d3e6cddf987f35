"""Fits Snorkel's label model to a large file of votes, as its tutorials do, and prints timings as JSON.

    python snorkel_fit.py VOTES RULES LABELS PROBABILITIES

VOTES holds n × m signed bytes, row by row, -1 is abstain; PROBABILITIES is written, n × k doubles row by row. Reading,
writing and the start of Python are not timed.
"""

import json
import sys
import time

import numpy as np
from snorkel.labeling.model import LabelModel


def main(votes_path, rules, labels, probabilities_path):
    votes = np.fromfile(votes_path, dtype=np.int8).reshape(-1, int(rules)).astype(int)
    model = LabelModel(cardinality=int(labels), verbose=False)

    start = time.perf_counter()
    model.fit(votes, n_epochs=500, seed=123, progress_bar=False)
    fit_ms = (time.perf_counter() - start) * 1000

    start = time.perf_counter()
    probabilities = model.predict_proba(votes)
    posteriors_ms = (time.perf_counter() - start) * 1000

    probabilities.astype("<f8").tofile(probabilities_path)
    print(json.dumps({"fit_ms": fit_ms, "posteriors_ms": posteriors_ms}))


if __name__ == "__main__":
    main(*sys.argv[1:])
