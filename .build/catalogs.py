"""The build hook that compiles the catalogs of messages, for a wheel and for an editable install."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledCatalogs(BuildHookInterface[Any]):
    """Writes `messages.mo` beside each `messages.po`; pyproject.toml puts it into the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's own
        """Compile, before the files of the wheel are gathered."""
        for source in sorted(Path(self.root, "campaign", "translations").glob("*/LC_MESSAGES/*.po")):
            with source.open("rb") as file:
                catalog = read_po(file, locale=source.parent.parent.name, domain=source.stem)
            with source.with_suffix(".mo").open("wb") as file:
                write_mo(file, catalog)
