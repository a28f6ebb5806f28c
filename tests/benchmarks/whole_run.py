#!/usr/bin/env python3
"""Runs a command to its end and tells what it took.

Usage: whole_run.py [--events=N] [--memory=FILE] CONTENDER COMMAND…

With --events, prints the line that table.py reads: the time of the one
operation is that of the whole command, which stood for so many events, and its
own output is dropped. Without, passes its output on. With --memory, adds a line
of contender and peak of memory in MiB to the file.
"""
import argparse
import os
import subprocess
import sys
import time


def busy_seconds():
    """CPU time that the machine has spent so far, by everybody."""
    with open("/proc/stat", encoding="ascii") as stat:
        times = list(map(int, stat.readline().split()[1:9]))
    idle = times[3] + times[4]
    return (sum(times) - idle) / os.sysconf("SC_CLK_TCK")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int)
    parser.add_argument("--memory")
    parser.add_argument("contender")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    asked = parser.parse_args()
    busy, begin = busy_seconds(), time.monotonic()
    out = subprocess.DEVNULL if asked.events else None
    with subprocess.Popen(asked.command, stdout=out) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.monotonic() - begin
    cpu = used.ru_utime + used.ru_stime
    if asked.events:
        micros = f"{wall * 1e6:.1f}"
        print(asked.contender, f"{asked.events / wall:.1f}", micros, micros,
              micros, f"{cpu / asked.events * 1e6:.3f}",
              f"{(busy_seconds() - busy - cpu) / wall:.2f}", sep="\t")
    if asked.memory:
        with open(asked.memory, "a", encoding="utf-8") as file:
            print(asked.contender, used.ru_maxrss // 1024, sep="\t", file=file)
    sys.exit(process.returncode)


if __name__ == "__main__":
    main()
