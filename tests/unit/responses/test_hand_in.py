"""A hand-in is one zip with the lesson folder in it, and nothing that does not belong there."""

import zipfile

import pytest
from tests.builders import LESSON, a_response

from medialit.errors import MedialitError
from medialit.responses import JournalSink, path_for
from medialit.responses.hand_in import pack


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / LESSON
    place.mkdir()
    JournalSink(path_for(place, LESSON)).save(a_response())
    (place / "reflection.ipynb").write_text("{}", "utf-8")
    (place / ".ipynb_checkpoints").mkdir()
    (place / ".ipynb_checkpoints" / "old.ipynb").write_text("{}", "utf-8")
    (place / "link").symlink_to(tmp_path)
    return place


def test_it_holds_notebooks_and_journal_and_is_named_after_lesson_and_author(folder):
    packed = pack(folder, LESSON)
    assert packed.path.name == f"{LESSON}-a1b2c3d4.zip"
    assert zipfile.ZipFile(packed.path).namelist() == [
        f"{LESSON}/01-who-moved.answers.jsonl",
        f"{LESSON}/reflection.ipynb",
    ]
    assert packed.findings == ()


def test_packing_twice_does_not_pack_the_first_zip(folder):
    assert pack(folder, LESSON).files == pack(folder, LESSON).files


def test_without_answers_it_packs_and_says_so(folder):
    path_for(folder, LESSON).unlink()
    assert "holds no answers" in pack(folder, LESSON).findings[0].what


def test_a_folder_that_is_not_there_or_empty_is_an_error(tmp_path):
    with pytest.raises(MedialitError, match="there is no folder"):
        pack(tmp_path / "nowhere", LESSON)
    with pytest.raises(MedialitError, match="nothing to hand in"):
        pack(tmp_path, LESSON)
