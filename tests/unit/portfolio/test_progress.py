"""What is done and what is left."""

import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from tests.builders import COMMITS, LESSON, a_response, a_text, the_example

from medialit import curriculum
from medialit.i18n import Language, words
from medialit.portfolio import progress
from medialit.portfolio.progress import State
from medialit.responses import Action, Kind

PLAN = curriculum.lesson(LESSON)
KINDS = {prompt.id: Kind(prompt.kind) for prompt in PLAN.prompts}
VOTES = [one["id"] for one in PLAN.prompt("L1-O").content["statements"]]


def state(prompt, *responses):
    return next(part.states[prompt] for part in progress.of(PLAN, responses).parts if prompt in part.states)


def a_vote(statement, vote="agree"):
    return a_response(statement, Action.SAVE, {"vote": vote}, kind=Kind.OPINION)


def commits():
    return [a_response(one, value=value, kind=KINDS[one]) for one, value in COMMITS.items()]


def test_nothing_said_leaves_the_whole_hour():
    left = progress.of(PLAN, ())
    assert (left.done, left.minutes_left) == (0, PLAN.minutes)


def test_a_commit_answers_and_a_draft_only_begins():
    assert state("L1-C1", a_response()) is State.ANSWERED
    assert state("L1-C1", a_response(action=Action.DRAFT)) is State.BEGUN
    assert state("L1-C1") is State.OPEN


def test_a_text_that_was_emptied_again_is_open():
    assert state("L1-D1", a_text("habit"), a_text("  ", minute=1)) is State.OPEN
    assert state("L1-D1", a_text("habit")) is State.ANSWERED


def test_an_opinion_prompt_is_answered_when_every_statement_is():
    assert state("L1-O", a_vote(VOTES[0])) is State.BEGUN
    assert state("L1-O", *[a_vote(one, "pass") for one in VOTES]) is State.ANSWERED


def test_a_pass_is_an_answer():
    value = {"first": None, "second": None, "passed": True, "change": ""}
    assert state("L1-P2", a_response("L1-P2", Action.SAVE, value, kind=Kind.PERSPECTIVE)) is State.ANSWERED


@given(st.lists(st.sampled_from(range(len(COMMITS))), unique=True))
def test_more_answers_never_leave_more_to_do(chosen):
    some = [commits()[one] for one in chosen]
    left = [progress.of(PLAN, some[:count]) for count in range(len(some) + 1)]
    assert all(a.minutes_left >= b.minutes_left and b.done == a.done + 1 for a, b in pairwise(left))


def test_what_is_shown_is_a_list_in_words_in_both_languages():
    for language, done in ((Language.EN, "Cold estimate: done"), (Language.ZH, "先估一估：已完成")):
        shown = progress.as_mimebundle(PLAN, progress.of(PLAN, commits()), words(language))
        assert done in shown["text/plain"]
        assert done in shown["text/html"]
        assert f'<div lang="{language.html}">' in shown["text/html"]
        assert "color" not in shown["text/html"]


def test_what_is_for_after_class_is_listed_and_takes_no_minutes():
    plan = the_example()
    left = progress.of(plan, ())
    assert (left.all, left.minutes_left) == (len(plan.plan[0].prompts) + 1, plan.minutes)
    assert left.parts[-1].states == {"EX-studio": State.OPEN}
    for language, head in ((Language.EN, "After class · Draft: still open:"), (Language.ZH, "课后 · 打草稿：还没做：")):
        assert head in progress.as_mimebundle(plan, left, words(language))["text/plain"]


def test_when_only_the_work_after_class_is_left_no_minutes_are_named():
    plan = the_example()
    in_class = progress.Part(minutes=(0, 30), states=dict.fromkeys(plan.plan[0].prompts, State.ANSWERED))
    after = progress.Part(minutes=None, states={"EX-studio": State.OPEN})
    said = progress.summary(progress.Progress(parts=(in_class, after)), words(Language.EN))
    done = len(plan.plan[0].prompts)
    assert said == f"{done} of {done + 1} prompts answered; what is left is for after class."


def test_a_long_question_is_cut_where_a_word_ends_and_in_chinese_at_half_the_length():
    for language in Language:
        lines = progress.as_mimebundle(PLAN, progress.of(PLAN, ()), words(language))["text/plain"].splitlines()
        for prompt in [PLAN.prompt(one) for step in PLAN.steps for one in step.prompts]:
            (line,) = [
                one.strip()
                for one in lines
                if one.strip().startswith(f"- {prompt.id}{':' if language is Language.EN else '：'}")
            ]
            shown = re.split("[:：]", line, maxsplit=1)[1].strip()
            begun = shown.rstrip("…")
            whole = " ".join(prompt.text[language].split())
            assert whole.startswith(begun)
            assert len(begun) <= (70 if language is Language.EN else 35)
            if shown.endswith("…") and language is Language.EN:
                assert not whole[len(begun)].isalnum()


def test_a_finished_lesson_says_so():
    parts = tuple(
        progress.Part(minutes=one.minutes, states=dict.fromkeys(one.prompts, State.ANSWERED)) for one in PLAN.plan
    )
    assert progress.summary(progress.Progress(parts=parts), words(Language.EN)) == "All 14 prompts answered."
