from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

import click

from campaign.cli.groups import campaign
from tests.house import tree

if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = re.compile(r"```[^\n]*\n(.*?)```|`([^`\n]+)`", re.DOTALL)
EXAMPLE = re.compile(r"Examples?:\s+campaign([^\n]*)")
COMMAND = re.compile(r"^(?:\$ )?(?:[A-Z_]+=\S+ )*(?:\S*/)?campaign(?: (.+))?$")


def commands(group: click.Group, *path: str) -> Iterator[tuple[str, click.Command]]:
    yield " ".join(("campaign", *path)), group
    with click.Context(group) as context:
        for name in group.list_commands(context):
            command = group.get_command(context, name)
            assert command, f"{path} lists {name} and does not know it"
            if isinstance(command, click.Group):
                yield from commands(command, *path, name)
            else:
                yield " ".join(("campaign", *path, name)), command


def documented() -> list[str]:
    """What the README says one can type after `campaign`."""
    code = "\n".join(block or span for block, span in CODE.findall(tree.read("README.md")))
    parts = re.split(r"\n|&&|;|\|\s", code.replace("\\\n", " "))
    return [match.group(1) or "" for part in parts if (match := COMMAND.match(part.strip()))]


def test_every_command_has_help_with_an_example():
    for path, command in commands(campaign):
        example = EXAMPLE.search(command.help or "")
        assert example, f"{path} has no example"
        said = f"campaign{example.group(1)} "
        assert isinstance(command, click.Group) or said.startswith(f"{path} "), f"{path} shows {said}"


def test_the_commands_in_the_readme_exist():
    assert documented()
    assert not [wrong for line in documented() if (wrong := _problem(line))]


def test_the_examples_in_the_help_exist():
    examples = [
        example for _, command in commands(campaign) for example in EXAMPLE.findall(command.help or "")
    ]
    assert examples
    assert not [wrong for example in examples if (wrong := _problem(example.split(">")[0]))]


def _problem(line: str) -> str | None:
    """What is wrong with the words after `campaign`, or None: commands and options must exist."""
    command: click.Command = campaign
    options = {"--help", "-h"}
    for word in shlex.split(line.replace("[", " ").replace("]", " "), comments=True):
        options |= {option for parameter in command.params for option in parameter.opts}
        if word.startswith("--"):
            if word.split("=")[0] not in options:
                return f"{line}: {command.name} has no {word}"
        elif isinstance(command, click.Group):
            found = command.get_command(click.Context(command), word)
            if found is None:
                return f"{line}: {command.name} has no command {word}"
            command = found
    return None
