"""Rates of peers beside those of an engine's bench, in turn: a round of the one, a round of the others, the best of each."""

import subprocess
import time

ROUNDS = 3


def engine(bench, *words):
    """The rates that a bench prints, by what they are of: a name and a number a line."""
    command = f"cargo bench --quiet -p labelloom-engine --profile native --bench {bench} -- --peer".split()
    printed = subprocess.run([*command, *words], stdout=subprocess.PIPE, text=True, check=True).stdout
    pairs = (line.rsplit(None, 1) for line in printed.splitlines() if " " in line)
    return {name: float(rate) for name, rate in pairs if rate[0].isdigit()}


def rate(run, done, times):
    """Done a second of the processor's time, the best of some times."""
    best = 0.0
    for _ in range(times):
        begun = time.process_time()
        run()
        best = max(best, done / (time.process_time() - begun))
    return best


def compare(bench, words, peers, times):
    """Prints a table. Peers are the engine's name of the task, the peer's name, what to run, and how much that does."""
    ours, theirs = {}, [0.0] * len(peers)
    for _ in range(ROUNDS):
        for name, value in engine(bench, *words).items():
            ours[name] = max(value, ours.get(name, 0.0))
        for at, (_, _, run, done) in enumerate(peers):
            theirs[at] = max(theirs[at], rate(run, done, times))
    print(f"  {'':<24} {'peer':<26} {'a second':>10} {'here':>10}  ratio")
    for (name, peer, _, _), value in zip(peers, theirs):
        print(f"  {name:<24} {peer:<26} {value:>10,.0f} {ours[name]:>10,.0f} {ours[name] / value:>5.1f}×")
    beside = {name for name, _, _, _ in peers}
    for name in ours:
        if name not in beside:
            print(f"  {name:<24} {'–':<26} {'':>10} {ours[name]:>10,.0f}")
