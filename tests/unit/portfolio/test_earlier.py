"""The committed answers of all lessons: read beside this one, shown as committed, and never touched."""

import pytest
from tests.builders import COMMITS, LESSON, a_message, a_response, a_text, the_example

from medialit import classroom, curriculum
from medialit.i18n import Language
from medialit.portfolio import supplies
from medialit.responses import Action, JournalSink, Kind, MemorySink, path_for, read

THEN = the_example()


@pytest.fixture(autouse=True)
def a_home(tmp_path, monkeypatch):
    monkeypatch.setenv("MEDIALIT_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(
        curriculum, "find", lambda lesson_id, _: THEN if lesson_id == THEN.id else curriculum.lesson(lesson_id)
    )


@pytest.fixture
def lessons(tmp_path):
    """A folder of lessons with a journal in lesson 1."""
    for name in (LESSON, THEN.id):
        (tmp_path / name).mkdir()
    return tmp_path


def said(lessons, *responses):
    JournalSink(path_for(lessons / LESSON, LESSON)).save_all(responses)


def shown(lessons, language="en", slot="early"):
    here = classroom.lesson(THEN.id, language, folder=lessons / THEN.id)
    return here.widget("EX-then").view["earlier"][slot]


def test_commits_of_a_lesson_beside_this_one_are_offered_and_drafts_and_texts_are_not(lessons):
    said(lessons, a_response(), a_response("L1-C2", Action.DRAFT, COMMITS["L1-C2"]), a_text())
    (answer,) = shown(lessons)
    assert (answer["lesson"], answer["prompt"]) == (LESSON, "L1-C1")
    assert answer["group"] == "L1 · Who moved?"
    assert answer["first"]["lines"] == ["40%", "friends stayed"]


def test_the_first_commit_counts_and_the_last_second_answer_goes_with_it(lessons):
    other = COMMITS["L1-C1"] | {"answer": 99}
    agains = [a_response(action=Action.AGAIN, value=other | {"answer": one}, minute=one) for one in (50, 32)]
    said(lessons, a_response(), a_response(value=other, minute=1), *agains)
    (answer,) = shown(lessons)
    assert answer["first"]["lines"][0] == "40%"
    assert answer["again"]["lines"][0] == "32%"


def test_an_answer_keeps_the_language_in_which_it_was_committed(lessons):
    value = COMMITS["L1-C2"] | {"reason": "两个\n时间点"}
    said(lessons, a_response("L1-C2", value=value, lang="zh"))
    (answer,) = shown(lessons, "en")
    assert answer["lang"] == "zh-Hans"
    assert answer["question"] == curriculum.lesson(LESSON).prompt("L1-C2").text[Language.ZH]
    assert answer["first"]["lines"] == ["到3月仍在发帖的人数", "两个\n时间点"]
    assert answer["first"]["certainty"] == "Certainty 50 out of 100"


def test_an_option_that_the_lesson_no_longer_has_is_shown_as_the_journal_holds_it(lessons):
    said(lessons, a_response("L1-C2", value=COMMITS["L1-C2"] | {"answer": "luck"}))
    (answer,) = shown(lessons)
    assert answer["first"]["lines"] == ["answer: luck", "reason: two moments"]
    assert answer["question"]


def test_a_question_that_the_lesson_no_longer_asks_is_shown_without_one(lessons):
    said(lessons, a_response("L1-C99"))
    (answer,) = shown(lessons)
    assert (answer["prompt"], answer["question"]) == ("L1-C99", "")
    assert "answer: 40" in answer["first"]["lines"]


def test_a_damaged_journal_is_a_note_and_the_rest_is_offered(lessons):
    said(lessons, a_response())
    with path_for(lessons / LESSON, LESSON).open("ab") as stream:
        stream.write(b"\xff\xff\n")
    widget = classroom.lesson(THEN.id, "en", folder=lessons / THEN.id).widget("EX-then")
    assert len(widget.view["earlier"]["early"]) == 1
    assert "1 lines of 01-who-moved.answers.jsonl could not be read" in widget.view["notes"][0]


def test_a_journal_that_is_a_folder_is_a_note(lessons):
    path_for(lessons / LESSON, LESSON).mkdir()
    widget = classroom.lesson(THEN.id, "en", folder=lessons / THEN.id).widget("EX-then")
    assert widget.view["earlier"]["early"] == []
    assert "cannot be read" in widget.view["notes"][0]


def test_without_any_other_lesson_nothing_is_offered_and_nothing_fails(tmp_path):
    widget = classroom.lesson(THEN.id, "zh", folder=tmp_path).widget("EX-then")
    assert widget.view["earlier"] == {"early": [], "late": []}
    assert widget.view["notes"] == []


def test_looking_back_writes_nothing(lessons):
    said(lessons, a_response(), a_response("L1-C2", value=COMMITS["L1-C2"], lang="zh"))
    before = {one: one.read_bytes() for one in (lessons / LESSON).rglob("*") if one.is_file()}
    assert len(shown(lessons)) == 2
    assert {one: one.read_bytes() for one in (lessons / LESSON).rglob("*") if one.is_file()} == before
    assert list((lessons / THEN.id).iterdir()) == []


def test_answers_of_this_lesson_itself_can_be_looked_back_on(lessons, monkeypatch):
    here = classroom.lesson(LESSON, "en", folder=lessons / LESSON, sink=MemorySink(a_response()))
    earlier = supplies(("earlier",), here.plan.prompt("L1-C1"), here._seat())["earlier"]
    assert [one.prompt for one in earlier.answers] == ["L1-C1"]


def test_what_is_written_goes_into_the_journal_of_this_lesson(lessons):
    said(lessons, a_response())
    here = classroom.lesson(THEN.id, "en", folder=lessons / THEN.id)
    value = {"choices": {"early": {"lesson": LESSON, "prompt": "L1-C1"}}, "texts": {}}
    assert here.widget("EX-then").receive(a_message("save", value))["status"] == "saved"
    (response,) = read(path_for(lessons / THEN.id, THEN.id)).responses
    assert (response.kind, response.value) == (Kind.THEN_NOW, value)
