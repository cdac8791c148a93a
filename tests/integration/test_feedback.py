"""Pages for a class with a real gradebook: every fact is the student's own, and one broken hand-in stops nobody."""

import json
from datetime import UTC, datetime, timedelta
from html import escape

import pytest
from tests.builders import COMMITS, LESSON, SAVES, a_response
from tests.unit.feedback.sheets import our_figure, own_figure
from tests.unit.grading.test_checks import BOXES, KEY, PLAN, the_reflection

from medialit import course, feedback, marking
from medialit.cli import main
from medialit.errors import NotSaved, UnknownLesson
from medialit.feedback import Wanted
from medialit.grading.nbgrader.gradebook import open_gradebook
from medialit.i18n import Language
from medialit.responses import Action, JournalSink, Kind, path_for

NOON = datetime(2027, 2, 1, 12, tzinfo=UTC)
TEXTS = {
    "ada": "Invented text of ada. It counts accounts, not people.",
    "bing": "虚构文字，冰写的。数的是账号，不是人。",
    "cem": "Invented text of cem, read in formgrader only.",
    "dee": "Invented text of dee. Nobody read it yet.",
    "eve": "<script>alert('eve')</script> 🐱 " + "مرحبا بالعالم. " * 3300 + "\0 End of eve.",
}
POINTS = {"ada": (4.0, 0.0), "bing": (3.25, 4.0), "cem": (4.0, 0.0), "dee": (4.0, 0.0), "eve": (1.0, 0.0)}
"""Completion and skill, as nbgrader's run of the test cells gave them."""


def hand_in(made, student, text, lang="en"):
    """Let a student hand in `text` in every box, with answers in a notebook of a language."""
    folder = made.folder / "submitted" / student / LESSON
    folder.mkdir(parents=True)
    the_reflection(folder, **{box.replace("-", "_"): text for box in BOXES} if text else {})
    (folder / f"{LESSON}.en.ipynb").write_text('{"cells": []}', "utf-8")
    if text and student != "eve":
        sink = JournalSink(path_for(folder, LESSON))
        for minute, (prompt, value) in enumerate(COMMITS.items()):
            kind = Kind(PLAN.prompt(prompt).kind)
            sink.save(a_response(prompt, Action.COMMIT, value, kind=kind, lang=lang, minute=minute))
        again = COMMITS["L1-C1"] | {"answer": 25, "certainty": 35, "reason": f"{student} thought again"}
        sink.save(a_response("L1-C1", Action.AGAIN, again, lang=lang, minute=9))
        if student != "bing":
            sink.save(a_response("L1-P1", Action.SAVE, SAVES["L1-P1"], kind=Kind.PERSPECTIVE, lang=lang, minute=8))
        else:
            sink.save(a_response("L1-Q", Action.SAVE, {"answers": KEY}, kind=Kind.CLASSIFY, lang=lang, minute=8))


def graded(made, student, *, points=None, comment=""):
    """Write into the gradebook what nbgrader's run gave; with `points`, what somebody gave in formgrader too."""
    with open_gradebook(made.folder) as book:
        book.update_or_create_student(student)
        submission = book.update_or_create_submission(LESSON, student)
        submission.timestamp = NOON.replace(tzinfo=None)
        completion, skill = POINTS.get(student, (0.0, 0.0))
        for notebook in submission.notebooks:
            for grade in notebook.grades:
                by_hand = grade.cell.name in BOXES
                grade.auto_score = {"completion": completion, "skill": skill}.get(grade.cell.name)
                grade.manual_score = points if by_hand else None
                grade.needs_manual_grade = by_hand and points is None
            for one in notebook.comments:
                one.manual_comment = comment or None
        book.db.commit()


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    new = course.new(tmp_path_factory.mktemp("feedback") / "course")
    course.assign(new, LESSON)
    for student, text in TEXTS.items():
        hand_in(new, student, text, "zh" if student == "bing" else "en")
        graded(new, student)
    graded(new, "cem", points=2.5, comment="“Formgrader only”, I see. Try: a base.")
    hand_in(new, "blank", "")
    graded(new, "blank")
    hand_in(new, "torn", TEXTS["ada"].replace("ada", "torn"))
    notebook = new.folder / "submitted" / "torn" / LESSON / "reflection.ipynb"
    notebook.write_bytes(notebook.read_bytes()[:300])
    desk = marking.Desk(new, LESSON, "mara")
    words = {"ada": "You say “IT COUNTS  accounts”. Try: of how many?", "bing": "你说「数的是账号」。下一步：多少人？"}
    for criterion in desk.criteria:
        for item in desk.items(criterion.id):
            if item.student in words:
                desk.mark(item.pseudonym, criterion.id, 3.5, words[item.student], digest=item.digest)
    return new


@pytest.fixture(scope="module")
def pages(made):
    """The pages, by student."""
    written = feedback.write(made, LESSON, now=NOON)
    return {one.parts[-3]: one.read_text("utf-8") for one in written.pages}


def test_everybody_who_handed_in_gets_a_page_where_nbgrader_expects_it(made, pages):
    assert set(pages) == {*TEXTS, "blank", "torn"}
    assert (made.folder / "feedback" / "ada" / LESSON / "reflection.html").is_file()


def test_no_page_holds_another_students_text_id_or_reason(pages):
    for reader, page in pages.items():
        for writer in {*TEXTS, "torn"} - {reader}:
            assert f"text of {writer}" not in page
            assert f"{writer} thought again" not in page
        assert reader == "bing" or "冰写的" not in page


def test_the_desks_marks_and_words_stand_beside_the_sentence_that_they_quote(pages):
    assert "Reader: mara." in pages["ada"]
    assert pages["ada"].count("3.5 of 4 points") == 4
    assert pages["ada"].count(">It counts accounts, not people.</mark>") == 4
    assert ">数的是账号，不是人。</mark>" in pages["bing"]
    assert "18 of 24 points" in pages["ada"]


def test_a_page_marked_in_formgrader_only_is_as_good_but_for_the_name(pages):
    assert "the gradebook does not keep who" in pages["cem"]
    assert pages["cem"].count("2.5 of 4 points") == 4
    assert ">Invented text of cem, read in formgrader only.</mark>" in pages["cem"]
    assert "Try: a base." in pages["cem"]


def test_what_nobody_read_is_said_to_be_unread(pages):
    assert "No person has read your texts yet." in pages["dee"]
    assert "Texts that still wait for a person: 4." in pages["dee"]


def test_each_page_is_in_the_language_of_the_students_notebook(pages):
    assert '<html lang="zh-Hans">' in pages["bing"]
    assert '<html lang="en">' in pages["ada"]


def test_without_answers_the_script_of_the_texts_decides_and_the_flag_overrides_it(made):
    folder = made.folder / "submitted" / "blank" / LESSON
    the_reflection(folder, measures="数的是账号，不是人。")
    assert '<html lang="zh-Hans">' in only(made, "blank")
    assert '<html lang="en">' in only(made, "blank", languages=(Language.EN,))
    the_reflection(folder)
    assert '<html lang="en">' in only(made, "blank")  # the course's


def only(made, student, **more):
    (page,) = feedback.write(made, LESSON, Wanted(students=[student], **more), now=NOON).pages
    return page.read_text("utf-8")


def test_completion_facts_are_those_of_the_student(pages):
    yes, no = (f"<td>{answer}</td>" for answer in ("yes", "no"))
    assert pages["ada"].count(yes) == 10
    assert pages["ada"].count(no) == 0
    assert pages["dee"].count(yes) == 10
    assert pages["blank"].count(no) == 10
    assert pages["bing"].count("<td>是</td>") == 9
    assert "adds up to" not in pages["ada"] + pages["dee"] + pages["cem"]


def test_both_answers_are_there_with_certainty_and_a_figure(pages):
    assert "First 40%, then 25%, on a scale from 0% to 100%." in pages["ada"]
    assert "ada thought again" in pages["ada"]
    assert "先是40%，后来是25%" in pages["bing"]


def test_keys_are_the_teachers_to_give_out(made, pages):
    why = "新用户话题"
    key = "A counter on the app"
    assert key not in pages["ada"]
    assert key in only(made, "ada", show_keys=True)
    assert why in pages["bing"]
    only(made, "ada")


def test_a_torn_notebook_gives_a_readable_page_and_a_finding(made, pages):
    assert "reflection.ipynb that you handed in could not be opened, so there are no points yet" in pages["torn"]
    assert "torn thought again" in pages["torn"]
    assert any("torn" in one.what for one in feedback.write(made, LESSON, now=NOON).findings)


def test_what_nbgrader_said_to_the_teacher_is_on_no_page(made):
    memory = made.folder / "reports" / f"{LESSON}.grading.json"
    memory.parent.mkdir(exist_ok=True)
    said = {"student": "torn", "status": "failed", "auto": None, "max_auto": None, "needs_manual": False}
    memory.write_text(json.dumps([said | {"note": "a path of the teacher"}]), "utf-8")
    assert "a path of the teacher" not in only(made, "torn")
    memory.unlink()


def test_fifty_thousand_characters_from_right_to_left_with_a_nul_make_a_page(pages):
    page = pages["eve"]
    assert "\0" not in page
    assert escape("<script>alert('eve')</script>") in page
    assert "<script" not in page
    assert page.count("� End of eve.") == 4


def test_who_handed_in_nothing_gets_a_note_and_no_page(made):
    written = feedback.write(made, LESSON, Wanted(students=["nobody", "ada"]), now=NOON)
    assert [one.parts[-3] for one in written.pages] == ["ada"]
    assert "nobody handed in nothing" in written.findings[-1].what


def test_a_fault_in_one_page_stops_no_other_and_is_said(made, monkeypatch):
    from medialit.feedback import run

    real = run.render

    def fails_for_bing(sheet, languages):
        if sheet.student == "bing":
            raise RuntimeError("an invented fault")
        return real(sheet, languages)

    monkeypatch.setattr(run, "render", fails_for_bing)
    written = feedback.write(made, LESSON, now=NOON)
    assert len(written.pages) == len(TEXTS) + 1
    assert [one.what for one in written.findings if "bing" in one.what] == [
        "the page of bing could not be written: RuntimeError: an invented fault"
    ]


def test_a_text_that_changed_after_it_was_marked_waits_again(made):
    folder = made.folder / "submitted" / "ada" / LESSON
    before = (folder / "reflection.ipynb").read_text("utf-8")
    the_reflection(folder, measures="A new invented text.", comparison=TEXTS["ada"])
    page = only(made, "ada")
    assert "and will look again" in page
    assert page.count("3.5 of 4 points") == 1
    (folder / "reflection.ipynb").write_text(before, "utf-8")
    assert only(made, "ada").count("3.5 of 4 points") == 4


def test_points_are_held_back_for_a_day_and_then_written(made, pages):
    held = feedback.write(made, LESSON, Wanted(hold=timedelta(hours=24)), now=NOON)
    page = (made.folder / "feedback" / "ada" / LESSON / "reflection.html").read_text("utf-8")
    assert held.held.until == NOON + timedelta(hours=24)
    assert "3.5" not in page[page.index("<main>") :]
    assert "of 4 points" not in page
    assert "Try: of how many?" in page
    assert json.loads((made.folder / "marking" / LESSON / "feedback.json").read_text("utf-8"))["given"] is None
    later = feedback.write(made, LESSON, Wanted(hold=timedelta(hours=24)), now=NOON + timedelta(hours=24))
    assert later.held is None
    assert (made.folder / "feedback" / "ada" / LESSON / "reflection.html").read_text("utf-8") == pages["ada"]
    (made.folder / "marking" / LESSON / "feedback.json").unlink()


def test_a_hold_that_cannot_be_kept_writes_no_page(made):
    blocked = made.folder / "marking" / LESSON / ".feedback.json.new"
    blocked.mkdir()
    page = made.folder / "feedback" / "ada" / LESSON / "reflection.html"
    before = page.stat().st_mtime_ns
    with pytest.raises(NotSaved):
        feedback.write(made, LESSON, Wanted(hold=timedelta(hours=1)), now=NOON)
    assert page.stat().st_mtime_ns == before
    blocked.rmdir()


def test_unknown_and_ungraded_lessons_are_refused(made):
    with pytest.raises(UnknownLesson):
        feedback.write(made, "99-nothing")


def test_the_command_says_what_it_wrote_and_what_comes_next(made, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["feedback", LESSON, "--course", str(made.folder), "--student", "ada", "--language", "both"])
    assert ended.value.code == 0
    out = capsys.readouterr().out
    assert "1 feedback pages" in out
    assert f"nbgrader release_feedback {LESSON}" in out
    page = (made.folder / "feedback" / "ada" / LESSON / "reflection.html").read_text("utf-8")
    assert page.count("Invented text of ada") == 8


def test_figures_that_were_handed_in_are_drawn_on_that_page_and_on_no_other(made):
    file = made.folder / "submitted" / "dee" / LESSON / "reflection.ipynb"
    notebook = json.loads(file.read_text("utf-8"))
    code = next(cell for cell in notebook["cells"] if cell["cell_type"] == "code")
    code["outputs"] = [{"output_type": "display_data", "data": one} for one in (*our_figure(), own_figure())]
    file.write_text(json.dumps(notebook), "utf-8")
    written = feedback.write(made, LESSON, Wanted(students=("ada", "dee")), now=NOON).pages
    drawn = {one.parts[-3]: one.read_text("utf-8").count('class="drawing"') for one in written}
    assert drawn == {"ada": 0, "dee": 2}
    sizes = {one.parts[-3]: one.stat().st_size for one in written}
    assert sizes["ada"] < 60_000
    assert sizes["dee"] < 5_200_000
