"""Variants of the sample texts by nlpaug, by EDA's definitions in plain Python, and by the benchmark `augment_text`: the
same texts, the same strength, in one run.

    pip install -r xtask/peers/augment-text-requirements.txt
    python xtask/peers/augment_text.py

From the repository's root; `cargo xtask bench --peers` does both. Four copies a text; variants a second of the processor's
time, one thread, the best of three rounds in turn with the engine's. EDA's synonyms come from a table in memory, the thesaurus that the engine has.
"""

import csv
import random
import re

import beside

STOP_WORDS = set(
    re.findall(r'"(\w+)"', open("engine/src/augment/stop_words.rs", encoding="utf-8").read().split("];")[0])
)


def texts():
    for name in ("comments", "support"):
        with open(f"engine/samples/{name}.csv", encoding="utf-8", newline="") as file:
            yield from (row["text"] for row in csv.DictReader(file))


def synonyms():
    table = {}
    for line in open("engine/data/thesaurus.tsv", encoding="utf-8"):
        word, _, senses, _, _ = line.rstrip("\n").split("\t")
        table.setdefault(word, set()).update(other for other in re.split("[;,]", senses) if other)
    return {word: sorted(others) for word, others in table.items()}


def clean(text):
    text = text.replace("’", "").replace("'", "").replace("-", " ").replace("\t", " ").replace("\n", " ").lower()
    text = re.sub(" +", " ", "".join(c if c in "qwertyuiopasdfghjklzxcvbnm " else " " for c in text))
    return [word for word in text.split(" ") if word]


def replace(words, n, table):
    words, replaced = words.copy(), 0
    chosen = list({word for word in words if word not in STOP_WORDS})
    random.shuffle(chosen)
    for word in chosen:
        if others := table.get(word):
            other = random.choice(others)
            words = [other if known == word else known for known in words]
            replaced += 1
        if replaced >= n:
            break
    return words


def insert(words, n, table):
    words = words.copy()
    for _ in range(n):
        for _ in range(9):
            if others := table.get(words[random.randint(0, len(words) - 1)]):
                words.insert(random.randint(0, len(words) - 1), others[0])
                break
    return words


def swap(words, n):
    words = words.copy()
    for _ in range(n):
        first = random.randint(0, len(words) - 1)
        for _ in range(3):
            second = random.randint(0, len(words) - 1)
            if second != first:
                words[first], words[second] = words[second], words[first]
                break
    return words


def delete(words, p):
    kept = [word for word in words if random.uniform(0, 1) > p]
    return kept or [random.choice(words)]


def eda(table):
    """EDA's program makes two of each way for four copies, cleans them again, and takes four."""
    ways = {
        "synonym": lambda words, n: replace(words, n, table),
        "insert": lambda words, n: insert(words, n, table),
        "swap": swap,
        "delete": lambda words, _: delete(words, 0.1),
    }

    def run(names):
        def one(text):
            words = clean(text)
            if not words:
                return
            n = max(1, int(0.1 * len(words)))
            for name in names:
                " ".join(ways[name](words, n))

        return one

    def program(text):
        words = clean(text)
        if words:
            n = max(1, int(0.1 * len(words)))
            made = [" ".join(clean(" ".join(way(words, n)))) for way in ways.values() for _ in range(2)]
            random.shuffle(made)
            del made[4:]

    yield "eda", "EDA's program", program
    yield "eda", "EDA in Python", run(list(ways))
    for name in ways:
        yield name, "EDA in Python", run([name] * 4)


def nlpaug():
    import nlpaug.augmenter.char as nac
    import nlpaug.augmenter.word as naw

    for name, augmenter in (
        ("swap", naw.RandomWordAug(action="swap", aug_p=0.1)),
        ("delete", naw.RandomWordAug(action="delete", aug_p=0.1)),
        ("typo", nac.KeyboardAug(aug_word_p=0.1)),
        ("ocr", nac.OcrAug(aug_word_p=0.1)),
    ):
        yield name, "nlpaug 1.1.11", lambda text, augmenter=augmenter: augmenter.augment(text, n=4)


def main():
    random.seed(1)
    all_texts = list(texts())

    def over(one):
        return lambda: [one(text) for text in all_texts]

    made = 4 * len(all_texts)
    sources = (*eda(synonyms()), *nlpaug())
    print(f"  {len(all_texts)} texts, variants a second")
    beside.compare("augment_text", [], [(name, peer, over(one), made) for name, peer, one in sources], 3)


main()
