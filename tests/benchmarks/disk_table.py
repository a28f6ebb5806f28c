#!/usr/bin/env python3
"""Prints what log_bytes and postgres_log_load tell of the disk as a table.

Usage: disk_table.py SIZES [--ratio CONTENDER]

A line of SIZES is contender, part, bytes, files, events. With --ratio, prints
instead the bytes of this contender's events, indexes, requests and tiles over
its serialised ones. PostgreSQL is held against the first contender's.
"""
import argparse

KEPT = ("events", "streams", "requests", "merkle")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes")
    parser.add_argument("--ratio")
    asked = parser.parse_args()
    with open(asked.sizes, encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines]
    sizes = {(row[0], row[1]): int(row[2]) for row in rows}
    serialised = {contender: size for (contender, part), size in sizes.items()
                  if part == "serialised"}
    if asked.ratio:
        kept = sum(sizes[asked.ratio, part] for part in KEPT)
        print(f"{kept / serialised[asked.ratio]:.3f}")
        return
    first = next(iter(serialised.values()))
    print("| contender | part | MiB | files | bytes an event | of serialised |")
    print("|---|---|--:|--:|--:|--:|")
    for contender, part, size, files, events in rows:
        ratio = int(size) / serialised.get(contender, first)
        print(f"| {contender} | {part} | {int(size) / 2**20:,.1f} | {files} |"
              f" {int(size) / int(events):.1f} | {ratio:.3f} |")


if __name__ == "__main__":
    main()
