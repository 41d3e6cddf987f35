"""Maps of the sets of a folder by others, for `quality maps` to measure.

    pip install umap-learn==0.5.12 scikit-learn==1.9.1
    python xtask/peers/maps.py FOLDER

A set is NAME.seeded.json with `texts` or `rows`, as `quality seeded cases FOLDER` writes it; the answer is NAME.maps.json with
`maps`: `what` drew it, `seconds` it took (compiling left out), `points`, x and y of each record. UMAP and t-SNE are as they
are by default, with the cosine for texts; t-SNE only where it takes some minutes at most. One thread.
"""

import json
import pathlib
import sys
import time

import numpy as np
import sklearn
import umap
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.manifold import TSNE

MOST_FOR_TSNE = 6_000


def drawers(rows, measure):
    init = "random" if measure == "cosine" else "pca"
    yield f"UMAP {umap.__version__}", umap.UMAP(metric=measure, n_neighbors=11, random_state=1, n_jobs=1)
    if rows.shape[0] < MOST_FOR_TSNE:
        yield f"t-SNE, scikit-learn {sklearn.__version__}", TSNE(metric=measure, init=init, random_state=1, n_jobs=1)
    yield "two directions of LSA", TruncatedSVD(2, random_state=1)


def main(folder):
    umap.UMAP(n_neighbors=5, random_state=1, n_jobs=1).fit(np.random.default_rng(1).random((5000, 5)))
    for path in sorted(pathlib.Path(folder).glob("*.seeded.json")):
        case = json.loads(path.read_text(encoding="utf-8"))
        is_text = case["texts"] is not None
        rows = TfidfVectorizer().fit_transform(case["texts"]) if is_text else np.array(case["rows"])
        maps = []
        for what, drawer in drawers(rows, "cosine" if is_text else "euclidean"):
            begun = time.perf_counter()
            points = np.nan_to_num(drawer.fit_transform(rows))
            seconds = time.perf_counter() - begun
            maps.append({"what": what, "seconds": seconds, "points": points.ravel().tolist()})
            print(f"{path.stem}: {what}, {seconds:.1f} s", file=sys.stderr, flush=True)
        answer_path = path.with_name(path.name.replace(".seeded.json", ".maps.json"))
        answer_path.write_text(json.dumps({"maps": maps}), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
