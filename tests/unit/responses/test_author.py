"""The author id is random, stays the same, and is nobody's name."""

from dataclasses import replace

from tests.builders import a_response

from medialit import settings
from medialit.responses import author_id


def home(tmp_path, **more):
    return replace(settings.read({"MEDIALIT_HOME": str(tmp_path / "home")}), **more)


def test_a_new_user_gets_one_and_keeps_it(tmp_path):
    first = author_id(home(tmp_path))
    assert len(first) == 8
    assert author_id(home(tmp_path)) == first


def test_the_journals_own_id_goes_before_the_users(tmp_path):
    assert author_id(home(tmp_path), (a_response(author="cafe0001"),)) == "cafe0001"


def test_a_setting_goes_before_both_unless_it_is_no_id(tmp_path):
    assert author_id(home(tmp_path, author="seat-12"), (a_response(),)) == "seat-12"
    assert author_id(home(tmp_path, author="A Name"), (a_response(),)) == "a1b2c3d4"


def test_a_home_that_cannot_be_written_gives_an_id_all_the_same(tmp_path):
    (tmp_path / "home").write_text("a file", "utf-8")
    assert len(author_id(home(tmp_path))) == 8
