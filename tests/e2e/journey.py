"""What journeys through a lesson share: a prompt on the page, its status, the journal, the keyboard."""

import json

import pytest


def once_more(*values):
    """One more look at what is looked at anyway, for `nox -s long`."""
    return pytest.param(*values, marks=pytest.mark.long)


LOOKS = [("en", "light"), once_more("en", "dark"), once_more("zh", "light"), ("zh", "dark")]
SAVED = {"en": "Saved ✓", "zh": "已保存 ✓"}


def prompt(page, prompt_id):
    """The widget of a prompt."""
    return page.locator(f"section.medialit:has(#q-{prompt_id})").first


def says(widget, text):
    """Wait until the widget's status line says `text`."""
    widget.get_by_test_id("status").filter(has_text=text).wait_for(timeout=10_000)


def kept(lesson):
    """Every line of the lesson's journal."""
    [journal] = lesson["folder"].glob("*.answers.jsonl")
    return [json.loads(line) for line in journal.read_text("utf-8").splitlines()]


def latest(lesson, prompt_id, action="commit"):
    """The value saved last for a prompt and an action, or None."""
    found = [one["value"] for one in kept(lesson) if (one["prompt"], one["action"]) == (prompt_id, action)]
    return found[-1] if found else None


def tab_to(page, testid, limit=80):
    """Press Tab until the element of this test id has the focus."""
    for _ in range(limit):
        press(page, "Tab")
        if page.evaluate("() => document.activeElement?.dataset.testid ?? null") == testid:
            return
    raise AssertionError(f"the Tab key never came to {testid}")


def press(page, key, times=1):
    """Press a key, several times if asked."""
    for _ in range(times):
        page.keyboard.press(key)
