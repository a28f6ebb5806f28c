#!/usr/bin/env python3
"""Plants the faults of mutants.toml, one at a time, and runs the test that must
fail for each. A fault that no test notices is a hole in the tests.

Usage: plant.py            in a copy of the tree under build/mutants
       plant.py NAME…      only those whose name has one of these words in it
       plant.py --check    plants nothing; looks whether each still can be

Needs what ./deploy/build.sh needs. The first time it builds the programs.
"""

import pathlib
import shutil
import subprocess
import sys
import tomllib

ROOT = pathlib.Path(__file__).resolve().parents[2]
COPY = ROOT / "build" / "mutants" / "tree"
BUILD = COPY / "build" / "release"
PATIENCE = 300  # Seconds; a test that hangs has noticed.


def read_mutants(words):
    table = tomllib.loads(ROOT.joinpath("tests/mutants/mutants.toml").read_text())
    return [
        mutant
        for mutant in table["mutant"]
        if not words or any(word in mutant["name"] for word in words)
    ]


def planted(mutant, text):
    count = text.count(mutant["was"])
    if count != 1:
        sys.exit(f"{mutant['name']}: its text stands {count} times in {mutant['file']}")
    return text.replace(mutant["was"], mutant["becomes"])


def check(mutants):
    """Whether every fault can be planted, and every test named is there."""
    tests = "\n".join(
        path.read_text() for path in sorted(ROOT.glob("tests/**/*.cc"))
    )
    for mutant in mutants:
        planted(mutant, (ROOT / mutant["file"]).read_text())
        for test in mutant["tests"].split(":"):
            suite, name = test.strip("*").split(".")
            if suite not in tests or name not in tests:
                sys.exit(f"{mutant['name']}: there is no test {test}")


def copy_tree():
    """The tracked files as they are now; unchanged ones keep their times."""
    names = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"],
        cwd=ROOT, check=True, capture_output=True, text=True,
    ).stdout.splitlines()
    for name in names:
        source, target = ROOT / name, COPY / name
        if not source.is_file():
            continue
        if target.exists() and target.read_bytes() == source.read_bytes():
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, target)


def build(targets):
    done = subprocess.run(
        [COPY / "deploy" / "build.sh", "release", *targets],
        capture_output=True, text=True,
    )
    return done.returncode == 0, done.stdout + done.stderr


def passes(mutant):
    program = next(BUILD.glob(f"tests/**/{mutant['program']}"))
    try:
        done = subprocess.run(
            [program, f"--gtest_filter={mutant['tests']}"],
            timeout=PATIENCE, capture_output=True, text=True, errors="replace",
        )
    except subprocess.TimeoutExpired:
        return False
    if "[==========] 0 tests" in done.stdout or "SKIPPED" in done.stdout:
        sys.exit(f"{mutant['tests']} did not run")
    return done.returncode == 0


def is_caught(mutant):
    file = COPY / mutant["file"]
    text = file.read_text()
    try:
        file.write_text(planted(mutant, text))
        built, output = build([mutant["program"]])
        if not built:
            sys.exit(f"{mutant['name']}: does not compile\n{output[-2000:]}")
        return not passes(mutant)
    finally:
        file.write_text(text)


def main():
    if sys.argv[1:] == ["--check"]:
        return check(read_mutants([]))
    mutants = read_mutants(sys.argv[1:])
    if not mutants or any(word.startswith("-") for word in sys.argv[1:]):
        sys.exit(__doc__)
    check(mutants)
    copy_tree()
    built, output = build(sorted({mutant["program"] for mutant in mutants}))
    if not built:
        sys.exit(output[-4000:])
    for mutant in mutants:
        if not passes(mutant):
            sys.exit(f"{mutant['tests']} fails without a fault")
    missed = []
    for mutant in mutants:
        caught = is_caught(mutant)
        if not caught:
            missed.append(mutant["name"])
        print(f"{'caught' if caught else 'MISSED'}: {mutant['name']}"
              f" ({mutant['tests']})", flush=True)
    print(f"{len(mutants) - len(missed)} of {len(mutants)} caught")
    return len(missed)


if __name__ == "__main__":
    sys.exit(main())
