"""Labels from seeds by scikit-learn, for each set of a folder.

    python seeded_quality.py FOLDER

A set is NAME.seeded.json with `texts` (n strings) or `rows` (n rows of numbers), `labels` (n numbers) and `draws` (lists of
records whose labels are known). The answer is NAME.said.json with scikit-learn's `version` and `models`: what each learned
`on`, `what` it is, and `said`, a list of n labels a draw. Everything is as scikit-learn has it by default, but that
propagation takes its kernel "knn", since the dense one takes n × n numbers.
"""

import json
import pathlib
import sys
import warnings

import numpy as np
import sklearn
from sklearn.exceptions import ConvergenceWarning
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import NearestNeighbors
from sklearn.semi_supervised import LabelPropagation, LabelSpreading, SelfTrainingClassifier

# How many neighbours the kernel "knn" takes, a record itself among them.
NEIGHBORS = 7


def features(case):
    """TF-IDF of the texts, or the rows as they are; and what to call them."""
    if case["texts"] is None:
        return np.array(case["rows"]), "pixels"
    return TfidfVectorizer().fit_transform(case["texts"]), "words"


def models(rows):
    """The models. The graph of the kernel "knn" is the same in every draw and made once."""
    graph = NearestNeighbors(n_neighbors=NEIGHBORS).fit(rows)
    graph = graph.kneighbors_graph(rows, NEIGHBORS, mode="connectivity")

    def kernel(*_):
        """A copy: propagation divides the numbers that it is given in place."""
        return graph.copy()

    steps = LogisticRegression(max_iter=1000)
    return [
        ("LabelSpreading", lambda: LabelSpreading(kernel=kernel)),
        ("LabelPropagation", lambda: LabelPropagation(kernel=kernel)),
        ("SelfTraining(LogisticRegression)", lambda: SelfTrainingClassifier(steps)),
    ]


def said(model, rows, labels, seeds):
    known = np.full(len(labels), -1)
    known[seeds] = labels[seeds]
    model.fit(rows, known)
    # What propagation says of the records it was given; `predict` would look for their neighbours again. Self-training
    # leaves those open that it is not sure of.
    is_graph = not isinstance(model, SelfTrainingClassifier)
    found = model.transduction_ if is_graph else model.predict(rows)
    return [int(label) for label in found]


def main(folder):
    warnings.simplefilter("ignore", ConvergenceWarning)
    for path in sorted(pathlib.Path(folder).glob("*.seeded.json")):
        case = json.loads(path.read_text(encoding="utf-8"))
        rows, on = features(case)
        labels = np.array(case["labels"])
        answer = {"version": sklearn.__version__, "models": []}
        for what, make in models(rows):
            print(f"{path.stem}: {what}", file=sys.stderr, flush=True)
            draws = [said(make(), rows, labels, seeds) for seeds in case["draws"]]
            answer["models"].append({"on": on, "what": what, "said": draws})
        answer_path = path.with_name(path.name.replace(".seeded.json", ".said.json"))
        answer_path.write_text(json.dumps(answer), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
