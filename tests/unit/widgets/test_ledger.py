"""A ledger keeps rows of the prompt's own columns, and its record is a table."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import a_message, a_widget

from medialit.i18n import Language
from medialit.responses import MemorySink

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
