"""The log of gradings: what a student's last line says, whatever a kill left in the file."""

from hypothesis import given
from hypothesis import strategies as st

from medialit.grading import ledger

ENTRY = {"assignment": "one", "student": "ann", "done": True, "digest": "d"}


def test_the_last_line_about_a_student_counts(tmp_path):
    ledger.write(tmp_path, [ENTRY, ENTRY | {"digest": "later"}, ENTRY | {"assignment": "two", "digest": "other"}])
    assert ledger.last(tmp_path, "one")["ann"]["digest"] == "later"
    assert ledger.last(tmp_path, "two")["ann"]["digest"] == "other"
    assert ledger.last(tmp_path, "three") == {}


def test_a_course_that_was_never_graded_has_no_lines(tmp_path):
    assert ledger.last(tmp_path, "one") == {}


@given(st.binary(max_size=60))
def test_a_line_that_was_cut_off_hides_no_other(tmp_path_factory, rest):
    folder = tmp_path_factory.mktemp("course")
    ledger.write(folder, [ENTRY])
    with (folder / ledger.FILE).open("ab") as file:
        file.write(rest)
    ledger.write(folder, [ENTRY | {"student": "bo"}])
    assert {"ann", "bo"} <= ledger.last(folder, "one").keys()


@given(st.binary(max_size=200))
def test_whatever_is_in_the_file_it_can_be_read(tmp_path_factory, content):
    folder = tmp_path_factory.mktemp("course")
    (folder / ledger.FILE).write_bytes(content)
    assert isinstance(ledger.last(folder, "one"), dict)
