"""What scikit-learn's TfidfVectorizer makes of a few short and odd texts, in the settings that Labelloom knows.

python -m venv venv && venv/bin/pip install scikit-learn==1.9.1 numpy==2.4.6 scipy==1.17.1
venv/bin/python ngrams.py > ngrams.json
"""

import json
import platform

import numpy
import scipy
import sklearn
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer

DOCS = [
    "The delivery was late, and the box was broken.",
    "Late delivery again!  Two weeks\tlate.",
    "Love the lamp;   love it.",
    "the the the the lamp",
    "Refund please: I was charged twice, twice!",
    "refund\nplease",
    "I can't log in, code never arrives",
    "Code 12-34 never arrives \r\n at all",
    "",
    "   ",
    "a",
    "I",
    "ab ab",
    "ÇOK güzel, İstanbul'da teslimat",
    "Straße und STRASSE, ΟΔΟΣ und οδος",
    "日本語テスト 日本語",
    "cafe\u0301 cafe\u0301 café",
    "naïve\u00a0\u00a0naïve\u2003naïve",
    "tab\there\x1fthere\x1f\x1fthere",
    "under_score x_1 _ __",
    "🙂🙂 ok 🙂",
    "late late late late late late late",
    "The box was late. The box was broken. The box was the box.",
    "delivery delivery box",
]

SETTINGS = [
    {"analyzer": "word"},
    {"analyzer": "word", "ngram_range": (1, 3), "min_df": 2, "sublinear_tf": True},
    {"analyzer": "word", "ngram_range": (2, 2), "smooth_idf": False},
    {"analyzer": "word", "min_df": 0.08, "max_df": 0.2, "smooth_idf": False, "sublinear_tf": True},
    {"analyzer": "word", "ngram_range": (1, 2), "max_features": True},
    {"analyzer": "char", "ngram_range": (1, 1)},
    {"analyzer": "char", "ngram_range": (2, 4), "min_df": 2, "sublinear_tf": True},
    {"analyzer": "char", "ngram_range": (1, 3), "max_df": 6, "max_features": True},
    {"analyzer": "char_wb", "ngram_range": (1, 2)},
    {"analyzer": "char_wb", "ngram_range": (3, 5), "min_df": 2, "sublinear_tf": True},
    {"analyzer": "char_wb", "ngram_range": (4, 6), "smooth_idf": False, "max_features": True},
]


def without_ties(settings):
    """A number of features near a third of all at which no tie has to be broken: numpy's order of ties says nothing."""
    counting = {k: v for k, v in settings.items() if k not in ("max_features", "smooth_idf", "sublinear_tf")}
    totals = numpy.sort(numpy.asarray(CountVectorizer(**counting).fit_transform(DOCS).sum(axis=0)).ravel())[::-1]
    return next(int(at) for at in range(len(totals) // 3, 0, -1) if totals[at - 1] > totals[at])


def run(settings):
    settings = dict(settings)
    if settings.get("max_features"):
        settings["max_features"] = without_ties(settings)
    made = TfidfVectorizer(**settings)
    rows = made.fit_transform(DOCS).tocsr()
    rows.sort_indices()
    used = {name: getattr(made, name) for name in
            ("analyzer", "ngram_range", "min_df", "max_df", "max_features", "sublinear_tf", "smooth_idf")}
    return {
        "settings": used,
        "vocabulary": made.get_feature_names_out().tolist(),
        "tfidf": {
            "indptr": rows.indptr.tolist(),
            "indices": rows.indices.tolist(),
            "data": [round(value, 9) for value in rows.data.tolist()],
        },
    }


print(json.dumps({
    "versions": {"python": platform.python_version(), "scikit_learn": sklearn.__version__,
                 "numpy": numpy.__version__, "scipy": scipy.__version__},
    "docs": DOCS,
    "runs": [run(settings) for settings in SETTINGS],
}, ensure_ascii=False, separators=(",", ":")))
