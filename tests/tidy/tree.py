"""The files that the rules look at, and C++ without its comments and strings."""
import dataclasses
import os
import pathlib
import re

NOT_OURS = {".git", "build", "data", "node_modules", "__pycache__"}
TEXT = {".h", ".cc", ".py", ".sh", ".proto", ".txt", ".md", ".json", ".yaml",
        ".jsonl", ".cmake", ".service", ""}

_COMMENT_OR_LITERAL = re.compile(
    r"""//[^\n]*                          # Line comment.
      | /\*.*?\*/                         # Block comment.
      | R"(?P<fence>[^(\s]*)\(.*?\)(?P=fence)"  # Raw string.
      | \b[0-9][0-9a-fA-FxX.']*           # Number with digit separators.
      | "(?:\\.|[^"\\\n])*"               # String.
      | '(?:\\.|[^'\\\n])+'               # Character.
    """, re.S | re.X)


@dataclasses.dataclass(frozen=True, order=True)
class Problem:
    path: str
    line: int  # 0 for the file as a whole.
    text: str

    def __str__(self):
        return f"{self.path}:{self.line}: {self.text}"


class Tree:
    """The text files under a root, by path relative to it."""

    def __init__(self, root):
        self.root = pathlib.Path(root)
        self._texts = {}
        for folder, folders, names in os.walk(self.root):
            folders[:] = sorted(f for f in folders if f not in NOT_OURS)
            for name in sorted(names):
                path = pathlib.Path(folder, name)
                if path.suffix in TEXT:
                    key = path.relative_to(self.root).as_posix()
                    self._texts[key] = path.read_text(encoding="utf-8")

    def paths(self, *suffixes, under=""):
        return [p for p in self._texts
                if p.startswith(under) and p.endswith(suffixes or ("",))]

    def text(self, path):
        return self._texts[path]

    def code(self, path):
        """C++ with comments gone and literals empty, line for line."""
        return _COMMENT_OR_LITERAL.sub(_blank, self.text(path))

    def code_with_strings(self, path):
        """C++ with only the comments gone, for the names of includes."""
        return _COMMENT_OR_LITERAL.sub(
            lambda m: _blank(m) if m.group().startswith(("//", "/*"))
            else m.group(), self.text(path))


def _blank(match):
    text = match.group()
    if text[0].isdigit():
        return text
    quotes = text[0] * 2 if text[0] in "\"'" else ""
    return quotes + "\n" * text.count("\n")


def line_of(text, offset):
    return text.count("\n", 0, offset) + 1


def matches(path, text, pattern, message):
    """A problem for every match of a pattern; {} in the message is the match."""
    for match in re.finditer(pattern, text):
        yield Problem(path, line_of(text, match.start()),
                      message.replace("{}", match.group().strip()))
