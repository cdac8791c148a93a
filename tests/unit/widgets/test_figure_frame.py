"""The frame gives a chart the colours of the page, so it must know the colours that charts are drawn in."""

import pytest

from medialit.figures import style
from medialit.widgets import FigureFrame
from medialit.widgets._esm import styled


def _rgb(colour):
    return "rgb({}, {}, {})".format(*(int(colour[place : place + 2], 16) for place in (1, 3, 5)))


@pytest.mark.parametrize("colour", [style.INK, style.FAINT])
@pytest.mark.parametrize("use", ["fill", "stroke"])
def test_the_neutral_colours_of_charts_are_those_of_the_theme(use, colour):
    assert f'path[style*="{use}: {_rgb(colour)}"]' in styled("figure_frame")


def test_a_frame_carries_the_accessible_name_of_its_chart():
    assert FigureFrame(name="Daily users. They rose, then fell.").name == "Daily users. They rose, then fell."
