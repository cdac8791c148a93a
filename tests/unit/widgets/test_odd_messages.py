"""Messages and journals that no honest browser writes, and one that any browser may: the same thing twice."""

import pytest
from tests.builders import COMMITS, a_message, a_response, a_widget

from medialit.i18n import Language
from medialit.responses import Action, Kind, MemorySink


def _response(prompt, kind, action, value, minute=0):
    return a_response(prompt, action, value, kind=kind, minute=minute)


@pytest.mark.parametrize("strange", [float("nan"), float("inf"), -float("inf")])
@pytest.mark.parametrize("action", ["draft", "commit"])
def test_a_number_that_json_does_not_know_is_refused(strange, action):
    widget, sink = a_widget("L1-C1")
    assert widget.receive(a_message(action, COMMITS["L1-C1"] | {"answer": strange}))["status"] == "refused"
    assert sink.responses() == ()


@pytest.mark.parametrize("action", [[], {}, None, 7, "erase"])
def test_an_action_that_nobody_knows_is_refused(action):
    widget, _ = a_widget("L1-C1")
    assert widget.receive({"seq": 1, "action": action, "value": {}})["status"] == "refused"


@pytest.mark.parametrize(("language", "words"), [(Language.EN, "20,000 characters"), (Language.ZH, "20,000 个字符")])
def test_a_text_that_is_too_long_is_called_too_long(language, words):
    widget, sink = a_widget("L1-T1", language=language)
    reply = widget.receive(a_message("save", {"text": "字" * 20_001}))
    assert reply["status"] == "refused"
    assert words in reply["message"]
    assert sink.responses() == ()
    assert widget.receive(a_message("save", {"text": "字" * 20_000}))["status"] == "saved"


def test_a_draft_may_hold_a_number_that_a_commit_may_not():
    widget, _ = a_widget("L1-C1")
    draft = {"answer": 1500, "certainty": None, "reason": "still typing"}
    assert widget.receive(a_message("draft", draft))["status"] == "saved"
    assert widget.view["draft"] == draft


def test_the_same_commit_sent_twice_is_kept_once_and_saved_both_times():
    widget, sink = a_widget("L1-C1")
    replies = [widget.receive(a_message("commit", COMMITS["L1-C1"])) for _ in range(2)]
    assert [one["status"] for one in replies] == ["saved", "saved"]
    assert replies[0]["t"] == replies[1]["t"]
    assert len(sink.responses()) == 1


def test_state_sent_over_the_wire_changes_nothing():
    widget, sink = a_widget("L1-C1")
    before = widget.view
    forged = {"method": "update", "state": {"view": {"stage": "done"}, "strings": {}}, "buffer_paths": []}
    widget._handle_msg({"content": {"data": forged}, "buffers": []})
    assert widget.view == before
    assert widget.strings["commit"]
    assert sink.responses() == ()


def test_a_message_over_the_wire_is_received_and_answered():
    widget, sink = a_widget("L1-C1")
    sent = []
    widget.send = lambda content, buffers=None: sent.append(content)
    message = a_message("commit", COMMITS["L1-C1"])
    widget._handle_msg({"content": {"data": {"method": "custom", "content": message}}, "buffers": []})
    assert [one["status"] for one in sent] == ["saved"]
    assert len(sink.responses()) == 1


STRANGE = {
    "another kind": _response("L1-C2", Kind.TEXT, Action.SAVE, {"text": "not mine"}),
    "an unknown option": _response("L1-C2", Kind.COMMIT_REVEAL, Action.COMMIT, COMMITS["L1-C2"] | {"answer": "luck"}),
    "text for a number": _response("L1-C1", Kind.COMMIT_REVEAL, Action.COMMIT, COMMITS["L1-C1"] | {"answer": "many"}),
    "half an order": _response("L1-R1", Kind.RANK_SORT, Action.COMMIT, COMMITS["L1-R1"] | {"order": ["views"]}),
    "an unknown item": _response("L1-Q", Kind.CLASSIFY, Action.SAVE, {"answers": {"L9-Q1": {"object": "posts"}}}),
    "an unknown card": _response("L1-B1", Kind.BOARD, Action.COMMIT, {"places": {"N99": "views"}, "certainty": None}),
}


@pytest.mark.parametrize("strange", STRANGE.values(), ids=STRANGE)
def test_a_journal_that_speaks_of_something_else_leaves_the_widget_open(strange):
    widget, _ = a_widget(strange.prompt, sink=MemorySink(strange))
    assert widget.view["stage"] == "open"
    assert widget.text_record() == ""


def test_a_commit_without_the_reason_that_is_asked_for_today_stays_locked():
    bare = _response("L1-C1", Kind.COMMIT_REVEAL, Action.COMMIT, COMMITS["L1-C1"] | {"reason": ""})
    widget, _ = a_widget("L1-C1", sink=MemorySink(bare))
    assert widget.view["stage"] == "committed"


def test_the_box_for_the_second_answer_holds_what_was_kept_last():
    first, old, new = (COMMITS["L1-C1"] | {"reason": text} for text in ("first", "old draft", "kept"))
    sink = MemorySink(
        _response("L1-C1", Kind.COMMIT_REVEAL, Action.COMMIT, first),
        _response("L1-C1", Kind.COMMIT_REVEAL, Action.DRAFT, old, 1),
        _response("L1-C1", Kind.COMMIT_REVEAL, Action.AGAIN, new, 2),
    )
    widget, _ = a_widget("L1-C1", sink=sink)
    assert widget.view["draft"] is None
    assert widget.view["again"]["value"] == new
