"""Rebuild: whatever a notebook's bytes are, it can be graded or it is said why not, and nobody's words are lost."""

import copy
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from medialit.grading.rebuild import Asked, rebuild, teachers
from medialit.i18n import Language, words


def labelled(cell, name):
    cell.metadata["nbgrader"] = {"grade_id": name}
    return cell


def asked(name, kind, source, *, is_locked=False, is_prose=False):
    return Asked(label={"grade_id": name}, kind=kind, source=source, is_locked=is_locked, is_prose=is_prose)


CELLS = {
    "double": asked("double", "code", "def double(x): ..."),
    "test": asked("test", "code", "assert double(2) == 4", is_locked=True),
    "why": asked("why", "markdown", "YOUR ANSWER HERE", is_prose=True),
    "else": asked("else", "markdown", "YOUR ANSWER HERE", is_prose=True),
}
RELEASED = json.loads(
    json.dumps(
        new_notebook(
            cells=[
                new_markdown_cell("# Homework", id="head"),
                labelled(new_code_cell("def double(x): ...", id="a1"), "double"),
                labelled(new_code_cell("assert double(2) == 4", id="a2"), "test"),
                new_markdown_cell("Why?", id="question"),
                labelled(new_markdown_cell("YOUR ANSWER HERE", id="a3"), "why"),
                new_markdown_cell("And what else?", id="another"),
                labelled(new_markdown_cell("YOUR ANSWER HERE", id="a4"), "else"),
            ]
        )
    )
)
TEACHERS = teachers(RELEASED, CELLS)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=10,
)


def notebook(change=None):
    made = copy.deepcopy(RELEASED)
    made["cells"][1]["source"] = "def double(x):\n    return 2 * x"
    made["cells"][4]["source"] = "Because."
    if change:
        change(made["cells"])
    return made


def done(data, encoding="utf-8"):
    """What comes out of a notebook: its cells by label, all sources, and the keys of the notes."""
    rebuilt = rebuild(json.dumps(data, ensure_ascii=False).encode(encoding), TEACHERS)
    out = json.loads(rebuilt.content)["cells"]
    by_name = {one["metadata"]["nbgrader"]["grade_id"]: one for one in out if "nbgrader" in one.get("metadata", {})}
    return by_name, [one["source"] for one in out], keys(rebuilt)


def keys(rebuilt):
    return [one.key.removeprefix("desk.rebuilt_") for one in rebuilt.notes]


def test_a_notebook_with_nothing_to_repair_stays_as_it_is_to_the_byte():
    content = json.dumps(notebook()).encode()
    assert rebuild(content, TEACHERS).content is content
    assert rebuild(content, TEACHERS).notes == ()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_another_encoding_is_read_and_told(encoding):
    def answer(cells):
        cells[4]["source"] = "因为平台不同。"

    by_name, _, told = done(notebook(answer), encoding)
    assert by_name["why"]["source"] == "因为平台不同。"
    assert told == ["encoding"]


@pytest.mark.parametrize(
    "content",
    [b"", b"%PDF-1.7\n\x00\xff", b"[1, 2]", b'{"cells": []}', b"null", b'{"cells": [', b"[" * 100_000, b"1" * 9000],
    ids=["empty", "pdf", "list", "no format", "null", "cut", "deep", "a number"],
)
def test_what_is_no_notebook_is_said_to_be_none(content):
    assert keys(rebuild(content, TEACHERS)) == ["unreadable"]
    assert rebuild(content, TEACHERS).content is None


def test_an_answer_whose_label_is_gone_is_found_by_its_cell():
    by_name, _, told = done(notebook(lambda cells: cells[4]["metadata"].clear()))
    assert by_name["why"]["source"] == "Because."
    assert told == ["label"]


def test_an_answer_in_a_new_cell_is_found_between_its_neighbours():
    def retyped(cells):
        cells[4] = json.loads(json.dumps(new_markdown_cell("Because, typed anew.", id="mine")))

    by_name, _, told = done(notebook(retyped))
    assert by_name["why"]["source"] == "Because, typed anew."
    assert told == ["label"]


def test_where_two_cells_could_be_the_answer_none_is_taken_for_it():
    def two(cells):
        cells[4:5] = [json.loads(json.dumps(new_markdown_cell(one, id=one))) for one in ("this", "that")]

    content = json.dumps(notebook(two)).encode()
    rebuilt = rebuild(content, TEACHERS)
    assert keys(rebuilt) == ["missing"]
    assert rebuilt.content is content


def test_a_text_that_goes_on_in_a_further_cell_is_put_together():
    def on(cells):
        cells.insert(5, json.loads(json.dumps(new_markdown_cell("And besides.", id="mine"))))

    by_name, sources, told = done(notebook(on))
    assert by_name["why"]["source"] == "Because.\n\nAnd besides."
    assert "And besides." not in sources
    assert told == ["joined"]


def test_what_was_written_below_an_untouched_box_is_the_answer():
    def below(cells):
        cells[4]["source"] = "YOUR ANSWER HERE"
        cells.insert(5, json.loads(json.dumps(new_markdown_cell("I wrote here.", id="mine"))))

    assert done(notebook(below))[0]["why"]["source"] == "I wrote here."


def test_the_teachers_own_texts_are_never_taken_for_answers():
    def touched(cells):
        cells[5]["source"] = "And what else? (my note)"

    by_name, sources, told = done(notebook(touched))
    assert by_name["why"]["source"] == "Because."
    assert "And what else? (my note)" in sources
    assert told == []


def test_cells_of_no_shape_get_one():
    def broken(cells):
        cells[0] = {"cell_type": "markdown", "id": "head", "source": ["# Home", "work"]}
        cells[1]["outputs"], cells[1]["execution_count"] = "none", "first"
        cells += [None, 7, {"cell_type": "code", "source": {"a": 1}}]

    by_name, sources, told = done(notebook(broken))
    assert by_name["double"]["source"] == "def double(x):\n    return 2 * x"
    assert by_name["double"]["outputs"] == []
    assert told == ["shape"]
    assert sources[-1] == ""


def test_halves_of_characters_are_replaced_and_told():
    content = json.dumps(notebook()).replace("Because.", "\\ud83d half").encode()
    rebuilt = rebuild(content, TEACHERS)
    assert keys(rebuilt) == ["encoding"]
    assert "? half" in rebuilt.content.decode("utf-8")


def test_more_cells_or_longer_ones_than_anybody_reads_are_refused():
    long = notebook(lambda cells: cells[1].update(source="x" * (1 << 21)))
    many = notebook(lambda cells: cells.extend([{"cell_type": "raw"}] * 6000))
    for data in (long, many):
        assert keys(rebuild(json.dumps(data).encode(), TEACHERS)) == ["large"]


@given(st.binary(max_size=400))
def test_no_bytes_make_it_raise(content):
    rebuild(content, TEACHERS)


@given(
    st.lists(st.tuples(st.integers(0, 6), st.sampled_from(["id", "source", "metadata", "cell_type", "outputs"]), JSON))
)
def test_however_a_notebook_is_damaged_it_comes_out_and_a_second_time_nothing_is_left_to_repair(damages):
    data = notebook()
    for place, name, value in damages:
        data["cells"][place][name] = value
    first = rebuild(json.dumps(data).encode(), TEACHERS)
    assert first.content is not None
    again = rebuild(first.content, TEACHERS)
    assert again.content is first.content
    assert set(keys(again)) <= {"missing"}


@given(st.permutations(range(7)), st.integers(0, 7))
def test_no_word_of_a_student_is_lost(order, kept):
    data = notebook()
    data["cells"] = [data["cells"][place] for place in order]
    for cell in data["cells"][kept:]:
        cell["metadata"] = {}
    rebuilt = rebuild(json.dumps(data).encode(), TEACHERS)
    text = "\n".join(one["source"] for one in json.loads(rebuilt.content)["cells"])
    assert "Because." in text
    assert "return 2 * x" in text


def test_every_repair_is_told_in_both_languages():
    for language in Language:
        for key in ("unreadable", "large", "encoding", "shape", "label", "missing", "joined"):
            for who in ("desk", "feedback"):
                assert words(language)(f"{who}.rebuilt_{key}", cells="why")
