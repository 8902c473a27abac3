"""Writing the files of an export in this process or in several, with a bar that counts letters."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any

import click

from campaign.core import config, files
from campaign.core.errors import Unavailable
from campaign.core.languages import gettext as _
from campaign.letters import folders
from campaign.letters.file_names import manifest as manifest_name
from campaign.letters.kept_manifest import manifest_of_task
from campaign.letters.plans import Plan, Written
from campaign.letters.states import PartKind
from campaign.letters.writers.report import SetAside

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from campaign.letters.tasks import Task


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0))


def here(out: Path, task: Task, plans: Iterable[Plan]) -> Iterator[Written]:
    """Write the files one after the other."""
    for plan in plans:
        yield folders.write(out, task, plan)


def told(out: Path, task: Task, plans: Iterable[Plan], done: Sequence[Written]) -> list[Written]:
    """Write what is about the other files: labels, envelopes, lists."""
    return [folders.write(out, task, plan, done) for plan in plans]


def by_processes(words: Sequence[str], plans: Sequence[Plan], processes: int) -> Iterator[Written]:
    """Write the files in several processes; they come in the order in which they are finished.

    Raises `Unavailable` if a process ends before it has written its share.
    """
    command = [sys.executable, "-m", "campaign", "letters", "share", *words]
    environment = config.for_child(config.current())
    children = [
        subprocess.Popen(  # noqa: S603 - our own command
            [*command, "--share", f"{number}/{processes}"], stdout=subprocess.PIPE, text=True, env=environment
        )
        for number in range(1, processes + 1)
    ]
    lines: SimpleQueue[str | None] = SimpleQueue()
    readers = [Thread(target=_read, args=(child, lines), daemon=True) for child in children]
    for reader in readers:
        reader.start()
    try:
        open_ends, seen = len(children), 0
        while open_ends:
            line = lines.get()
            if line is None:
                open_ends -= 1
            else:
                seen += 1
                yield _read_back(json.loads(line))
        if seen < len(plans):
            message = _("A process that wrote letters ended too early. Run the command again.")
            raise Unavailable(message)
    finally:
        for child in children:
            child.terminate()
            child.wait()
        for reader in readers:
            reader.join()


def shown(written: Iterable[Written], letters: int) -> list[Written]:
    """All that was written, in the order of its plans; meanwhile a bar shows how many letters there are."""
    done = []
    silent = not sys.stderr.isatty()
    with click.progressbar(length=letters, label=_("Letters"), file=sys.stderr, hidden=silent) as bar:
        for one in written:
            bar.update(one.letters)
            done.append(one)
    return done


def write_manifest(out: Path, task: Task, done: Sequence[Written]) -> None:
    """Write the manifest, and name all files."""
    in_order = sorted(done, key=lambda one: one.name)
    for one in in_order:
        if not one.problem:
            click.echo(out / one.name)
    path = out / manifest_name()
    files.write_whole(path, [manifest_of_task(task, in_order)])
    click.echo(path)


def _read(child: subprocess.Popen[str], lines: SimpleQueue[str | None]) -> None:
    if child.stdout:
        with child.stdout as said:
            for line in said:
                lines.put(line)
    lines.put(None)


def _read_back(said: dict[str, Any]) -> Written:
    plan = said.pop("plan")
    kind = PartKind(plan.pop("kind"))
    aside = tuple(SetAside(**letter) for letter in said.pop("set_aside"))
    return Written(plan=Plan(kind=kind, **plan), set_aside=aside, **said)
