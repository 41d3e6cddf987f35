"""The same three rows of four numbers, as numpy saves them in several kinds, orders and versions.

python -m venv venv && venv/bin/pip install numpy==1.26.4
venv/bin/python npy.py FOLDER
"""

import sys
from pathlib import Path

import numpy

ROWS = [[1.0, -0.5, 0.25, 0.0], [2.0, 0.125, -3.0, 1024.0], [0.0, 0.0, 0.0, 0.0]]
FOLDER = Path(sys.argv[1])

for kind in ["<f2", ">f2", "<f4", ">f4", "<f8", ">f8"]:
    for order in "CF":
        array = numpy.array(ROWS, dtype=kind, order=order)
        name = ("big" if kind[0] == ">" else "little") + f"-{kind[1:]}-{order.lower()}.npy"
        with open(FOLDER / name, "wb") as file:
            version = {"<f8": (2, 0), ">f8": (3, 0)}.get(kind, (1, 0))
            numpy.lib.format.write_array(file, array, version=version)
