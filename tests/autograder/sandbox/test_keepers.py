"""What a kept state may say of its processes; all else is a `WireError`."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Iterator

import numpy as np
import pytest

from autograder.sandbox.inside.wire import Channel, Closed, WireError
from autograder.sandbox.keepers import Keeper
from autograder.sandbox.limits import Limits


@pytest.fixture
def ends() -> Iterator[tuple[Keeper, Channel]]:
    """A kept state that has forked once, and its own end."""
    here, there = socket.socketpair()
    limits = Limits(call_seconds=0.2)
    channel = Channel(here.detach(), limits.frame, limits.frames)
    keeper = Keeper(channel, limits, lambda seconds: time.monotonic() + seconds, lambda: None)
    other = Channel(there.detach())
    line = keeper.fork()[1]
    assert other.receive() == {"fork": True}
    os.close(other.receive_descriptor())
    yield keeper, other
    for one in (line, keeper, other):
        one.close()


def test_it_tells_once_how_a_process_has_ended(ends):
    keeper, other = ends
    assert not keeper.has_ended(0)
    other.send({"ended": [0, 9]})
    assert keeper.has_ended(0) and keeper.how_ended(0, 1) == 9
    other.send({"ended": [0, 9]})
    with pytest.raises(WireError):
        keeper.has_ended(1)


@pytest.mark.parametrize(
    "ended", [[1, 9], [-1, 9], [0], [0, "x" * 1000], [0, np.arange(3)], [0, None], np.arange(2), 0]
)
def test_it_tells_nothing_else(ends, ended):
    keeper, other = ends
    other.send({"ended": ended})
    with pytest.raises(WireError):
        keeper.has_ended(0)


@pytest.mark.parametrize("pong", [np.arange(3), 1, None])
def test_only_one_answer_says_that_it_is_there(ends, pong):
    keeper, other = ends
    other.send({"pong": True})
    keeper.ping()
    other.send({"pong": pong})
    with pytest.raises(WireError):
        keeper.ping()


def test_a_fork_that_cannot_be_asked_for_leaves_nothing_open(ends):
    keeper, other = ends
    other.close()
    before = len(os.listdir("/dev/fd"))
    with pytest.raises(Closed) as kept:  # as is the traceback
        keeper.fork()
    assert kept and len(os.listdir("/dev/fd")) == before
