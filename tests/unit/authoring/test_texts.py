"""Which pairs of a curriculum file are texts."""

from tests.builders import the_example

from medialit.authoring.lessons import prompt_texts, texts


def test_a_pair_of_texts_and_a_pair_of_lists_of_words_are_texts_and_a_length_is_not():
    data = {"a": {"en": "cat", "zh": "猫"}, "b": {"en": ["x", "y"], "zh": ["甲"]}, "c": {"en": [1, 2], "zh": [3, 4]}}
    assert list(texts(data)) == [("a", "cat", "猫"), ("b", "x\ny", "甲")]


def test_the_length_that_a_studio_asks_for_needs_no_source():
    assert not [one for one, *_ in prompt_texts(the_example().prompt("EX-studio")) if one.endswith("words")]
