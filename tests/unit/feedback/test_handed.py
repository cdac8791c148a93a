"""Figures of a reflection that was handed in: which they are, and what a page makes of them."""

import base64
import hashlib
import json
import re

import pytest
from tests.unit.feedback.sheets import a_reflection, a_sheet, our_figure, own_figure

from medialit import figures
from medialit.feedback.handed import MOST, Figures, handed_in, known
from medialit.feedback.page import render
from medialit.i18n import Language

pytestmark = pytest.mark.slow

EN, BOTH = (Language.EN,), tuple(Language)


def page_of(folder, *bundles, languages=EN):
    return render(a_sheet(handed=handed_in(a_reflection(folder, *bundles))), languages)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", figures.names())
def test_each_figure_of_ours_is_known_again_in_both_languages_and_counts_once(tmp_path, name, language):
    shown = our_figure(name, language)
    found = handed_in(a_reflection(tmp_path, *shown, *shown))
    assert [one.name for one in found.drawn] == [name]


def test_the_first_folder_that_has_a_reflection_counts(tmp_path):
    first, second = tmp_path / "submitted", a_reflection(tmp_path / "autograded", own_figure())
    assert len(handed_in(first, second).drawn) == 1
    a_reflection(first)
    assert handed_in(first, second) == Figures()


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"cells": 5}', '{"cells": [5, {"outputs": [5, {"data": 5}, {}]}]}', "[" * 100_000]
)
def test_a_notebook_that_cannot_be_read_has_no_figures(tmp_path, text):
    (tmp_path / "reflection.ipynb").write_text(text, "utf-8")
    assert handed_in(tmp_path) == Figures()


def test_a_page_without_a_drawing_has_no_script_and_stays_small(tmp_path):
    page = page_of(tmp_path, own_figure({"type": "scattergeo"}), {"text/plain": "5"})
    assert "<script" not in page
    assert "default-src 'none'; style-src 'unsafe-inline'\"" in page
    assert "It is a map" in page
    assert len(page) < 30_000


def test_plotly_is_there_once_and_the_policy_names_our_two_scripts_and_nothing_else(tmp_path):
    page = page_of(tmp_path, *our_figure(), own_figure(), languages=BOTH)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)[1]
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    hashes = [f"'sha256-{base64.b64encode(hashlib.sha256(one.encode()).digest()).decode()}'" for one in scripts]
    assert len(scripts) == 2
    assert policy.split("; ")[:3] == [
        "default-src 'none'",
        "style-src 'unsafe-inline'",
        f"script-src {' '.join(hashes)}",
    ]
    assert "eval" not in policy
    assert "img-src" not in policy
    assert len(page.encode()) < 5_200_000


def test_pictures_are_let_in_only_where_plotly_makes_some(tmp_path):
    assert 'img-src data:"' in page_of(tmp_path, own_figure({"type": "heatmap", "z": [[1, 2]]}))


def test_one_of_ours_is_drawn_from_our_data_whatever_the_notebook_has_in_it(tmp_path):
    before, plot, after = our_figure(language=Language.ZH)
    forged = {mime: {"data": [{"y": [424242]}]} if "plotly" in mime else one for mime, one in plot.items()}
    page = page_of(tmp_path, before, forged, after)
    assert "424242" not in page
    assert known("seven_numbers", Language.EN).finding[:20] in page


def test_a_figure_of_their_own_says_so_and_has_its_name_and_its_values(tmp_path):
    page = page_of(tmp_path, own_figure(title={"text": "Who </script> left"}))
    assert "This is your own figure, as you handed it in" in page
    assert 'aria-label="Who left. This is your own figure' in page
    assert re.search(r'<th scope="row">Accounts</th><td>TikTok</td>\s*<td class="number">5</td>', page)
    data = re.search(r'<script type="application/json" id="spec-1">(.*?)</script>', page)[1]
    assert set(json.loads(data)) == {"data", "layout"}
    assert "<" not in data


def test_what_cannot_be_drawn_and_what_is_too_many_is_said(tmp_path):
    long = own_figure({"y": list(range(90_000))})
    broken = own_figure(5)
    page = page_of(tmp_path, long, broken, *[own_figure(title=str(one)) for one in range(MOST)])
    assert "larger than this page takes (200 KB" in page
    assert "cannot be read as a figure" in page
    assert "figures left out: 2." in page
    assert page.count('class="drawing"') == MOST - 2


def test_what_the_reflection_shows_and_was_not_handed_in_is_told_without_a_drawing(tmp_path):
    page = render(a_sheet(figures=("seven_numbers",)), EN)
    assert "not drawn here" in page
    assert "<script" not in page
    handed = handed_in(a_reflection(tmp_path, *our_figure()))
    both = render(a_sheet(figures=("seven_numbers",), handed=handed), EN)
    assert both.count("<figcaption><h3>") == 1
    assert "not drawn here" not in both
