"""Small Parquet files of several writers, codecs and encodings, and what is in them.

python -m venv venv && venv/bin/pip install pyarrow==26.0.1 polars==2.1.0 duckdb==2.0.1 numpy==2.4.6
venv/bin/python write.py FOLDER

All files `rows-*.parquet` hold the same 240 rows, which `rows.jsonl` has too.
"""

import datetime
import decimal
import json
import sys
import uuid
from pathlib import Path

import duckdb
import numpy
import polars
import pyarrow as pa
import pyarrow.parquet as pq

FOLDER = Path(sys.argv[1])
N = 240
WORDS = ["free prize", "see you", "größe 我的", "", "a \"quoted\"\nline\t\\", "x" * 40]


def rows():
    for i in range(N):
        yield {
            "id": f"r{i:03}",
            "text": None if i % 17 == 5 else f"{WORDS[i % len(WORDS)]} {i}" if i % 5 else "",
            "label": None if i % 7 == 3 else ["spam", "ham"][i % 2],
            "score": i / 8 - 3,
            "count": None if i % 4 == 1 else i * 1000 - 7,
            "seen": None if i % 11 == 2 else i % 3 == 0,
            "tags": None if i % 6 == 2 else [None if j == 2 else f"t{j}" for j in range(i % 4)],
            "vector": [i / 4, -1.5, float(i % 5)],
        }


SCHEMA = pa.schema([
    pa.field("id", pa.string(), nullable=False),
    ("text", pa.string()),
    ("label", pa.dictionary(pa.int32(), pa.string())),
    ("score", pa.float64()),
    ("count", pa.int32()),
    ("seen", pa.bool_()),
    ("tags", pa.list_(pa.string())),
    ("vector", pa.list_(pa.float32())),
])
ROWS = list(rows())
TABLE = pa.Table.from_pylist(ROWS, schema=SCHEMA)


def put(name, table=TABLE, **options):
    options.setdefault("store_schema", False)
    pq.write_table(table, FOLDER / f"{name}.parquet", **options)


with open(FOLDER / "rows.jsonl", "w", encoding="utf-8") as file:
    for row in ROWS:
        file.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n")

for codec in ["none", "snappy", "gzip", "zstd", "lz4"]:
    put(f"rows-{codec}", compression=codec)
put("brotli", compression="brotli")
put("rows-groups", row_group_size=37)
put("rows-pages-v1", data_page_size=64, write_batch_size=7, use_dictionary=False)
put("rows-pages-v2", data_page_size=64, write_batch_size=7, data_page_version="2.0", compression="zstd")
put("rows-deltas", use_dictionary=False, data_page_version="2.0", column_encoding={
    "id": "DELTA_BYTE_ARRAY", "text": "DELTA_LENGTH_BYTE_ARRAY", "count": "DELTA_BINARY_PACKED",
    "score": "BYTE_STREAM_SPLIT", "vector.list.element": "BYTE_STREAM_SPLIT",
})
frame = polars.DataFrame(ROWS, schema={
    "id": polars.String, "text": polars.String, "label": polars.Categorical, "score": polars.Float64, "count": polars.Int32,
    "seen": polars.Boolean, "tags": polars.List(polars.String), "vector": polars.List(polars.Float32),
})
frame.write_parquet(FOLDER / "rows-polars.parquet", row_group_size=100)
duckdb.execute("SET threads TO 1")
given = TABLE
duckdb.sql("SELECT * REPLACE (label::VARCHAR AS label) FROM given").write_parquet(str(FOLDER / "rows-duckdb.parquet"))

# Of each kind of value one that says most, and one that is missing.
DAY = datetime.date(2024, 2, 29)
NOON = datetime.datetime(2024, 2, 29, 12, 30, 15, 250000)
UTC = NOON.replace(tzinfo=datetime.timezone.utc)
KINDS = [
    ("text", pa.string(), "a text"),
    ("large", pa.large_string(), "größe"),
    ("bytes that are text", pa.binary(), b"old"),
    ("bytes", pa.binary(), b"\xff\x00"),
    ("fixed bytes", pa.binary(3), b"abc"),
    ("truth", pa.bool_(), True),
    ("tiny", pa.int8(), -128),
    ("count", pa.uint32(), 4294967295),
    ("long count", pa.uint64(), 18446744073709551615),
    ("half", pa.float16(), numpy.float16(0.5)),
    ("float", pa.float32(), 0.1),
    ("double", pa.float64(), 1e300),
    ("no number", pa.float64(), float("nan")),
    ("decimal", pa.decimal128(20, 3), decimal.Decimal("-1234.500")),
    ("small decimal", pa.decimal128(5, 2), decimal.Decimal("0.07")),
    ("date", pa.date32(), DAY),
    ("time", pa.time64("us"), datetime.time(23, 59, 59, 1)),
    ("local", pa.timestamp("us"), NOON),
    ("moment", pa.timestamp("ms", tz="UTC"), UTC),
    ("nanos", pa.timestamp("ns"), NOON),
    ("struct", pa.struct([("a", pa.int32()), ("b", pa.list_(pa.float64()))]), {"a": 1, "b": [0.5, None]}),
    ("lists", pa.list_(pa.list_(pa.int32())), [[1, 2], [], None, [3]]),
    ("structs", pa.list_(pa.struct([("k", pa.string()), ("v", pa.int64())])), [{"k": "x", "v": 1}, {"k": None, "v": None}]),
    ("map", pa.map_(pa.string(), pa.int32()), [("a", 1), ("b", None)]),
    ("halves", pa.list_(pa.float16()), [numpy.float16(1.5), numpy.float16(-2)]),
    ("fixed", pa.list_(pa.float32(), 2), [1.5, 2.5]),
    ("nothing", pa.null(), None),
]
kinds = pa.table({name: pa.array([value, None], type=kind) for name, kind, value in KINDS})
put("kinds", kinds)
put("kinds-v2", kinds, data_page_version="2.0", version="2.6")
put("int96", pa.table({"text": ["a"], "when": pa.array([NOON], pa.timestamp("ns"))}), use_deprecated_int96_timestamps=True)
put("not-utf8", pa.table({"text": pa.array([b"a"] * 70 + [b"\xff\"b"] + [b"c"], pa.binary()), "n": list(range(72))}))

# As `datasets` writes them: classes by number, their names in the footer.
names = {"names": ["negative", "neutral", "positive"], "_type": "ClassLabel"}
features = {"info": {"features": {
    "text": {"dtype": "string", "_type": "Value"},
    "label": names,
    "others": {"feature": names, "_type": "Sequence"},
    "image": {"_type": "Image"},
}}}
table = pa.table({
    "text": ["good film", "bad film", "a film", "unseen"],
    "label": pa.array([2, 0, 2, -1], pa.int64()),
    "others": pa.array([[0, 1], [], [2], None], pa.list_(pa.int64())),
    "image": pa.array([{"bytes": b"\x89PNG\xff", "path": "a.png"}] * 4),
}).replace_schema_metadata({"huggingface": json.dumps(features)})
put("huggingface", table, store_schema=True)

# Texts with embeddings, as a model would have made them.
draws = numpy.random.default_rng(1)
center = {"spam": draws.normal(size=8), "ham": draws.normal(size=8)}
said = [["win a free prize now", "claim your cash"], ["see you at lunch", "thanks for the notes"]]
texts, labels, vectors = [], [], []
for i in range(120):
    label = ["spam", "ham"][i % 2]
    texts.append(f"{said[i % 2][i // 2 % 2]} {i}")
    labels.append(label)
    vectors.append((center[label] + 0.3 * draws.normal(size=8)).astype("float32"))
put("embeddings", pa.table({
    "id": [f"m{i}" for i in range(120)], "text": texts, "label": labels,
    "embedding": pa.array(vectors, pa.list_(pa.float32(), 8)),
}), row_group_size=50)
put("embeddings-double", pa.table({
    "vector": pa.array([v.astype("float64") for v in vectors], pa.list_(pa.float64())),
    "counts": pa.array([[1, 2]] * 120, pa.list_(pa.int32())),
}), compression="zstd")
put("embeddings-half", pa.table({"e": pa.array([list(v.astype("float16")) for v in vectors], pa.list_(pa.float16()))}))
numpy.save(FOLDER / "embeddings.npy", numpy.array(vectors))
put("embeddings-ragged", pa.table({"e": pa.array([[1.0, 2.0], [3.0]], pa.list_(pa.float32()))}))
put("embeddings-missing", pa.table({"e": pa.array([[1.0, 2.0], None], pa.list_(pa.float32()))}))
put("embeddings-two", pa.table({"a": pa.array([[1.0]]), "b": pa.array([[1.0]])}))
put("empty", TABLE.slice(0, 0))
