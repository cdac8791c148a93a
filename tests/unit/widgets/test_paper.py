"""Every prompt can be done with a pen: all that is asked is on the paper, and nothing that comes after the commit."""

import re
from collections.abc import Mapping

import mistune
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import COMMITS, a_response, a_widget, given_to, the_example

from medialit import curriculum, page
from medialit.i18n import Language
from medialit.responses import Record
from medialit.widgets import BY_KIND
from medialit.widgets._base import plain
from medialit.widgets._paper import tidy

PROMPTS = [prompt for plan in (*curriculum.lessons(), the_example()) for prompt in plan.prompts]
SHOWN = ("text", "label", "title", "claim", "source", "short")
"""Where the texts of an option, a card, a statement, a column, a box stand."""
LONG = 6
"""Characters from which a text of a reveal is no name of a column or a mark, which the prompt shows too."""


def paper(prompt, language, record=None):
    kind = BY_KIND[prompt.kind]
    return kind(
        prompt, language=language, record=record or Record.of(()), save=None, given=given_to(kind, None, prompt)
    ).paper()


def bare(markdown):
    """Markdown as one line of text: without marks, escapes and line breaks."""
    return " ".join(re.sub(r"\\(.)|\*", lambda found: found[1] or "", markdown).split())


def things(data):
    """Every text of a thing that has an id, in JSON data of one language."""
    if isinstance(data, Mapping):
        if "id" in data:
            yield from (data[name] for name in SHOWN if isinstance(data.get(name), str))
        for one in data.values():
            yield from things(one)
    elif isinstance(data, list):
        for one in data:
            yield from things(one)


def texts(data):
    """Every text in JSON data of one language."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, Mapping | list):
        for one in data.values() if isinstance(data, Mapping) else data:
            yield from texts(one)


@pytest.mark.parametrize("kind", BY_KIND.values(), ids=BY_KIND)
def test_every_kind_of_prompt_can_be_done_with_a_pen(kind):
    assert "on_paper" in vars(kind), "write on_paper for this kind"


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("prompt", PROMPTS, ids=lambda one: one.id)
def test_everything_that_is_asked_is_on_the_paper(prompt, language):
    printed = bare(paper(prompt, language))
    assert printed.startswith(f"### {prompt.id}")
    assert bare(plain(prompt.text[language])) in printed
    assert [one for one in things(prompt.localised(language)) if " ".join(one.split()) not in printed] == []


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("prompt", [one for one in PROMPTS if one.reveal_content], ids=lambda one: one.id)
def test_nothing_that_comes_after_the_commit_is_on_the_paper(prompt, language):
    printed = bare(paper(prompt, language))
    asked = " ".join([prompt.text[language], *texts(prompt.localised(language))])
    told = curriculum.model.in_language(prompt.reveal_content, language)
    assert [one for one in texts(told) if len(one) >= LONG and one not in asked and one in printed] == []


def test_a_commit_changes_nothing_on_the_paper():
    prompt = curriculum.lesson("01-who-moved").prompt("L1-C1")
    after = paper(prompt, Language.EN, Record.of([a_response(value=COMMITS["L1-C1"])]))
    assert after == paper(prompt, Language.EN)


def test_there_is_room_for_a_second_answer_only_where_something_is_told():
    plan = curriculum.lesson("01-who-moved")
    assert "After you heard what was found" in paper(plan.prompt("L1-C1"), Language.EN)
    assert "After you heard" not in paper(plan.prompt("L1-T1"), Language.EN)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("prompt", PROMPTS, ids=lambda one: one.id)
def test_a_page_of_it_shows_no_marks_of_markdown(prompt, language):
    drawn = re.sub(r"<[^>]*>", "\n", page.of_markdown(paper(prompt, language)))
    assert not re.search(r"\*|\\|^\s*(?:- |#|\|)|---", drawn, re.MULTILINE)


def test_where_no_widget_can_be_drawn_the_notebook_holds_the_paper():
    shown = a_widget("L1-C1")[0]._repr_mimebundle_()
    data = shown[0] if isinstance(shown, tuple) else shown
    assert {"application/vnd.jupyter.widget-view+json", "text/markdown"} <= set(data)
    assert data["text/markdown"] == paper(curriculum.lesson("01-who-moved").prompt("L1-C1"), Language.EN)


def test_a_ledger_with_many_columns_has_a_table_for_each_row_as_there_is_room_to_write():
    wide, narrow = (paper(the_example().prompt(one), Language.EN) for one in ("EX-claims", "EX-notes"))
    assert wide.count("| --- | --- |\n") == 6
    assert "| Row 1 |  |" in wide
    assert "| Verdict | ☐ holds · ☐ stretched" in wide
    assert narrow.count("| --- | --- | --- | --- |\n") == 1


def test_the_cards_to_rank_stand_in_the_order_in_which_a_screen_shows_them():
    prompt = curriculum.lesson("01-who-moved").prompt("L1-R1")
    printed = paper(prompt, Language.EN)
    assert (
        printed.index("______ Downloads") < printed.index("______ Store rank") < printed.index("______ Hashtag views")
    )


MARKS = st.text(st.sampled_from("a1 \\`*_{}[]()#+-.!|<>~$&\n说。"), max_size=16)
commonmark = mistune.create_markdown(plugins=["table", "strikethrough"])


@given(st.lists(MARKS, max_size=3))
def test_escapes_are_dropped_only_where_they_change_nothing(said):
    written = "\n\n".join(map(plain, said))
    assert commonmark(tidy(written)) == commonmark(written)
    assert page.of_markdown(tidy(written)) == page.of_markdown(written)


def test_a_sheet_that_is_folded_on_the_screen_is_printed():
    blocks = a_widget("EX-trace")[0].on_paper()
    assert any("nobody else names the essay" in one for one in blocks)
