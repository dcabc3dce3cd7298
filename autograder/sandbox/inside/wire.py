"""Frames of plain data between the grader and the jail: JSON and the bytes of arrays, no pickle.

A frame is two lengths, a JSON tree and the arrays' bytes one after another; in the tree an array
stands as ``{"$array": [dtype, shape]}``, in the order of the bytes. Whatever comes out of the jail
may be forged: `decode` believes nothing and raises `WireError` for everything that is not so.
"""

from __future__ import annotations

import json
import math
import os
import select
import socket
import struct
import time
from collections.abc import Callable
from typing import Any

import numpy as np

_LEAVES = {str, int, float, bool, type(None)}
HEAD = struct.Struct(">QQ")
DTYPES = {np.dtype(code).str for code in ("?bBhHiIlLqQefdFD")}
MAX_DEPTH = 12
MAX_NODES = 20_000
MAX_ARRAYS = 256
MAX_JSON = 16 << 20
MAX_DIMENSIONS = 16
GRACE = 0.5  # seconds after a deadline in which a frame that has come is still read to its end


class WireError(Exception):
    """A message that is not one; its sender cannot be believed any more."""


class Closed(Exception):
    """The other side is gone."""


class Channel:
    """One end of a socket that carries frames.

    Parameters
    ----------
    fd : int
        File descriptor; it belongs to the channel from now on, and does not block if sizes are
        limited.
    frame, frames : int, optional
        Most bytes of one received frame and of all together; without them the other side is
        believed, as a worker believes the grader.
    """

    def __init__(self, fd: int, frame: int | None = None, frames: int = 1 << 40) -> None:
        self.fd = fd
        if frame is not None:
            os.set_blocking(fd, False)
        self.frame = 1 << 40 if frame is None else frame
        self._left = [frames]  # shared with the channels beside it
        self.text = MAX_JSON if frame is not None else 1 << 40
        self.nodes = MAX_NODES if frame is not None else 1 << 40

    def beside(self, fd: int) -> Channel:
        """Another channel of the same sender: what comes by both counts together."""
        other = Channel(fd, self.frame)
        other._left = self._left
        return other

    def send(self, tree: Any, deadline: float | None = None) -> None:
        """Send one frame.

        Raises
        ------
        Closed
            If the other side is gone.
        TimeoutError
            If it does not take the frame before the deadline (seconds of `time.monotonic`).
        """
        data = memoryview(encode(tree))
        while data:
            try:
                data = data[os.write(self.fd, data[: 1 << 20]) :]
            except BlockingIOError:
                self._wait(select.POLLOUT, math.inf if deadline is None else deadline, None)
            except OSError:
                raise Closed from None

    def receive(
        self, deadline: float | None = None, meanwhile: Callable[[], None] | None = None
    ) -> Any:
        """Receive one frame.

        Parameters
        ----------
        deadline : float, optional
            Time of `time.monotonic` after which `TimeoutError` is raised.
        meanwhile : callable, optional
            Called again and again while nothing comes; what it raises ends the waiting.

        Raises
        ------
        Closed, TimeoutError, WireError
        """
        if deadline is not None and time.monotonic() > deadline + GRACE:
            raise TimeoutError  # also for one who has always something to say
        if meanwhile is not None:
            meanwhile()
        text_size, blob_size = HEAD.unpack(self._read(HEAD.size, deadline, meanwhile))
        size = text_size + blob_size
        if text_size > self.text or size > self.frame or size > self._left[0]:
            # not how large: that number may carry something out
            raise WireError("a message that is too large")
        self._left[0] -= size
        data = memoryview(self._read(size, deadline, meanwhile))
        return decode(bytes(data[:text_size]), data[text_size:], self.nodes)

    def send_descriptor(self, fd: int) -> None:
        """Give the other side an open file; after a frame that says what it is.

        Raises
        ------
        Closed
            If the other side is gone, or takes nothing.
        """
        try:
            with socket.socket(fileno=os.dup(self.fd)) as sock:
                socket.send_fds(sock, [b"d"], [fd])
        except OSError:
            raise Closed from None

    def receive_descriptor(self) -> int:
        """Take what `send_descriptor` gave.

        Raises
        ------
        Closed
            If the other side is gone.
        """
        with socket.socket(fileno=os.dup(self.fd)) as sock:
            _, fds, _, _ = socket.recv_fds(sock, 1, 1)
        if not fds:
            raise Closed
        return fds[0]

    @property
    def readable(self) -> bool:
        """Whether something has come, or the other side is gone."""
        poll = select.poll()
        poll.register(self.fd, select.POLLIN)
        return bool(poll.poll(0))

    def close(self) -> None:
        """Close this end."""
        if self.fd >= 0:
            os.close(self.fd)
            self.fd = -1

    def _read(
        self, size: int, deadline: float | None, meanwhile: Callable[[], None] | None
    ) -> bytes:
        parts, left = [], size
        while left:
            try:
                part = os.read(self.fd, min(left, 1 << 20))
            except BlockingIOError:
                self._wait(select.POLLIN, math.inf if deadline is None else deadline, meanwhile)
                continue
            except OSError:
                raise Closed from None
            if not part:
                raise Closed
            parts.append(part)
            left -= len(part)
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def _wait(self, event: int, deadline: float, meanwhile: Callable[[], None] | None) -> None:
        """Wait for the socket; a sender that drips bytes gains no time and hides from no look."""
        poll = select.poll()
        poll.register(self.fd, event)
        while True:
            left = deadline - time.monotonic()
            ready = poll.poll(max(0.0, min(left, 0.05)) * 1000)
            if left <= -GRACE or (left <= 0 and not ready):
                raise TimeoutError
            if meanwhile is not None:
                meanwhile()
            if ready:
                return


def encode(tree: Any) -> bytes:
    """A tree of JSON values, tuples and arrays as one frame."""
    blobs: list[bytes] = []

    def plain(value: Any) -> Any:
        if type(value) in _LEAVES:
            return value
        if isinstance(value, np.ndarray):
            # numpy's own copy: a subclass's methods are not asked
            array = np.array(value, copy=True, order="C", subok=False)
            blobs.append(array.tobytes())
            return {"$array": [array.dtype.str, list(array.shape)]}
        if isinstance(value, bytes):
            blobs.append(value)
            return {"$array": ["|u1", [len(value)]]}
        if isinstance(value, tuple):
            return {"$tuple": [plain(item) for item in value]}
        if isinstance(value, list):
            return [plain(item) for item in value]
        if isinstance(value, dict):
            return {str(key): plain(item) for key, item in value.items()}
        return value

    text = json.dumps(plain(tree), separators=(",", ":")).encode("utf-8", "replace")
    return HEAD.pack(len(text), sum(map(len, blobs))) + text + b"".join(blobs)


def decode(text: bytes, blob: bytes | memoryview, most: int = MAX_NODES) -> Any:
    """The tree of a frame, of at most so many parts; arrays are views of `blob`.

    Raises
    ------
    WireError
        If anything about it is not as `encode` makes it.
    """
    try:
        tree = json.loads(text)
    except (ValueError, RecursionError, MemoryError):
        raise WireError("a message that is no JSON") from None
    state = {"nodes": 0, "at": 0, "arrays": 0}

    clean = b"\\u" not in text and text.isascii()  # so no lone surrogates

    def text_of(value: str) -> str:
        return value if clean else value.encode("utf-8", "replace").decode()

    def full(value: Any, depth: int) -> Any:
        state["nodes"] += 1
        if depth > MAX_DEPTH or state["nodes"] > most:
            raise WireError("a message nested too deep or of too many parts")
        kind = type(value)  # of JSON, so never a subclass
        if kind is dict:
            if len(value) == 1:
                if "$array" in value:
                    return _array(value["$array"], blob, state)
                if type(value.get("$tuple")) is list:
                    return tuple([full(item, depth + 1) for item in value["$tuple"]])
            state["nodes"] += len(value)
            return {text_of(key): full(item, depth + 1) for key, item in value.items()}
        if kind is list:
            return [full(item, depth + 1) for item in value]
        return text_of(value) if kind is str else value

    result = full(tree, 0)
    if state["at"] != len(blob):
        raise WireError("a message with bytes that belong to no array")
    return result


def _array(spec: Any, blob: bytes | memoryview, state: dict[str, int]) -> np.ndarray:
    state["arrays"] += 1
    if not (isinstance(spec, list) and len(spec) == 2 and state["arrays"] <= MAX_ARRAYS):
        raise WireError("a message with a wrong array")
    code, shape = spec
    good = (
        isinstance(code, str)
        and code in DTYPES
        and isinstance(shape, list)
        and len(shape) <= MAX_DIMENSIONS
        and all(type(n) is int and 0 <= n < 1 << 40 for n in shape)
    )
    if not good:
        raise WireError("a message with an array of a wrong dtype or shape")
    count = math.prod(shape)
    begin, state["at"] = state["at"], state["at"] + count * np.dtype(code).itemsize
    if state["at"] > len(blob):
        raise WireError("a message with an array of more numbers than it brings")
    try:
        if count == 0:  # numpy reads no empty array out of an empty buffer
            return np.empty(shape, code)
        return np.frombuffer(blob, code, count, begin).reshape(shape)
    except (ValueError, MemoryError):
        raise WireError("a message with an array that cannot be") from None
