from __future__ import annotations

from tests.house import tree

MODULE_LINES = 300
FUNCTION_LINES = 50
TEMPLATE_LINES = 150


def test_a_module_has_at_most_300_lines():
    long = {
        source.path: lines
        for source in tree.sources("campaign", "tests")
        if (lines := len(source.text.splitlines())) > MODULE_LINES
    }
    assert not long


def test_a_function_has_at_most_50_lines():
    long = {
        f"{source.at(function)} {function.name}": lines
        for source in tree.sources("campaign", "tests")
        for function in source.functions
        if (lines := (function.end_lineno or 0) - function.lineno + 1) > FUNCTION_LINES
    }
    assert not long


def test_a_template_has_at_most_150_lines():
    long = {
        name: lines
        for name in tree.templates()
        if (lines := len(tree.read(name).splitlines())) > TEMPLATE_LINES
    }
    assert not long
