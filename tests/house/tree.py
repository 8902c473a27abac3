"""The files that make the house, read once."""

from __future__ import annotations

import ast
import subprocess
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
DOMAIN_ROOMS = ("statements", "directory", "accounts", "mailer", "campaigns", "signatures", "letters")


@dataclass(frozen=True)
class Source:
    """A Python file of the repository."""

    path: str

    @cached_property
    def text(self) -> str:
        """What stands in it."""
        return (ROOT / self.path).read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        """The same, parsed."""
        return ast.parse(self.text, self.path)

    def at(self, node: ast.AST) -> str:
        """Where `node` stands, as an editor opens it."""
        return f"{self.path}:{getattr(node, 'lineno', 1)}"

    @property
    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        """All functions, methods among them."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node

    @property
    def calls(self) -> Iterator[tuple[str, ast.Call]]:
        """All calls, each with the last name of what is called: `enqueue` for `queue.enqueue(…)`."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                called = node.func
                if isinstance(called, ast.Attribute):
                    yield called.attr, node
                elif isinstance(called, ast.Name):
                    yield called.id, node


@cache
def files() -> tuple[str, ...]:
    """All files that are or will be committed, relative to the root."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\0")
    found = tuple(sorted({name for name in listed if name and (ROOT / name).is_file()}))
    assert found
    return found


@cache
def sources(*folders: str) -> tuple[Source, ...]:
    """The Python files below `folders`; there is always one."""
    found = tuple(
        Source(name)
        for name in files()
        if name.endswith(".py") and any(name.startswith(f"{folder}/") for folder in folders)
    )
    assert found
    return found


@cache
def templates() -> tuple[str, ...]:
    """The paths of the templates below `templates/`."""
    found = tuple(name for name in files() if name.startswith("templates/"))
    assert found
    return found


def read(name: str) -> str:
    """The text of a file."""
    return (ROOT / name).read_text(encoding="utf-8")
