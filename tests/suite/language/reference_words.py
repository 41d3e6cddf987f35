"""What Python's re finds: the answers that engine/tests/reference_words.rs compares with.

    python3 tests/suite/language/reference_words.py DATA [--write | --odd]

DATA is a folder with the sets named below, in `weak_supervision`. Without an option the answers are compared with the
files beside this script; with --write they are written; with --odd the odd records are counted: those with a combining
mark, a joiner or a character of a script without spaces, where Labelloom and \\w end words otherwise.

Keywords are looked for with \\w boundaries in the casefolded NFKC form of a text (in exact case in its NFKC form), regular
expressions in the text as it stands, in any case. An answer is the number of records, and the first 16 digits of the
SHA-256 of their numbers from 0, joined by commas; odd records are left out of both, and those found stand behind.
"""
import collections, hashlib, json, pathlib, re, sys, unicodedata

SETS = ["sms", "trec", "youtube"]
UNSPACED = re.compile("[\u3005\u3007\u3021-\u3029\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
                      "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\U0001b000-\U0001b16f\U00020000-\U000323af]")
EXPRESSIONS = [r"https?:\S+", r"\d{2,}", r"\bfree\b", r"=[A-Z]{4,}", r"^\W*\w+\W+\w+", r"(\w)\1", r"[!?]{2,}", r"\bwh\w+\b.*\bis\b",
               r"call|text|reply", r"\$\d", r"(?:a|e)[bcd]{1,2}\b", r"\b\w{12,}\b", r"=\bI\b", r"\s{2,}", r"[^\x00-\x7f]", r".{120}",
               r"o+\b", r"=^[A-Z][a-z]+ ", r"\d+\.\d+", r"who|what|when"]


def read(folder, name):
    for part in ["train", "valid", "test"]:
        for line in open(folder / "weak_supervision" / name / f"{part}.jsonl", encoding="utf-8"):
            yield json.loads(line)["text"]


def folded(text):
    return unicodedata.normalize("NFKC", text).casefold()


def is_odd(text):
    # Casefolding takes a mark out of one letter: İ.
    text = folded(text)
    return bool(UNSPACED.search(text)) or any(unicodedata.category(c)[0] == "M" or c in "\u200c\u200d" for c in text)


def queries(texts):
    """The queries of a set: frequent and rare words and what is made of them. Each is a kind, a query, and a test of a text."""
    forms = [folded(text) for text in texts]
    normal = [unicodedata.normalize("NFKC", text) for text in texts]
    words = collections.Counter(word for form in forms for word in re.findall(r"\w+", form))
    ordered = [word for word, _ in sorted(words.items(), key=lambda item: (-item[1], item[0])) if not unicodedata.combining(word[0])]
    chosen = ordered[:120] + ordered[120 :: max(1, len(ordered) // 120)]
    pairs = collections.Counter(pair for form in forms for pair in zip(*(lambda w: (w, w[1:]))(re.findall(r"\w+", form))))
    pairs = [pair for pair, _ in sorted(pairs.items(), key=lambda item: (-item[1], item[0]))][:60]
    bounded = lambda word: rf"(?<!\w){re.escape(word)}(?!\w)"
    find = lambda pattern, over=forms: [re.search(pattern, text) is not None for text in over]
    quoted = lambda word: f'"{word}"'
    for word in chosen:
        yield "words", quoted(word), find(bounded(word))
    for word in chosen[::4]:
        yield "exact", "=" + quoted(word), find(bounded(word), normal)
        yield "count", f"count({quoted(word)})>=2", [len(re.findall(bounded(word), form)) >= 2 for form in forms]
        yield "starts", f"starts({quoted(word)})", [re.match(rf"\W*{re.escape(word)}(?!\w)", form) is not None for form in forms]
        yield "ends", f"ends({quoted(word)})", find(rf"(?<!\w){re.escape(word)}\W*\Z")
    for word in [word for word in chosen if len(word) >= 3 and word.isascii() and word.isalnum()][::3]:
        part = word[:3]
        yield "affix", part + "*", find(rf"(?<!\w){part}")
        yield "affix", "*" + word[-3:], find(rf"{word[-3:]}(?!\w)")
        yield "affix", f"*{part}*", find(part)
    for a, b in pairs:
        yield "phrase", f'"{a} {b}"', find(rf"(?<!\w){re.escape(a)}\W+{re.escape(b)}(?!\w)")
    for (a, _), (b, _) in zip(pairs[::2], pairs[1::2]):
        if a != b:
            one, other, between = bounded(a), bounded(b), r"(?:\W+\w+){0,2}\W+"
            yield "near", f'near("{a}", "{b}", 3)', find(f"{one}{between}{other}|{other}{between}{one}")
    for n in [0, 1, 3, 8, 20]:
        yield "length", f"words<={n}", [len(re.findall(r"\w+", text)) <= n for text in normal]
        yield "length", f"chars>{10 * n}", [len(text) > 10 * n for text in texts]
    for pattern in EXPRESSIONS:
        exact = pattern.startswith("=")
        compiled = re.compile(pattern[exact:], 0 if exact else re.IGNORECASE)
        if r"\1" not in pattern:
            yield "regex", f"{'=' * exact}/{pattern[exact:]}/", [compiled.search(text) is not None for text in texts]


def answers(texts):
    odd = [at for at, text in enumerate(texts) if is_odd(text)]
    skipped = set(odd)
    rows = []
    for kind, query, found in queries(texts):
        records = [at for at, hit in enumerate(found) if hit and at not in skipped]
        digest = hashlib.sha256(",".join(map(str, records)).encode()).hexdigest()[:16]
        rows.append([kind, query, len(records), digest, [at for at in odd if found[at]]])
    return {"python": sys.version.split()[0], "unicode": unicodedata.unidata_version, "texts": len(texts), "odd": odd, "answers": rows}


def written(found):
    head = {key: value for key, value in found.items() if key != "answers"}
    rows = ",\n".join(json.dumps(row, ensure_ascii=False) for row in found["answers"])
    return json.dumps(head, ensure_ascii=False)[:-1] + ', "answers": [\n' + rows + "\n]}\n"


def main():
    folder, option = pathlib.Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else ""
    differing = 0
    for name in SETS:
        texts = list(read(folder, name))
        found = answers(texts)
        path = pathlib.Path(__file__).parent / f"{name}.json"
        if option == "--write":
            path.write_text(written(found), encoding="utf-8")
        elif option == "--odd":
            print(name, len(found["odd"]), "of", len(texts), [texts[at] for at in found["odd"]][:5])
        else:
            kept = json.loads(path.read_text(encoding="utf-8"))
            same = all(kept[key] == found[key] for key in ["texts", "odd", "answers"])
            differing += not same
            print(name, "as kept" if same else "DIFFERS")
    sys.exit(differing)


if __name__ == "__main__":
    main()
