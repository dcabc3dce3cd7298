"""A drawn graph."""

import numpy as np
import pytest

from course_lib.graph_pictures import draw_graph

PLACES = [[0, 0], [1, 0], [0, 1]]
WEIGHTS = np.array([[0, 2, 1], [2, 0, 0], [1, 0, 0]])


def test_edges_between_the_sides_are_dashed_and_weights_stand_beside_them():
    picture = draw_graph(WEIGHTS, PLACES, [True, True, False], alt="A graph of three vertices.")
    axis = picture.figure.axes[0]
    assert [line.get_linestyle() for line in axis.lines] == ["-", "--"]
    assert {text.get_text() for text in axis.texts} == {"0", "1", "2"}
    assert "A graph of three vertices." in picture._repr_html_()


def test_shapes_that_do_not_fit():
    with pytest.raises(ValueError, match="places"):
        draw_graph(WEIGHTS, PLACES[:2], alt="Too few places.")
    with pytest.raises(ValueError, match="side"):
        draw_graph(WEIGHTS, PLACES, [True], alt="Too few sides.")
