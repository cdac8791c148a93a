import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medialit.reports.grades_csv import COLUMNS, safe, table


def _read(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_the_first_columns_are_those_of_nbgraders_export_in_its_order():
    header = _read(table([], ["measures"]))[0]
    assert ",".join(header) == (
        "assignment,duedate,timestamp,student_id,last_name,first_name,email,"
        "raw_score,late_submission_penalty,score,max_score,measures"
    )


def test_excel_is_told_that_the_file_is_utf_8():
    assert table([], []).startswith(b"\xef\xbb\xbf")


def test_hanzi_commas_quotes_and_line_breaks_survive():
    name = '虚构学生01, "甲"\n乙'
    rows = _read(table([{"student_id": "invented-01", "first_name": name}], []))
    assert rows[1][COLUMNS.index("first_name")] == name


def test_points_that_wait_for_a_person_are_an_empty_cell_and_not_zero():
    row = _read(table([{"student_id": "a", "completion": 0.0, "measures": None}], ["completion", "measures"]))[1]
    assert row[-2:] == ["0", ""]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_name_that_a_spreadsheet_would_run_is_made_safe(start):
    assert safe(f"{start}HYPERLINK(1)").startswith("'")


def test_a_negative_number_stays_a_number():
    assert safe(-0.5) == "-0.5"


@given(st.text())
def test_no_text_cell_ever_starts_a_formula(text):
    assert not safe(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=4))
def test_every_row_has_as_many_cells_as_the_header(names):
    rows = _read(table([{"last_name": name} for name in names], ["skill"]))
    assert {len(row) for row in rows} == {len(COLUMNS) + 1}
