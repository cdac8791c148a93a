"""The receipt brings answers back when only the notebook arrives."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import LESSON, a_response, a_text

from medialit.i18n import Language, words
from medialit.responses import JournalSink, path_for, read, receipt


def a_notebook(path, *bundles):
    cells = [{"cell_type": "code", "outputs": [{"output_type": "display_data", "data": one}]} for one in bundles]
    path.write_text(json.dumps({"cells": cells}), "utf-8")
    return path


def bundle(*responses):
    return receipt.as_mimebundle(LESSON, responses, words(Language.EN))


def test_a_missing_journal_is_restored_from_the_notebook(tmp_path):
    a_notebook(tmp_path / "renamed.ipynb", bundle(a_response(), a_text()))
    restored = receipt.restore(tmp_path, LESSON)
    assert restored.count == 2
    assert read(path_for(tmp_path, LESSON)).responses == (a_response(), a_text())


def test_a_journal_that_is_there_is_never_touched(tmp_path):
    JournalSink(path_for(tmp_path, LESSON)).save(a_text("mine"))
    a_notebook(tmp_path / "other.ipynb", bundle(a_response()))
    assert receipt.restore(tmp_path, LESSON) is None
    assert read(path_for(tmp_path, LESSON)).responses == (a_text("mine"),)


def test_two_notebooks_are_put_together_without_repeating_anything(tmp_path):
    a_notebook(tmp_path / "a.ipynb", bundle(a_response()), bundle(a_response()))
    a_notebook(tmp_path / "b.ipynb", bundle(a_response(), a_text(minute=2)))
    assert receipt.restore(tmp_path, LESSON).count == 2


def test_receipts_of_other_lessons_restore_nothing(tmp_path):
    a_notebook(tmp_path / "a.ipynb", receipt.as_mimebundle("02-why", [a_response(lesson="02-why")], words(Language.EN)))
    assert receipt.restore(tmp_path, LESSON) is None


@given(
    st.recursive(
        st.none() | st.integers() | st.text(max_size=5),
        lambda x: (
            st.lists(x, max_size=3)
            | st.dictionaries(
                st.sampled_from(["cells", "outputs", "data", receipt.MIME, "v", "lesson", "responses"]), x, max_size=4
            )
        ),
        max_leaves=12,
    )
)
def test_no_notebook_makes_it_raise(tmp_path_factory, data):
    file = tmp_path_factory.mktemp("n") / "any.ipynb"
    file.write_text(json.dumps(data), "utf-8")
    assert receipt.find(file, LESSON) == ()


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"{", b"[" * 100_000])
def test_a_broken_notebook_holds_nothing(tmp_path, content):
    (tmp_path / "broken.ipynb").write_bytes(content)
    assert receipt.find(tmp_path / "broken.ipynb", LESSON) == ()


def test_a_link_to_somebody_elses_notebook_restores_nothing(tmp_path):
    (tmp_path / "mine").mkdir()
    other = a_notebook(tmp_path / "other.ipynb", bundle(a_response()))
    (tmp_path / "mine" / "linked.ipynb").symlink_to(other)
    assert receipt.restore(tmp_path / "mine", LESSON) is None


def test_a_receipt_is_older_when_the_journal_knows_more():
    assert receipt.is_older([a_response()], [a_response(), a_text()])
    assert not receipt.is_older([a_response(), a_text()], [a_response()])


def test_a_receipt_says_in_words_what_it_holds():
    assert "1 answers are saved" in bundle(a_response())["text/plain"]
    assert bundle()["text/plain"] == "Receipt: no answers yet."
    assert "<script>" not in bundle(a_text("<script>"))["text/html"]
