"""A dataset loads in its types or says what is wrong with it; damage is found and named."""

import json
import shutil
import subprocess
import sys
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medialit import datasets
from medialit.datasets import descriptor
from medialit.errors import BadContent, MissingProgram, UnknownDataset
from medialit.finding import Level

READERS = {"string": str, "integer": int, "number": float, "boolean": bool, "date": date}


@pytest.fixture
def copy(tmp_path):
    folder = tmp_path / "numbers-seen"
    shutil.copytree(datasets.folder("numbers-seen"), folder)
    return folder


def change(folder, edit):
    file = folder / "datapackage.json"
    described = json.loads(file.read_text("utf-8"))
    edit(described)
    file.write_text(json.dumps(described), "utf-8")


def rewrite(folder, old, new):
    file = folder / "data.csv"
    data = file.read_bytes()
    assert old in data
    file.write_bytes(data.replace(old, new, 1))


def problems(folder):
    found = datasets.verify("numbers-seen", folder)
    assert {one.level for one in found} == {Level.PROBLEM}
    assert all(one.remedy for one in found)
    return " | ".join(one.what for one in found)


@pytest.mark.parametrize("name", datasets.names())
def test_values_have_the_type_of_their_column(name):
    table = datasets.load(name)
    for row in table.rows:
        assert tuple(row) == table.columns
        for field in table.fields:
            assert row[field.name] is None or type(row[field.name]) is READERS[field.type], (row["id"], field.name)


@pytest.mark.parametrize("wrong", ["no-such", "", "../numbers-seen", "numbers-seen/"])
@pytest.mark.parametrize("door", [datasets.load, datasets.folder, datasets.verify])
def test_an_unknown_name_is_answered_with_the_names_there_are(door, wrong):
    with pytest.raises(UnknownDataset) as caught:
        door(wrong)
    assert all(name in caught.value.remedy for name in datasets.names())


def test_a_caller_who_changes_a_row_changes_only_their_own_copy():
    datasets.load("numbers-seen").rows[0]["value"] = -1
    assert datasets.load("numbers-seen").rows[0]["value"] != -1


def test_importing_datasets_reads_no_data_and_loads_nothing_heavy():
    heavy = {"pandas", "numpy", "babel", "fastjsonschema", "plotly"}
    code = f"import sys, medialit.datasets; print(sorted(set(sys.modules) & {heavy}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_scripts_that_make_the_data_are_never_imported():
    code = (
        "import sys; from medialit import datasets; [datasets.verify(name) for name in datasets.names()]; "
        "print([name for name in sys.modules if 'datasets.data' in name or name.endswith('make')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_changed_value_is_reported_as_another_hash(copy):
    rewrite(copy, b"500000", b"500001")
    assert problems(copy) == "numbers-seen: data.csv is not the file whose hash the descriptor gives"


def test_a_longer_file_is_reported_with_both_sizes(copy):
    rewrite(copy, b"500000", b"5000000")
    said = problems(copy)
    assert "bytes, the descriptor says" in said
    assert "hash" in said


def test_a_word_in_a_column_of_numbers_is_named_with_row_and_column(copy):
    rewrite(copy, b"500000", b"half a million")
    assert problems(copy) == "numbers-seen/data.csv, row 1: 'half a million' in column value is no integer"


def test_a_day_that_does_not_exist_is_reported(copy):
    rewrite(copy, b",2025-01-19,", b",2025-01-39,")
    assert "row 6: '2025-01-39' in column as_of is no date" in problems(copy)


def test_a_truth_value_spelled_otherwise_is_reported(copy):
    rewrite(copy, b",true,", b",True,")
    assert "'True' in column is_rate is no boolean" in problems(copy)


def test_a_row_with_a_cell_too_many_is_reported(copy):
    rewrite(copy, b"N7,", b"N7,,")
    assert "row 7: " in problems(copy)


def test_another_header_is_reported(copy):
    rewrite(copy, b"id,object", b"key,object")
    assert "other columns than its descriptor" in problems(copy)


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", b'id,"object', b"id,object\x00"])
def test_a_file_that_is_no_csv_in_utf_8_is_reported(copy, data):
    (copy / "data.csv").write_bytes(data)
    assert "data.csv" in problems(copy)


def test_a_cut_file_is_reported_wherever_it_is_cut(copy):
    whole = (copy / "data.csv").read_bytes()
    for size in range(0, len(whole), 97):
        (copy / "data.csv").write_bytes(whole[:size])
        assert problems(copy)


@pytest.mark.parametrize("column", ["source_title", "publisher", "source_url", "source_kind", "confidence"])
def test_a_row_without_its_source_is_reported(copy, column):
    rows = [dict(row) for row in datasets.load("numbers-seen").rows]
    rows[2][column] = None
    descriptor.write(copy, rows)
    assert f"row N3 lacks {column}" in problems(copy)


def test_a_source_that_is_no_web_address_is_reported(copy):
    rows = [dict(row) for row in datasets.load("numbers-seen").rows]
    rows[0]["source_url"] = "javascript:alert(1)"
    descriptor.write(copy, rows)
    assert "row N1: 'javascript:alert(1)' is no web address" in problems(copy)


def test_a_repeated_id_and_an_unknown_mark_are_reported(copy):
    rows = [dict(row) for row in datasets.load("numbers-seen").rows]
    rows[1] |= {"id": "N1", "confidence": "certain"}
    descriptor.write(copy, rows)
    said = problems(copy)
    assert "column id repeats a value" in said
    assert "column confidence holds ['certain']" in said


def test_a_table_without_rows_is_reported(copy):
    descriptor.write(copy, [])
    assert "it has no rows" in problems(copy)


@pytest.mark.parametrize("paper", ["CARD.md", "make.py", "data.csv", "datapackage.json"])
def test_a_missing_paper_is_reported_by_name(copy, paper):
    (copy / paper).unlink()
    assert paper in problems(copy)


@pytest.mark.parametrize("key", ["licenses", "resources", "sources", "redistributable", "title", "name"])
def test_a_descriptor_without_a_part_is_reported_with_that_part(copy, key):
    change(copy, lambda described: described.pop(key))
    assert key in problems(copy)


def test_a_licence_list_without_a_licence_is_reported(copy):
    change(copy, lambda described: described.update(licenses=[]))
    assert "licenses" in problems(copy)


def test_data_that_may_not_be_passed_on_is_reported(copy):
    change(copy, lambda described: described.update(redistributable=False))
    assert "not marked redistributable" in problems(copy)


def test_a_descriptor_of_another_dataset_is_reported(copy):
    change(copy, lambda described: described.update(name="daily-users"))
    assert "names it 'daily-users'" in problems(copy)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"name": 1}'])
def test_a_descriptor_that_is_none_is_refused_with_a_clear_error(copy, text):
    (copy / "datapackage.json").write_text(text, "utf-8")
    with pytest.raises(BadContent, match=r"numbers-seen/datapackage\.json"):
        descriptor.read(copy)


CELLS = st.fixed_dictionaries(
    {
        "text": st.none() | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r"), min_size=1),
        "whole": st.none() | st.integers(),
        "part": st.none() | st.floats(allow_nan=False, allow_infinity=False),
        "truth": st.none() | st.booleans(),
        "day": st.none() | st.dates(),
    }
)


@given(rows=st.lists(CELLS, min_size=1, max_size=5))
def test_what_is_written_is_what_is_read(rows, tmp_path_factory):
    folder = tmp_path_factory.mktemp("made")
    types = {"text": "string", "whole": "integer", "part": "number", "truth": "boolean", "day": "date"}
    fields = [{"name": name, "type": kind, "description": "x"} for name, kind in types.items()]
    described = json.loads((datasets.folder("numbers-seen") / "datapackage.json").read_text("utf-8"))
    described["resources"][0]["schema"]["fields"] = fields
    (folder / "datapackage.json").write_text(json.dumps(described), "utf-8")
    descriptor.write(folder, rows)
    assert list(descriptor.read(folder).rows) == rows


def test_a_carriage_return_is_refused_before_it_is_written(copy):
    rows = [dict(row) for row in datasets.load("numbers-seen").rows]
    rows[0]["publisher"] = "one\rtwo"
    with pytest.raises(ValueError, match="carriage return"):
        descriptor.write(copy, rows)
    assert (copy / "data.csv").read_bytes() == (datasets.folder("numbers-seen") / "data.csv").read_bytes()


def test_without_pandas_the_table_says_what_to_do(monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(MissingProgram, match="pandas is not installed"):
        datasets.load("numbers-seen").to_pandas()


def test_with_pandas_the_table_becomes_a_frame(monkeypatch):
    class Pandas:
        @staticmethod
        def DataFrame(rows, columns):  # noqa: N802 (the name that pandas has)
            return rows, columns

    monkeypatch.setitem(sys.modules, "pandas", Pandas)
    table = datasets.load("numbers-seen")
    assert table.to_pandas() == ([dict(row) for row in table.rows], list(table.columns))
