"""The rows of the benchmark `graph` by sparse_dot_topn: the same generator, the same seed, the same products (printed).

    python xtask/peers/graph_sparse_dot_topn.py 10000 50000 100000

`cargo xtask bench --peers` runs it beside the benchmark, with the packages of graph-requirements.txt. Times are the
processor's, one thread. The last line of a size is JSON.
"""

import json
import math
import sys
import time
from bisect import bisect_right
from itertools import accumulate

import numpy as np
from scipy.sparse import csr_matrix
from sparse_dot_topn import sp_matmul_topn

TERMS = 40_000
FLATNESS = 2.55
MASK = (1 << 64) - 1


def splitmix(seed):
    """SplitMix64, as engine/src/rng.rs."""
    state = seed
    while True:
        state = (state + 0x9E3779B97F4A7C15) & MASK
        value = state
        value = ((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        value = ((value ^ (value >> 27)) * 0x94D049BB133111EB) & MASK
        yield value ^ (value >> 31)


def rows(n, seed):
    """Each row's terms, ascending."""
    bits = splitmix(seed)
    cumulated = list(accumulate(1.0 / (rank + FLATNESS) for rank in range(TERMS)))
    total = cumulated[-1]
    for _ in range(n):
        length = 4 + ((next(bits) * 12) >> 64)
        draws = ((next(bits) >> 11) / (1 << 53) * total for _ in range(length))
        yield sorted({bisect_right(cumulated, at) for at in draws})


def weighed(drawn):
    df = [0] * TERMS
    for row in drawn:
        for term in row:
            df[term] += 1
    n, indptr, indices, data = len(drawn), [0], [], []
    for row in drawn:
        idf = [math.log((1 + n) / (1 + df[term])) + 1 for term in row]
        length = math.sqrt(sum(value * value for value in idf))
        indices.extend(row)
        data.extend(value / length for value in idf)
        indptr.append(len(indices))
    matrix = csr_matrix((np.array(data, np.float32), np.array(indices, np.int32), np.array(indptr, np.int32)), (n, TERMS))
    return matrix, sum(count * count // 2 for count in df)


for n in map(int, sys.argv[1:] or ["10000", "50000", "100000"]):
    matrix, products = weighed(list(rows(n, 1)))
    transposed = matrix.T.tocsr()
    begin = time.process_time()
    # One more than wanted: it lists each record among its own neighbours.
    best = sp_matmul_topn(matrix, transposed, top_n=11, sort=True, n_threads=1)
    spent = time.process_time() - begin
    print(json.dumps({"records": n, "products": products, "links": best.nnz - n, "ms": spent * 1000}), flush=True)
