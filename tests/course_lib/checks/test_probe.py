"""Running a student's function: what it does is recorded and nothing escapes."""

import sys
import threading
import time
import warnings

import numpy as np
import pytest

from course_lib.checks.plain import to_plain
from course_lib.checks.probe import run_case
from course_lib.checks.quiet import CALLS, Quiet


def case(**inputs):
    return {"name": "a case", "group": "main", "inputs": inputs}


def run(function, **options):
    return run_case(function, case(x=np.arange(4.0)), **options)[0]


def test_returned_value_is_plain():
    outcome = run(lambda x: x + 1)
    assert outcome.status == "returned" and outcome.changed == ()
    assert outcome.value.array.tolist() == [1, 2, 3, 4]


def test_inputs_are_fresh_and_changes_are_seen():
    given = case(x=np.arange(4.0), y=np.zeros(2))

    def spoil(x, y):
        x[0] = 99
        return x

    outcome = run_case(spoil, given)[0]
    assert outcome.changed == ("x",)
    assert given["inputs"]["x"][0] == 0


def test_what_is_printed_warned_and_plotted_is_swallowed(capsys):
    pyplot = pytest.importorskip("matplotlib.pyplot")

    def noisy(x):
        print("secret")
        print("secret", file=sys.stderr)
        warnings.warn("careful", stacklevel=1)
        pyplot.figure()
        return x

    before = pyplot.get_fignums()
    outcome = run(noisy)
    assert outcome.printed and outcome.plotted and outcome.warned == "careful"
    assert capsys.readouterr() == ("", "")
    assert pyplot.get_fignums() == before


def test_a_few_calls_draw_into_one_figure_and_all_are_closed_in_the_end():
    pyplot = pytest.importorskip("matplotlib.pyplot")
    own, show = pyplot.figure(), pyplot.show
    try:
        figures, axes = [], []

        def draw(x):
            pyplot.figure("mine")
            pyplot.plot(x)
            pyplot.show()
            figures.append(len(pyplot.get_fignums()))
            axes.append(id(pyplot.gca()))
            return x

        with Quiet() as quiet:
            given = case(x=np.arange(4.0))
            outcomes = [run_case(draw, given, quiet=quiet)[0] for _ in range(3 * CALLS)]
            assert pyplot.get_fignums() == [own.number]  # a multiple of the calls
        assert figures == [2] * len(figures)
        assert all(axes[i] == axes[i - 1] for i in range(len(axes)) if i % CALLS)
        assert all(one.plotted and not one.warned for one in outcomes)
        assert pyplot.show is show

        with Quiet() as quiet:
            assert run_case(draw, given, quiet=quiet)[0].plotted
            assert len(pyplot.get_fignums()) == 2
        assert pyplot.get_fignums() == [own.number]
        assert not run_case(lambda x: x, given)[0].plotted
    finally:
        pyplot.close(own)


def test_a_call_may_be_the_first_that_draws_in_its_process():
    pyplot = pytest.importorskip("matplotlib.pyplot")
    show, backend = pyplot.show, pyplot.get_backend()

    def draw(x):
        pyplot.switch_backend(backend)  # as the first figure of a process does
        pyplot.plot(x)
        pyplot.show()
        return x

    outcome = run(draw)
    assert (outcome.status, outcome.plotted, outcome.message) == ("returned", True, "")
    assert pyplot.show is show


def test_colour_bars_do_not_eat_up_the_axes():
    pyplot = pytest.importorskip("matplotlib.pyplot")

    def draw(x):
        pyplot.imshow(x.reshape(2, 2))
        pyplot.colorbar()
        pyplot.tight_layout()
        return x

    with Quiet() as quiet:
        for _ in range(40):
            outcome = run_case(draw, case(x=np.arange(4.0)), quiet=quiet)[0]
            assert (outcome.status, outcome.warned) == ("returned", "")


def test_a_call_that_shows_a_hundred_pictures_draws_each_as_if_it_were_the_first():
    pyplot = pytest.importorskip("matplotlib.pyplot")

    def draw(x):
        for _ in range(100):
            pyplot.imshow(x.reshape(2, 2))
            pyplot.colorbar()
            pyplot.show()
        return x

    with Quiet() as quiet:
        outcome = run_case(draw, case(x=np.arange(4.0)), seconds=60, quiet=quiet)[0]
    assert (outcome.status, outcome.plotted, outcome.warned) == ("returned", True, "")


def test_a_changed_sparse_matrix_is_brought_back():
    def spoil(w):
        w.data[0] = 9
        return 0

    given = {"inputs": {"w": {"$make": "csr", "dense": np.eye(2)}}}
    outcome = run_case(spoil, given, keep_inputs=True)[0]
    assert outcome.changed == ("w",) and outcome.after["w"].tolist() == [[9, 0], [0, 1]]


def test_exceptions_keep_kind_and_line():
    def wrong(x):
        return x[9]

    outcome = run(wrong)
    assert outcome.status == "raised" and outcome.error == "IndexError"
    assert "LookupError" in outcome.error_kinds
    assert "of wrong)" in outcome.message


@pytest.mark.parametrize("error", [SystemExit, KeyboardInterrupt, GeneratorExit])
def test_exits_do_not_leave(error):
    def leave(x):
        raise error

    assert run(leave).status == "exited"


def test_an_exception_that_cannot_print_itself():
    class Mean(Exception):
        def __str__(self):
            raise RuntimeError

    def wrong(x):
        raise Mean

    assert run(wrong).error == "Mean"


def test_endless_loops_are_stopped_and_gone():
    def endless(x):
        while True:
            pass

    def stubborn(x):
        while True:
            try:  # noqa: SIM105
                time.sleep(0.001)
            except Exception:
                pass

    for function in (endless, stubborn):
        threads = threading.active_count()
        assert run(function, seconds=0.2).status == "timeout"
        time.sleep(0.1)
        assert threading.active_count() == threads


def test_a_stub_is_told_from_an_unwritten_helper():
    def helper(x):
        raise NotImplementedError

    def answer(x):
        return helper(x)

    assert run(helper).status == "stub"
    outcome = run(answer)
    assert outcome.status == "raised" and outcome.message == "helper"


def test_seeds_give_equal_generators_for_equal_seeds():
    given = {"name": "draws", "group": "main", "inputs": {"n": 3}, "seeds": [1, 8, 1]}
    first, second, again = run_case(lambda n, rng: rng.random(n), given)
    assert np.array_equal(first.value.array, again.value.array)
    assert not np.array_equal(first.value.array, second.value.array)


class Liar(np.ndarray):
    """An array whose comparisons always agree."""

    def __eq__(self, other):
        return np.ones(self.shape, bool)

    def __array_function__(self, *args, **kwargs):
        raise RuntimeError("hands off")


def test_only_numbers_of_a_base_class_come_back():
    value = to_plain(np.arange(3).view(Liar))
    assert type(value.array) is np.ndarray and value.array.tolist() == [0, 1, 2]


@pytest.mark.parametrize(
    ("value", "kind", "word"),
    [
        (None, "none", "None"),
        ([1, 2], "sequence", "list"),
        ((1, 2), "sequence", "tuple"),
        (np.array([None]), "other", "object array"),
        (np.array(["a"]), "other", "array of dtype <U1"),
        ("text", "other", "str"),
        (10**30, "other", "int beyond 64 bits"),
        ({}, "other", "dict"),
        ((i for i in ()), "other", "generator"),
        (3.5, "array", "float"),
        (np.float32(2), "array", "numpy.float32"),
    ],
)
def test_kinds_of_values(value, kind, word):
    plain = to_plain(value)
    assert (plain.kind, plain.type_name) == (kind, word)


def test_torch_tensors_are_read():
    torch = pytest.importorskip("torch")
    value = to_plain(torch.ones(2, requires_grad=True) * 2)
    assert value.type_name == "torch tensor" and value.array.tolist() == [2, 2]
    assert to_plain(torch.ones(2, dtype=torch.bfloat16)).kind == "other"
