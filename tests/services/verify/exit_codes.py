#!/usr/bin/env python3
"""Checks what scripts see of actionplan-verify: exit codes and streams.

Usage: exit_codes.py PROGRAM CORPUS, the folder tests/fuzz/corpus
"""
import pathlib
import subprocess
import sys


def main(program, corpus):
    exports = pathlib.Path(corpus, "export_reader")
    key = f"--key=@{pathlib.Path(corpus, 'checkpoint', 'key.case')}"
    # Arguments, exit code, how the one stream that is written to begins.
    expected = [
        ((exports / "three.case", key), 0, "PROVEN: the 3 events"),
        ((exports / "withheld.case", key), 0, "PROVEN: the 3 events"),
        ((exports / "empty.case", key), 0, "PROVEN: the 0 events"),
        ((exports / "leaf_missing.case", key), 1, "NOT PROVEN: position 3 "),
        ((), 2, "--key=KEY is required"),
        ((exports / "endless_length.case", key), 3, "NOT CHECKED: the file"),
        ((exports / "absent", key), 3, "NOT CHECKED: "),
        (("--help",), 0, "actionplan-verify proves"),
    ]
    failures = 0
    for arguments, code, beginning in expected:
        ran = subprocess.run([program, *arguments], text=True, check=False,
                             capture_output=True)
        said, silent = ran.stdout, ran.stderr
        if code > 1:
            said, silent = silent, said
        if (ran.returncode, silent) != (code, "") or \
                not said.startswith(beginning):
            print(f"{arguments}: exit {ran.returncode}, not {code}\n"
                  f"stdout: {ran.stdout}\nstderr: {ran.stderr}")
            failures += 1
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
