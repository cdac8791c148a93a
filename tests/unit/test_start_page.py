"""START: the lessons, and how far one is."""

import re

import pytest
from tests.builders import LESSON, a_response

import medialit
from medialit import curriculum, start_page
from medialit.i18n import Language
from medialit.portfolio import progress
from medialit.responses import JournalSink, path_for


@pytest.fixture
def said(monkeypatch):
    """What a notebook would show, in order."""
    shown = []
    monkeypatch.setattr(start_page, "display", shown.append)
    return shown


def a_lesson_folder(home, *languages):
    folder = home / LESSON
    folder.mkdir()
    for language in languages:
        (folder / f"{LESSON}.{language}.ipynb").write_text("{}", "utf-8")
    return folder


def test_start_is_what_the_package_offers(tmp_path):
    assert medialit.start("en", folder=tmp_path).language is Language.EN


def test_it_shows_the_lessons_how_far_one_is_and_links_to_what_is_here(tmp_path, said):
    JournalSink(path_for(a_lesson_folder(tmp_path, "en", "zh"), LESSON)).save(a_response())
    start_page.start("zh", folder=tmp_path)
    page = said[0]["text/html"]
    assert re.search(rf'<th scope="row"[^>]*><a href="{LESSON}/{LESSON}.zh.ipynb">1. 谁搬家了？</a></th>', page)
    english = f'<a href="{LESSON}/{LESSON}.en.ipynb" lang="en" aria-label="English · Who moved?">English</a>'
    assert english in page
    assert "已回答1题，共16题；按计划大约还需54分钟。" in page
    assert "1. 谁搬家了？ · 已回答1题" in said[0]["text/plain"]


def test_it_says_how_many_lessons_are_finished_and_what_an_untouched_one_takes(tmp_path, said):
    start_page.start("en", folder=tmp_path)
    assert said[0]["text/plain"].startswith(f"Your lessons: 0 of {len(curriculum.lessons())} finished\n")
    asked = sum(len(step.prompts) for step in curriculum.lesson(LESSON).steps)
    assert f"1. Who moved? · Not begun: {asked} prompts, 60 minutes." in said[0]["text/plain"]


def test_a_finished_lesson_is_counted(tmp_path, said, monkeypatch):
    monkeypatch.setattr(progress, "of", lambda plan, _: _all_answered(plan))
    start_page.start("en", folder=tmp_path)
    every = len(curriculum.lessons())
    assert (
        f'<caption style="text-align: left; vertical-align: top">Your lessons: {every} of {every} finished'
        in (said[0]["text/html"])
    )


def _all_answered(plan):
    parts = [
        progress.Part(minutes=one.minutes, states=dict.fromkeys(one.prompts, progress.State.ANSWERED))
        for one in plan.steps
    ]
    return progress.Progress(parts=tuple(parts))


def test_every_lesson_is_a_row_with_a_heading_and_every_column_has_one(tmp_path, said):
    start_page.start("en", folder=tmp_path)
    page = said[0]["text/html"]
    assert page.count('<th scope="row"') == len(curriculum.lessons())
    assert page.count('<th scope="col"') == 3
    assert page.count("<td ") == 2 * len(curriculum.lessons())


def test_where_only_the_other_language_is_laid_the_title_links_to_that(tmp_path, said):
    a_lesson_folder(tmp_path, "en")
    start_page.start("zh", folder=tmp_path)
    assert f'<a href="{LESSON}/{LESSON}.en.ipynb">1. 谁搬家了？</a>' in said[0]["text/html"]


def test_a_lesson_that_is_not_here_has_no_link_and_says_so(tmp_path, said):
    start_page.start("en", folder=tmp_path)
    assert "href" not in said[0]["text/html"]
    assert "not in this folder" in said[0]["text/html"]


def test_a_damaged_journal_is_a_note_under_the_table(tmp_path, said):
    journal = path_for(a_lesson_folder(tmp_path), LESSON)
    journal.write_bytes(b"\xff\xff\n")
    start_page.start("en", folder=tmp_path)
    assert f"1 lines of {LESSON}.answers.jsonl could not be read" in said[0]["text/html"]
    journal.unlink()
    journal.mkdir()
    start_page.start("en", folder=tmp_path)
    assert "cannot be read" in said[1]["text/plain"]


def test_a_cell_that_ends_with_start_shows_it_once(tmp_path, said):
    start_page.start("en", folder=tmp_path)._ipython_display_()
    assert len(said) == 1
