#!/usr/bin/env python3
"""Prints the results of a run as a table in Markdown.

Usage: table.py RESULTS [--of p50|rate] [--ratio NAME]…

Each --ratio adds a column: the contender's figure over that of the contender
of this name with as much in flight. A contender is called "name, in flight" or
"name, in flight on connections".
"""
import argparse
import re

from results import Results

COLUMNS = (("events/s", "rate", "{:,.0f}"), ("p50 µs", "p50", "{:,.0f}"),
           ("p99 µs", "p99", "{:,.0f}"), ("CPU µs/event", "cpu", "{:,.1f}"),
           ("fdatasync µs", "sync", "{:,.0f}"),
           ("others' cores", "others", "{:.2f}"))


def _shape(contender):
    return contender.rpartition(", ")[2]


def _in_flight(contender):
    numbers = re.findall(r"\d+", _shape(contender))
    return numbers[0] if numbers else None


def reference(contender, name, contenders):
    """The one to compare with: of the same shape, else with as much in flight."""
    rivals = [c for c in contenders if c.rpartition(", ")[0] == name]
    same = [c for c in rivals if _shape(c) == _shape(contender)]
    alike = [c for c in rivals if _in_flight(c) == _in_flight(contender)]
    return next(iter(same + alike), None)


def table(results, ratios, measure):
    contenders = results.contenders()
    heads = ["contender, in flight on connections",
             *(head for head, _, _ in COLUMNS[:3]), "max ms",
             *(head for head, _, _ in COLUMNS[3:]),
             *("of " + name for name in ratios)]
    yield "| " + " | ".join(heads) + " |"
    yield "|---" + "|--:" * (len(heads) - 1) + "|"
    for contender in contenders:
        cells = [form.format(results.median(contender, name))
                 for _, name, form in COLUMNS]
        cells.insert(3, f"{results.most(contender, 'max') / 1e3:.1f}")
        for name in ratios:
            other = reference(contender, name, contenders)
            cells.append(f"{results.ratio(contender, other, measure):.2f}"
                         if other else "")
        yield "| " + " | ".join([contender, *cells]) + " |"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("results")
    parser.add_argument("--of", default="rate", choices=("rate", "p50"))
    parser.add_argument("--ratio", action="append", default=[])
    arguments = parser.parse_args()
    for line in table(Results(arguments.results), arguments.ratio,
                      arguments.of):
        print(line)


if __name__ == "__main__":
    main()
