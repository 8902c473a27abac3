"""Benchmarks: measures one part of the product beside a baseline, in the same call.

    python -m tests.bench read            one minute or two
    python -m tests.bench read --quick    under one minute
    python -m tests.bench letters         a quarter of an hour; with --million, some minutes more
    python -m tests.bench sign --database postgresql    a quarter of an hour
    python -m tests.bench growth          a quarter of an hour and some GB; with --quick, under one minute

Prints a table for people and, as its last line, one JSON object for machines. A bench is a module of this
folder that is named in `BENCHES` and has a function `run(conditions: Conditions) -> Result`.
"""

from __future__ import annotations

import importlib
import os
import platform
import re

import click

from tests.bench.values import POSTGRESQL, SQLITE, Conditions, Result

BENCHES = ("read", "letters", "sign", "known", "growth")


def _database(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    if re.split("[:+]", value)[0] not in {SQLITE, POSTGRESQL}:
        message = f"{value}: give sqlite, postgresql, or a URL that begins with one of them."
        raise click.BadParameter(message)
    return value


@click.command()
@click.argument("name", metavar="NAME", type=click.Choice(BENCHES))
@click.option(
    "--database",
    metavar="URL",
    callback=_database,
    default=SQLITE,
    show_default=True,
    help="sqlite, postgresql, or a URL of one of them; read and letters touch none.",
)
@click.option(
    "--seconds",
    type=click.FloatRange(min=0, max=3600),
    help="Begin no further round after so many; one is always run.",
)
@click.option("--quick", is_flag=True, help="Small: under a minute.")
@click.option("--million", is_flag=True, help="Write a million letters, too (letters).")
def main(name: str, *, database: str, seconds: float | None, quick: bool, million: bool) -> None:
    """Run the bench NAME, print a table and, as the last line, its figures as JSON."""
    conditions = Conditions(database, seconds, quick, million)
    click.echo(_machine())
    result: Result = importlib.import_module(f"tests.bench.{name}").run(conditions)
    for line in result.lines:
        click.echo(line)
    click.echo(result.as_json(name, conditions.database_kind))


def _machine() -> str:
    load = os.getloadavg()[0]
    return f"Python {platform.python_version()}, {os.cpu_count()} cores; load before: {load:.1f}.\n"


if __name__ == "__main__":
    main(prog_name="python -m tests.bench")
