"""A portfolio tells an answer of every kind in the words of its widget, not as the journal holds it."""

import shutil
from pathlib import Path

import pytest
from tests.builders import a_response
from tests.unit.widgets import (
    test_annotation,
    test_field_coder,
    test_matrix,
    test_then_now,
    test_timeline,
    test_triptych,
)

from medialit import portfolio
from medialit.i18n import Language
from medialit.responses import Action, JournalSink, Kind, path_for
from medialit.widgets import BY_KIND

LEDGER = {"rows": [{"cells": {"claim": "less involved", "verdict": "wrong_object", "certainty": 85}}]}


def marked():
    """Two marks, as the widget saves them."""
    _, _, sink = test_annotation.commit(test_annotation.TWO)
    return sink.responses()[-1].value


SAID = {
    Kind.LEDGER: ("EX-claims", Action.SAVE, LEDGER, ("less involved", "wrong object", "85/100")),
    Kind.STUDIO: ("EX-studio", Action.SAVE, {"texts": {"claims": "It grew."}}, ("Your claim, repaired", "It grew.")),
    Kind.THEN_NOW: ("EX-then", Action.SAVE, test_then_now.VALUE, ("An answer from lessons 1 to 3", "a study")),
    Kind.MATRIX: ("EX-matrix", Action.COMMIT, test_matrix.VALUE, ("it | argues", "60 out of 100")),
    Kind.TIMELINE: ("EX-order", Action.COMMIT, test_timeline.VALUE, ("→",)),
    Kind.FIELD_CODE: ("EX-codes", Action.COMMIT, test_field_coder.VALUE, ("cat | tax",)),
    Kind.TRIPTYCH: ("EX-triptych", Action.COMMIT, test_triptych.VALUE, ()),
    Kind.ANNOTATE: ("EX-marks", Action.COMMIT, marked(), ("too low", "asked")),
}


@pytest.mark.parametrize("kind", SAID)
def test_an_answer_stands_in_the_portfolio_as_its_widget_tells_it(tmp_path, kind):
    folder = tmp_path / "example"
    folder.mkdir()
    shutil.copyfile(Path(__file__).parents[2] / "example_lesson.toml", folder / "lesson.toml")
    prompt, action, value, told = SAID[kind]
    JournalSink(path_for(folder, "example")).save(a_response(prompt, action, value, kind=kind, lesson="example"))
    page, text = (one.read_text("utf-8") for one in portfolio.export(tmp_path, Language.EN).files)
    (chapter,) = portfolio.gather(tmp_path, Language.EN)
    (entry,) = chapter.entries
    assert entry.question, "the lesson did not understand it"
    assert entry.said
    for one in told:
        assert one in page
        assert one in text.replace("\\", "")
    assert not [name for name in value if f"{name}: " in entry.said]


@pytest.mark.parametrize("kind", BY_KIND.values(), ids=BY_KIND)
def test_every_kind_tells_its_answers_in_its_own_words(kind):
    assert "lines" in vars(kind)
