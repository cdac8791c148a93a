"""A hand-in is one zip with the lesson folder in it, and nothing that does not belong there."""

import json
import zipfile
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import LESSON, a_response

from medialit.errors import MedialitError
from medialit.responses import JournalSink, path_for, slip
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
        f"{LESSON}/hand-in.json",
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


def contents(packed):
    with zipfile.ZipFile(packed.path) as archive:
        return {name.removeprefix(f"{LESSON}/"): archive.read(name) for name in archive.namelist()}


def test_its_slip_fits_what_was_packed_and_tells_what_was_lost_or_changed_on_the_way(folder):
    files = contents(pack(folder, LESSON))
    written = files.pop(slip.NAME)
    whole = slip.read(written, files)
    assert whole.fits
    assert whole.lesson == LESSON
    assert abs(whole.packed - datetime.now(UTC)) < timedelta(minutes=5)
    journal = path_for(folder, LESSON).name
    other = slip.read(written, {"reflection.ipynb": b"other"})
    assert (other.missing, other.changed, other.fits) == ((journal,), ("reflection.ipynb",), False)


@given(
    st.binary(max_size=200)
    | st.recursive(
        st.none() | st.text() | st.integers(),
        lambda one: st.dictionaries(st.sampled_from(["packed", "files", "lesson"]), one),
    ).map(lambda one: json.dumps(one).encode())
)
def test_no_slip_whatever_is_in_it_raises(written):
    assert slip.read(written, {"a": b""}) is None or slip.read(written, {}).lesson is not None
