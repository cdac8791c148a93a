"""Laying lessons never touches what a student changed."""

import json
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.people import as_an_ordinary_user, open_to_all

from medialit import content
from medialit.errors import MedialitError, NotSaved
from medialit.i18n import Language
from medialit.lab import languages, lay, lesson_in, sync
from medialit.lab.sync import MANIFEST

pytestmark = pytest.mark.slow

EN, ZH = Language.EN, Language.ZH
LESSON = "01-who-moved/01-who-moved.en.ipynb"
ENGLISH = {
    one.relative_to(content.folder("lessons")).as_posix() for one in content.folder("lessons").rglob("*.en.ipynb")
}
"""Every notebook that we ship in English."""


@pytest.fixture
def shipped(tmp_path, monkeypatch):
    """Lessons that a test may bring out anew."""
    home = tmp_path / "shipped"
    shutil.copytree(content.folder("lessons"), home, ignore=shutil.ignore_patterns(".*"))
    monkeypatch.setattr(content, "folder", lambda _name: home)
    return home


def test_the_first_time_lays_the_chosen_language_only(tmp_path):
    laid = lay(tmp_path / "new", (EN,))
    assert set(laid.new) == ENGLISH >= {"START.en.ipynb", LESSON}
    assert not list((tmp_path / "new").rglob("*.zh.ipynb"))


def test_again_changes_nothing(tmp_path):
    lay(tmp_path, (EN, ZH))
    again = lay(tmp_path, (EN, ZH))
    assert (again.new, again.updated, again.restored, again.beside) == ((), (), (), ())


def test_a_deleted_lesson_comes_back(tmp_path):
    lay(tmp_path, (EN,))
    (tmp_path / LESSON).unlink()
    assert lay(tmp_path, (EN,)).restored == (LESSON,)


def test_an_updated_lesson_replaces_one_that_nobody_touched(tmp_path, shipped):
    folder = tmp_path / "mine"
    lay(folder, (EN,))
    (shipped / LESSON).write_text("a newer lesson", "utf-8")
    assert lay(folder, (EN,)).updated == (LESSON,)
    assert (folder / LESSON).read_text("utf-8") == "a newer lesson"


def test_an_updated_lesson_lands_beside_one_that_was_changed(tmp_path, shipped):
    folder = tmp_path / "mine"
    lay(folder, (EN,))
    (folder / LESSON).write_text("my notes", "utf-8")
    assert lay(folder, (EN,)).beside == (), "nothing newer, nothing to lay"
    (shipped / LESSON).write_text("a newer lesson", "utf-8")
    (beside,) = lay(folder, (EN,)).beside
    assert (folder / LESSON).read_text("utf-8") == "my notes"
    assert (folder / beside).read_text("utf-8") == "a newer lesson"
    assert lay(folder, (EN,)).beside == (), "once is enough"


def test_a_newer_lesson_that_the_student_works_in_is_not_laid_again(tmp_path, shipped):
    folder = tmp_path / "mine"
    lay(folder, (EN,))
    (folder / LESSON).write_text("my notes", "utf-8")
    (shipped / LESSON).write_text("a newer lesson", "utf-8")
    (beside,) = lay(folder, (EN,)).beside
    (folder / beside).write_text("a newer lesson, with my notes", "utf-8")
    again = lay(folder, (EN,))
    assert again.beside == ()
    assert len(list((folder / LESSON).parent.glob("*.ipynb"))) == 2
    (shipped / LESSON).write_text("the newest lesson", "utf-8")
    (newest,) = lay(folder, (EN,)).beside
    assert newest != beside
    assert (folder / beside).read_text("utf-8") == "a newer lesson, with my notes"


def test_a_run_that_was_interrupted_is_taken_up_where_it_stopped(tmp_path, shipped, monkeypatch):
    folder = tmp_path / "mine"
    (shipped / "START.en.ipynb").rename(shipped / "aside")
    lay(folder, (EN,))
    (shipped / "aside").rename(shipped / "START.en.ipynb")
    monkeypatch.setattr(sync, "_lay_one", _stop_before_start(sync._lay_one))
    with pytest.raises(KeyboardInterrupt):
        lay(folder, (EN, ZH))
    monkeypatch.undo()
    monkeypatch.setattr(content, "folder", lambda _name: shipped)
    (shipped / LESSON).write_text("a newer lesson", "utf-8")
    assert lay(folder, (EN, ZH)).updated == (LESSON,)


def _stop_before_start(lay_one):
    def stop(folder, name, *rest):
        if name.startswith("START"):
            raise KeyboardInterrupt
        return lay_one(folder, name, *rest)

    return stop


def test_a_file_that_is_as_shipped_is_known_again_without_a_manifest(tmp_path, shipped):
    folder = tmp_path / "mine"
    lay(folder, (EN,))
    (folder / MANIFEST).unlink()
    lay(folder, (EN,))
    (shipped / LESSON).write_text("a newer lesson", "utf-8")
    assert lay(folder, (EN,)).updated == (LESSON,)


@pytest.mark.parametrize("broken", ["", "{", "[]", '{"START.en.ipynb": 3}'])
def test_with_a_broken_manifest_everything_counts_as_the_students(tmp_path, broken, shipped):
    folder = tmp_path / "mine"
    lay(folder, (EN,))
    (folder / MANIFEST).write_text(broken, "utf-8")
    (shipped / LESSON).write_text("a newer lesson", "utf-8")
    before = (folder / LESSON).read_bytes()
    lay(folder, (EN,))
    assert (folder / LESSON).read_bytes() == before


NAMES = (LESSON, "START.en.ipynb", "01-who-moved/01-who-moved.answers.jsonl", "notes.txt")


@given(st.dictionaries(st.sampled_from(NAMES), st.binary(max_size=30)), st.booleans())
def test_no_file_that_a_student_wrote_is_ever_changed(tmp_path_factory, written, first):
    folder = tmp_path_factory.mktemp("lessons")
    if first:
        lay(folder, (EN,))
    for name, data in written.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    lay(folder, (EN, ZH))
    lay(folder, (EN,))
    assert {name: (folder / name).read_bytes() for name in written} == written


STEPS = st.one_of(
    st.tuples(st.just("release"), st.sampled_from([b"one", b"two", b"three"])),
    st.tuples(st.just("write"), st.tuples(st.integers(0, 9), st.binary(min_size=1, max_size=3))),
    st.tuples(st.just("delete"), st.integers(0, 9)),
    st.tuples(st.just("lay"), st.none()),
)


@settings(max_examples=60)
@given(st.lists(STEPS, max_size=12))
def test_through_any_number_of_releases_what_a_student_wrote_stays_and_the_newest_lesson_is_there(steps):
    with tempfile.TemporaryDirectory() as top, pytest.MonkeyPatch.context() as patch:
        shipped, mine = Path(top, "shipped"), Path(top, "mine")
        (shipped / LESSON).parent.mkdir(parents=True)
        (shipped / LESSON).write_bytes(b"zero")
        patch.setattr(content, "folder", lambda _name: shipped)
        lay(mine, (EN,))
        written = {}
        for what, value in (*steps, ("lay", None)):
            there = sorted(mine.rglob("*.ipynb"))
            if what == "release":
                (shipped / LESSON).write_bytes(value)
            elif what == "lay":
                lay(mine, (EN,))
            elif what == "write" and there:
                file = there[value[0] % len(there)]
                file.write_bytes(b"mine " + value[1])
                written[file] = b"mine " + value[1]
            elif what == "delete" and there:
                file = there[value % len(there)]
                file.unlink()
                written.pop(file, None)
            assert {file: file.read_bytes() for file in written} == written
        newest = (shipped / LESSON).read_bytes()
        untouched = [one.read_bytes() for one in mine.rglob("*.ipynb") if one not in written]
        assert newest in untouched or written, "without work of the student, the newest lesson lies there"
        assert (mine / LESSON).is_file()


def test_a_file_where_the_folder_should_be_is_said(tmp_path):
    (tmp_path / "file").write_text("x", "utf-8")
    with pytest.raises(NotSaved, match="medialit lab FOLDER"):
        lay(tmp_path / "file", (EN,))


def test_a_link_is_not_followed(tmp_path, shipped):
    folder = tmp_path / "mine"
    (folder / "01-who-moved").mkdir(parents=True)
    (tmp_path / "secret").write_text("not a lesson", "utf-8")
    (folder / LESSON).symlink_to(tmp_path / "secret")
    lay(folder, (EN,))
    assert (tmp_path / "secret").read_text("utf-8") == "not a lesson"


@pytest.mark.parametrize("there", [True, False])
def test_a_link_to_a_folder_elsewhere_gets_no_lesson(tmp_path, there):
    folder, elsewhere = tmp_path / "mine", tmp_path / "elsewhere"
    folder.mkdir()
    if there:
        elsewhere.mkdir()
    (folder / "01-who-moved").symlink_to(elsewhere)
    assert set(lay(folder, (EN,)).new) == ENGLISH - {LESSON}
    assert not elsewhere.exists() or not list(elsewhere.iterdir())


def try_to_lay(folder):
    try:
        lay(folder, (EN,))
    except NotSaved as problem:
        return problem
    return "laid"


def test_a_read_only_folder_is_said(tmp_path):
    assert try_to_lay(tmp_path / "warm-up") == "laid"
    folder = open_to_all(tmp_path) / "read-only"
    folder.mkdir()
    folder.chmod(0o555)
    assert "folder that you may write in" in as_an_ordinary_user(try_to_lay, folder)


def test_languages_are_named_as_on_the_command_line(monkeypatch):
    monkeypatch.setenv("MEDIALIT_LANGUAGE", "zh")
    assert languages(None) == (ZH,)
    assert languages("en") == (EN,)
    assert languages("both") == (ZH, EN)


def test_the_lesson_of_a_folder_is_found_from_its_journal_or_its_name(tmp_path):
    folder = tmp_path / "renamed"
    folder.mkdir()
    with pytest.raises(MedialitError, match="no lesson"):
        lesson_in(folder)
    (folder / "01-who-moved.answers.jsonl").write_text("", "utf-8")
    assert lesson_in(folder) == "01-who-moved"
    (folder / "02-other.answers.jsonl").write_text("", "utf-8")
    with pytest.raises(MedialitError, match="several lessons"):
        lesson_in(folder)


def test_the_manifest_knows_every_file_that_was_laid(tmp_path):
    lay(tmp_path, (EN,))
    assert set(json.loads((tmp_path / MANIFEST).read_text("utf-8"))) == ENGLISH
