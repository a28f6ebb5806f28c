"""Which folder may see which: the table of ARCHITECTURE.md, as a check."""
import posixpath
import re

from tree import Problem, line_of, matches

BASE = "eventstore/base/"
RESOURCES = "projections/resources/"
PUBLIC = ("actionplan/v1/", "actionplan/events/v1/")
PROTO = ("actionplan/",)
BELOW_SERVICES = ("projections/", "eventstore/", *PROTO)

# A folder may include itself, plus:
MAY_INCLUDE = {
    "eventstore/base": (),
    "eventstore": (BASE, "actionplan/eventstore/"),
    "projections/resources": (BASE, *PUBLIC),
    "projections": ("eventstore/", *PROTO),
    "services/domain": (BASE, RESOURCES, *PUBLIC),
    "services/commands": ("services/domain/", *BELOW_SERVICES),
    "services/queries": ("services/domain/", *BELOW_SERVICES),
    "services/escalation": ("services/commands/", "services/queries/",
                            "services/domain/", *BELOW_SERVICES),
    "services/checkpoints": ("eventstore/",),
    "services/rpc": (BASE, "services/domain/", RESOURCES, *PROTO),
    "services/handlers": ("services/rpc/", "services/commands/",
                          "services/queries/", "services/escalation/",
                          "services/checkpoints/", "services/domain/",
                          *BELOW_SERVICES),
    "services/server": ("services/handlers/", "services/rpc/",
                        "services/commands/", "services/queries/",
                        "services/escalation/", "services/checkpoints/",
                        "services/domain/", *BELOW_SERVICES),
    "services/client": (BASE, *PUBLIC),
    "services/cli": (BASE, "services/client/", *PUBLIC),
    "services/verify": ("eventstore/", "actionplan/eventstore/"),
}

# What only some places may say, and why.
EDGE = ("services/rpc/", "services/handlers/", "services/server/",
        "services/client/", "services/cli/")
OWNERS = (
    (r"#include [<\"]rocksdb/\S+",
     ("eventstore/rocksdb/", "projections/rocksdb/")),
    (r"#include [<\"]grpcpp/\S+", EDGE),
    (r"\babsl::Now\(|\bsystem_clock::now\(",
     ("eventstore/base/clock.cc", "services/client/")),
    (r"\bstatic_cast<(?:grpc|absl)::StatusCode>",
     ("services/rpc/status.cc", "services/client/status.cc")),
    (r"\bstd::(?:shared_)?mutex\b|\babsl::Mutex\b",
     ("eventstore/base/mutex.h",)),
    (r"\bthrow\b|\btry\s*\{", ()),
)

DOMAIN_WORDS = {"agency", "agencies", "finding", "findings", "recommendation",
                "recommendations", "escalation", "escalations", "action",
                "actions", "audit", "audits", "board", "boards", "overdue"}


def _home(path):
    homes = [f for f in MAY_INCLUDE if path.startswith(f + "/")]
    return max(homes, key=len, default=None)


def _sources(tree):
    for top in ("eventstore/", "projections/", "services/"):
        for path in tree.paths(".h", ".cc", under=top):
            yield path, tree.code_with_strings(path)


def includes(tree):
    """A folder includes only what its layer may see."""
    own = re.compile(r'#include "((?:eventstore|projections|services|'
                     r'actionplan|tests)/[^"]+)"')
    for path, text in _sources(tree):
        home = _home(path)
        if home is None:
            yield Problem(path, 0, "is in no layer")
            continue
        for match in own.finditer(text):
            if not match[1].startswith((home + "/", *MAY_INCLUDE[home])):
                yield Problem(path, line_of(text, match.start()),
                              f"{home} may not include {match[1]}")


def links(tree):
    """A library links only libraries of folders that it may include."""
    libraries = {}  # Target to (CMake file, first source, what it links).
    library = re.compile(
        r"^actionplan_library\(\s*(\w+)\s+SOURCES\s+(\S+)([^)]*)\)", re.M)
    for path in tree.paths("CMakeLists.txt"):
        for match in library.finditer(tree.text(path)):
            source = posixpath.join(posixpath.dirname(path), match[2])
            linked = re.findall(r"\bactionplan_(?!proto_)\w+", match[3])
            libraries["actionplan_" + match[1]] = path, source, linked
    for target, (path, source, linked) in libraries.items():
        home = _home(source)
        for other in linked:
            if other not in libraries or home is None:
                continue
            if not libraries[other][1].startswith(
                    (home + "/", *MAY_INCLUDE[home])):
                yield Problem(path, 0, f"{target} may not link {other}")


def owners(tree):
    """What has one owner is said by nobody else."""
    for path, text in _sources(tree):
        for pattern, places in OWNERS:
            if not path.startswith(places):
                belongs = " or ".join(places) or "nothing of ours"
                yield from matches(path, text, pattern,
                                   "'{}' belongs in " + belongs)


def domain_words(tree):
    """The event store knows no domain, in code or comment."""
    word = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
    for path in tree.paths(".h", ".cc", ".txt", under="eventstore/"):
        text = tree.text(path)
        for match in word.finditer(text):
            if match.group().lower() in DOMAIN_WORDS:
                yield Problem(path, line_of(text, match.start()),
                              f"'{match.group()}' is a word of the domain")


RULES = (includes, links, owners, domain_words)
