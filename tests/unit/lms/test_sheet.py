"""A file of somebody else's keeps every byte that it was not asked to change."""

import csv
import io

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from medialit.errors import BadTable
from medialit.lms import read
from medialit.lms.sheet import of_bytes

CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8)
TABLES = st.lists(st.lists(CELLS, min_size=2, max_size=5), min_size=1, max_size=6)


def written(rows, delimiter, line_end, quoting, encoding):
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=line_end, quoting=quoting).writerows(rows)
    return text.getvalue().encode(encoding)


@given(
    TABLES,
    st.sampled_from(",;\t|"),
    st.sampled_from(["\r\n", "\n"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_what_csv_writes_is_read_and_written_again_byte_by_byte(rows, delimiter, line_end, quoting, encoding):
    rows = [["student", "id"], *rows]
    data = written(rows, delimiter, line_end, quoting, encoding)
    bare = (
        line_end == "\n" and quoting == csv.QUOTE_MINIMAL
    )  # csv then writes a carriage return without quotation marks
    assume(not (bare and any("\r" in cell for row in rows for cell in row)))
    assume(not any(cell.startswith("\ufeff") for row in rows for cell in row))
    sheet = of_bytes(data, "x.csv", None if encoding != "utf-8" else "utf-8")
    assume(sheet.delimiter == delimiter)
    assert [[cell.value for cell in row] for row in sheet.rows] == rows
    assert sheet.filled({}) == data


@given(TABLES, st.data())
def test_filling_one_cell_changes_that_cell_and_nothing_else(rows, data):
    rows = [["student", "id"], *rows]
    before = written(rows, ",", "\r\n", csv.QUOTE_MINIMAL, "utf-8")
    sheet = of_bytes(before, "x.csv", "utf-8")
    assume([[cell.value for cell in row] for row in sheet.rows] == rows)
    row = data.draw(st.integers(1, len(rows) - 1))
    column = data.draw(st.integers(0, len(rows[row]) - 1))
    value = data.draw(CELLS)
    after = sheet.filled({(row, column): value})
    cell = sheet.rows[row][column]
    start, end = len(sheet.text[: cell.start].encode()), len(sheet.text[cell.end :].encode())
    assert after.startswith(before[:start])
    assert after.endswith(before[len(before) - end :])
    rows[row][column] = value
    again = list(csv.reader(io.StringIO(after.decode(), newline="")))
    assert again == rows


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_the_encoding_of_a_roster_is_found_out(tmp_path, encoding):
    text = "学号,姓名\r\n2027001,王小明\r\n2027002,欧阳喆\r\n2027003,Jose\r\n"
    file = tmp_path / "class.csv"
    file.write_bytes(text.encode(encoding))
    assert read(file).text == text
    assert read(file).filled({}) == file.read_bytes()


def test_an_encoding_in_doubt_is_asked_for_and_never_guessed(tmp_path):
    file = tmp_path / "class.csv"
    file.write_bytes("id,name\r\n1,Jürgen Müller\r\n2,José Peña\r\n".encode("cp1252"))
    with pytest.raises(BadTable, match="--encoding cp1252"):
        read(file)
    assert "Jürgen Müller" in read(file, "cp1252").text


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf\r\n\r\n", "is empty"),
        (b'id,name\r\n1,"never closed\r\n2,b\r\n', "line 2: a quotation mark is never closed"),
        (b"PK\x03\x04" + bytes(range(256)), "encoding|no text file"),
    ],
)
def test_what_is_no_table_is_said_to_be_none(data, why):
    with pytest.raises(BadTable, match=why):
        _ = of_bytes(data, "class.csv").rows


def test_a_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(BadTable, match=r"nowhere\.csv cannot be read"):
        read(tmp_path / "nowhere.csv")


def test_a_quotation_mark_inside_a_cell_is_a_letter():
    sheet = of_bytes(b'id,name\r\n1,Li "Lee" Na\r\n', "class.csv")
    assert sheet.rows[1][1].value == 'Li "Lee" Na'
