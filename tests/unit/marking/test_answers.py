"""Beside a text the marker sees two answers of the student's own: the first and the second."""

from datetime import timedelta

import pytest
from tests.builders import MONDAY, a_response

from medialit import curriculum
from medialit.i18n import Language
from medialit.marking.answers import told
from medialit.responses import Action, JournalSink, Kind, path_for

L1, L4, CAPSTONE = (curriculum.lesson(one) for one in ("01-who-moved", "04-does-it-count-online", "07-capstone"))


def keep(folder, lesson, *responses):
    place = folder / lesson
    place.mkdir(parents=True, exist_ok=True)
    for response in responses:
        JournalSink(path_for(place, lesson)).save(response)
    return place


def answered(prompt, answer, action=Action.COMMIT, *, lesson="01-who-moved", sure=60, **more):
    value = {"answer": answer, "certainty": sure, "reason": "*because*\nof it"}
    return a_response(prompt, action, value, lesson=lesson, **more)


def test_the_first_and_the_second_answer_are_told_in_words(tmp_path):
    first = answered("L1-C1", 40)
    second = answered("L1-C1", 32, Action.AGAIN, minute=50, sure=80, lang="en")
    place = keep(tmp_path, L1.id, first, answered("L1-C1", 99), second)
    one, other = told(L1, place, "")
    assert (one.prompt, one.is_second, one.certainty, one.at) == ("L1-C1", False, 60, MONDAY)
    assert (other.is_second, other.certainty, other.at) == (True, 80, MONDAY + timedelta(minutes=50))
    assert one.lines == ("40%", "*because*\nof it")
    assert one.question == L1.prompt("L1-C1").text.en


def test_a_text_that_names_another_prediction_gets_that_one(tmp_path):
    place = keep(tmp_path, L1.id, answered("L1-C1", 40), answered("L1-C2", "rank", lang="zh"))
    assert [one.prompt for one in told(L1, place, "")] == ["L1-C1"]
    (other,) = told(L1, place, "我在 L1-C2 提交的是……")
    assert (other.prompt, other.language, other.lines[0]) == ("L1-C2", Language.ZH, "应用商店排名")
    assert [one.prompt for one in told(L1, place, "In L1-K9 and L2-C1 I said")] == ["L1-C1"]


def test_where_nothing_was_committed_there_is_nothing(tmp_path):
    assert told(L4, tmp_path, "") == ()
    path_for(tmp_path, L4.id).write_bytes(b"\xff\x00 not a journal")
    assert told(L4, tmp_path, "In L4-C1 I committed to") == ()


def test_an_answer_that_the_lesson_no_longer_knows_is_told_as_it_is(tmp_path):
    place = keep(tmp_path, L1.id, answered("L1-C2", "gone"))
    assert any("gone" in line for line in told(L1, place, "")[0].lines)


def test_the_capstone_has_the_answers_that_were_chosen_in_it(tmp_path):
    keep(tmp_path, L1.id, answered("L1-C1", 40), answered("L1-C1", 32, Action.AGAIN, minute=5))
    keep(tmp_path, L4.id, answered("L4-C1", "A", lesson=L4.id))
    slots = [one["id"] for one in CAPSTONE.prompt("CAP-1").content["slots"]]
    choices = {slots[0]: {"lesson": L1.id, "prompt": "L1-C1"}, slots[1]: {"lesson": L4.id, "prompt": "L4-C1"}}
    chosen = a_response("CAP-1", Action.SAVE, {"choices": choices, "texts": {}}, kind=Kind.THEN_NOW, lesson=CAPSTONE.id)
    place = keep(tmp_path, CAPSTONE.id, chosen)
    assert [(one.prompt, one.is_second) for one in told(CAPSTONE, place, "")] == [
        ("L1-C1", False),
        ("L1-C1", True),
        ("L4-C1", False),
    ]


@pytest.mark.parametrize("lesson", ["no-such-lesson", "02-why-and-who-wanted-it"])
def test_a_choice_that_cannot_be_found_hides_the_answers_and_nothing_else(tmp_path, lesson):
    choices = {"early": {"lesson": lesson, "prompt": "L2-C1"}}
    chosen = a_response("CAP-1", Action.SAVE, {"choices": choices, "texts": {}}, kind=Kind.THEN_NOW, lesson=CAPSTONE.id)
    assert told(CAPSTONE, keep(tmp_path, CAPSTONE.id, chosen), "") == ()
