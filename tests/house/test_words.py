from __future__ import annotations

import ast
import re
from pathlib import PurePath
from typing import TYPE_CHECKING

from tests.house import tree

if TYPE_CHECKING:
    from collections.abc import Iterator

# One word for one thing: what stands left is called by what stands right.
ONE_WORD = {
    "blast": "update",
    "newsletter": "update",
    "notification": "message",
    "outcome": "response",
    "petition": "campaign",
    "petitioner": "signer",
    "target": "addressee or recipient",
    "user": "account or signer",
}
# The vocabulary of the field is spoken with machines alone.
ELSEWHERE = "campaign/web/api/"
PARTS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")


def test_one_word_for_one_thing_in_the_names_of_code():
    wrong = [
        f"{source.at(node)} {name}: say {ONE_WORD[word]}"
        for source in tree.sources("campaign", "migrations")
        if not source.path.startswith(ELSEWHERE)
        for node, name in _names(source)
        for word in _words(name)
    ]
    assert not wrong


def test_one_word_for_one_thing_in_the_names_of_files():
    assert not [name for name in tree.files() if _words(PurePath(name).stem) and ELSEWHERE not in name]


def _names(source: tree.Source) -> Iterator[tuple[ast.AST, str]]:
    """The names that the source gives: those that libraries gave are not its own."""
    for node in ast.walk(source.tree):
        match node:
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield node, name
            case ast.arg(arg=name) | ast.Name(id=name, ctx=ast.Store()) | ast.alias(asname=str(name)):
                yield node, name


def _words(name: str) -> list[str]:
    parts = [part.lower() for part in PARTS.findall(name)]
    return [word for part in parts for word in (part, part.removesuffix("s")) if word in ONE_WORD]
