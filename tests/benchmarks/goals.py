#!/usr/bin/env python3
"""Holds results against goals, which are read from stdin.

Usage: goals.py RESULTS < GOALS

A line is "what is asked | measure | contender | bound" or, for a ratio within
each repetition, "what is asked | measure | contender | other | bound", or, for
a figure from elsewhere, "what is asked | value | figure | bound". A bound is
"≥ 0.9" or "≤ 1000". Measures are those of results.py. Lines about contenders
that were left out are passed over.
"""
import sys

from results import Results


def measured(results, measure, names):
    """The figure, or None when it was not measured."""
    if measure == "value":
        return float(names[0])
    if any(name not in results.contenders() for name in names):
        return None
    if len(names) > 1:
        return results.ratio(*names, measure)
    return results.median(names[0], measure)


def main():
    results = Results(sys.argv[1])
    print("| goal | measured | reached |\n|---|--:|---|")
    for line in filter(str.strip, sys.stdin):
        goal, measure, *names, bound = map(str.strip, line.split(" | "))
        figure = measured(results, measure, names)
        if figure is None:
            continue
        sign, limit = bound.split()
        reached = (figure >= float(limit) if sign == "≥"
                   else figure <= float(limit))
        digits = 2 if abs(figure) < 100 else 0
        print(f"| {goal} | {figure:,.{digits}f} |"
              f" {'yes' if reached else 'no'} |")


if __name__ == "__main__":
    main()
