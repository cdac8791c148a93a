"""Everything a student wrote, as two files that can be read and cannot act."""

import json
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import COMMITS, LESSON, a_message, a_response, a_text, a_widget
from tests.unit.authoring.builders import a_lesson, add_after_class

from medialit import portfolio
from medialit.errors import AlreadyExists, NotSaved
from medialit.i18n import Language, words
from medialit.portfolio import pages
from medialit.portfolio.gather import gather, sites
from medialit.responses import Action, JournalSink, Kind, MemorySink, path_for, receipt

NOON = datetime(2025, 1, 20, 12, 0, tzinfo=UTC)
HOSTILE = [
    "<script>alert(1)</script>",
    "[click](javascript:alert(1))",
    "![x](https://example.org/track.png)",
    '"><img src=x onerror=alert(1)>',
    "<a href='javascript:alert(1)'>x</a>",
    "</blockquote></section><h1>mine</h1>",
    "&lt;script&gt;",
]


class Page(HTMLParser):
    """What a browser would find: tags, attributes and the text between."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.attributes, self.text = [], [], ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data):
        self.text += data


def a_folder(home, *responses, name=LESSON):
    folder = home / name
    folder.mkdir(parents=True, exist_ok=True)
    JournalSink(path_for(folder, LESSON)).save_all(responses)
    return folder


def exported(home, language=Language.EN):
    made = portfolio.export(home, language, now=NOON)
    return [one.read_text("utf-8") for one in made.files]


def test_it_holds_the_question_both_answers_their_dates_and_certainty(tmp_path):
    again = COMMITS["L1-C1"] | {"answer": 32, "certainty": 90, "reason": "the study"}
    a_folder(
        tmp_path, a_response(), a_response(action=Action.AGAIN, value=again, minute=30), a_text("habit\n\nfriends")
    )
    page, text = exported(tmp_path)
    for shown in (Page(page).text, text.replace("\\", "")):
        for words_ in ("Who moved?", "7,542 academics", "First answer, committed", "40%", "60 out of 100"):
            assert words_ in shown
        for words_ in ("Second answer", "32%", "90 out of 100", "the study", "habit", "friends", "13 Jan 2025"):
            assert words_ in shown


def test_a_draft_that_was_never_committed_is_there_and_says_so(tmp_path):
    half = {"answer": None, "certainty": 60, "reason": "not sure yet"}
    a_folder(tmp_path, a_response(action=Action.DRAFT, value=half))
    page, text = exported(tmp_path)
    assert "not committed" in page
    assert "not sure yet" in text


def test_a_question_is_in_the_language_in_which_it_was_answered(tmp_path):
    a_folder(tmp_path, a_response(lang="zh"))
    page, _ = exported(tmp_path)
    assert '<html lang="en">' in page
    assert '<section lang="zh-Hans">' in page
    assert "看答案之前先估一估" in page


def test_what_this_version_does_not_ask_is_kept_as_it_lies_in_the_journal(tmp_path):
    a_folder(tmp_path, a_text("an old answer", prompt="L1-OLD"))
    assert all("an old answer" in one for one in exported(tmp_path))


def test_an_answer_that_the_prompt_does_not_understand_any_more_is_not_lost(tmp_path):
    a_folder(tmp_path, a_response("L1-C2", value={"answer": "gone", "certainty": 50, "reason": "because of March"}))
    for one in exported(tmp_path):
        assert "because of March" in one
        assert "gone" in one


def test_where_a_journal_is_missing_the_receipt_in_the_notebook_speaks(tmp_path):
    folder = tmp_path / LESSON
    folder.mkdir()
    bundle = receipt.as_mimebundle(LESSON, [a_response()], words(Language.EN))
    cell = {"cell_type": "code", "outputs": [{"output_type": "display_data", "data": bundle}]}
    (folder / f"{LESSON}.en.ipynb").write_text(json.dumps({"cells": [cell]}), "utf-8")
    assert "friends stayed" in exported(tmp_path)[0]
    assert not path_for(folder, LESSON).exists()


def test_what_was_written_after_class_is_in_it(tmp_path):
    folder = a_lesson(tmp_path)
    add_after_class(folder)
    JournalSink(path_for(folder, "flood")).save(a_text("a bridge", prompt="F-T3", lesson="flood"))
    assert all("What do you see?" in one and "a bridge" in one for one in exported(tmp_path))


def test_the_boxes_of_the_reflection_are_in_it(tmp_path):
    folder = a_folder(tmp_path, a_response())
    cell = {"cell_type": "markdown", "metadata": {"nbgrader": {"grade_id": "measures"}}, "source": ["I mean accounts."]}
    (folder / "reflection.ipynb").write_text(json.dumps({"cells": [cell]}), "utf-8")
    assert all("I mean accounts" in one for one in exported(tmp_path))


def test_a_lesson_folder_by_itself_is_enough_and_damage_is_a_note(tmp_path):
    folder = a_folder(tmp_path, a_response())
    with path_for(folder, LESSON).open("ab") as stream:
        stream.write(b"\xff\n")
    assert [one for one, _ in sites(folder)] == [LESSON]
    page, text = exported(folder)
    assert "1 lines of 01-who-moved.answers.jsonl could not be read" in page
    assert "could not be read" in text


def test_a_folder_without_answers_says_so_and_a_missing_one_is_not_made_up(tmp_path):
    page, text = exported(tmp_path)
    assert "Nothing written yet" in page
    assert "Nothing written yet" in text
    assert gather(tmp_path / "nowhere", Language.EN) == ()


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_of_a_students_can_act(tmp_path, text):
    value = COMMITS["L1-C1"] | {"reason": text}
    a_folder(tmp_path, a_response(value=value), a_text(text, prompt="L1-T1"), a_text(text, prompt="L1-OLD"))
    page, markdown = exported(tmp_path)
    found = Page(page)
    assert not {"script", "img", "iframe", "object", "form"} & set(found.tags)
    assert [value for name, value in found.attributes if name in {"href", "src"}] == ["#lesson-01-who-moved"]
    assert not [name for name, _ in found.attributes if name.startswith("on")]
    assert "default-src 'none'" in page
    assert found.tags.count("h1") == 1
    assert text in found.text
    assert "](" not in markdown
    assert "<script" not in markdown
    assert "<img" not in markdown


@given(st.text(max_size=60))
def test_whatever_is_written_can_be_read_again_in_the_page(tmp_path_factory, text):
    home = tmp_path_factory.mktemp("any")
    a_folder(home, a_text(text, prompt="L1-OLD"))
    page, _ = exported(home)
    assert "".join(text.replace(pages.BREAK, "").split()) in "".join(Page(page).text.split())


def test_line_breaks_of_the_student_stay(tmp_path):
    a_folder(tmp_path, a_response(value=COMMITS["L1-C1"] | {"reason": "one\ntwo"}))
    page, text = exported(tmp_path)
    assert "one<br>two" in page
    assert "one  \n> two" in text


def test_it_follows_the_readers_theme_and_has_one_heading_per_level(tmp_path):
    a_folder(tmp_path, a_response())
    page, _ = exported(tmp_path)
    assert "prefers-color-scheme: dark" in page
    assert [tag for tag in Page(page).tags if tag in {"h1", "h2", "h3"}] == ["h1", "h2", "h3"]


def test_only_a_portfolio_is_replaced_by_a_newer_one(tmp_path):
    a_folder(tmp_path, a_response())
    exported(tmp_path)
    exported(tmp_path)
    (tmp_path / "portfolio.md").write_text("my own file", "utf-8")
    with pytest.raises(AlreadyExists, match=r"portfolio\.md"):
        exported(tmp_path)
    assert (tmp_path / "portfolio.md").read_text("utf-8") == "my own file"


def test_a_folder_that_cannot_be_written_is_said(tmp_path):
    a_folder(tmp_path, a_response())
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(NotSaved):
        portfolio.export(tmp_path, Language.EN, to=tmp_path / "file" / "below")


def test_an_opinion_prompt_stands_once_with_each_statement(tmp_path):
    votes = [
        a_response(f"L1-O{number}", Action.SAVE, {"vote": "agree"}, kind=Kind.OPINION, minute=number)
        for number in range(1, 5)
    ]
    a_folder(tmp_path, *votes)
    (chapter,) = gather(tmp_path, Language.EN)
    (entry,) = chapter.entries
    assert entry.said.count("**") == 8
    assert MemorySink(*votes).responses()[-1].t == entry.last


def test_a_table_is_a_table_in_html_and_stays_one_in_markdown():
    chapter = pages.Chapter(
        id="example", title="Example", question="", findings=(),
        entries=(pages.Entry(id="EX-steps", language=Language.EN, question="Which?", last=None, said=a_table()),),
    )  # fmt: skip
    html = pages.as_html([chapter], words(Language.EN), NOON)
    assert '<tr><td></td><th scope="col">US users</th><th scope="col">Chinese users</th></tr>' in html
    assert '<tr><th scope="row">Naming</th><td>one<br>two</td><td>a | b \\ &lt;br&gt;</td></tr>' in html
    text = pages.as_markdown([chapter], words(Language.EN), NOON)
    assert "> | Naming | one<br>two | a \\| b \\\\ &lt;br\\> |" in text


def a_table():
    widget, _ = a_widget("EX-steps")
    rows = [{"id": "naming", "cells": {"us": f"one{pages.BREAK}two", "cn": "a | b \\ <br>"}}]
    widget.receive(a_message("save", {"rows": rows}))
    return widget.text_record()
