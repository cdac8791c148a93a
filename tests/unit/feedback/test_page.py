"""The page of a student: facts are right, nothing acts, points that are held back are nowhere in it."""

import json
import re
from dataclasses import replace
from html import escape
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders import MONDAY
from tests.unit.feedback.sheets import COMMENTS, POINTS, TEXTS, a_row, a_sheet

from medialit import curriculum
from medialit.feedback.charts import named
from medialit.feedback.model import Automatic, Held, Reading, Row
from medialit.feedback.page import pointer, render
from medialit.i18n import Language

EN, ZH = (Language.EN,), (Language.ZH,)
BOTH = (Language.EN, Language.ZH)
HALVES = st.sampled_from([0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0])
HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(2)>[a](javascript:alert(3))\0\ud800<svg onload=alert(4)>&amp;"
)


class Outline(HTMLParser):
    """Tags and their attributes, ids, links, headings and visible text of a page."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.ids, self.links, self.headings, self.words = [], [], [], [], []
        self._level = None
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.tags.append((tag, found))
        self.ids += [found["id"]] if "id" in found else []
        self.links += [found["href"]] if tag == "a" else []
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))

    def handle_data(self, data):
        self.words.append(data)

    @property
    def text(self):
        return " ".join(" ".join(self.words).split())


@pytest.mark.parametrize("languages", [EN, ZH, BOTH])
def test_every_link_leads_somewhere_every_id_is_there_once_and_headings_skip_no_level(languages):
    page = Outline(render(a_sheet(show_keys=True), languages))
    assert len(page.ids) == len(set(page.ids))
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)
    assert all(later - earlier <= 1 for earlier, later in zip(page.headings, page.headings[1:], strict=False))


def test_it_says_who_read_what_and_what_is_automatic():
    text = Outline(render(a_sheet(), EN)).text
    assert "Texts of yours that a person read: 4 of 4. Reader: ana." in text
    assert "The other 8 points are automatic" in text
    assert "16 of 24 points" in text


def test_two_markers_are_both_named_and_one_from_the_formgrader_is_told_as_unknown():
    rows = (a_row("measures", marker="ana"), a_row("comparison", marker="bo"))
    assert "Reader: ana, bo." in render(a_sheet(rows=rows), EN)
    assert "gradebook does not keep who" in render(a_sheet(rows=(a_row("measures", marker=""),)), EN)


def test_a_text_that_nobody_read_makes_the_total_one_so_far():
    rows = (a_row("measures"), a_row("comparison", reading=Reading.WAITING, points=None, comment="", marker=""))
    text = Outline(render(a_sheet(rows=rows), EN)).text
    assert "Not read yet." in text
    assert "So far. Texts that still wait for a person: 1." in text


def test_a_mark_on_an_older_text_is_not_shown_as_one_of_this_text():
    row = a_row("measures", reading=Reading.AGAIN, points=None, comment="", marker="")
    text = Outline(render(a_sheet(rows=(row,)), EN)).text
    assert "and will look again" in text
    assert "← your text" not in text


def test_an_empty_box_and_a_notebook_that_cannot_be_read_are_told_apart():
    blank = a_row("measures", text="", reading=Reading.BLANK, points=0.0, comment="", marker="")
    lost = a_row("comparison", text="", reading=Reading.UNREADABLE, points=None, comment="", marker="")
    text = Outline(render(a_sheet(rows=(blank, lost)), EN)).text
    assert "Nothing stands in this box" in text
    assert "could not be opened" in text


@pytest.mark.parametrize(("points", "chosen"), [(4.0, ["4"]), (3.5, ["3.5"]), (0.5, ["0.5"]), (0.0, ["0"])])
def test_exactly_one_level_is_chosen_and_a_half_one_lies_between_its_neighbours(points, chosen):
    page = render(a_sheet({"measures": points}), EN)
    rows = re.findall(r'<tr(?: class="chosen")?>\s*<th scope="row" class="number">([\d.]+)</th>', page)
    assert rows == sorted(rows, key=float, reverse=True)
    assert re.findall(r'<tr class="chosen">\s*<th scope="row" class="number">([\d.]+)</th>', page) == chosen


@pytest.mark.parametrize("plan", curriculum.lessons(), ids=lambda plan: plan.id)
@pytest.mark.parametrize("share", [1.0, 0.875, 0.0])
def test_the_rubric_of_every_lesson_has_one_chosen_level_and_all_its_criteria(plan, share):
    rows = tuple(
        Row(criterion=one, text="A text.", reading=Reading.READ, points=share * max(points for points, _ in one.levels))
        for one in plan.rubric
    )
    page = render(
        a_sheet(plan=plan, rows=rows, cells=(None, None), completion=(), skill=(), answers=(), numbers={}), BOTH
    )
    assert page.count('<tr class="chosen">') == 2 * len(rows)
    assert all(escape(one.title.zh) in page and escape(one.title.en) in page for one in plan.rubric)


def test_the_sentence_that_a_comment_quotes_is_marked_and_both_lead_to_each_other():
    page = render(a_sheet(), EN)
    assert '<mark id="row-measures-a">Seven hundred thousand is a count of accounts.</mark>' in page
    assert '<mark id="row-comparison-a">他们有自己的名单！</mark>' in page
    assert 'href="#row-measures-said-a"' in page
    assert 'href="#row-measures-a"' in page


def test_completion_is_told_fact_by_fact():
    page = Outline(render(a_sheet(), EN)).text
    assert "an answer committed or saved, right or wrong yes 0.5" in page
    assert "both standpoints written, or passed no 0" in page
    assert "Text box: Measures something written in the box; not what yes 0.25" in page


def test_a_sum_that_is_not_the_gradebooks_is_said_and_a_persons_change_too():
    assert "adds up to" in render(a_sheet(cells=(4.0, 3.0)), EN)
    cells = {"completion": Automatic(name="completion", points=4.0, most=4.0, by_person=True)}
    assert "A person set these points by hand." in render(replace(a_sheet(), cells=cells), EN)


def test_keys_come_only_when_they_are_given_out_and_never_before_the_points():
    why = "A counter on the app"
    assert why not in render(a_sheet(), EN)
    assert why in render(a_sheet(show_keys=True), EN)
    assert why not in render(a_sheet(show_keys=True, held=Held(until=None)), EN)


def test_the_two_answers_stand_side_by_side_with_a_drawing_a_sentence_and_a_table():
    page = render(a_sheet(), EN)
    text = Outline(page).text
    assert "First 60%, then 40%, on a scale from 0% to 100%." in text
    assert "Certainty 70 out of 100" in text
    assert "unchanged is fine" in text
    assert '<svg class="line"' in page
    assert "L1-C1 in numbers" in text


@settings(max_examples=25)
@given(st.tuples(*[HALVES] * 4), st.tuples(*[HALVES] * 4), st.tuples(HALVES, HALVES), st.sampled_from([EN, ZH, BOTH]))
def test_with_points_held_back_a_page_is_the_same_whatever_they_are(mine, other, cells, languages):
    held = Held(until=None)
    pages = [
        render(a_sheet(dict(zip(POINTS, points, strict=True)), cells, held=held, penalty=cells[0]), languages)
        for points in (mine, other)
    ]
    assert pages[0] == pages[1]
    assert render(a_sheet(dict(zip(POINTS, mine, strict=True)), (0.25, 0.75), held=held), languages) == pages[0]


@pytest.mark.parametrize("languages", [EN, ZH, BOTH])
def test_with_points_held_back_no_number_of_points_is_in_the_file(languages):
    points = dict(zip(POINTS, (3.37, 2.61, 1.93, 0.47), strict=True))
    sheet = a_sheet(points, (2.83, 3.29), penalty=0.71, held=Held(until=None), show_keys=True)
    page = render(sheet, languages)
    numbers = (*points.values(), 2.83, 3.29, 0.71, 0.25, 0.33, sheet.points)
    assert not [one for one in numbers if f"{one:.2f}" in page]
    assert all(f"{one:.2f}" in render(replace(sheet, held=None), languages) for one in numbers)
    assert not [word for word in ("points of", "分（满分", 'class="chosen"') if word in page]


def test_it_says_until_when_points_are_held_back():
    assert "held back until 13 Jan 2025 09:00 (UTC)" in render(a_sheet(held=Held(until=MONDAY)), EN)
    assert "分数暂不公布，到2025年1月13日 09:00（UTC）为止" in render(a_sheet(held=Held(until=MONDAY)), ZH)


@pytest.mark.parametrize("languages", [EN, ZH, BOTH])
def test_nothing_that_a_person_wrote_becomes_a_tag_and_the_page_loads_nothing(languages):
    rows = tuple(a_row(name, text=HOSTILE * 3, comment=f"“{HOSTILE}” {HOSTILE}", marker=HOSTILE) for name in POINTS)
    page = render(a_sheet(rows=rows, name=HOSTILE), languages)
    outline = Outline(page)
    assert {"script", "img", "iframe", "object", "link"}.isdisjoint(tag for tag, _ in outline.tags)
    assert not [name for _, attrs in outline.tags for name in attrs if name.startswith("on")]
    assert all(link.startswith("#") for link in outline.links)
    assert "default-src 'none'" in page
    page.encode("utf-8")
    assert "\0" not in page


@settings(max_examples=40)
@given(st.text(max_size=200), st.text(max_size=80))
def test_whatever_is_written_makes_a_page_that_a_file_can_hold(text, comment):
    row = a_row("measures", text=text, comment=f"{comment} “{text[:15]}”")
    page = render(a_sheet(rows=(row,)), EN)
    page.encode("utf-8")
    outline = Outline(page)
    assert {link.removeprefix("#") for link in outline.links} <= set(outline.ids)


def test_languages_of_texts_are_said_and_directions_are_found():
    arabic = a_row("measures", text="الحسابات ليست أشخاصا", comment="")
    page = render(a_sheet(rows=(arabic, a_row("comparison"))), EN)
    assert '<div class="text" lang=""><p dir="auto">الحسابات' in page
    assert '<div class="text" lang="zh-Hans">' in page


def test_in_both_languages_everything_stands_twice_under_its_own_language():
    page = render(a_sheet(), BOTH)
    assert page.count(TEXTS["standpoint"].split("\n")[0]) == 2
    assert '<div lang="en" class="version">' in page
    assert '<div lang="zh-Hans" class="version">' in page


def test_a_page_is_small_enough_for_a_phone_and_holds_no_library():
    assert len(render(a_sheet(show_keys=True), BOTH).encode()) < 60_000


def test_an_invented_class_is_said_to_be_one_and_a_real_one_is_not():
    assert "invented" in Outline(render(a_sheet(), EN)).text
    assert "invented" not in Outline(render(a_sheet(invented=False), EN)).text


def test_other_notebooks_point_to_the_reflection():
    page = pointer(Language.ZH)
    assert Outline(page).links == ["reflection.html"]
    assert 'lang="zh-Hans"' in page


def test_the_next_move_is_a_quotation_of_the_marker():
    text = Outline(render(a_sheet(), EN)).text
    assert "下一步：再说说推力。 These words stand in the comment on Comparison of migrations" in text
    assert "One next move" not in render(a_sheet(rows=(a_row("measures", comment=""),)), EN)
    assert COMMENTS["comparison"].endswith("下一步：再说说推力。")


def test_figures_of_the_reflection_are_told_in_a_sentence_and_a_table():
    page = render(a_sheet(figures=("seven_numbers",)), EN)
    assert "The figures of the reflection" in page
    assert "N1" in page
    assert len(page) < 60_000


def test_only_our_own_figures_are_known_by_name(tmp_path):
    cells = [
        {"cell_type": "code", "source": ['here.show("seven_numbers")\n', "here.show('nothing_of_ours')"]},
        {"cell_type": "markdown", "source": 'here.show("voices")'},
    ]
    (tmp_path / "reflection.ipynb").write_text(json.dumps({"cells": cells}), "utf-8")
    assert named(tmp_path) == ("seven_numbers",)
    (tmp_path / "reflection.ipynb").write_text("{", "utf-8")
    assert named(tmp_path) == ()
