"""The simulator: a forecast that is locked, settings that are checked, and numbers that are computed in Python."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders import LESSON, a_message, a_response, a_widget, the_lesson_of

from medialit import classroom, datasets
from medialit.analysis.migration_search import BOUNDS
from medialit.errors import BadContent
from medialit.i18n import Language
from medialit.portfolio.gather import gather
from medialit.responses import Action, JournalSink, Kind, MemorySink, Record, path_for
from medialit.widgets import MigrationSimulator
from medialit.widgets.migration_simulator.facts import START

pytestmark = pytest.mark.slow

FORECAST = {"pair": ["M019", "M030"], "stay": 20, "certainty": 40, "reason": "a jump"}
SETTING = {"people_m": 84.2, **START, "network": 3.5, "extra": "2025-01-13", "seed": 7}


def committed(language=Language.EN):
    widget, sink = a_widget("L1-M1", language=language)
    assert widget.receive(a_message("commit", FORECAST))["status"] == "saved"
    return widget, sink


def ask(widget, **asked):
    return widget.receive(a_message("check", asked))


def found(widget, extra=""):
    while True:
        reply = ask(widget, search=extra)
        if reply["told"]["search"]["done"]:
            return reply["told"]["search"]


def test_before_the_commit_there_are_figures_and_questions_and_no_model():
    widget, sink = a_widget("L1-M1")
    assert [one["id"] for one in widget.view["figures"]] == [
        "M015", "M019", "M031", "M030", "M074", "M082", "M083", "M087",
    ]  # fmt: skip
    assert not {"run", "setting", "controls", "arithmetic", "calendar"} & set(widget.view)
    assert ask(widget, run=SETTING)["status"] == "refused"
    assert ask(widget, search="")["status"] == "refused"
    assert sink.responses() == ()


def test_every_number_shown_is_that_of_its_row():
    rows = {row["id"]: row for row in datasets.load("daily-users").rows}
    shown = {one["id"]: one for one in committed(Language.ZH)[0].view["figures"]}
    assert set(shown) == set(the_lesson_of("L1-M1").prompt("L1-M1").content["figures"]["rows"])
    assert shown["M083"]["published"] == "3250万"
    assert rows["M083"]["users"] == 32_500_000
    assert shown["M082"]["line"] == "TikTok 1月19日（1.068亿）"
    assert all(one["confidence"] == rows[name]["confidence"] for name, one in shown.items())


def test_only_figures_that_count_the_same_thing_on_a_known_day_are_used():
    prompt = the_lesson_of("L1-M1").prompt("L1-M1")
    rows = [row for row in datasets.load("daily-users").rows if row["id"] in prompt.content["figures"]["rows"]]
    assert {row["date_precision"] for row in rows} == {"day"}
    assert {row["estimator"] for row in rows} == {"Similarweb"}
    left = [row for row in datasets.load("daily-users").rows if row not in rows and str(row["date"]) < "2025-03"]
    assert {row["id"] for row in left} == {"M018", "M020"}, "a week without a day, and M019 with fewer digits"


def test_after_the_commit_the_model_runs_and_is_held_against_each_figure():
    widget, _ = committed()
    run = widget.view["run"]
    assert set(run["figures"]) == {one["id"] for one in widget.view["figures"]}
    assert run["figures"]["M031"] == {"model": "84M", "ratio": "1.02", "verdict": "met", "told": "✓ met"}
    assert run["summary"].startswith("Figures met: 1 of 8. Farthest off: RedNote, 19 Jan (32.5 million)")
    chart = run["chart"]
    assert len(chart["a"]) == len(chart["b"]) == len(chart["days"]) == 31
    assert chart["range"][0] <= min(*chart["a"], *chart["b"])
    assert chart["range"][1] >= max(*chart["a"], *(mark["value"] for mark in chart["marks"]))
    assert [mark["hollow"] for mark in chart["marks"]].count(True) == 1
    assert run["summary"] in chart["name"]
    assert len(widget.view["calendar"]) == 4


def test_a_run_is_told_and_neither_kept_nor_drawn_into_the_view():
    widget, sink = committed()
    before, view = sink.responses(), dict(widget.view)
    told = ask(widget, run=SETTING)["told"]["run"]
    assert told == ask(widget, run=SETTING)["told"]["run"], "the same throw gives the same run"
    assert told != ask(widget, run=SETTING | {"network": 0})["told"]["run"]
    assert (sink.responses(), widget.view) == (before, view)


WRONG = [
    {"people_m": 1e9}, {"push_pct": -1}, {"night": 0}, {"ties_pct": 96}, {"half_life_days": 0}, {"seed": 0},
    {"seed": 10_000}, {"extra": "2025-01-17"}, {"extra": "tomorrow"}, {"push_pct": "2"}, {"push_pct": None},
    {"network": float("nan")}, {"network": float("inf")}, {"more": 1},
]  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG, ids=str)
def test_a_setting_outside_of_its_sliders_is_neither_run_nor_kept(wrong):
    widget, sink = committed()
    assert ask(widget, run=SETTING | wrong)["status"] == "refused"
    assert widget.receive(a_message("draft", FORECAST | {"setting": SETTING | wrong}))["status"] == "refused"
    assert len(sink.responses()) == 1


@pytest.mark.parametrize("asked", [{}, {"run": []}, {"run": {}}, {"search": "2025-01-17"}, {"search": None}, 7])
def test_a_question_that_makes_no_sense_is_refused(asked):
    widget, _ = committed()
    assert widget.receive(a_message("check", asked))["status"] == "refused"


SLIDERS = st.fixed_dictionaries(
    {
        "people_m": st.floats(60, 130),
        **{name: st.floats(bound.least, bound.most) for name, bound in BOUNDS.items()},
        "extra": st.sampled_from(["", "2025-01-11", "2025-01-18"]),
        "seed": st.integers(1, 9999),
    }
)


@settings(max_examples=50, deadline=None)
@given(SLIDERS)
def test_wherever_the_sliders_stand_the_model_runs_in_both_languages(setting):
    for language in Language:
        widget, _ = committed(language)
        told = ask(widget, run=setting)
        assert told["status"] == "told"
        json.dumps(told, allow_nan=False)
        assert all(one >= 0 for line in "ab" for one in told["told"]["run"]["chart"][line])


def test_a_search_goes_on_message_by_message_and_says_what_no_setting_tried_meets():
    widget, sink = committed()
    first = ask(widget, search="")["told"]["search"]
    assert first == {"done": False, "told": "1,000 settings tried so far…"}
    told = found(widget)
    assert told == found(widget), "what was found is not searched for again"
    clash = told["clashes"][0]
    assert clash.startswith("RedNote, 12 Jan (654,200) and RedNote, 13 Jan (about 3.4 million): no setting we tried")
    assert told["clashes"][-1] == "Each of the other 24 pairs was met by some setting."
    assert "So these figures do not say how many stayed." in told["lines"][-1]
    assert len(sink.responses()) == 1
    run = ask(widget, run=told["best"])["told"]["run"]
    assert sum(one["verdict"] == "met" for one in run["figures"].values()) >= 5


def test_with_a_day_of_ones_own_other_figures_clash():
    told = found(committed()[0], "2025-01-13")
    assert "with your day on 13 Jan" in told["told"]
    assert not any("12 Jan (654,200)" in one and "13 Jan (about 3.4 million)" in one for one in told["clashes"])
    assert told["best"]["extra"] == "2025-01-13"


def test_arithmetic_says_who_must_have_come_from_outside():
    english, chinese = (committed(language)[0].view["arithmetic"] for language in Language)
    assert "at least 21.2 million of them had used neither" in english[0]
    assert "至少有2120万人" in chinese[0]
    assert english[1].startswith("No two figures")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"pair": ["M019"]}, "two different figures"),
        ({"pair": ["M019", "M019"]}, "two different figures"),
        ({"pair": ["M019", ""]}, "two different figures"),
        ({"pair": ["M019", "M999"]}, "changed"),
        ({"pair": None}, "both questions"),
        ({"stay": None}, "both questions"),
        ({"stay": 101}, "both questions"),
        ({"certainty": None}, "both questions"),
        ({"setting": SETTING}, "both questions"),
    ],
)
def test_a_forecast_that_lacks_something_is_not_committed(change, why):
    widget, sink = a_widget("L1-M1")
    reply = widget.receive(a_message("commit", FORECAST | change))
    assert reply["status"] == "refused"
    assert why in reply["message"]
    assert sink.responses() == ()


def test_half_a_forecast_is_kept_as_a_draft():
    widget, _ = a_widget("L1-M1")
    half = {"pair": ["M019", ""], "stay": None, "certainty": None, "reason": ""}
    assert widget.receive(a_message("draft", half))["status"] == "saved"
    assert widget.view["draft"] == half


def test_where_the_sliders_stand_is_kept_and_told_with_what_it_gives():
    widget, sink = committed()
    assert widget.receive(a_message("draft", FORECAST | {"setting": SETTING}))["status"] == "saved"
    assert a_widget("L1-M1", sink=sink)[0].view["setting"] == SETTING
    assert widget.receive(a_message("again", FORECAST | {"pair": [], "setting": SETTING}))["status"] == "saved"
    again, _ = a_widget("L1-M1", sink=sink)
    assert again.view["setting"] == SETTING
    record = again.text_record()
    assert "Cannot both be met: RedNote, 12 Jan \\(654,200\\); RedNote, 13 Jan" in record
    assert "All figures can be met together" in record
    assert "People 84\\.2, Push 1" in record
    assert "A day of your own 2025\\-01\\-13" in record
    assert "Figures met" in record


def test_an_older_forecast_and_setting_are_told_and_the_sliders_start_anew():
    older = FORECAST | {"pair": ["M019", "M999"]}
    beyond = SETTING | {"network": 90}
    said = [
        a_response("L1-M1", Action.COMMIT, older, kind=Kind.MIGRATION),
        a_response("L1-M1", Action.AGAIN, older | {"setting": beyond}, kind=Kind.MIGRATION, minute=3),
    ]
    widget, _ = a_widget("L1-M1", sink=MemorySink(*said))
    assert widget.view["stage"] == "done"
    assert widget.view["setting"] == widget.view["start"]
    assert "M999" in widget.text_record()
    assert "Network pull 90" in widget.text_record()
    assert widget.receive(a_message("again", older | {"setting": beyond}))["status"] == "saved"


def test_without_its_datasets_it_still_tells_an_answer():
    prompt = the_lesson_of("L1-M1").prompt("L1-M1")
    record = Record.of([a_response("L1-M1", Action.COMMIT, FORECAST, kind=Kind.MIGRATION)])
    widget = MigrationSimulator(prompt, language=Language.EN, record=record, save=None)
    assert "Cannot both be met: M019; M030" in widget.text_record()
    assert widget.on_paper()


def test_the_portfolio_names_the_figures(tmp_path):
    place = tmp_path / LESSON
    place.mkdir()
    JournalSink(path_for(place, LESSON)).save(a_response("L1-M1", Action.COMMIT, FORECAST, kind=Kind.MIGRATION))
    (chapter,) = gather(tmp_path, Language.EN)
    assert "RedNote, 12 Jan" in chapter.entries[0].said


def test_a_row_that_the_dataset_does_not_have_is_named(tmp_path, monkeypatch):
    prompt = the_lesson_of("L1-M1").prompt("L1-M1")
    tables = {name: datasets.load(name).rows for name in ("daily-users", "how-many-moved", "law-time-line")}
    tables["law-time-line"] = tuple(row for row in tables["law-time-line"] if row["id"] != "T44")
    with pytest.raises(BadContent, match="'T44'"):
        MigrationSimulator(
            prompt, language=Language.EN, record=Record.of([]), save=None, given={"tables": tables.__getitem__}
        )


def test_the_classroom_hands_in_the_datasets(tmp_path, monkeypatch):
    monkeypatch.setenv("MEDIALIT_HOME", str(tmp_path / "home"))
    here = classroom.lesson(LESSON, "zh", folder=tmp_path, sink=MemorySink())
    assert here.widget("L1-M1").view["figures"][1]["published"] == "65.42万"


@pytest.mark.parametrize("language", Language)
def test_on_paper_it_is_a_game_that_gives_nothing_away(language):
    widget, _ = a_widget("L1-M1", language=language)
    text = "\n\n".join(widget.on_paper())
    assert "______" in text
    assert text.count("\n| ") > 14
    assert "{" not in text
    for hidden in ("21.2", "2120万", "1.84", "13,"):
        assert hidden not in text
    committed_to, _ = committed(language)
    assert committed_to.on_paper() == widget.on_paper()
