"""Frames: what is encoded comes back, and nothing else than `WireError` comes of bad bytes."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import struct
import threading
import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.sandbox.inside import wire
from autograder.sandbox.inside.outcomes import (
    FIELDS,
    STATUSES,
    digest,
    from_tree,
    one_line,
    to_tree,
)
from autograder.sandbox.inside.wire import DTYPES, HEAD, Channel, Closed, WireError, decode, encode
from autograder.sandbox.states import _cell_run
from course_lib.checks.plain import Plain
from course_lib.checks.probe import Outcome

ARRAYS = hnp.arrays(
    st.sampled_from(sorted(DTYPES)).map(np.dtype), hnp.array_shapes(min_dims=0, min_side=0)
)
NAMES = st.text(max_size=8).filter(lambda name: not name.startswith("$"))
PLAIN = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | NAMES
TREES = st.recursive(
    PLAIN | ARRAYS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(NAMES, inner, max_size=3)
    ),
    max_leaves=12,
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["$array", "$tuple", "x"]), inner, max_size=2)
    ),
    max_leaves=15,
)
SPECS = st.tuples(
    st.sampled_from(["<f8", "|u1", "|O", ">f8", "<U4", 7, None, ["<f8"]]),
    st.lists(st.integers(-2, 1 << 41) | st.floats() | st.none(), max_size=20) | st.integers(),
).map(list)


def parts(data: bytes) -> tuple[bytes, bytes]:
    text, blob = HEAD.unpack(data[: HEAD.size])
    rest = data[HEAD.size :]
    assert len(rest) == text + blob
    return rest[:text], rest[text:]


def same(a: object, b: object) -> bool:
    if isinstance(a, np.ndarray):
        assert isinstance(b, np.ndarray)
        return a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes()
    if isinstance(a, (list, tuple)):
        return type(a) is type(b) and len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict):
        return list(a) == list(b) and all(same(a[key], b[key]) for key in a)
    return a == b and type(a) is type(b)


@given(TREES)
def test_a_tree_comes_back(tree):
    # lone surrogates become question marks, and two names may become one by that
    assert same(decode(*parts(encode(tree))), tree)


@given(st.binary(max_size=200), st.binary(max_size=50))
def test_any_bytes_are_a_tree_or_a_wire_error(text, blob):
    with contextlib.suppress(WireError):
        decode(text, blob)


@given(JSON, st.binary(max_size=64))
def test_any_json_is_a_tree_or_a_wire_error(tree, blob):
    with contextlib.suppress(WireError):
        decode(json.dumps(tree).encode(), blob)


@given(SPECS, st.binary(max_size=64))
def test_an_array_that_lies_is_a_wire_error(spec, blob):
    try:
        found = decode(json.dumps({"$array": spec}).encode(), blob)
    except WireError:
        return
    assert isinstance(found, np.ndarray)
    assert found.nbytes == len(blob) and found.dtype.str in DTYPES


@pytest.mark.parametrize(
    "text",
    [
        b"[" * 100_000,
        b"[" * 50 + b"]" * 50,
        b"[" + b"0," * wire.MAX_NODES + b"0]",
        b"1" * 5000,
        b'{"$array": ["|u1", [1099511627775, 1099511627775]]}',
        b'{"$array": ["<f8", [0, 549755813888, 549755813888]]}',
        b"\xff\xfe",
        b"",
    ],
)
def test_bombs_are_wire_errors(text):
    with pytest.raises(WireError):
        decode(text, b"")


def pair(**limits) -> tuple[Channel, socket.socket]:
    here, there = socket.socketpair()
    channel = Channel(here.detach(), **limits)
    os.set_blocking(channel.fd, False)
    return channel, there


def test_sizes_are_refused_before_anything_is_read():
    for sizes in ((1 << 63, 0), (0, 1 << 63), (wire.MAX_JSON + 1, 0), (10, 1000)):
        channel, there = pair(frame=1000, frames=2000)
        there.sendall(struct.pack(">QQ", *sizes))
        with pytest.raises(WireError, match="too large"):
            channel.receive(time.monotonic() + 5)
        channel.close()
        there.close()


def test_all_frames_together_have_a_limit():
    channel, there = pair(frame=100, frames=150)
    there.sendall(encode("x" * 80) * 2)
    assert channel.receive(time.monotonic() + 5) == "x" * 80
    with pytest.raises(WireError):
        channel.receive(time.monotonic() + 5)
    channel.close()
    there.close()


def test_a_dripping_sender_gains_no_time_and_hides_from_no_look():
    channel, there = pair(frame=1 << 20, frames=1 << 20)
    there.sendall(struct.pack(">QQ", 1 << 19, 0))
    stop, looks = threading.Event(), []

    def drip() -> None:
        while not stop.wait(0.001):
            there.send(b" ")

    thread = threading.Thread(target=drip)
    thread.start()
    try:
        with pytest.raises(TimeoutError):
            channel.receive(time.monotonic() + 0.2, lambda: looks.append(1))
        assert looks
    finally:
        stop.set()
        thread.join()
        channel.close()
        there.close()


def test_the_other_side_goes_away():
    channel, there = pair(frame=1000)
    there.sendall(b"\0\0")
    there.close()
    with pytest.raises(Closed):
        channel.receive(time.monotonic() + 5)
    channel.close()


def test_who_does_not_read_is_not_waited_for():
    channel, there = pair(frame=1000)
    with pytest.raises(TimeoutError):
        channel.send(np.zeros(1 << 20), time.monotonic() + 0.1)
    channel.close()
    there.close()


VALUES = st.recursive(
    ARRAYS.map(lambda array: Plain("array", "array", array))
    | st.sampled_from([Plain("none", "None"), Plain("other", "thing")]),
    lambda inner: st.lists(inner, max_size=3).map(
        lambda items: Plain("sequence", "tuple", items=tuple(items))
    ),
    max_leaves=3,
)


@given(VALUES, st.text(max_size=20))
def test_an_outcome_comes_back_in_one_line(value, text):
    outcome = Outcome("returned", value, message=text, seconds=0.5)
    found = from_tree(decode(*parts(encode(to_tree(outcome)))), {})
    assert found.status == "returned" and found.seconds == 0.5
    assert not any(ord(letter) < 32 or letter in "\x7f\u202e\u2028" for letter in found.message)
    assert same(shape(found.value), shape(value))


def shape(value: Plain) -> list:
    return [value.kind, value.array, [shape(item) for item in value.items]]


@given(st.sampled_from(sorted(FIELDS)), JSON | ARRAYS, st.sampled_from(sorted(STATUSES)))
def test_a_forged_field_is_an_outcome_or_a_wire_error(field, value, status):
    tree = {**to_tree(Outcome(status)), field: value}
    with contextlib.suppress(WireError):
        assert from_tree(tree, {"features": digest(np.zeros(2))}).status in STATUSES


@given(st.dictionaries(st.sampled_from(["step", "error", "outputs", "seconds"]), JSON | ARRAYS))
def test_a_forged_cell_is_a_cell_or_a_wire_error(tree):
    try:
        run = _cell_run(tree, 0)
    except WireError:
        return
    assert isinstance(run.outputs, list) and isinstance(run.error, str)


def test_numbers_that_no_float_holds_are_a_wire_error():
    good = {"step": 1, "error": "", "outputs": [], "seconds": 0.5}
    assert _cell_run(good, 1).seconds == 0.5
    for bad in (10**400, float("nan"), float("inf"), np.zeros(2), "1"):
        with pytest.raises(WireError):
            _cell_run({**good, "seconds": bad}, 1)
    with pytest.raises(WireError):
        _cell_run({**good, "step": np.ones(2)}, 1)


def test_numbers_of_odd_kinds_are_sent_as_the_nearest():
    for array in (np.longdouble([1.5]), np.array([1.5], ">f8"), np.array([7], ">i4")):
        tree = to_tree(Outcome("returned", Plain("array", "array", array)))
        found = from_tree(decode(*parts(encode(tree))), {})
        assert found.value.array.tolist() == array.tolist()


@given(ARRAYS, ARRAYS)
def test_an_input_has_changed_when_dtype_shape_or_a_number_has(before, after):
    tree = to_tree(Outcome("raised", after={"x": after}))
    changed = from_tree(decode(*parts(encode(tree))), {"x": digest(before)}).changed
    assert changed == (() if same([before], [after]) else ("x",))
    for other in ({}, {"x": before}, {"x": None}):  # an array has no truth value
        assert from_tree({**tree, "after": other}, {"x": digest(before)}).changed == ("x",)


def test_descriptors_travel_beside_frames():
    channel, there = pair(frame=1000)
    other = Channel(there.detach())
    read, write = os.pipe()
    channel.send({"fork": True})
    channel.send_descriptor(write)
    channel.send({"ping": True})
    assert other.receive() == {"fork": True}
    given_over = other.receive_descriptor()
    assert other.receive() == {"ping": True} and not other.readable
    os.write(given_over, b"x")
    assert os.read(read, 1) == b"x"
    for fd in (read, write, given_over):
        os.close(fd)
    channel.close()
    assert other.readable  # the end of the other side is news, too
    with pytest.raises(Closed):
        other.receive_descriptor()
    other.close()


def test_channels_beside_each_other_share_what_may_come():
    channel, there = pair(frame=100)
    channel._left[0] = 150
    second, far = socket.socketpair()
    beside = channel.beside(second.detach())
    for sock in (there, far):
        Channel(os.dup(sock.fileno())).send(["x" * 80])
    channel.receive(time.monotonic() + 5)
    with pytest.raises(WireError):
        beside.receive(time.monotonic() + 5)
    for end in (channel, beside, there, far):
        end.close()


def test_words_keep_no_power_over_a_terminal():
    assert one_line("a\x1b[2J\r\nb\u202ec") == "a\ufffd[2J\ufffd\ufffdb\ufffdc"
