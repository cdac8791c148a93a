"""The one door: what a browser sends is checked, saved, answered; what breaks a rule changes nothing."""

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import COMMITS, a_message, a_widget, the_example

from medialit import curriculum
from medialit.errors import NotSaved
from medialit.i18n import Language
from medialit.responses import MemorySink
from medialit.widgets import BY_KIND

OTHERS = {
    "L1-C1": COMMITS["L1-C1"] | {"answer": 41},
    "L1-C2": COMMITS["L1-C2"] | {"answer": "rank"},
    "L1-B1": {"places": {"N1": "views"}, "certainty": None},
    "L1-R1": COMMITS["L1-R1"] | {"why_last": "presence"},
    "L1-S1": COMMITS["L1-S1"] | {"note": "N6"},
}
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["seq", "action", "value", "prompt", "answer", "order", "places", "text", "vote"]),
            inner | st.sampled_from(["commit", "draft", "save", "again", "check"]),
            max_size=4,
        )
    ),
    max_leaves=8,
)
PROMPTS = [prompt.id for prompt in (*curriculum.lesson("01-who-moved").prompts, *the_example().prompts)]


class FullDisk(MemorySink):
    def save(self, response):
        raise NotSaved("the disk is full", "make room")


@pytest.mark.parametrize("prompt", PROMPTS)
def test_a_ping_is_answered_and_saves_nothing(prompt):
    widget, sink = a_widget(prompt)
    assert widget.receive(a_message("ping", seq=7)) == {"seq": 7, "status": "alive"}
    assert sink.responses() == ()


@pytest.mark.parametrize("prompt", PROMPTS)
@given(message=ANY_JSON)
def test_no_message_raises_or_saves_what_is_malformed(prompt, message):
    widget, sink = a_widget(prompt)
    before = copy.deepcopy(widget.view)
    reply = widget.receive(message)
    if reply["status"] != "saved":
        assert reply["status"] in {"alive", "refused"}
        assert sink.responses() == ()
        assert widget.view == before


@pytest.mark.parametrize("prompt", PROMPTS)
def test_a_forged_state_update_changes_nothing(prompt):
    widget, sink = a_widget(prompt)
    before = copy.deepcopy(widget.view)
    widget.set_state({"view": {"stage": "done", "reveal": "all"}, "strings": {}})
    assert widget.view == before
    assert sink.responses() == ()


@pytest.mark.parametrize("prompt", COMMITS)
def test_nothing_is_revealed_before_the_commit(prompt):
    widget, _ = a_widget(prompt)
    assert widget.view["reveal"] is None
    widget.receive(a_message("draft", COMMITS[prompt]))
    assert (widget.view["stage"], widget.view["reveal"]) == ("open", None)
    assert widget.receive(a_message("commit", COMMITS[prompt]))["status"] == "saved"
    assert widget.view["stage"] == "committed"
    assert widget.view["reveal"]["text"]


@pytest.mark.parametrize("prompt", COMMITS)
def test_the_first_commit_is_locked_and_the_second_answer_follows(prompt):
    widget, sink = a_widget(prompt)
    assert widget.receive(a_message("again", COMMITS[prompt]))["status"] == "refused"
    widget.receive(a_message("commit", COMMITS[prompt]))
    locked = widget.view["first"]
    assert widget.receive(a_message("commit", COMMITS[prompt]))["status"] == "saved", "sent twice is said twice"
    reply = widget.receive(a_message("commit", OTHERS[prompt]))
    assert reply["status"] == "refused"
    assert "locked already" in reply["message"]
    assert widget.receive(a_message("again", COMMITS[prompt]))["status"] == "saved"
    assert widget.view["first"] == locked
    assert widget.view["stage"] == "done"
    assert [one.action.value for one in sink.responses()] == ["commit", "again"]


@pytest.mark.parametrize("prompt", COMMITS)
def test_a_widget_opened_again_shows_what_was_committed(prompt):
    widget, sink = a_widget(prompt)
    widget.receive(a_message("commit", COMMITS[prompt]))
    again, _ = a_widget(prompt, sink=sink)
    assert again.view == widget.view


def test_a_full_disk_is_said_and_the_answer_is_not_called_saved():
    widget, _ = a_widget("L1-C1", sink=FullDisk())
    reply = widget.receive(a_message("commit", COMMITS["L1-C1"]))
    assert reply["status"] == "failed"
    assert "the disk is full" in reply["message"]
    assert widget.view["stage"] == "open"


REFUSED = [
    ("L1-C1", COMMITS["L1-C1"] | {"answer": 101}, "from 0 to 100"),
    ("L1-C1", COMMITS["L1-C1"] | {"answer": "forty"}, "from 0 to 100"),
    ("L1-C1", COMMITS["L1-C1"] | {"reason": "  "}, "gives your reason"),
    ("L1-C1", COMMITS["L1-C1"] | {"certainty": None}, "certainty slider"),
    ("L1-C1", COMMITS["L1-C1"] | {"answer": None}, "Give an answer"),
    ("L1-C2", COMMITS["L1-C2"] | {"answer": "luck"}, "options shown"),
    ("L1-R1", COMMITS["L1-R1"] | {"order": ["views"]}, "each card once"),
    ("L1-B1", {"places": {"N1": "cats"}, "certainty": None}, "options shown"),
    ("L1-B1", {"places": {}, "certainty": None}, "at least one card"),
    ("L1-S1", COMMITS["L1-S1"] | {"verdicts": {"N1": "nobody"}}, "6 cards still need a verdict"),
    ("L1-S1", COMMITS["L1-S1"] | {"pair": ["N1"]}, "two different numbers"),
    ("L1-S1", COMMITS["L1-S1"] | {"certainty": None}, "how sure you are"),
]


@pytest.mark.parametrize(("prompt", "value", "words"), REFUSED)
def test_a_commit_that_lacks_something_says_what(prompt, value, words):
    widget, sink = a_widget(prompt)
    reply = widget.receive(a_message("commit", value))
    assert reply["status"] == "refused"
    assert words in reply["message"]
    assert sink.responses() == ()


def test_a_refusal_speaks_the_language_of_the_notebook():
    widget, _ = a_widget("L1-C1", language=Language.ZH)
    assert (
        widget.receive(a_message("commit", COMMITS["L1-C1"] | {"answer": 101}))["message"] == "请填0到100之间的数字。"
    )


def test_each_vote_is_kept_under_its_own_statement_and_can_be_changed():
    widget, sink = a_widget("L1-O")
    for vote in ("agree", "pass"):
        assert widget.receive(a_message("save", {"vote": vote}, prompt="L1-O2"))["status"] == "saved"
    assert [(one.prompt, one.value["vote"]) for one in sink.responses()] == [("L1-O2", "agree"), ("L1-O2", "pass")]
    assert widget.view["votes"] == {"L1-O2": "pass"}
    assert widget.receive(a_message("save", {"vote": "agree"}, prompt="L1-O"))["status"] == "refused"


def test_the_second_standpoint_must_be_the_other_one():
    widget, _ = a_widget("L1-P1")
    turn = {"standpoint": "host", "text": "hello"}
    value = {"first": turn, "second": turn, "passed": False, "change": ""}
    assert "the other one" in widget.receive(a_message("save", value))["message"]
    value["second"] = {"standpoint": "newcomer", "text": ""}
    assert widget.receive(a_message("save", value))["status"] == "saved"


def test_skill_items_take_known_options_only_and_the_last_answer_counts():
    widget, sink = a_widget("L1-Q")
    for strange in ({"object": "cats"}, {"colour": "posts"}):
        assert widget.receive(a_message("save", {"answers": {"L1-Q1": strange}}))["status"] == "refused"
    for thing in ("views", "posts"):
        assert widget.receive(a_message("save", {"answers": {"L1-Q1": {"object": thing}}}))["status"] == "saved"
    assert widget.view["draft"] == {"answers": {"L1-Q1": {"object": "posts"}}}
    assert widget.view["reveal"] is None
    assert len(sink.responses()) == 2


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("prompt", COMMITS)
def test_the_plain_record_below_the_widget_says_what_was_committed(prompt, language):
    widget, _ = a_widget(prompt, language=language)
    assert widget.text_record() == ""
    widget.receive(a_message("commit", COMMITS[prompt]))
    head = "First answer, committed" if language is Language.EN else "第一次的答案，提交于"
    assert head in widget.text_record()


def test_the_plain_record_cannot_be_used_to_write_markdown():
    widget, _ = a_widget("L1-D1")
    widget.receive(a_message("save", {"text": "# <script>alert(1)</script> [x](javascript:1)"}))
    record = widget.text_record()
    assert "<script>" not in record
    assert "\\[x\\]\\(javascript" in record


@pytest.mark.parametrize("kind", BY_KIND)
def test_every_kind_of_prompt_has_a_widget_with_words_in_both_languages(kind):
    every = (*curriculum.lesson("01-who-moved").prompts, *the_example().prompts)
    prompt = next(one.id for one in every if one.kind == kind)
    english, chinese = (a_widget(prompt, language=one)[0] for one in Language)
    assert set(english.strings) == set(chinese.strings)
    assert (english.view["lang"], chinese.view["lang"]) == ("en", "zh-Hans")
