"""The first commit counts, and of everything else the latest."""

from hypothesis import given
from hypothesis import strategies as st
from tests.builders import a_response, a_text

from medialit.responses import Action, Record

DRAFT = {"answer": None, "certainty": None, "reason": ""}


@st.composite
def responses(draw):
    said = []
    for minute in range(draw(st.integers(0, 25))):
        action = draw(st.sampled_from([Action.DRAFT, Action.COMMIT, Action.AGAIN]))
        prompt = draw(st.sampled_from(["L1-C1", "L1-C2"]))
        said.append(a_response(prompt, action, DRAFT if action is Action.DRAFT else None, minute=minute))
    return said


@given(responses())
def test_the_first_commit_counts_and_of_the_rest_the_latest(said):
    record = Record.of(said)
    for prompt in ("L1-C1", "L1-C2"):
        mine = [one for one in said if one.prompt == prompt]
        commits = [one for one in mine if one.action is Action.COMMIT]
        assert record.first_commit(prompt) == (commits[0] if commits else None)
        for action in (Action.DRAFT, Action.AGAIN):
            here = [one for one in mine if one.action is action]
            assert record.latest(prompt, action) == (here[-1] if here else None)


@given(responses())
def test_what_counts_is_enough_to_make_the_record_again(said):
    once = Record.of(said)
    assert Record.of(once.counting()) == once


@given(responses(), responses())
def test_no_later_commit_changes_the_first(before, after):
    assert all(
        Record.of(before + after).first_commit(one.prompt) == Record.of(before).first_commit(one.prompt)
        for one in before
        if one.action is Action.COMMIT
    )


def test_what_stands_now_is_the_second_answer_then_the_commit_then_the_draft():
    draft = a_response(action=Action.DRAFT, value=DRAFT)
    commit, again = a_response(minute=1), a_response(action=Action.AGAIN, minute=2)
    assert Record.of([draft]).current("L1-C1") == draft
    assert Record.of([draft, commit]).current("L1-C1") == commit
    assert Record.of([draft, commit, again]).current("L1-C1") == again
    assert Record.of([]).current("L1-C1") is None


def test_a_record_names_its_prompts():
    assert Record.of([a_text(), a_response()]).prompts() == ("L1-C1", "L1-D1")
