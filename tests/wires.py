"""A wire to a server, through a port of our own, that can be cut: nothing arrives, and nobody is told."""

from __future__ import annotations

import ctypes
import socket
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# asm-generic/socket.h
SO_ATTACH_FILTER, SO_DETACH_FILTER = 26, 27
PIECE = 64 * 1024


class _Instruction(ctypes.Structure):
    _fields_ = [
        ("code", ctypes.c_ushort),
        ("true", ctypes.c_ubyte),
        ("false", ctypes.c_ubyte),
        ("k", ctypes.c_uint),
    ]


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("instructions", ctypes.POINTER(_Instruction))]


# BPF's "return 0": of each packet nothing is taken, so that none is acknowledged (socket(7)).
_NOTHING = (_Instruction * 1)(_Instruction(0x06, 0, 0, 0))
_PROGRAM = _Program(1, _NOTHING)


class Wire:
    """Connections to `port` of this machine, taken at the port that `self.port` names."""

    def __init__(self, port: int) -> None:
        self._behind = port
        self._is_whole = threading.Event()
        self._is_whole.set()
        self._near: list[socket.socket] = []
        self._far: list[socket.socket] = []
        self._lock = threading.Lock()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._take, daemon=True).start()

    def cut(self) -> None:
        """Let nothing through, and end nothing: as where a machine has lost its current."""
        with self._lock:
            self._is_whole.clear()
            for near in (self._listener, *self._near):
                near.setsockopt(socket.SOL_SOCKET, SO_ATTACH_FILTER, bytes(_PROGRAM))

    def mend(self) -> None:
        """Let everything through again."""
        with self._lock:
            for near in (self._listener, *self._near):
                near.setsockopt(socket.SOL_SOCKET, SO_DETACH_FILTER, 0)
            self._is_whole.set()

    def close(self) -> None:
        """End every connection."""
        self._is_whole.set()
        for each in (self._listener, *self._near, *self._far):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()

    def _take(self) -> None:
        with suppress(OSError):
            while True:
                near, _address = self._listener.accept()
                far = socket.create_connection(("127.0.0.1", self._behind))
                with self._lock:
                    self._near.append(near)
                    self._far.append(far)
                    if not self._is_whole.is_set():
                        near.setsockopt(socket.SOL_SOCKET, SO_ATTACH_FILTER, bytes(_PROGRAM))
                for source, sink in ((near, far), (far, near)):
                    threading.Thread(target=self._carry, args=(source, sink), daemon=True).start()

    def _carry(self, source: socket.socket, sink: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(PIECE):
                self._is_whole.wait()
                sink.sendall(data)
        with suppress(OSError):
            sink.shutdown(socket.SHUT_WR)


@contextmanager
def wire_to(port: int) -> Iterator[Wire]:
    """A wire for the length of the block."""
    wire = Wire(port)
    try:
        yield wire
    finally:
        wire.close()
