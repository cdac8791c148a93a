"""A figure that somebody else made: what is left of it cannot load, link or run, and whatever it is, nothing breaks."""

import base64
import json
from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medialit.figures import foreign

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=4),
    max_leaves=20,
)
NAMES = [
    "x",
    "y",
    "z",
    "type",
    "name",
    "title",
    "xaxis",
    "images",
    "bdata",
    "dtype",
    "shape",
    "xbins",
    "size",
    "height",
]
LIKE_A_FIGURE = st.dictionaries(st.sampled_from(NAMES), JSON, max_size=6)


def a_figure(*data, **layout):
    return {"data": list(data) or [{"type": "bar", "x": ["a"], "y": [1]}], "layout": layout}


@given(
    JSON | st.fixed_dictionaries({"data": st.lists(LIKE_A_FIGURE, max_size=3) | JSON, "layout": LIKE_A_FIGURE | JSON})
)
def test_whatever_it_is_the_answer_is_a_figure_that_json_can_hold_or_the_reason_why_not(figure):
    found = foreign.read(figure)
    assert bool(found.drawing) != bool(found.unfit)
    json.dumps(found.drawing, allow_nan=False)
    assert all(len(row) == len(found.columns) for row in found.rows)


@pytest.mark.parametrize(
    "figure", [None, [], "x", {}, {"data": {}}, {"data": []}, {"data": [1]}, {"data": [{"type": []}]}]
)
def test_what_is_no_figure_is_called_malformed(figure):
    assert foreign.read(figure).unfit == "malformed"


def test_a_series_on_a_map_or_in_webgl_or_of_pictures_is_not_drawn_and_its_values_are_told():
    for kind in ("scattergeo", "choropleth", "scattermapbox", "scattergl", "image", "surface"):
        found = foreign.read(a_figure({"type": kind, "x": [1], "y": [2], "source": "https://example.invalid/a.png"}))
        assert (found.unfit, found.drawing, found.rows) == ("kind", {}, (("1", "1", "2"),))


def test_too_much_is_not_drawn():
    long = {"type": "scatter", "x": list(range(60_000)), "y": list(range(60_000))}
    assert foreign.read(a_figure(long)).unfit == "large"
    assert len(foreign.read(a_figure(long)).rows) in {0, foreign.ROWS}
    assert foreign.read(a_figure(*[{"y": [1]}] * 51)).unfit == "large"
    assert foreign.read(a_figure(annotations=[{"text": "a"}] * 101)).unfit == "large"


def test_only_data_and_layout_are_kept_and_what_loads_links_or_asks_is_gone():
    url = "https://example.invalid/x"
    span = f"<span style='background:url({url})'>s</span>"
    layout = {
        "images": [{"source": url}],
        "mapbox": {"style": url, "accesstoken": "t"},
        "map2": {"style": url},
        "geo": {"resolution": 50},
        "updatemenus": [{"buttons": [{"args": [url]}]}],
        "template": {"layout": {"images": [{"source": url}], "colorway": ["#000000"]}},
        "annotations": [{"text": f'<a href="javascript:alert(1)">press</a> <b>bold</b> {span}'}],
        "font": {"family": f"x; background: url({url})"},
        "__proto__": {"polluted": url},
        "constructor": {"prototype": {"polluted": url}},
        "width": 90_000,
        "height": 90_000,
    }  # fmt: skip
    figure = a_figure(**layout) | {"frames": [{"data": url}], "config": {"topojsonURL": url, "editable": True}}
    found = foreign.read(figure).drawing
    text = json.dumps(found)
    assert set(found) == {"data", "layout"}
    assert found["layout"]["annotations"][0]["text"] == "press <b>bold</b> s"
    assert (found["layout"]["height"], "width" in found["layout"]) == (700, False)
    assert found["layout"]["template"]["layout"] == {"colorway": ["#000000"]}
    for gone in ("mapbox", "map2", "geo", "images", "proto", "polluted", "href", "url(", "frames", "topojson"):
        assert gone not in text


@pytest.mark.parametrize("text", ["<<a>a href='javascript:x'>", "<a href='x'", "< a href=x", "</a", "<SPAN style=x"])
def test_a_link_in_pieces_does_not_come_together(text):
    assert "<" not in foreign.read(a_figure(title=text)).drawing["layout"]["title"]


def test_a_template_or_a_prefix_holds_no_mark_at_all():
    found = foreign.read(a_figure({"y": [1], "texttemplate": "<%{text} href='x'>"}, xaxis={"tickprefix": "<b"}))
    assert "<" not in json.dumps(found.drawing)


def test_binary_columns_are_written_out_also_those_in_rows():
    packed = base64.b64encode(array("d", [1.5, float("nan"), 3, 4]).tobytes()).decode()
    column = {"dtype": "f8", "bdata": packed}
    found = foreign.read(a_figure({"x": ["a", "b", "c", "d"], "y": column, "name": "<i>n</i>"}))
    assert found.rows[:2] == (("n", "a", "1.5"), ("n", "b", "–"))
    grid = foreign.read(a_figure({"type": "heatmap", "z": column | {"shape": "2, 2"}}))
    assert grid.columns[1:] == ("x", "y", "z")
    assert grid.rows[2] == ("1", "0", "1", "3")
    assert grid.has_pictures
    for shape in ("9999999, 0", "2, 3", "-2, -2", "x"):
        assert foreign.read(a_figure({"z": column | {"shape": shape}})).unfit == "malformed"


def test_steps_that_would_never_end_are_left_to_plotly_and_sound_ones_kept():
    kept = {"start": 0, "end": 10, "size": 1}
    found = foreign.read(a_figure({"type": "histogram", "x": [1], "xbins": kept, "ybins": kept | {"size": 1e-9}}))
    assert found.drawing["data"][0]["xbins"] == kept
    assert found.drawing["data"][0]["ybins"] == {}


def test_a_count_that_would_keep_a_browser_busy_is_cut():
    axis = {"nticks": 1e9, "minor": {"dtick": 1e-9}}
    layout = foreign.read(a_figure(grid={"rows": 10**9, "columns": 2}, xaxis=axis)).drawing["layout"]
    assert layout["height"] == 420
    assert layout["grid"] == {"rows": 100, "columns": 2}
    assert layout["xaxis"] == {"nticks": 100}


def test_the_table_has_the_first_values_and_says_how_many_there_are():
    found = foreign.read(
        a_figure({"y": list(range(500)), "name": "n"}, title={"text": "My <b>own</b>"}, yaxis={"title": "Posts"})
    )
    assert (found.title, found.series, found.columns) == ("My own", ("n",), ("", "x", "Posts"))
    assert (len(found.rows), found.values) == (foreign.ROWS, 500)
    assert found.rows[7] == ("n", "7", "7")
