"""Data that ships with the program, in YAML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from pathlib import Path

# The parser in C, which every wheel of PyYAML has, is eight times as fast.
Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read(path: Path) -> Any:  # noqa: ANN401 - what a file holds, its reader knows
    """What the file holds: mappings, lists, texts, numbers and days."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=Loader)  # noqa: S506 - either loader is a safe one
