"""Applies keyword rules with Snorkel, as its tutorials do, and prints timings and counts as JSON.

    python snorkel_apply.py texts.csv rules.json

A rule is one word, found whole and in any case by a compiled regex. Reading the file is not timed.
"""

import csv
import json
import re
import sys
import time

import pandas as pd
from snorkel.labeling import LFAnalysis, LabelingFunction, PandasLFApplier

ABSTAIN = -1


def labeling_function(rule, labels):
    """One Snorkel labeling function of a rule whose query is a single word."""
    pattern = re.compile(rf"\b{re.escape(rule['query'])}\b", re.IGNORECASE)
    label = labels.index(rule["label"])
    return LabelingFunction(rule["name"], f=lambda record: label if pattern.search(record.text) else ABSTAIN)


def milliseconds_since(start):
    return (time.perf_counter() - start) * 1000


def main(texts_path, rules_path):
    with open(rules_path, encoding="utf-8") as file:
        book = json.load(file)
    with open(texts_path, encoding="utf-8", newline="") as file:
        texts = pd.DataFrame(csv.DictReader(file))
    rules = [labeling_function(rule, book["labels"]) for rule in book["rules"]]

    start = time.perf_counter()
    votes = PandasLFApplier(lfs=rules).apply(df=texts, progress_bar=False)
    apply_ms = milliseconds_since(start)

    start = time.perf_counter()
    analysis = LFAnalysis(L=votes, lfs=rules)
    analysis.lf_summary()
    covered = round(analysis.label_coverage() * len(texts))
    conflicted = round(analysis.label_conflict() * len(texts))
    analysis_ms = milliseconds_since(start)

    print(
        json.dumps(
            {"apply_ms": apply_ms, "analysis_ms": analysis_ms, "covered": covered, "conflicted": conflicted}
        )
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
