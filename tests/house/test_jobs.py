from __future__ import annotations

import ast

import pytest

from campaign.jobs import registry
from tests.house import tree

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def asked_for() -> dict[str, str]:
    """The names of jobs that are asked for anywhere, by somebody or by a sweep, each with its place."""
    found = {}
    for source in tree.sources("campaign"):
        for called, call in source.calls:
            if called == "enqueue":
                found[_text(source, call.args[0])] = source.at(call)
        if source.path.endswith("/jobs.py"):
            for node in ast.walk(source.tree):
                match node:
                    case ast.Yield(value=ast.Tuple(elts=[ast.Name() as name, *_ids])):
                        found[_text(source, name)] = source.at(node)
    assert found
    return found


def _text(source: tree.Source, name: ast.expr) -> str:
    """A text that is written down, there or as a constant of the module."""
    for node in source.tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == ast.unparse(name):
            name = node.value
    assert isinstance(name, ast.Constant), f"{source.at(name)}: nobody can tell which job this asks for"
    return str(name.value)


def test_every_job_that_is_asked_for_has_a_handler(app):
    assert not {name: place for name, place in asked_for().items() if name not in registry.names()}


def test_every_handler_is_asked_for(app):
    assert registry.names() <= set(asked_for())


def test_a_job_is_named_by_its_room_and_a_verb(app):
    for name in registry.names():
        room, verb = name.split(".")
        assert room in tree.DOMAIN_ROOMS
        assert verb.isidentifier()
