"""Deleting everything, in two steps, and saying truly what went and what stayed."""

import json
import shutil

import pytest
from click.testing import CliRunner
from tests.builders import LESSON, a_response

from medialit import content, portfolio, start_page
from medialit.cli import main
from medialit.i18n import Language, words
from medialit.responses import JournalSink, path_for, receipt

SAY = words(Language.EN)


def with_outputs(file):
    """Put a receipt and a text record into a notebook, as a run leaves them."""
    notebook = json.loads(file.read_text("utf-8"))
    cell = next(one for one in notebook["cells"] if one["cell_type"] == "code")
    bundle = receipt.as_mimebundle(LESSON, [a_response()], SAY)
    cell["outputs"] = [{"output_type": "display_data", "data": bundle, "metadata": {}}]
    notebook["metadata"]["widgets"] = {"state": "friends stayed"}
    file.write_text(json.dumps(notebook), "utf-8")


@pytest.fixture
def home(tmp_path):
    """A student's folder after a lesson: journal, run notebooks, a copy, a hand-in, a reflection, a portfolio."""
    home = tmp_path / "lessons"
    folder = home / LESSON
    shutil.copytree(content.folder("lessons") / LESSON, folder)
    JournalSink(path_for(folder, LESSON)).save(a_response())
    with_outputs(folder / f"{LESSON}.en.ipynb")
    shutil.copyfile(folder / f"{LESSON}.en.ipynb", folder / "my copy.ipynb")
    (folder / ".ipynb_checkpoints").mkdir()
    shutil.copyfile(folder / "my copy.ipynb", folder / ".ipynb_checkpoints" / f"{LESSON}.en-checkpoint.ipynb")
    (folder / f"{LESSON}-a1b2c3d4.zip").write_bytes(b"friends stayed")
    cell = {"cell_type": "markdown", "metadata": {"nbgrader": {"grade_id": "measures"}}, "source": ["I mean accounts."]}
    (folder / "reflection.ipynb").write_text(json.dumps({"cells": [cell], "metadata": {}}), "utf-8")
    (home / "shopping.txt").write_text("milk", "utf-8")
    portfolio.export(home, Language.EN)
    return home


def still_holding(home, text="friends stayed"):
    return sorted(
        one.relative_to(home).as_posix() for one in home.rglob("*") if one.is_file() and text in one.read_text("utf-8")
    )


def run(*arguments, code=0):
    result = CliRunner().invoke(main, [str(one) for one in arguments])
    assert result.exit_code == code, result.output
    return result.output


def test_looking_touches_nothing(home):
    before = {one: one.read_bytes() for one in home.rglob("*") if one.is_file()}
    output = run("portfolio", "delete", home, "--language", "en")
    assert "Would be deleted: 01-who-moved/01-who-moved.answers.jsonl" in output
    assert "--yes-delete-everything" in output
    assert {one: one.read_bytes() for one in home.rglob("*") if one.is_file()} == before


def test_afterwards_no_answer_is_left_and_nothing_comes_back(home):
    assert len(still_holding(home)) >= 6
    output = run("portfolio", "delete", home, "--yes-delete-everything", "--language", "en")
    assert still_holding(home) == []
    assert receipt.restore(home / LESSON, LESSON) is None
    shipped = content.folder("lessons") / LESSON / f"{LESSON}.en.ipynb"
    assert (home / LESSON / shipped.name).read_bytes() == shipped.read_bytes()
    assert (home / "shopping.txt").read_text("utf-8") == "milk"
    assert "Deleted: 01-who-moved/01-who-moved.answers.jsonl" in output
    assert "what you handed in is with your teacher" in output
    assert "There is nothing to delete here" in run("portfolio", "delete", home, "--language", "en")


def test_what_a_person_wrote_in_cells_of_other_notebooks_stays_and_is_named(home):
    output = run("portfolio", "delete", home, "--yes-delete-everything", "--language", "en")
    assert "Stays, with whatever you wrote in its cells: 01-who-moved/reflection.ipynb" in output
    assert "my copy.ipynb" in output
    assert "I mean accounts" in (home / LESSON / "reflection.ipynb").read_text("utf-8")


def test_a_file_that_resists_is_named_and_stops_nothing(home, monkeypatch):
    doomed = portfolio.look(home)
    journal = path_for(home / LESSON, LESSON)
    real = type(journal).unlink

    def refuse(self, **more):
        if self == journal:
            raise PermissionError(13, "no", str(self))
        real(self, **more)

    monkeypatch.setattr(type(journal), "unlink", refuse)
    erased = portfolio.erase(doomed)
    assert erased.failed == (journal,)
    assert "still holds answers: 01-who-moved/01-who-moved.answers.jsonl" in "\n".join(
        portfolio.done_lines(erased, home, SAY)
    )


def test_a_broken_notebook_is_left_alone_and_a_link_is_not_followed(home, tmp_path):
    (home / LESSON / "broken.ipynb").write_text("{", "utf-8")
    outside = tmp_path / "outside.ipynb"
    shutil.copyfile(home / LESSON / "my copy.ipynb", outside)
    (home / LESSON / "linked.ipynb").symlink_to(outside)
    run("portfolio", "delete", home, "--yes-delete-everything")
    assert "friends stayed" in outside.read_text("utf-8")
    assert (home / LESSON / "broken.ipynb").read_text("utf-8") == "{"


@pytest.fixture
def said(monkeypatch):
    shown = []
    monkeypatch.setattr(start_page, "display", lambda bundle: shown.append(bundle["text/plain"]))
    return shown


@pytest.mark.parametrize(("language", "sentence"), [("en", "Delete everything"), ("zh", "全部删除")])
def test_in_the_notebook_only_the_typed_sentence_deletes(home, said, language, sentence):
    begin = start_page.start(language, folder=home)
    begin.delete_everything()
    begin.delete_everything("yes")
    assert path_for(home / LESSON, LESSON).exists()
    assert words(Language.of(language))("erase.other_words") in said[-1]
    assert sentence.casefold() in said[1]
    begin.delete_everything(sentence)
    assert not path_for(home / LESSON, LESSON).exists()
    begin.delete_everything(sentence)
    assert said[-1] == words(Language.of(language))("erase.nothing")


def test_start_writes_the_portfolio_and_nothing_where_nothing_was_written(home, tmp_path, said):
    begin = start_page.start("en", folder=home)
    begin.portfolio()
    assert "2 answers from 1 lessons" in said[-1]
    empty = tmp_path / "empty"
    empty.mkdir()
    start_page.start("en", folder=empty).portfolio()
    assert said[-1] == "Nothing written yet."
    assert list(empty.iterdir()) == []
    (home / "portfolio.md").write_text("mine", "utf-8")
    begin.portfolio()
    assert "is no portfolio" in said[-1]


def test_the_command_writes_both_files_where_it_is_told(home, tmp_path):
    output = run("portfolio", "export", home, "--to", tmp_path / "out")
    assert "2 answers from 1 lessons" in output
    assert {one.name for one in (tmp_path / "out").iterdir()} == {"portfolio.html", "portfolio.md"}
