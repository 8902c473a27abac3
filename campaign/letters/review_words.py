"""The words that the reviewer of drafts looks for, from `data/review.yaml`."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

_EVERY = "all"


def found(topic: str, text: str, language: str) -> Iterator[str]:
    """The words of `text` that the topic's expressions match, each once, in the order of the expressions.

    Args:
        topic: a key of the file, or two with a point between them: `risks.phone`.
        text: a paragraph.
        language: code of the language of the text.

    """
    seen = set()
    for expression in _expressions(topic, language):
        for match in expression.finditer(text):
            words = match[0].strip()
            if words and words not in seen:
                seen.add(words)
                yield words


def has(topic: str, text: str, language: str) -> bool:
    """Whether an expression of the topic matches."""
    return any(expression.search(text) for expression in _expressions(topic, language))


def knows(topic: str, language: str) -> bool:
    """Whether the topic has expressions for this language."""
    return bool(_expressions(topic, language))


@lru_cache(maxsize=256)
def _expressions(topic: str, language: str) -> tuple[re.Pattern[str], ...]:
    said: Any = _file()
    for key in topic.split("."):
        said = said[key]
    # A name is told from a word by its capital.
    flags = re.NOFLAG if topic in _CASE_COUNTS else re.IGNORECASE
    wanted = [*said.get(_EVERY, ()), *said.get(language, ())]
    return tuple(re.compile(expression, flags) for expression in wanted)


_CASE_COUNTS = frozenset({"named_holders", "risks.inside", "risks.identity"})


@lru_cache(maxsize=1)
def _file() -> dict[str, Any]:
    text = resources.files("campaign.letters").joinpath("data/review.yaml").read_text(encoding="utf-8")
    read: dict[str, Any] = yaml.safe_load(text)
    return read
