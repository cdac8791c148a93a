"""What a student sees of the class: after the own commit, never under eight people."""

from tests.builders import COMMITS, LESSON, a_message, a_widget

from medialit.responses.class_results import ClassResults


def results(**prompts):
    return ClassResults(lesson=LESSON, class_name="Monday", prompts={f"L1-{k}": v for k, v in prompts.items()})


def votes(agree, disagree, passed):
    return {
        "kind": "opinion",
        "n": agree + disagree + passed,
        "counts": {"agree": agree, "disagree": disagree, "pass": passed},
    }


def test_under_eight_people_an_opinion_shows_a_count_and_no_bars():
    widget, _ = a_widget("L1-O", results=results(O1=votes(3, 2, 2), O2=votes(12, 6, 5)))
    rows = {row["id"]: row for row in widget.view["class"]["rows"]}
    assert (rows["L1-O1"]["n"], rows["L1-O1"]["cells"]) == (7, None)
    assert sum(cell["count"] for cell in rows["L1-O2"]["cells"]) == 23


def test_statements_are_ordered_by_how_evenly_the_class_splits_and_bridges_are_marked():
    widget, _ = a_widget("L1-O", results=results(O1=votes(20, 2, 0), O2=votes(10, 10, 0), O3=votes(6, 12, 0)))
    rows = widget.view["class"]["rows"]
    assert [row["id"] for row in rows] == ["L1-O2", "L1-O3", "L1-O1"]
    assert [row["bridge"] for row in rows] == [False, False, True]


def test_without_a_file_there_are_no_class_results():
    assert a_widget("L1-O")[0].view["class"] is None


def test_a_choice_shows_the_class_only_after_the_commit():
    counts = {"kind": "choice", "n": 20, "counts": {"rank": 6, "posting": 12, "views": 2}}
    widget, _ = a_widget("L1-C2", results=results(C2=counts))
    assert widget.view["class"] is None
    widget.receive(a_message("commit", COMMITS["L1-C2"]))
    shown = widget.view["class"]
    assert shown["n"] == 20
    assert {row["name"]: row["count"] for row in shown["rows"]} == {
        "People still posting in March": 12,
        "App Store rank / Hashtag views": 8,
    }


def test_a_number_from_seven_people_is_too_few_to_show():
    counts = {"kind": "number", "n": 7, "bins": [{"from": 0, "to": 50, "count": 7}]}
    widget, _ = a_widget("L1-C1", results=results(C1=counts))
    widget.receive(a_message("commit", COMMITS["L1-C1"]))
    assert widget.view["class"] == {"n": 7, "rows": None}
