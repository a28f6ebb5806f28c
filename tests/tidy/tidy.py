#!/usr/bin/env python3
"""Checks the house rules of STYLE.md that a program can check.

Usage: tidy.py ROOT            layers, sizes, names, headers, words
       tidy.py --format ROOT   that clang-format would change nothing

Exits 1 with a line for each breach, and 77 (skipped) where --format finds no
clang-format.
"""
import shutil
import subprocess
import sys

import layers
import shape
from tree import Tree

SKIPPED = 77


def breaches(tree):
    rules = (*layers.RULES, *shape.RULES)
    return sorted({problem for rule in rules for problem in rule(tree)})


def misformatted(tree):
    files = tree.paths(".h", ".cc")
    command = ["clang-format", "--dry-run", "--Werror", "--style=file", *files]
    found = subprocess.run(command, cwd=tree.root, text=True,
                           stderr=subprocess.PIPE, check=False)
    places = [line.split(":")[:2] for line in found.stderr.splitlines()
              if " error: " in line]
    first = {path: line for path, line in reversed(places)}  # One a file.
    return [f"{path}:{line}: clang-format would change it"
            for path, line in sorted(first.items())]


def main(arguments):
    tree = Tree(arguments[-1])
    if "--format" not in arguments:
        problems = breaches(tree)
    elif shutil.which("clang-format"):
        problems = misformatted(tree)
    else:
        print("SKIPPED: clang-format is not installed")
        return SKIPPED
    for problem in problems:
        print(problem)
    print(f"{len(problems)} breaches of the house rules")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
