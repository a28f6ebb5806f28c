#!/usr/bin/env python3
"""Checks that actionplan-verify needs no library but what every Debian has.

Usage: linked_libraries.py PROGRAM [SANITIZERS]

Exits 1 with the libraries that do not belong, and 77 (skipped) where there is
no readelf or sanitizers bring libraries of their own.
"""
import re
import shutil
import subprocess
import sys

SKIPPED = 77
ALLOWED = {"libcrypto", "libprotobuf", "libz", "libstdc++", "libm", "libgcc_s",
           "libc"}


def needed(program):
    dynamic = subprocess.run(["readelf", "-d", program], check=True, text=True,
                             stdout=subprocess.PIPE).stdout
    return re.findall(r"\(NEEDED\)[^[]*\[(.*?)\]", dynamic)


def main(program, sanitizers=""):
    if sanitizers:
        print(f"SKIPPED: built with -fsanitize={sanitizers}, which links more")
        return SKIPPED
    if shutil.which("readelf") is None:
        print("SKIPPED: there is no readelf here")
        return SKIPPED
    libraries = needed(program)
    for library in libraries:
        if library.split(".so")[0] not in ALLOWED:
            print(f"{program} should not need {library}")
            return 1
    # A program that names none was not looked into.
    return 0 if any(name.startswith("libcrypto") for name in libraries) else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
