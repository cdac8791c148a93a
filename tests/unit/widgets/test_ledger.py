"""A ledger keeps rows of the prompt's own columns, and its record is a table."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import a_message, a_widget, the_lesson_of

from medialit.article.fingerprint import of_the_article
from medialit.i18n import Language, words
from medialit.responses import MemorySink, Record
from medialit.widgets import Ledger

CLAIM = {"claim": "less involved (9)", "source": "none given", "verdict": "wrong_object", "certainty": 85}
CELLS = st.dictionaries(
    st.sampled_from(["claim", "source", "shows", "verdict", "certainty", "repair", "other"]),
    st.none() | st.text(max_size=8) | st.integers(-5, 200) | st.sampled_from(["holds", "stretched"]) | st.booleans(),
    max_size=4,
)


def save(prompt, *rows, **more):
    widget, sink = a_widget(prompt, **more)
    return widget.receive(a_message("save", {"rows": list(rows)})), widget, sink


def test_rows_are_saved_and_come_back_as_they_were():
    reply, widget, sink = save("EX-claims", {"cells": CLAIM}, {"cells": {}})
    assert reply["status"] == "saved"
    again, _ = a_widget("EX-claims", sink=sink)
    assert again.view["draft"] == widget.view["draft"] == {"rows": [{"cells": CLAIM}, {"cells": {}}]}


@pytest.mark.parametrize(
    "row",
    [
        {"cells": {"verdict": "fake"}},
        {"cells": {"opinion": "yes"}},
        {"cells": {"certainty": "85"}},
        {"cells": {"certainty": 101}},
        {"cells": {"claim": 7}},
        {"id": "us", "cells": {}},
        {},
    ],
)
def test_a_cell_that_the_column_cannot_hold_is_refused(row):
    reply, _, sink = save("EX-claims", row)
    assert reply["status"] == "refused"
    assert sink.responses() == ()


def test_more_rows_than_there_can_be_are_refused_in_words():
    reply, _, _ = save("EX-claims", *({"cells": {}} for _ in range(7)))
    assert "at most 6 rows" in reply["message"]
    reply, _, _ = save("EX-claims", *({"cells": {}} for _ in range(7)), language=Language.ZH)
    assert "最多只能有6行" in reply["message"]


@pytest.mark.parametrize("ids", [["naming", "naming"], ["other"], [None]])
def test_fixed_rows_are_those_of_the_prompt_each_once(ids):
    rows = [{"cells": {"us": "a"}} | ({"id": one} if one else {}) for one in ids]
    assert save("EX-steps", *rows)[0]["status"] == "refused"


def test_the_record_is_a_table_with_the_words_of_the_notebook():
    record = save("EX-claims", {"cells": {}}, {"cells": CLAIM}, language=Language.ZH)[1].text_record()
    assert "|  | 主张 | 准确来源 | 来源说明了什么 | 判断 | 把握程度 | 修改后的句子 |" in record
    assert "| 2 | less involved \\(9\\) | none given |  | 张冠李戴 | 85/100 |  |" in record
    assert "| 1 |" not in record
    assert "\n  \n| " in record, "a table needs an empty line before it"


def test_fixed_rows_are_named_in_the_record():
    record = save("EX-steps", {"id": "naming", "cells": {"us": "two\nlines | one bar"}})[1].text_record()
    assert "| Naming | two<br>lines \\| one bar |  |" in record


def test_an_empty_ledger_has_a_record_without_a_table():
    record = save("EX-claims", {"cells": {"claim": "  "}})[1].text_record()
    assert "|" not in record


@given(st.lists(CELLS, max_size=8))
def test_whatever_is_saved_has_a_table_with_a_cell_for_each_column(rows):
    reply, widget, sink = save("EX-claims", *({"cells": cells} for cells in rows))
    if reply["status"] == "saved":
        for line in widget.lines(sink.responses()[-1].value)[1:]:
            assert line.replace("\\|", "").replace("\\\\", "").count("|") == 8
    else:
        assert sink.responses() == ()


def test_the_words_that_call_up_a_remark_are_those_of_the_notebook():
    for language, word in ((Language.EN, "wants"), (Language.ZH, "想要")):
        widget, _ = a_widget("EX-notes", language=language, sink=MemorySink())
        assert word in widget.view["content"]["hints"][0]["words"]


# Quotations


def told(text, *, prompt="EX-words", column="words", seq=3):
    widget, sink = a_widget(prompt)
    reply = widget.receive(a_message("check", {"column": column, "text": text}, seq=seq))
    assert sink.responses() == ()
    return reply


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("“because MY cat … wanted company”", "too_short"),
        ("“Because my cat wanted company.”", "found"),
        ("because my dog wanted company", "not_found"),
        ("my cat", "too_short"),
        ("我的猫想要有个伴", "too_short"),
        ("", "too_short"),
    ],
)
def test_a_quotation_is_looked_up_and_nothing_is_saved(text, found):
    assert told(text) == {"seq": 3, "status": "told", "told": {"quotation": found}}


@pytest.mark.parametrize(
    ("text", "column"), [("a b c d", "whose"), ("a b c d", "other"), (7, "words"), (None, "words")]
)
def test_only_a_quotation_is_looked_up(text, column):
    assert told(text, column=column)["status"] == "refused"


def test_a_text_that_is_too_long_to_save_is_not_looked_up():
    assert "20,000" in told("word " * 5000)["message"]


def test_a_quotation_that_is_not_found_is_saved_all_the_same_and_known_when_the_cell_is_run_again():
    rows = [{"cells": {"words": "because my dog wanted company", "whose": "own"}}, {"cells": {"words": "my cat"}}]
    reply, _, sink = save("EX-words", *rows)
    assert reply["status"] == "saved"
    again, _ = a_widget("EX-words", sink=sink)
    assert again.view["quotations"] == {"because my dog wanted company": "not_found", "my cat": "too_short"}
    assert "| 1 | because my dog wanted company | her own |" in again.text_record()


def test_without_a_way_to_look_up_nothing_is_claimed():
    prompt = the_lesson_of("EX-words").prompt("EX-words")
    widget = Ledger(prompt, language=Language.EN, record=Record.of(()), save=None)
    assert widget.told({"column": "words", "text": "a b c d"}) == {"quotation": None}


def test_the_lamp_s_share_of_four_word_phrases_that_pass_by_chance_is_that_of_the_fingerprint():
    assert round(of_the_article().chance * 100) == 9
    assert "about 9 in 100" in words(Language.EN)("ledger.found_four")
    assert "9%" in words(Language.ZH)("ledger.found_four")
