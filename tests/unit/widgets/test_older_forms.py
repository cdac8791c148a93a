"""A teacher changes a prompt after it was answered: what was written stays, is told, and is kept with what is new."""

import pytest
from tests.builders import LESSON, a_message, a_response, a_widget

from medialit.responses import Action, Kind, MemorySink

CHOICE = {"lesson": LESSON, "prompt": "L1-C1"}
OLDER = {
    "column": ("EX-claims", Kind.LEDGER, {"rows": [{"cells": {"claim": "a", "mood": "grim", "verdict": "rotten"}}]}),
    "row": ("EX-steps", Kind.LEDGER, {"rows": [{"id": "singing", "cells": {"us": "grim"}}]}),
    "box": ("EX-studio", Kind.STUDIO, {"texts": {"feelings": "grim"}}),
    "slot": ("EX-then", Kind.THEN_NOW, {"choices": {"middle": CHOICE}, "texts": {"early": {"feelings": "grim"}}}),
}
EACH = pytest.mark.parametrize(("prompt", "kind", "value"), OLDER.values(), ids=OLDER)


def answered(prompt, kind, value):
    return MemorySink(a_response(prompt, Action.SAVE, value, kind=kind, lesson="example"))


@EACH
def test_what_was_written_is_there_and_told(prompt, kind, value):
    widget, _ = a_widget(prompt, sink=answered(prompt, kind, value))
    assert widget.view["draft"] == value
    assert "grim" in widget.text_record()
    assert "rotten" in widget.text_record() or "rotten" not in str(value)


@EACH
def test_it_can_be_saved_again_with_something_new(prompt, kind, value):
    widget, sink = a_widget(prompt, sink=answered(prompt, kind, value))
    assert widget.receive(a_message("save", value))["status"] == "saved"
    assert len(sink.responses()) == 2


@EACH
def test_somebody_who_never_answered_the_older_form_cannot_save_it(prompt, kind, value):
    widget, sink = a_widget(prompt)
    assert widget.receive(a_message("save", value))["status"] == "refused"
    assert sink.responses() == ()
