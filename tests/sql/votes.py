"""Runs a statement of `labelloom export --format sql-duckdb` on the data it was made for, and writes the votes as CSV.

    python votes.py DATA.csv TABLE STATEMENT.sql VOTES.csv
"""

import csv
import sys

import duckdb

data, table, statement, votes = sys.argv[1:]
database = duckdb.connect()
with open(data, newline="", encoding="utf-8") as file:
    header, *rows = csv.reader(file)


def quoted(name):
    return '"' + name.replace('"', '""') + '"'


columns = ", ".join(f"{quoted(name)} VARCHAR" for name in header)
database.execute(f"CREATE TABLE {quoted(table)} ({columns})")
lists = ", ".join("unnest(?::VARCHAR[])" for _ in header)
database.execute(f"INSERT INTO {quoted(table)} SELECT {lists}", [list(column) for column in zip(*rows)])
with open(statement, encoding="utf-8") as file:
    database.execute(file.read())
found = database.execute("SELECT * FROM votes")
names = [column[0] for column in found.description]
with open(votes, "w", newline="", encoding="utf-8") as file:
    writer = csv.writer(file)
    writer.writerow(names)
    writer.writerows(["" if vote is None else vote for vote in row] for row in found.fetchall())
