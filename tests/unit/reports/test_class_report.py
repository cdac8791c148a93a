import json
import re
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest
from tests.unit.reports.builders import a_class, answered, hand_in, points, voted

from medialit import curriculum
from medialit.course import Status
from medialit.i18n import Language, words
from medialit.reports.class_report import render

NOW = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)


class Page(HTMLParser):
    """Collects what a page loads, says and labels."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.words, self.quiet, self.open = [], [], 0, []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        self.quiet += tag in {"script", "style"}

    def handle_endtag(self, tag):
        self.quiet -= tag in {"script", "style"}

    def handle_data(self, data):
        if not self.quiet:
            self.words.append(data)

    @property
    def text(self):
        return re.sub(r"\s+", " ", " ".join(self.words))

    def all(self, tag):
        return [attrs for name, attrs in self.elements if name == tag]


def _html(view, language=Language.EN):
    return render(view, words(language), now=NOW)


def _page(*hand_ins, language=Language.EN, **options):
    return Page(_html(a_class(*hand_ins, **options), language))


def _some():
    return [hand_in(f"s{n:02d}", *answered("L1-C1", 60 + n, 40)) for n in range(3)]


def _specs(text):
    found = re.findall(r'<script type="application/json" id="spec-([^"]+)">(.*?)</script>', text, flags=re.DOTALL)
    return {name: json.loads(spec) for name, spec in found}


@pytest.mark.parametrize("language", Language)
def test_the_page_loads_nothing_from_anywhere(language):
    page = _page(*_some(), language=language)
    for _tag, attrs in page.elements:
        assert "src" not in attrs
        assert attrs.get("href", "#").startswith("#")
    policy = next(
        attrs["content"] for attrs in page.all("meta") if "content" in attrs and "default-src" in attrs["content"]
    )
    assert "default-src 'none'" in policy


@pytest.mark.parametrize("language", Language)
def test_the_page_says_its_language_and_lets_the_keyboard_skip_to_the_summary(language):
    page = _page(*_some(), language=language)
    assert page.all("html")[0]["lang"] == language.html
    assert page.all("a")[0]["href"] == "#summary"
    assert any(attrs.get("id") == "summary" for attrs in page.all("section"))


def test_every_chart_has_a_name_a_finding_and_a_table():
    text = _html(a_class(*_some()))
    plots = [attrs for attrs in Page(text).all("div") if attrs.get("class") == "plot"]
    assert len(plots) == len(_specs(text)) == text.count("<figure") >= 4
    assert all(attrs["role"] == "img" and len(attrs["aria-label"]) > 20 for attrs in plots)
    for figure in re.findall(r"<figure.*?</figure>", text, flags=re.DOTALL):
        assert '<p class="finding">' in figure
        assert "<table" in figure


def test_no_meaning_rests_on_colour_alone():
    for spec in _specs(_html(a_class(*_some()))).values():
        if len(spec["data"]) > 1:
            looks = [trace["marker"]["pattern"]["shape"] for trace in spec["data"]]
            assert len(set(looks)) == len(looks)


def test_a_hostile_id_and_a_hostile_note_stay_text():
    script = "<script>alert(1)</script>"
    text = _html(a_class(hand_in(script, state=Status.FAILED, note=script)))
    assert script not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text


def test_a_hostile_answer_appears_nowhere():
    hostile = "</script><script>alert(1)</script>"
    some = [hand_in(f"s{n}", *answered("L1-C2", hostile, hostile), *answered("L1-C1", 50, 40)) for n in range(9)]
    assert hostile not in _html(a_class(*some))


def test_no_text_that_a_student_wrote_is_on_the_page():
    answer = answered("L1-C1", 50, 40)
    secret = [one.__class__(**{f: getattr(one, f) for f in one.__dataclass_fields__} | {"value": {**one.value, "reason": "my secret"}}) for one in answer]  # fmt: skip  # noqa: E501
    assert "my secret" not in _html(a_class(hand_in("a", *secret)))


def test_a_real_class_has_no_banner_and_an_invented_one_has():
    assert "invented" not in _page(*_some()).text
    assert "Every person and every text in this report is invented" in _page(*_some(), invented=True).text


def test_the_numbers_on_top_are_those_of_the_rows():
    some = [
        hand_in("a"),
        hand_in("b", late_h=3),
        hand_in("c", state=Status.FAILED, note="cut short"),
        hand_in("d", state=Status.MISSING),
    ]
    text = _page(*some).text
    assert "3 of 4 folders came in; 1 of them after the due date." in text
    assert "8 boxes of 2 students wait for a person, 16 points a student." in text
    assert "1 could not be graded, 0 were graded with a note, 1 handed nothing in." in text
    assert "Run medialit mark 01-who-moved in the course folder." in text


def test_points_fall_into_their_bands_and_full_marks_stand_apart():
    some = [hand_in(f"s{n}", given=points(mark, 0.0)) for n, mark in enumerate((0.0, 0.5, 3.99, 4.0, 4.0))]
    spec = _specs(_html(a_class(*some)))["completion"]
    assert spec["data"][0]["y"] == [2, 0, 0, 1, 2]


def test_first_and_second_estimates_are_counted_in_bands_of_ten():
    spec = _specs(_html(a_class(*_some())))["estimates-L1-C1"]
    first, again = spec["data"]
    assert first["y"][6] == 3
    assert again["y"][4] == 3
    assert sum(first["y"]) == sum(again["y"]) == 3


def test_under_eight_voters_no_vote_is_shown():
    some = [hand_in(f"s{n}", *voted("L1-O1", "agree")) for n in range(7)]
    text = _html(a_class(*some))
    assert "7 people voted: too few to show" in text
    assert "opinions" not in _specs(text)


def test_from_eight_voters_on_small_counts_are_shown_together():
    votes = ["agree"] * 9 + ["disagree"] * 3 + ["pass"] * 3
    some = [hand_in(f"s{n:02d}", *voted("L1-O1", vote)) for n, vote in enumerate(votes)]
    text = _html(a_class(*some))
    drawn = {trace["name"]: trace["x"] for trace in _specs(text)["opinions"]["data"]}
    assert drawn == {"Agree": [9], "Shown together, too few apart": [6]}


def test_students_stand_in_the_order_of_their_ids_whatever_their_points():
    some = [hand_in("b", given=points(4.0, 4.0)), hand_in("a", given=points(0.0, 0.0))]
    text = _html(a_class(*some))
    table = text[text.index('id="marking"') :]
    assert table.index(">a</th>") < table.index(">b</th>")


def test_marked_boxes_no_longer_wait():
    text = _page(hand_in("a", given=points(4.0, 4.0, by_hand=3.0))).text
    assert "Nothing waits for marking." in text


def test_a_class_in_which_nobody_came_still_has_a_report():
    text = _page(hand_in("a", state=Status.MISSING)).text
    assert "no folder has come in" in text


@pytest.mark.parametrize("language", Language)
def test_no_placeholder_is_left_open(language):
    text = _page(*_some(), language=language).text
    assert not re.search(r"\{[a-z_]+\}", text)


def test_the_lesson_title_is_in_the_language_of_the_page():
    title = curriculum.lesson("01-who-moved").title
    assert title.zh in _page(*_some(), language=Language.ZH).text
