"""Ledger, Then/Now and studio: handed in whole, restored from a notebook, and kept out of the report."""

import json
import zipfile

import pytest
from tests.builders import LESSON, a_response
from tests.unit.reports.builders import a_class, hand_in

from medialit.grading import facts
from medialit.i18n import Language, words
from medialit.reports.class_report import render
from medialit.responses import Action, JournalSink, Kind, Record, path_for, read, receipt
from medialit.responses.hand_in import pack

WRITTEN = "a private sentence, 私人的一句话"
VALUES = {
    Kind.LEDGER: {"rows": [{"id": "a", "cells": {"seen": WRITTEN, "verdict": None, "certainty": 70}}]},
    Kind.THEN_NOW: {"choices": {"early": {"lesson": LESSON, "prompt": "L1-C1"}}, "texts": {"early": {"now": WRITTEN}}},
    Kind.STUDIO: {"texts": {"claims": WRITTEN}},
}
SAID = tuple(
    a_response(f"L1-Z{number}", Action.SAVE, value, kind=kind, minute=number)
    for number, (kind, value) in enumerate(VALUES.items())
)


def test_they_are_handed_in_with_the_journal_and_read_again(tmp_path):
    folder = tmp_path / LESSON
    folder.mkdir()
    JournalSink(path_for(folder, LESSON)).save_all(SAID)
    packed = pack(folder, LESSON)
    assert packed.findings == ()
    zipfile.ZipFile(packed.path).extractall(tmp_path / "teacher")
    reading = read(path_for(tmp_path / "teacher" / LESSON, LESSON), LESSON)
    assert reading.responses == SAID
    assert reading.findings == ()


def test_they_come_back_from_the_receipt_in_a_notebook(tmp_path):
    data = receipt.as_mimebundle(LESSON, SAID, words(Language.EN))
    cell = {"cell_type": "code", "outputs": [{"output_type": "display_data", "data": data}]}
    (tmp_path / "any.ipynb").write_text(json.dumps({"cells": [cell]}), "utf-8")
    assert receipt.restore(tmp_path, LESSON).count == len(SAID)
    assert read(path_for(tmp_path, LESSON)).responses == SAID


@pytest.mark.parametrize("language", Language)
def test_the_class_report_shows_nothing_of_them(language):
    everyone = [hand_in(f"invented-{number:02}", a_response(), *SAID) for number in range(9)]
    page = render(a_class(*everyone), words(language), now=SAID[0].t)
    assert "a private sentence" not in page
    assert "私人的一句话" not in page
    assert "L1-Z" not in page


@pytest.mark.parametrize("said", SAID, ids=lambda one: one.kind.value)
def test_for_a_completion_point_a_text_counts_and_an_empty_row_does_not(said):
    assert facts._is_done(Record.of([said]), said.prompt)
    for empty in (
        {"rows": []},
        {"rows": [{"id": "a", "cells": {"seen": " ", "certainty": None}}]},
        {"texts": {"a": ""}},
    ):
        blank = a_response(said.prompt, Action.SAVE, empty, kind=said.kind)
        assert not facts._is_done(Record.of([blank]), said.prompt)
