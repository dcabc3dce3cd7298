"""Judges of sparse matrices and eigenvectors."""

import numpy as np
import pytest
from scipy import sparse
from scipy.linalg import eigh

from course_lib.checks.plain import to_plain
from course_lib.checks.probe import run_case
from course_lib.checks.structures import (
    MAX_DENSE,
    eigenvector_fault,
    same_direction,
    sparse_to_dense,
)

TABLE = np.array([[0, 2.0, 0], [2, 0, 0.5], [0, 0.5, 0]])


@pytest.mark.parametrize("form", ["csr", "csc", "coo", "lil", "dok", "bsr", "dia"])
@pytest.mark.parametrize("kind", ["matrix", "array"])
def test_sparse_matrices_of_every_format_are_plain_arrays(form, kind):
    plain = to_plain(getattr(sparse, f"{form}_{kind}")(TABLE))
    assert plain.kind == "array" and plain.type_name == "sparse matrix"
    np.testing.assert_array_equal(plain.array, TABLE)


def test_entries_that_stand_twice_are_added():
    twice = sparse.coo_matrix(([1.0, 2.0], ([0, 0], [1, 1])), shape=(2, 2))
    np.testing.assert_array_equal(sparse_to_dense(twice), [[0, 3], [0, 0]])


def test_what_is_not_looked_at():
    class Own(sparse.csr_matrix):
        pass

    assert to_plain(Own(TABLE)).kind == "other"
    side = int(MAX_DENSE**0.5) + 1
    large = to_plain(sparse.csr_matrix((side, side)))
    assert large.kind == "other" and "too large" in large.type_name
    assert to_plain(sparse.csr_matrix(TABLE.astype(complex))).kind == "other"


def shorten(matrix):
    matrix.data = matrix.data[:1]


@pytest.mark.parametrize(
    "damage",
    [
        shorten,
        lambda matrix: matrix.indices.__setitem__(0, 99_999_999),
        lambda matrix: matrix.indices.__setitem__(0, -1),
        lambda matrix: matrix.indptr.__setitem__(-1, 10**9),
        lambda matrix: setattr(matrix, "indptr", None),
    ],
)
def test_a_damaged_matrix_is_other_and_a_changed_input(damage):
    returned = sparse.csr_matrix(TABLE)
    damage(returned)
    assert to_plain(returned).type_name == "damaged csr_matrix"
    case = {"inputs": {"w": {"$make": "csr", "dense": TABLE}}}
    outcome = run_case(damage, case, keep_inputs=True)[0]
    assert (outcome.status, outcome.changed) == ("returned", ("w",))
    assert outcome.after["w"].size == 0


def test_indices_out_of_place_are_not_looked_up():
    for row in (-1, 2):
        table = sparse.coo_matrix(TABLE[:2, :2])
        table.row[0] = row
        assert sparse_to_dense(table) == "damaged coo_matrix"


def ncut_vector():
    degree = np.diag(TABLE.sum(axis=1))
    return eigh(degree - TABLE, degree)[1][:, 1]


def test_eigenvectors_are_judged_up_to_sign_and_scale():
    degree = np.diag(TABLE.sum(axis=1))
    values, vectors = eigh(degree - TABLE, degree)
    want = vectors[:, 1]
    for scale in (1, -1, 40, -1e-3, 1e200, -1e-200):
        assert eigenvector_fault(TABLE, want, scale * want) == ""
        assert same_direction(want, scale * want)
    assert eigenvector_fault({"$make": "csr", "dense": TABLE}, want, want.astype("f4")) == ""
    assert "second smallest" in eigenvector_fault(TABLE, want, vectors[:, 0])
    assert "second smallest" in eigenvector_fault(TABLE, want, vectors[:, 2])
    assert "no eigenvector" in eigenvector_fault(TABLE, want, want + 0.05 * vectors[:, 2])
    assert "0 everywhere" in eigenvector_fault(TABLE, want, 0 * want)
    assert same_direction(want, -3 * want) and not same_direction(want, vectors[:, 2])


@pytest.mark.parametrize("scale", [1e160, 1e200, 1.7e308, np.inf, np.nan])
def test_no_vector_is_so_long_that_nothing_is_wrong_with_it(scale):
    want = ncut_vector()
    for vector in (np.ones(len(want)), np.arange(1.0, len(want) + 1)):
        with np.errstate(all="ignore"):
            assert eigenvector_fault(TABLE, want, scale * (vector / vector.max())) != ""
