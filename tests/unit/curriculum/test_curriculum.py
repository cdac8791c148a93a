"""The curriculum is data: every text in both languages, every source known, nothing stated twice."""

import re

import pytest

from medialit import curriculum, datasets
from medialit.curriculum import load, model
from medialit.errors import BadContent, UnknownLesson, UnknownPrompt, UnknownReference
from medialit.i18n import Language

PLANS = curriculum.lessons()
PROMPTS = [(plan, prompt) for plan in PLANS for prompt in plan.prompts]
HAN = re.compile(r"[\u4e00-\u9fff]")
EXPLAINED = re.compile(r"小红书|[\u4e00-\u9fff]+(?= \([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]+, “)")
"""Characters that an English text may hold: the app's name, and words with pinyin and meaning right behind them."""


def texts(data, path=""):
    """Yield every `{"en", "zh"}` pair of texts in the data, with where it stands; a pair of lengths is none."""
    if isinstance(data, dict):
        if set(data) == {"en", "zh"}:
            if isinstance(data["en"], str):
                yield path, data
        else:
            for key, value in data.items():
                yield from texts(value, f"{path}.{key}")
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from texts(value, f"{path}[{number}]")


def ids(case):
    return case[1].id


@pytest.mark.parametrize("case", PROMPTS, ids=ids)
def test_every_text_is_there_in_both_languages(case):
    _, prompt = case
    found = [*texts(prompt.content), *texts(prompt.reveal_content or {})]
    for where, pair in found:
        assert pair["en"].strip(), where
        plain = not re.search(r"[a-z]{4}", pair["en"]) or pair["en"] == pair["zh"] == "Benni"
        assert HAN.search(pair["zh"]) or plain or pair["zh"] == "N1 至 N7", where
        assert not HAN.search(EXPLAINED.sub("", pair["en"])), where


@pytest.mark.parametrize("case", PROMPTS, ids=ids)
def test_every_source_is_in_the_bibliography(case):
    _, prompt = case
    reveal = prompt.reveal(Language.EN) or {}
    named = [
        *reveal.get("sources", []),
        *(s for card in reveal.get("cards", {}).values() for s in card.get("sources", [])),
    ]
    assert all(one["text"] for one in named)
    for key in prompt.sources:
        assert curriculum.reference(key).url.startswith("http")


@pytest.mark.parametrize("case", PROMPTS, ids=ids)
def test_what_is_shown_before_the_commit_holds_nothing_of_the_reveal(case):
    _, prompt = case
    before = str(prompt.localised(Language.EN))
    after = prompt.reveal(Language.EN) or {}
    assert not [one["text"] for one in after.get("feedback", []) if one["text"] in before]
    assert not after.get("text") or after["text"] not in before


@pytest.mark.parametrize("case", [one for one in PROMPTS if one[1].kind == "commit_reveal"], ids=ids)
def test_every_option_and_every_number_has_feedback(case):
    _, prompt = case
    answer, feedback = prompt.content["answer"], prompt.reveal_content["feedback"]
    if answer["type"] == "choice":
        assert [one["option"] for one in feedback] == [one["id"] for one in answer["options"]]
    else:
        value = prompt.reveal_content["value"]
        for given in range(int(answer["min"]), int(answer["max"]) + 1):
            assert sum(one["from"] <= given - value <= one["to"] for one in feedback) == 1, given


@pytest.mark.parametrize("case", [one for one in PROMPTS if one[1].reveal_content], ids=ids)
def test_feedback_is_short_and_does_not_praise(case):
    _, prompt = case
    for entry in prompt.reveal_content.get("feedback", []):
        assert len(entry["text"]["en"].split()) < 50
        assert not re.search(r"great job|well done|unfortunately|很棒|遗憾", str(entry["text"]), re.IGNORECASE)


def test_the_academics_are_to_be_verified_wherever_their_number_is_revealed():
    for language, words in ((Language.EN, "to be verified"), (Language.ZH, "待核实")):
        reveal = curriculum.lesson("01-who-moved").prompt("L1-C1").reveal(language)
        assert reveal["to_be_verified"]
        assert all(words in one["text"].lower() for one in reveal["feedback"])


@pytest.mark.parametrize("case", PROMPTS, ids=ids)
def test_a_number_that_rests_on_a_summary_says_so_wherever_it_stands(case):
    _, prompt = case
    pairs = [pair for _, pair in (*texts(prompt.content), *texts(prompt.reveal_content or {}))]
    for pair in [{"en": prompt.text.en, "zh": prompt.text.zh}, *pairs]:
        if re.search(r"7,542|7542|2,400|32%", pair["en"]):
            assert "to be verified" in pair["en"].lower()
            assert "待核实" in pair["zh"]


def test_the_seven_numbers_of_the_lesson_are_those_of_the_dataset():
    table = {row["id"]: row for row in datasets.load("numbers-seen").rows}
    for card in curriculum.lesson("01-who-moved").prompt("L1-S1").content["cards"]:
        assert card["claim"] == {"en": table[card["id"]]["as_published_en"], "zh": table[card["id"]]["as_published_zh"]}


def test_unknown_names_say_what_there_is():
    with pytest.raises(UnknownLesson, match="01-who-moved"):
        curriculum.lesson("../01-who-moved")
    with pytest.raises(UnknownPrompt, match="L1-C1, L1-T1"):
        PLANS[0].prompt("L9-C1")
    with pytest.raises(UnknownReference, match="'nobody1999'"):
        curriculum.reference("nobody1999")
    with pytest.raises(BadContent, match="L9-Q1"):
        curriculum.skill_key(("L9-Q1",))


def test_a_prompt_that_breaks_its_schema_is_named_with_the_place():
    data = {"id": "L1-X9", "kind": "text", "minutes": [0, 1], "purpose": "p", "text": {"en": "a", "zh": "一"}}
    with pytest.raises(BadContent, match=r"lesson\.toml: L1-X9"):
        load._prompt(data | {"content": {"rows": "many"}}, "lesson.toml", load.reference)


def test_localising_leaves_the_data_alone_and_lists_as_they_are():
    data = {"a": [{"en": "x", "zh": "一"}], "n": 3}
    assert model.in_language(data, Language.ZH) == {"a": ["一"], "n": 3}
    assert data == {"a": [{"en": "x", "zh": "一"}], "n": 3}
