"""Fits Snorkel's label model to each case of a folder, as its tutorials do.

    python snorkel_quality.py FOLDER

A case is NAME.case.json with `k`, `votes` (n rows of m numbers, -1 is abstain) and `balance` (k numbers, or null for a
uniform one). The answer is NAME.answer.json with `probabilities`, n rows of k.
"""

import json
import pathlib
import sys

import numpy as np
from snorkel.labeling.model import LabelModel


def fit(case):
    """The probabilities of all records: 500 epochs, seed 123, everything else as Snorkel has it."""
    votes = np.array(case["votes"])
    model = LabelModel(cardinality=case["k"], verbose=False)
    model.fit(votes, class_balance=case["balance"], n_epochs=500, seed=123, progress_bar=False)
    return model.predict_proba(votes)


def main(folder):
    for path in sorted(pathlib.Path(folder).glob("*.case.json")):
        case = json.loads(path.read_text(encoding="utf-8"))
        answer = {"probabilities": fit(case).tolist()}
        answer_path = path.with_name(path.name.replace(".case.json", ".answer.json"))
        answer_path.write_text(json.dumps(answer), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
