"""Coding alone, then comparing: what is kept, what is shown, and what of a partner is never kept."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import a_message, a_response, a_widget, the_example

from medialit.errors import BadContent
from medialit.i18n import Language, words
from medialit.responses import Action, Kind, MemorySink, codes_file
from medialit.widgets.field_coder.comparison import Coder, compared, is_consistent
from medialit.widgets.field_coder.items import items, suggestions

CODES = {
    "hello": {"code": "greeting", "to": "all"},
    "shop": {"code": "selling", "to": "all"},
    "recipe": {"code": "selling", "to": "all"},
}
VALUE = {"codes": CODES, "notes": {"hello": "cat | tax"}, "splits": "", "compared": None}
ASKED = the_example().prompt("EX-codes").localised(Language.EN)["variables"]
ITEMS = ["hello", "shop", "recipe"]
SAY = words(Language.EN)
ANY_CODES = st.dictionaries(
    st.sampled_from([*ITEMS, "lost"]),
    st.fixed_dictionaries({}, optional={
        "code": st.sampled_from(["greeting", "selling", "exchange", "lost"]), "to": st.sampled_from(["all", "one"]),
    }),
)  # fmt: skip


def committed(language=Language.EN):
    widget, sink = a_widget("EX-codes", language=language)
    assert widget.receive(a_message("commit", VALUE))["status"] == "saved"
    return widget, sink


def ask(widget, first="first", second="partner", file=None):
    value = {"first": first, "second": second} | ({} if file is None else {"file": file})
    return widget.receive(a_message("check", value))


def partner(**changes):
    data = json.loads(codes_file.write("EX-codes", "someone", VALUE, second_round=False))
    return json.dumps(data | changes)


# Coding


def test_a_draft_may_be_half_done_and_a_commit_may_not():
    widget, sink = a_widget("EX-codes")
    half = VALUE | {"codes": {"hello": {"code": "greeting"}}}
    assert widget.receive(a_message("draft", half))["status"] == "saved"
    reply = widget.receive(a_message("commit", half))
    assert reply["status"] == "refused"
    assert "Codes still missing: 5" in reply["message"]
    assert [one.action for one in sink.responses()] == [Action.DRAFT]


@pytest.mark.parametrize(
    "change",
    [
        {"codes": {"hello": {"code": "shouting"}}},
        {"codes": {"hello": {"mood": "greeting"}}},
        {"codes": {"nothing": {"code": "greeting"}}},
        {"notes": {"nothing": "a"}},
        {"codes": {"hello": {"code": 7}}},
        {"compared": {"with": "friend", "variables": {}}},
        {"compared": {"with": "partner", "variables": {"code": {"n": 3, "agreed": 4, "expected": 0.5, "kappa": 1}}}},
        {"compared": {"with": "partner", "variables": {"code": {"n": 3, "agreed": 3, "expected": 0.5, "kappa": 0.2}}}},
        {"partner": {}},
    ],
)
def test_what_the_codebook_does_not_have_is_refused(change):
    widget, sink = a_widget("EX-codes")
    assert widget.receive(a_message("draft", VALUE | change))["status"] == "refused"
    assert sink.responses() == ()


def test_suggestions_other_coders_and_the_file_come_after_the_commit_only():
    widget, _ = a_widget("EX-codes")
    widget.receive(a_message("draft", VALUE))
    assert (widget.view["reveal"], widget.view["coders"], widget.view["file"]) == (None, [], None)
    shown = json.dumps(widget.view, ensure_ascii=False)
    assert "The cat is the hello" not in shown
    assert "Some see a gift" not in shown
    widget, _ = committed()
    assert widget.view["reveal"]["cards"]["hello"]["differ"].startswith("Some see a gift")
    assert [one["text"] for one in widget.view["coders"]] == [
        "My first codes", "Coder A (invented)", "Coder B (invented)",
    ]  # fmt: skip
    assert widget.view["file"]["name"] == "codes-EX-codes.json"


def test_the_second_round_is_the_file_once_it_is_there():
    widget, _ = committed()
    again = VALUE | {"codes": CODES | {"recipe": {"code": "exchange", "to": "one"}}}
    assert json.loads(widget.view["file"]["text"])["round"] == 1
    assert widget.receive(a_message("again", again))["status"] == "saved"
    file = json.loads(widget.view["file"]["text"])
    assert (file["round"], file["codes"]) == (2, again["codes"])
    assert ask(widget, "first", "again")["told"]["with"] == "self"


def test_the_record_is_a_table_in_the_words_of_the_notebook():
    record = committed(Language.ZH)[0].text_record()
    assert "|  | 主要作用 | 对谁 | 备注 |" in record
    assert "| 1 | 打招呼 | 所有人 | cat \\| tax |" in record
    assert record.count("| 2 |") == 1


def test_the_record_of_a_second_round_tells_the_numbers_and_no_code_of_a_partner():
    widget, sink = committed()
    told = ask(widget, file=partner(codes=CODES | {"hello": {"code": "exchange", "to": "all"}}))["told"]
    again = VALUE | {"splits": "“greeting” is too wide", "compared": {"with": "partner", "variables": told["numbers"]}}
    assert widget.receive(a_message("again", again))["status"] == "saved"
    record = widget.text_record()
    assert "On the disagreements: “greeting” is too wide" in record
    assert "Main work: 2 of 3 \\(67%\\) · κ 0\\.40" in record
    assert "To whom: 3 of 3 \\(100%\\) · κ not defined" in record
    assert "exchange" not in json.dumps([dict(one.value) for one in sink.responses()])


# Comparing


def test_nothing_is_compared_before_the_commit_and_nothing_is_kept_by_comparing():
    widget, _ = a_widget("EX-codes")
    assert "Commit a first answer" in ask(widget, file=partner())["message"]
    widget, sink = committed()
    before, view = sink.responses(), json.dumps(widget.view)
    assert ask(widget, file=partner())["status"] == "told"
    assert (sink.responses(), json.dumps(widget.view)) == (before, view)


def test_a_partners_file_is_compared_on_each_variable_and_disagreements_come_with_both_notes():
    widget, _ = committed()
    codes = {"hello": {"code": "exchange", "to": "all"}, "shop": {"code": "selling", "to": "one"}}
    told = ask(widget, file=partner(codes=codes, notes={"hello": "the picture is a gift"}))["told"]
    assert [(one["label"], one["agreed"]) for one in told["variables"]] == [
        ("Main work", "1 of 2 (50%)"), ("To whom", "1 of 2 (50%)"),
    ]  # fmt: skip
    assert told["splits"][0] == {
        "item": "hello", "variable": "Main work", "codes": ["greeting", "exchange"],
        "notes": ["cat | tax", "the picture is a gift"],
    }  # fmt: skip
    assert told["notes"] == ["My partner: no codes for item 3."]


def test_codes_that_this_codebook_does_not_have_are_left_out_and_said():
    widget, _ = committed()
    codes = CODES | {"hello": {"code": "shouting", "to": "all"}, "lost": {"code": "greeting"}}
    told = ask(widget, file=partner(codes=codes))["told"]
    assert told["notes"] == ["My partner: codes left out because this codebook does not have them: 2."]
    assert told["variables"][0]["agreed"] == "2 of 2 (100%)"


def test_my_file_compared_with_itself_agrees_on_everything_and_is_said_to_be_mine():
    widget, _ = committed()
    told = ask(widget, file=widget.view["file"]["text"])["told"]
    assert told["own"]
    assert told["splits"] == []
    assert all("(100%)" in one["agreed"] for one in told["variables"])
    assert not ask(widget, file=partner())["told"]["own"]


def test_a_kappa_that_is_not_defined_is_said_in_words():
    widget, _ = committed()
    told = ask(widget, file=widget.view["file"]["text"])["told"]
    assert told["variables"][1]["kappa"].startswith("not defined: both gave every item one and the same code")
    nothing = ask(widget, file=partner(codes={}))["told"]["variables"][0]
    assert (nothing["agreed"], nothing["expected"]) == ("no item coded by both", "–")
    assert nothing["kappa"] == "not defined: no item was coded by both"


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("{", "damaged"),
        ("[]", "holds no codes"),
        (partner(prompt="L3-F1"), "codes for L3-F1, and this is EX-codes"),
        (partner(v=9), "newer version"),
        ("x" * 200_001, "too large"),
        (None, "damaged"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_words(file, said):
    widget, sink = committed()
    assert said in ask(widget, file=file)["told"]["problem"]
    assert len(sink.responses()) == 1


@pytest.mark.parametrize("pair", [("first", "nobody"), (None, None), (["first"], {"a": 1}), ("again", "first")])
def test_coders_that_are_not_there_are_refused(pair):
    widget, _ = committed()
    assert ask(widget, *pair)["status"] == "refused"


def test_invented_coders_are_named_as_invented():
    told = ask(committed()[0], "example-A", "example-B")["told"]
    assert told["names"] == ["Coder A (invented)", "Coder B (invented)"]
    assert told["with"] == "example"
    assert told["notes"] == ["Coder B (invented): no codes for item 3."]
    assert told["numbers"] is None, "of two others nothing can be kept"


@given(ANY_CODES, ANY_CODES)
def test_comparing_is_symmetric_and_what_may_be_kept_of_it_is_consistent(first, second):
    one, other = Coder(name="one", codes=first), Coder(name="other", codes=second)
    there, back = (compared(a, b, ITEMS, ASKED, SAY) for a, b in ((one, other), (other, one)))
    assert there["numbers"] == back["numbers"]
    assert [{**row, "codes": row["codes"][::-1]} for row in back["splits"]] == there["splits"]
    assert all(is_consistent(json.loads(json.dumps(found))) for found in there["numbers"].values())


@given(ANY_CODES)
def test_whoever_is_compared_with_themselves_agrees_on_everything(codes):
    found = compared(Coder(name="a", codes=codes), Coder(name="b", codes=codes), ITEMS, ASKED, SAY)
    assert found["splits"] == []
    assert all(one["agreed"] == one["n"] and one["kappa"] in {1, None} for one in found["numbers"].values())


# Items of a dataset

ROW = {
    "id": "V1", "text_en": "[Invented] A host says hello.", "text_zh": "［虚构］老用户打招呼。",
    "post": "你好", "post_role": "host", "post_lang": "zh",
    "reply": None, "reply_role": None, "reply_lang": None, "best": "greeting", "other": None,
    "why_en": "It opens contact.", "why_zh": "它开始接触。",
}  # fmt: skip
NAMED = {"name": "vignettes", "ids": ["V1"], "text": "text", "talk": ["post", "reply"], "roles": {"host": "Host"}}
COLUMNS = {"columns": {"codes": {"code": "best"}, "also": {"code": "other"}, "why": "why"}}


def test_items_and_suggestions_come_from_the_rows_that_the_prompt_names():
    content = {"dataset": NAMED | {"mark": "Invented"}}
    talk = [{"who": "Host", "lang": "zh-Hans", "text": "你好"}]
    assert items(content, [ROW], Language.EN) == [
        {"id": "V1", "text": "[Invented] A host says hello.", "talk": talk, "mark": "Invented"}
    ]
    assert suggestions(content, COLUMNS, [ROW], Language.ZH) == {
        "V1": {"codes": {"code": "greeting"}, "also": {}, "why": "它开始接触。"}
    }


def test_where_nobody_hands_in_rows_items_are_known_by_their_ids():
    assert items({"dataset": NAMED}, None, Language.EN) == [{"id": "V1", "text": "V1"}]
    assert suggestions({"dataset": NAMED}, COLUMNS, None, Language.EN) == {}


@pytest.mark.parametrize("named", [NAMED | {"ids": ["V2"]}, NAMED | {"text": "words"}, NAMED | {"talk": ["reply9"]}])
def test_a_row_or_a_column_that_is_not_there_is_said(named):
    with pytest.raises(BadContent, match="has no"):
        items({"dataset": named}, [ROW], Language.EN)


# Older forms and paper


def test_what_was_committed_in_an_older_form_is_told_and_kept():
    old = VALUE | {"codes": CODES | {"lost": {"code": "shouting"}}, "notes": {"lost": "grim"}}
    said = a_response("EX-codes", Action.COMMIT, old, kind=Kind.FIELD_CODE, lesson="example")
    widget, sink = a_widget("EX-codes", sink=MemorySink(said))
    assert widget.view["stage"] == "committed"
    assert "| lost | shouting |  | grim |" in widget.text_record()
    assert widget.receive(a_message("again", old))["status"] == "saved"
    assert len(sink.responses()) == 2
    assert ask(widget, file=partner())["told"]["notes"] == [
        "My first codes: codes left out because this codebook does not have them: 1."
    ]


def test_the_coding_sheet_holds_codebook_and_items_and_gives_nothing_away():
    for language, item in ((Language.EN, "Hi, I am new here"), (Language.ZH, "大家好")):
        sheet = "\n\n".join(a_widget("EX-codes", language=language)[0].on_paper())
        assert item in sheet
        assert sheet.count("☐") == 3 * 5
        assert "| 3 |" in sheet
        assert "Some see" not in sheet
        assert "有人看到" not in sheet
