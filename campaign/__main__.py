"""The `campaign` command."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from campaign.cli import context
from campaign.cli.groups import run

if TYPE_CHECKING:
    from flask import Flask

    from campaign.core.config import Config


def make_app(config: Config | None) -> Flask:
    """The app, imported now: reading a statement needs none of it."""
    from campaign.app import create_app  # noqa: PLC0415 - importing everything takes more than a second

    return create_app(config)


def main() -> None:
    """Run the command and leave with its exit status."""
    context.provide(make_app)
    sys.exit(run())


if __name__ == "__main__":
    main()
