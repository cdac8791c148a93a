"""Before a hand-in it is said what it lacks, in both languages."""

import json
import shutil

import pytest
from click.testing import CliRunner
from tests.builders import LESSON, a_response

from medialit import content, curriculum
from medialit.cli import main
from medialit.i18n import Language, words
from medialit.portfolio import ready
from medialit.responses import JournalSink, path_for

PLAN = curriculum.lesson(LESSON)


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / LESSON
    shutil.copytree(content.folder("assignments") / "source" / LESSON, place)
    JournalSink(path_for(place, LESSON)).save(a_response())
    return place


def keys(folder):
    return [one.key for one in ready(folder, PLAN, Language.EN)]


def with_boxes(folder, change):
    file = folder / "reflection.ipynb"
    notebook = json.loads(file.read_text("utf-8"))
    notebook["cells"] = [
        made
        for cell in notebook["cells"]
        for made in change(cell, cell["metadata"].get("nbgrader", {}).get("grade_id"))
    ]
    file.write_text(json.dumps(notebook), "utf-8")


def write_all(cell, grade_id):
    filled = grade_id in {one.id for one in PLAN.rubric}
    return [cell | ({"source": "Something of my own. 我自己的话。"} if filled else {})]


def test_what_is_there_is_not_missed(folder):
    with_boxes(folder, write_all)
    assert keys(folder) == ["prompts_left"]


def test_boxes_that_are_empty_or_gone_are_named_by_their_titles(folder):
    first, second = PLAN.rubric[:2]
    with_boxes(folder, write_all)
    with_boxes(
        folder,
        lambda cell, id_: [] if id_ == first.id else [cell | {"source": ""}] if id_ == second.id else [cell],
    )
    found = {one.key: one for one in ready(folder, PLAN, Language.ZH)}
    assert found["boxes_gone"].values["boxes"] == first.title[Language.ZH]
    assert found["boxes_empty"].values["boxes"] == second.title[Language.ZH]


def test_a_folder_without_answers_or_notebook_is_said(folder):
    path_for(folder, LESSON).unlink()
    (folder / "reflection.ipynb").unlink()
    assert keys(folder) == ["no_answers", "no_reflection"]


@pytest.mark.parametrize("content", [b"", b"{", b"[" * 100_000, b"\xff\xfe"])
def test_a_notebook_that_cannot_be_read_is_said(folder, content):
    (folder / "reflection.ipynb").write_bytes(content)
    assert "damaged_reflection" in keys(folder)


@pytest.mark.parametrize("content", [b"[]", b"{}", b'{"cells": [1]}'])
def test_a_notebook_without_boxes_lacks_them_all(folder, content):
    (folder / "reflection.ipynb").write_bytes(content)
    assert "boxes_gone" in keys(folder)


@pytest.mark.parametrize(("language", "word"), [("en", "prompts are answered"), ("zh", "还没回答的")])
def test_the_command_speaks_the_students_language_and_ends_with_one(folder, language, word):
    result = CliRunner().invoke(main, ["submit-check", str(folder), "--language", language])
    assert result.exit_code == 1
    assert word in result.output


def test_every_finding_has_its_words_in_both_languages(folder):
    (folder / "reflection.ipynb").unlink()
    for language in Language:
        for one in ready(folder, PLAN, language):
            assert "{" not in words(language)(f"finding.{one.key}", **one.values)
