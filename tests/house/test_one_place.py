from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from tests.house import tree

if TYPE_CHECKING:
    from collections.abc import Iterator

READ_THE_ENVIRONMENT = {"environ", "environb", "getenv", "getenvb", "load_dotenv"}
ASK_FOR_THE_TIME = {"now", "utcnow", "today", "time", "time_ns", "gmtime", "localtime", "utcfromtimestamp"}
CLOCKS = {"datetime", "date", "time"}


def test_only_the_configuration_reads_the_environment():
    readers = {
        source.path
        for source in tree.sources("campaign", "migrations")
        for node in ast.walk(source.tree)
        if (isinstance(node, ast.Attribute) and node.attr in READ_THE_ENVIRONMENT and _owner(node) == "os")
        or (isinstance(node, ast.ImportFrom) and READ_THE_ENVIRONMENT & {name.name for name in node.names})
    }
    assert readers == {"campaign/core/config.py"}


def test_only_the_clock_asks_for_the_time():
    askers = {source.path for source in tree.sources("campaign", "migrations") if any(_asks(source))}
    # An identifier is ordered by when it was made, also where a test has stopped the clock.
    assert askers == {"campaign/core/clock.py", "campaign/core/ids.py"}


def _asks(source: tree.Source) -> Iterator[ast.AST]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute) and node.attr in ASK_FOR_THE_TIME and _owner(node) in CLOCKS:
            yield node
        elif isinstance(node, ast.ImportFrom) and node.module == "time":
            yield from (node for name in node.names if name.name in ASK_FOR_THE_TIME)


def _owner(node: ast.Attribute) -> str | None:
    match node.value:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return None
