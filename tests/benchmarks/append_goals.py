#!/usr/bin/env python3
"""Holds a run of durable_append.sh against its goals.

Usage: append_goals.py RESULTS
"""
import sys

from results import Results

SHAPES = ("64 on 1", "64 on 16", "64 on 64")
POSTGRES = "PostgreSQL, 64 on 64"


def goals(results):
    """Lines of what is asked, what was measured, and whether that is enough."""
    for shape in SHAPES:
        server = "server, " + shape
        echo = results.ratio(server, "gRPC echo, " + shape)
        yield f"≥ 0.5 of gRPC echo, {shape}", f"{echo:.2f}", echo >= 0.5
        if POSTGRES in results.contenders():
            peer = results.ratio(server, POSTGRES)
            yield f"≥ 1.0 of PostgreSQL, {shape}", f"{peer:.2f}", peer >= 1
        tail = (results.median(server, "p99") / results.median(server, "p50"))
        yield f"p99 ≤ 2.5 × p50, {shape}", f"{tail:.1f}", tail <= 2.5
        longest = results.most(server, "max") / 1e3
        yield f"nothing over 100 ms, {shape}", f"{longest:.0f} ms", longest <= 100
        views = results.ratio(server, "server without views, " + shape)
        yield f"≥ 0.7 of views off, {shape}", f"{views:.2f}", views >= 0.7
    floor = (results.median("RocksDB synced, 1", "p50") +
             results.median("gRPC echo, 1", "p50"))
    one = results.median("server, 1", "p50") / floor
    yield "one client: p50 ≤ 1.5 × (RocksDB sync + echo)", f"{one:.2f}", one <= 1.5
    for others in (1, 64):
        seen = results.median(
            f"read that sees its append, {others} in flight", "p99") / 1e3
        yield (f"append to visible p99 ≤ 20 ms, {others} in flight",
               f"{seen:.1f} ms", seen <= 20)


def main():
    print("| goal | measured | reached |\n|---|--:|---|")
    for goal, measured, reached in goals(Results(sys.argv[1])):
        print(f"| {goal} | {measured} | {'yes' if reached else 'no'} |")


if __name__ == "__main__":
    main()
