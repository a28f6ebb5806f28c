"""How large files and functions may be, what they are called, how they begin."""
import posixpath
import re

from tree import Problem, line_of, matches

MAX_FILE_LINES = 500
MAX_FUNCTION_LINES = 70
MAX_BASE_FILES = 8
SOURCES = (".h", ".cc", ".py", ".sh", ".proto", "CMakeLists.txt")
BARRED_NAMES = {"util", "utils", "helper", "helpers", "common", "manager",
                "impl", "misc"}
# The rules and their tests have to spell what they forbid.
OWN_FOLDER = "tests/tidy/"

_CONTAINER = re.compile(
    r"(?:^|[\s>])(?:namespace|class|struct|union|enum|extern)\b")


def file_size(tree):
    """No source file is longer than 500 lines."""
    for path in tree.paths(*SOURCES):
        lines = tree.text(path).count("\n")
        if lines > MAX_FILE_LINES:
            yield Problem(path, 0, f"has {lines} lines, {MAX_FILE_LINES} "
                                   "at most: split it by type or verb group")


def functions(code):
    """The (first line, last line) of each function body, and its head.

    Braces are matched in code without comments and literals. A brace opens a
    function when what precedes it has a parameter list; a namespace or a class
    is looked into, any other brace is skipped with what it holds.
    """
    at, head = 0, 0
    while at < len(code):
        if code[at] in ";}":
            head = at + 1
        elif code[at] == "#":  # A directive and its continuation lines.
            at = re.compile(r"(?:\\\n|[^\n])*").match(code, at).end()
            head = at
        elif code[at] == "{":
            words = code[head:at]
            declared = re.sub(r"\([^()]*\)|template\s*<[^{;]*?>", " ", words)
            end = at
            if "(" in words and not _CONTAINER.search(declared):
                end = _closing(code, at)
                start = head + len(words) - len(words.lstrip())
                yield (line_of(code, start), line_of(code, end),
                       " ".join(words.split()))
            elif not _CONTAINER.search(declared):
                end = _closing(code, at)
            at, head = end, end + 1
        at += 1


def _closing(code, opening):
    depth = 0
    for at in range(opening, len(code)):
        depth += {"{": 1, "}": -1}.get(code[at], 0)
        if depth == 0:
            return at
    return len(code) - 1


def function_size(tree):
    """No function is longer than 70 lines, from its name to its last brace."""
    for path in tree.paths(".h", ".cc"):
        for first, last, head in functions(tree.code(path)):
            lines = last - first + 1
            if lines > MAX_FUNCTION_LINES:
                yield Problem(path, first, f"'{head[:60]}' has {lines} lines, "
                                           f"{MAX_FUNCTION_LINES} at most")


def base_size(tree):
    """eventstore/base, which everybody may use, stays small."""
    files = tree.paths(".h", ".cc", under="eventstore/base/")
    if len(files) > MAX_BASE_FILES:
        yield Problem("eventstore/base", 0,
                      f"has {len(files)} files, {MAX_BASE_FILES} at most")


def names(tree):
    """Files and folders say what they hold."""
    for path in tree.paths():
        stem = posixpath.splitext(path)[0].lower()
        barred = BARRED_NAMES.intersection(re.split(r"[/_.-]", stem))
        for word in sorted(barred):
            yield Problem(path, 0, f"'{word}' names nothing: use the name of "
                                   "the one type or verb group")


def headers(tree):
    """A header says what it is for, then guards itself by its path."""
    for path in tree.paths(".h"):
        text = tree.text(path)
        if not text.startswith("// "):
            yield Problem(path, 1, "begins without a comment of purpose")
        guard = "ACTIONPLAN_" + re.sub(r"\W", "_", path).upper() + "_"
        if f"#ifndef {guard}\n#define {guard}\n" not in text:
            yield Problem(path, 0, f"lacks the include guard {guard}")


def protos(tree):
    """A proto's package is its folder, and zero means that nothing was said."""
    zero = re.compile(r"^\s*(\w+)\s*=\s*0\s*;", re.M)
    for path in tree.paths(".proto", under="proto/"):
        text = tree.text(path)
        package = posixpath.dirname(path)[len("proto/"):].replace("/", ".")
        if f"\npackage {package};" not in text:
            yield Problem(path, 0, f"is not in package {package}")
        for match in zero.finditer(text):
            if not match[1].endswith("_UNSPECIFIED"):
                yield Problem(path, line_of(text, match.start(1)),
                              f"{match[1]} = 0 should end in _UNSPECIFIED")


def builds(tree):
    """Sources are listed by hand, so that a forgotten file is noticed."""
    for path in tree.paths("CMakeLists.txt"):
        yield from matches(path, tree.text(path), r"file\s*\(\s*GLOB\w*",
                           "'{}': list the sources by hand")


def documents(tree):
    """Documents that are read are short."""
    limits = {"README.md": 120, "ARCHITECTURE.md": 250}
    for path in tree.paths(".md"):
        limit = limits.get(path)
        if re.fullmatch(r"[^/]+/README\.md", path):
            limit = 30  # Of a top folder.
        lines = tree.text(path).count("\n")
        if limit and lines > limit:
            yield Problem(path, 0, f"has {lines} lines, {limit} at most")


def words(tree):
    """No note to self without a reason, and no path of somebody's machine."""
    for path in tree.paths():
        if path.startswith(OWN_FOLDER):
            continue
        text = tree.text(path)
        yield from matches(path, text, r"\bTODO\b(?!\([^)]+\): \S)",
                           "'{}' without (why it waits): what")
        yield from matches(path, text, r"\b(?:FIXME|XXX|HACK)\b",
                           "'{}': mend it or write an issue")
        yield from matches(path, text, r"(?<![\w.}])/(?:home|root|work|tmp)/",
                           "'{}' is a path of one machine")


def whitespace(tree):
    """No tabs, no blanks at line ends, one newline at the end of the file."""
    for path in tree.paths(*SOURCES, ".md", ".jsonl"):
        text = tree.text(path)
        yield from matches(path, text, r"[ \t\r]+(?=\n)", "blank at line end")
        yield from matches(path, text, r"\t", "tab")
        if text and (not text.endswith("\n") or text.endswith("\n\n")):
            yield Problem(path, 0, "does not end in one newline")


RULES = (file_size, function_size, base_size, names, headers, protos, builds,
         documents, words, whitespace)
