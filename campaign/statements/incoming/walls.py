"""The limits that the child process sets itself before it looks at a file (setrlimit(2), PEP 578)."""

from __future__ import annotations

import os
import resource
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from campaign.statements.incoming.values import MEGABYTE

if TYPE_CHECKING:
    from collections.abc import Iterable

MEMORY: Final = 480 * MEGABYTE
PROCESSOR_SECONDS: Final = 8
_FILES: Final = 64
_LIMITS: Final = (
    ("RLIMIT_AS", MEMORY),
    ("RLIMIT_CPU", PROCESSOR_SECONDS),
    ("RLIMIT_CORE", 0),
    ("RLIMIT_FSIZE", 0),
    ("RLIMIT_NOFILE", _FILES),
    ("RLIMIT_NPROC", 0),
)
_FORBIDDEN: Final = (
    *(
        "socket.",
        "urllib.",
        "http.",
        "ftplib.",
        "smtplib.",
        "subprocess.",
        "os.exec",
        "os.fork",
        "os.posix_spawn",
    ),
    *(
        "os.spawn",
        "os.system",
        "os.remove",
        "os.rename",
        "os.mkdir",
        "os.symlink",
        "os.link",
        "shutil.",
        "pty.",
    ),
)


def close() -> None:
    """Bound memory, time and files of this process; let it open no connection, program or foreign file.

    A system that lacks one of the limits has the others, and the parent's clock.
    """
    for name, limit in _LIMITS:
        number = getattr(resource, name, None)
        if number is not None:
            _bound(number, limit)
    sys.addaudithook(_Guard([sys.prefix, sys.base_prefix, *sys.path]).hear)


def _bound(number: int, limit: int) -> None:
    _soft, hard = resource.getrlimit(number)
    if hard != resource.RLIM_INFINITY:
        limit = min(limit, hard)
    try:
        resource.setrlimit(number, (limit, limit))
    except (ValueError, OSError):
        return


class _Guard:
    """Refuses what reading a file in memory never needs; programs and their data may still be loaded."""

    def __init__(self, folders: Iterable[str]) -> None:
        self._folders = tuple({f"{Path(folder).resolve()}{os.sep}" for folder in folders if folder})

    def hear(self, event: str, about: tuple[object, ...]) -> None:
        if event.startswith(_FORBIDDEN):
            raise PermissionError(event)
        if event == "open" and not self._may_open(*about):
            raise PermissionError(event)

    def _may_open(self, path: object, _mode: object, flags: object) -> bool:
        if isinstance(path, int):
            return True
        if isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            return False
        name = os.path.realpath(os.fsdecode(path)) if isinstance(path, str | bytes | os.PathLike) else ""
        return name.startswith(self._folders)
