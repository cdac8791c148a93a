"""Every figure has a sentence, a table and a name, in both languages, all from the rows it was given."""

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medialit import datasets, figures
from medialit.errors import UnknownFigure
from medialit.figures.speak import wrapped
from medialit.i18n import Language, words

pytestmark = pytest.mark.slow

DATA = {
    "seven_numbers": "numbers-seen",
    "how_many_moved": "how-many-moved",
    "daily_users": "daily-users",
    "law_time_line": "law-time-line",
    "platform_measures": "platform-measures",
}
"""The charts whose table has a row for every row of one dataset."""
EN, ZH = words(Language.EN), words(Language.ZH)
BOTH = pytest.mark.parametrize("say", [EN, ZH], ids=["en", "zh"])
EVERY = pytest.mark.parametrize("name", figures.names())
ROWWISE = pytest.mark.parametrize("name", DATA)


@dataclass
class Changed:
    """A table of other rows."""

    rows: list


def rows_of(name):
    """The rows that a chart draws: all of its dataset, but for the time line, which has more than its chart."""
    return [dict(row) for row in datasets.load(DATA[name]).rows if row.get("charted", True)]


def chart(name, say, rows=None):
    return figures.draw(name, datasets.load if rows is None else lambda _: Changed(rows), say)


def changed(name, row_id, **values):
    rows = rows_of(name)
    next(row for row in rows if row["id"] == row_id).update(values)
    return rows


def drawn(one):
    return json.loads(one.figure.to_json(validate=False))


def markers(one):
    """Every drawn mark: its colour, its symbol, what is said of it on hover."""
    for trace in drawn(one)["data"]:
        if "marker" in trace and trace.get("hovertext"):
            for symbol, text in zip(trace["marker"]["symbol"], trace["hovertext"], strict=True):
                yield trace["marker"]["color"], symbol, text


class Page(HTMLParser):
    """Collects tags and words."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.words = [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words.append(data)


@EVERY
@BOTH
def test_every_figure_has_a_title_a_sentence_and_a_name_made_of_both(name, say):
    one = chart(name, say)
    assert one.title
    assert one.finding.endswith("。" if say is ZH else ".")
    assert one.alt == f"{one.title}. {one.finding}"
    assert not re.search(r"[{}]|None|nan", one.alt)


@EVERY
def test_a_sentence_is_in_the_language_that_was_asked_for(name):
    han = re.compile(r"[\u4e00-\u9fff]")
    assert not han.search(chart(name, EN).alt)
    assert len(han.findall(chart(name, ZH).finding)) > 20


@ROWWISE
@BOTH
def test_the_table_has_every_row_and_a_header_for_every_cell(name, say):
    one = chart(name, say)
    assert len(one.rows) == len(rows_of(name))
    assert {len(row) for row in one.rows} == {len(one.columns)}
    assert all(one.columns)
    assert len(set(one.columns)) == len(one.columns)
    assert all(isinstance(cell, str) for row in one.rows for cell in row)


@EVERY
def test_both_languages_have_the_same_rows_and_draw_the_same_values(name):
    english, chinese = chart(name, EN), chart(name, ZH)
    assert [row[0] for row in english.rows] == [row[0] for row in chinese.rows]
    dates_and_counts = [
        [
            [value for value in trace.get(axis, []) if not isinstance(value, str) or value[:2] == "20"]
            for trace in drawn(one)["data"]
            for axis in "xy"
        ]
        for one in (english, chinese)
    ]
    assert dates_and_counts[0] == dates_and_counts[1]


@EVERY
def test_the_chinese_table_translates_all_but_names(name):
    english, chinese = chart(name, EN), chart(name, ZH)
    for column, (header, theirs) in enumerate(zip(english.columns, chinese.columns, strict=True)):
        assert header != theirs
        texts = [row[column] for row in english.rows if len(row[column].split()) > 4]
        same = [text for text in texts if text in {row[column] for row in chinese.rows}]
        assert header == EN("figure.publisher") or not same, (header, same)


@ROWWISE
@BOTH
def test_every_row_of_a_table_says_where_it_was_seen_and_how_far_to_rely_on_it(name, say):
    one = chart(name, say)
    seen, sure = one.columns.index(say("figure.publisher")), one.columns.index(say("figure.confidence"))
    assert all(row[seen] and row[sure] for row in one.rows)


def test_no_number_stands_in_the_words_of_a_sentence():
    for say in (EN, ZH):
        for key, text in say.under("figure").items():
            if key.split(".")[0] in figures.names() and not key.endswith(".title"):
                said = re.sub(r"\{\w+\}|10个中有9个", "", text)  # the published figure is a name, as “nine in ten” is
                assert not re.search(r"\d|\b(?:one|two|three|once|twice)\b", said), key


@pytest.mark.parametrize(
    ("name", "row", "values", "said"),
    [
        ("seven_numbers", "N3", {"growth_pct": 55.0}, "from more than +55% to"),
        ("seven_numbers", "N4", {"growth_pct": 2300.0}, "to more than +2,300%"),
        ("seven_numbers", "N5", {"baseline_stated": True}, "2 of the 3 with a stated period"),
        ("seven_numbers", "N6", {"value": 2_500_000_000}, "the views are 2.5 billion up to 19 January 2025"),
        ("seven_numbers", "N7", {"as_of": date(2025, 1, 25)}, "but 2.4 billion up to 25 January 2025"),
        ("seven_numbers", "N7", {"value": 3_900_000_000}, "3.3 billion up to 19 January 2025 and 3.9 billion up"),
        ("how_many_moved", "M079", {"value": 200}, "from more than 200 to nearly 3 million, a factor of up to 15,000"),
        ("how_many_moved", "M026", {"qualifier": "about"}, "to about 3 million"),
        ("how_many_moved", "M063", {"is_error": False}, "The 14 printed figures run"),
        ("how_many_moved", "M026", {"counted": "people who said so"}, "count 4 different things"),
        ("how_many_moved", "M080", {"is_error": True}, "The 12 printed figures"),
        ("daily_users", "M083", {"users": 31_000_000}, "highest is 31 million (19 January 2025; no method given)"),
        ("daily_users", "M083", {"method_given": True}, "32.5 million (19 January 2025), followed"),
        ("daily_users", "M083", {"users": 1}, "highest is 14.9 million (20 January 2025), and"),
        ("daily_users", "M087", {"date": date(2025, 1, 22)}, "followed by 14.9 million (22 January 2025)"),
        ("daily_users", "M082", {"users": 90_000_000}, "TikTok's is 92 million (January 2026)"),
        ("daily_users", "M087", {"estimator": "Another"}, "By the estimates of Another, Similarweb,"),
        ("law_time_line", "T22", {"date": date(2025, 1, 11)}, "came 6 days after it"),
        ("law_time_line", "T35", {"date": date(2025, 1, 18)}, "(18 January 2025: Supreme Court upholds"),
        ("law_time_line", "T01", {"date": date(2026, 6, 29)}, "16 of the 28 legal steps"),
    ],
)  # fmt: skip
def test_a_sentence_follows_its_rows(name, row, values, said):
    assert said not in chart(name, EN).finding
    assert said in chart(name, EN, changed(name, row, **values)).finding


@settings(deadline=None, max_examples=30)
@given(st.lists(st.integers(1, 10**9), min_size=14, max_size=14))
def test_whatever_was_printed_the_sentence_names_the_lowest_and_the_highest(values):
    rows = [
        row | {"value": value, "qualifier": "exactly", "is_error": False}
        for row, value in zip(rows_of("how_many_moved"), values, strict=True)
    ]
    for say in (EN, ZH):
        one = chart("how_many_moved", say, rows)
        shown = [cell.split("（")[0] for row in one.rows for cell in row[1:2]]
        assert shown[0] in one.finding
        assert shown[-1] in one.finding


def test_a_step_of_the_law_after_which_nothing_came_gets_another_sentence():
    rows = changed("law_time_line", "T22", date=date(2030, 1, 1))
    rows = [row for row in rows if row["id"] != "T23"]
    assert chart("law_time_line", EN, rows).finding.startswith("All 28 legal steps listed are dated before")


def test_a_rate_is_never_said_without_its_hedge():
    cells = {row[0]: row[3] for row in chart("seven_numbers", EN).rows}
    assert (cells["N3"], cells["N4"], cells["N5"]) == ("more than +200%", "more than +1,900%", "+300%")


@EVERY
@BOTH
def test_a_colour_never_speaks_alone(name, say):
    symbols = {}
    for colour, symbol, _ in markers(chart(name, say)):
        symbols.setdefault(colour, set()).add(symbol.removesuffix("-open"))
    bases = [one for group in symbols.values() for one in group]
    assert len(bases) == len(set(bases)), symbols


def test_what_is_of_low_confidence_is_drawn_hollow_and_the_rest_is_not():
    for name in ("seven_numbers", "how_many_moved", "daily_users"):
        low = sum(row["confidence"] == "low" for row in rows_of(name))
        hollow = [symbol for _, symbol, _ in markers(chart(name, EN)) if symbol.endswith("-open")]
        assert len(hollow) == low > 0, name


@BOTH
def test_a_hollow_mark_is_explained_in_words_on_the_chart(say):
    for name in ("how_many_moved", "daily_users"):
        assert say("figure.hollow") in {trace.get("name") for trace in drawn(chart(name, say))["data"]}
    assert say("figure.low_confidence") in json.dumps(drawn(chart("seven_numbers", say)), ensure_ascii=False)
    assert say("figure.law_time_line.above") in json.dumps(drawn(chart("law_time_line", say)), ensure_ascii=False)


@BOTH
def test_a_month_is_drawn_hollow_and_its_day_is_not_said(say):
    months = [row for row in rows_of("law_time_line") if row["date_precision"] == "month"]
    one = chart("law_time_line", say)
    hollow = [text for _, symbol, text in markers(one) if symbol.endswith("-open")]
    assert len(hollow) == len(months)
    for row in months:
        assert say.day(row["date"]) not in json.dumps(one.rows, ensure_ascii=False)


@BOTH
def test_every_kind_of_source_is_in_the_legend(say):
    kinds = {say(f"figure.kind.{row['estimator_kind']}") for row in rows_of("how_many_moved")}
    assert kinds <= {trace.get("name") for trace in drawn(chart("how_many_moved", say))["data"]}


@BOTH
def test_the_error_specimen_is_called_an_error_on_the_chart_and_in_the_table(say):
    one = chart("how_many_moved", say)
    assert [text for _, _, text in markers(one) if say("figure.error") in text]
    row = next(row for row in one.rows if row[0] == "M063")
    assert say("figure.error_confidence") in row


@BOTH
def test_the_peak_says_on_the_chart_that_no_method_is_given(say):
    texts = [text for trace in drawn(chart("daily_users", say))["data"] for text in trace.get("text") or []]
    assert len([text for text in texts if say("figure.no_method") in text]) == 1


def test_no_line_leads_through_a_row_of_low_confidence():
    lines = [trace for trace in drawn(chart("daily_users", EN))["data"] if trace["mode"] == "lines"]
    days = {day for trace in lines for day in trace["x"]}
    assert lines
    assert days.isdisjoint(row["date"].isoformat() for row in rows_of("daily_users") if row["confidence"] == "low")


@BOTH
def test_every_event_has_a_number_on_the_chart_and_the_same_in_the_table(say):
    one = chart("law_time_line", say)
    numbers = sorted(int(text) for trace in drawn(one)["data"] for text in trace["text"])
    assert numbers == [int(row[0]) for row in one.rows] == list(range(1, len(one.rows) + 1))


@EVERY
@BOTH
def test_a_drawing_loads_nothing_from_anywhere_and_names_chinese_fonts(name, say):
    spec = drawn(chart(name, say))
    assert "http" not in json.dumps(spec)
    assert {"Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC"} <= set(
        re.findall(r"'([^']+)'", spec["layout"]["font"]["family"])
    )
    assert spec["layout"]["height"] > 300
    assert "width" not in spec["layout"]


@EVERY
@BOTH
def test_the_outputs_are_a_sentence_a_drawing_and_a_folded_table(name, say):
    one = chart(name, say)
    head, plot, table = figures.as_outputs(one, say)
    tag = say.language.html
    assert one.finding in "".join(Page(head["text/html"]).words)
    assert Page(head["text/html"]).tags[0] == ("div", {"lang": tag})
    assert Page(table["text/html"]).tags[0] == ("details", {"lang": tag})
    assert set(plot) == {"application/vnd.plotly.v1+json", "text/plain"}
    drawing = plot["application/vnd.plotly.v1+json"]
    assert drawing["config"]["responsive"] is True
    assert "bdata" not in json.dumps(drawing, allow_nan=False)
    assert plot["text/plain"] == head["text/plain"] == one.alt


@EVERY
@BOTH
def test_the_table_has_a_caption_and_scopes(name, say):
    one = chart(name, say)
    page = Page(figures.as_table(one))
    scopes = [attrs.get("scope") for tag, attrs in page.tags if tag == "th"]
    assert scopes == ["col"] * len(one.columns) + ["row"] * len(one.rows)
    assert [tag for tag, _ in page.tags].count("caption") == 1
    assert one.title in page.words


@EVERY
def test_without_html_the_table_is_still_there_as_text(name):
    one = chart(name, EN)
    lines = figures.as_text(one).splitlines()
    assert lines[0] == one.title
    assert len(lines) == len(one.rows) + 2


def test_a_hostile_text_stays_text():
    script = "<script>alert(1)</script>"
    rows = changed("how_many_moved", "M026", note_en=script, publisher=script, estimator_en=script)
    one = chart("how_many_moved", EN, rows)
    table = figures.as_outputs(one, EN)[2]["text/html"]
    assert script not in table + json.dumps(drawn(one))
    assert "&lt;script&gt;" in table


@BOTH
def test_the_page_of_a_dataset_has_its_charts_by_name_every_row_and_the_licence(say):
    table = datasets.load("platform-measures")
    charts = [chart(name, say) for name in figures.of(table.name)]
    page = Page(figures.sheet(table, charts, say))
    named = [attrs["aria-label"] for tag, attrs in page.tags if attrs.get("role") == "img"]
    assert named == [one.alt for one in charts]
    assert [tag for tag, _ in page.tags].count("table") == len(charts) + 1
    words_of_it = " ".join(page.words)
    assert all(row["key"] in words_of_it for row in table.rows)
    assert "CC-BY-4.0" in words_of_it


def test_a_dataset_without_a_chart_is_a_page_with_its_rows_and_without_the_library():
    page = figures.sheet(datasets.load("country-context"), [], ZH)
    assert "阿富汗" in page
    assert "plotly.js" not in page
    assert len(page) < 200_000


def test_a_dataset_names_the_charts_that_use_it_its_own_first():
    assert figures.of("platform-measures") == ("platform_measures", "nine_of_ten")
    assert figures.of("west-definitions") == ("nine_of_ten",)
    assert figures.of("no-such") == ()


def test_an_unknown_figure_is_answered_with_the_names_there_are():
    with pytest.raises(UnknownFigure) as caught:
        figures.draw("no_such", datasets.load, EN)
    assert all(name in caught.value.remedy for name in figures.names())


def run(code):
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_figures_are_drawn_where_there_is_no_numpy_pandas_nor_nbformat():
    code = (
        "import sys\n"
        "for name in ('numpy', 'pandas', 'nbformat', 'IPython'): sys.modules[name] = None\n"
        "from medialit import datasets, figures\n"
        "from medialit.i18n import Language, words\n"
        "say = words(Language.ZH)\n"
        "print(sum(len(figures.as_outputs(figures.draw(n, datasets.load, say), say)) for n in figures.names()))"
    )
    assert run(code) == str(3 * len(figures.names()))


def test_importing_figures_does_not_load_plotly():
    assert run("import sys, medialit.figures; print('plotly' in sys.modules, 'babel' in sys.modules)") == "False False"


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Z"]) | st.just(" "), max_size=200), st.integers(5, 80))
def test_wrapping_loses_no_letter(text, width):
    lines = wrapped(text.replace("<br>", ""), width).split("<br>")
    plain = "".join(lines).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert plain.replace(" ", "") == text.replace("<br>", "").replace(" ", "")


def test_wrapping_keeps_words_whole_and_counts_hanzi_twice():
    assert wrapped("running total to 19 January 2025", 20) == "running total to 19<br>January 2025"
    assert wrapped("截至2025年1月19日的累计", 14).count("<br>") == 1


@BOTH
def test_every_universe_that_finds_a_country_is_one_dot_and_exact_ones_stand_out(say):
    one = chart("nine_of_ten", say)
    universes, counted, exact = (int(one.rows[0][at].replace(",", "")) for at in (3, 4, 8))
    dots = [len(trace["x"]) for trace in drawn(one)["data"] if trace.get("x") != [None]]
    assert sum(dots) == counted < universes
    assert [symbol for _, symbol, _ in markers(one)] == ["diamond"] * exact


def test_the_published_share_is_marked_on_the_chart():
    layout = drawn(chart("nine_of_ten", EN))["layout"]
    assert [line["x0"] for line in layout["shapes"]] == [90]
    assert EN("figure.published") in [note["text"] for note in layout["annotations"]]


def test_without_a_country_the_sentence_says_so():
    for say in (EN, ZH):
        one = figures.nine_of_ten(Changed([]), datasets.load("west-definitions"), datasets.load("country-context"), say)
        assert ("6,048" if say.language is Language.EN else "6048") in one.finding
        assert {row[4] for row in one.rows} == {"0"}


def test_the_page_about_nine_of_ten_says_what_the_rows_give():
    page = " ".join((Path(__file__).parents[3] / "docs" / "explanation" / "nine-of-ten.md").read_text("utf-8").split())
    one = chart("nine_of_ten", EN)
    assert one.finding in page
    for row in one.rows:
        assert f"| {' | '.join(row[2:])} |" in page, row
