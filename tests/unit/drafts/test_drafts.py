"""The draft checks: what each sees, what it leaves alone, in both languages and in mixed text."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medialit import drafts
from medialit.drafts import Answer, Context, Outcome
from medialit.drafts.text import counts, quotations, tokens
from medialit.errors import UnknownName
from medialit.i18n import Language, words

ARTICLE = "the internet felt new again for one strange and generous week in january"
CARD_ZH = "据该公司说明，这一指数综合了评论、点赞、转发等多种行为，计算方法没有公开，因此外界无法核对。"


def in_article(passage):
    run, whole = [one.text for one in tokens(passage)], [one.text for one in tokens(ARTICLE)]
    four = {tuple(whole[at : at + 4]) for at in range(len(whole) - 3)}
    return all(tuple(run[at : at + 4]) in four for at in range(len(run) - 3))


def outcome(check, text, **context):
    return drafts.run(check, text, Context(**context)).outcome


def points(check, text, **context):
    return drafts.run(check, text, Context(**context)).points


def passages(check, text, **context):
    return [text[slice(*one.span)] for one in points(check, text, **context)]


def test_there_are_fourteen_each_with_a_name_and_a_rule_in_both_languages():
    assert [one.id for one in drafts.checks()] == [f"F{number}" for number in range(1, 15)]
    for language in Language:
        say = words(language)
        assert all(say(f"draft.{one.id}.name") and say(f"draft.{one.id}.rule") for one in drafts.checks())


def test_an_unknown_check_is_refused_by_name():
    with pytest.raises(UnknownName, match="'F99'"):
        drafts.run("F99", "text")


@given(st.text(max_size=300), st.sampled_from([one.id for one in drafts.checks()]))
def test_no_check_fails_on_any_text_and_every_span_lies_within_it(text, check):
    context = Context(
        starter="I think",
        words=90,
        answers=(Answer(prompt="L1-C1", texts=("40",)),),
        occurs=in_article,
        sources={"card": CARD_ZH},
        rows=({"source": text},),
        standpoints=(text,),
        definition={"actor": text},
        disclosure=text,
    )
    result = drafts.run(check, text, context)
    for span in [*result.found, *(one.span for one in result.points if one.span)]:
        assert 0 <= span[0] < span[1] <= len(text)
    for language in Language:
        assert all(drafts.told(result, words(language)))


def test_what_has_nothing_to_compare_with_does_not_apply():
    for check in ("F2", "F3", "F4", "F5", "F7", "F9", "F10", "F11", "F12", "F13"):
        assert outcome(check, "Some text.") is Outcome.NOT_APPLICABLE


def test_all_clear_says_that_it_says_nothing_about_quality():
    clear = drafts.run("F1", "word")
    assert drafts.told(clear, words(Language.EN)) == (
        "Nothing to point out. That says nothing about quality: a person will read it.",
    )
    assert drafts.told(clear, words(Language.ZH)) == ("没有需要提示的地方。这不说明写得好不好，会有人来读。",)


@pytest.mark.parametrize(
    ("text", "is_empty"),
    [("", True), (" \n\t　", True), ("Write here.", True), ("猫", False), ("👍", False), ("\u200b\ufeff", True)],
)
def test_f1_sees_an_empty_box(text, is_empty):
    assert (outcome("F1", text, starter="Write here.") is Outcome.POINTS) == is_empty


def test_f2_leaves_a_starter_alone_once_most_words_are_new():
    starter = "I used to think that"
    assert outcome("F2", "I used to  think THAT cats", starter=starter) is Outcome.POINTS
    kept = starter + " downloads were people, and now I ask which people, when and how many stayed"
    assert outcome("F2", kept, starter=starter) is Outcome.CLEAR
    assert outcome("F2", "我以前认为", starter="我以前认为") is Outcome.POINTS


def test_f3_shows_its_arithmetic_and_has_a_wide_band():
    assert outcome("F3", "word " * 63, words=90) is Outcome.CLEAR
    assert outcome("F3", "word " * 135, words=90) is Outcome.CLEAR
    (short,) = points("F3", "猫" * 16 + " one two", words=90)
    assert (short.key, short.values["words"], short.values["characters"], short.values["total"]) == ("short", 2, 16, 12)
    assert (
        "2 words + 16 characters ÷ 1.6 = 12"
        in drafts.told(drafts.run("F3", "猫" * 16 + " one two", Context(words=90)), words(Language.EN))[0]
    )
    (long,) = points("F3", "字" * 300, words=90)
    assert long.key == "long"


@pytest.mark.parametrize(
    "text", ["In L1-C1 I guessed.", "我在 l1-c1 里说过", "I said 40 then.", "I chose Downloads.", "当时选了下载量。"]
)
def test_f4_finds_an_earlier_answer_by_id_number_or_words(text):
    answers = (Answer(prompt="L1-C1", texts=("40",)), Answer(prompt="L1-C2", texts=("Downloads", "下载量")))
    result = drafts.run("F4", text, Context(answers=answers))
    assert result.outcome is Outcome.CLEAR
    assert result.found


def test_f4_is_not_content_with_the_answer_that_an_empty_box_names():
    given = {"answers": (Answer(prompt="L1-C1", texts=("40",)),), "starter": "In L1-C1 I committed to "}
    assert outcome("F4", "In L1-C1 I committed to ", **given) is Outcome.POINTS
    assert outcome("F4", "In L1-C1 I committed to less", **given) is Outcome.CLEAR


@pytest.mark.parametrize("text", ["I said 140 then.", "I said 4.40 then.", "I once guessed.", "L1-C12"])
def test_f4_is_not_taken_in_by_a_part_of_a_number_or_id(text):
    assert outcome("F4", text, answers=(Answer(prompt="L1-C1", texts=("40",)),)) is Outcome.POINTS


@pytest.mark.parametrize(
    "text",
    [
        'It says "the internet felt new again".',
        "It says “The Internet felt new again”.",
        "It says “the internet … one strange and generous week in January”.",
        "It says “felt new” twice.",
        "作者写道“互联网又变新了一个星期”。",
        "作者写道「the internet felt new again」。",
        "“La red parecía nueva otra vez” (my translation)",
        "“one two three four” 自译",
        "An open mark “the internet was never new",
    ],
)
def test_f5_leaves_exact_short_and_translated_quotations_alone(text):
    assert outcome("F5", text, occurs=in_article) is Outcome.CLEAR


def test_f5_points_at_altered_words_and_does_not_accuse():
    text = "He writes “the internet felt old again” and “felt new again for one”."
    assert passages("F5", text, occurs=in_article) == ["the internet felt old again"]
    told = drafts.told(drafts.run("F5", text, Context(occurs=in_article)), words(Language.EN))[0]
    assert "I could not find these words" in told
    assert "fake" not in told


def test_f6_counts_words_and_characters():
    assert outcome("F6", "“" + "word " * 15 + "”") is Outcome.CLEAR
    assert points("F6", "“" + "word " * 16 + "”")[0].values["words"] == 16
    assert outcome("F6", "“" + "字" * 24 + "”") is Outcome.CLEAR
    assert outcome("F6", "“" + "字" * 30 + "”") is Outcome.POINTS


def test_f7_checks_the_form_only():
    rows = [
        {"source": source}
        for source in (
            "",
            "my aunt",
            "10.1145/3392847",
            "doi:10.1/x",
            "https://example.org/猫",
            "10.1145",
            "https://nothing",
            "http://a b.org",
            "http//example.org",
            "https：／／example.org/x",
            "doi：10.1/x",
            "HTTP in two pages, 2024",
        )
    ]
    found = [(one.key, one.values["row"]) for one in points("F7", "", rows=tuple(rows))]
    assert found == [("empty", 1), ("form", 6), ("form", 7), ("form", 8), ("form", 9), ("form", 10)]


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("RedNote grew by 200%.", ["200%"]),
        ("Nine of ten, or 90%, were there.", []),
        ("90% of the countries did.", []),
        ("It rose 12.5 percent in a week. Nobody left.", ["12.5 percent"]),
        ("It fell by 3 percentage points.", []),
        ("I am 100% sure.", []),
        ("我百分之百确定。", []),
        ("下载量上升３００％。", ["３００％"]),
        ("其中90%还在发帖。", []),
        ("90%的用户留了下来。", []),
        ("百分之三十二留下了。", ["百分之三十二"]),
        ("有2400人。占32%。", []),
        ("I am a hundred percent sure.", []),
        ("It rose 300% because of the notice.", ["300%"]),
        ("Eighty percent left. Forty-five per cent of them came back.", ["Eighty percent"]),
        ("Of those, 34% agreed.", []),
        ("走了八成。两成的人留了下来，规矩一成不变。", ["八成"]),
        ("总之涨了300%。", ["300%"]),
        ("下载有22%来自美国。", []),
        ("Up 20%! Out of what base? Up 30%?", ["20%", "30%"]),
    ],
)
def test_f8_asks_of_what_only_where_the_sentence_has_no_base(text, shares):
    assert passages("F8", text) == shares


def test_f9_to_f12_look_for_presence_only():
    rows = ({"verdict": "nobody", "certainty": "40"}, {"verdict": "", "certainty": "40"}, {"verdict": "true"})
    assert [one.values["row"] for one in points("F9", "", rows=rows)] == [2, 3]
    assert outcome("F10", "", standpoints=("a", "b")) is Outcome.CLEAR
    assert outcome("F10", "", standpoints=("a", " ")) is Outcome.POINTS
    assert outcome("F10", "", standpoints=("", ""), passed=True) is Outcome.CLEAR
    assert [one.key for one in points("F11", "", definition={"actor": "a state", "scope": " "})] == [
        "scope",
        "mechanism",
    ]
    assert outcome("F12", "", disclosure="none") is Outcome.CLEAR
    assert outcome("F12", "", disclosure="") is Outcome.POINTS


def test_f13_points_at_the_exact_passage_and_leaves_quotations_alone():
    card = "one " + " ".join(f"w{number}" for number in range(30)) + " end"
    copied = " ".join(f"W{number}" for number in range(24))
    (point,) = points("F13", f"I write: {copied} and stop.", sources={"N5": card})
    assert (point.key, dict(point.values)) == ("words", {"count": 24, "source": "N5"})
    assert outcome("F13", f"“{copied}”", sources={"N5": card}) is Outcome.CLEAR
    short = " ".join(f"w{number}" for number in range(19))
    assert outcome("F13", short, sources={"N5": card}) is Outcome.CLEAR


def test_f13_needs_thirty_characters_in_chinese():
    bare = "".join(one.text for one in tokens(CARD_ZH))
    (point,) = points("F13", bare[:32], sources={"N7": CARD_ZH})
    assert (point.key, point.values["count"]) == ("characters", 32)
    assert outcome("F13", bare[:29], sources={"N7": CARD_ZH}) is Outcome.CLEAR


def test_f13_sees_the_article_through_its_fingerprints_only():
    whole = " ".join(f"word{number}" for number in range(40)).split()
    four = {tuple(whole[at : at + 4]) for at in range(37)}
    text = "So " + " ".join(whole[5:27]) + " there."
    (point,) = points("F13", text, occurs=lambda one: tuple(one.split()) in four)
    assert text[slice(*point.span)] == " ".join(whole[5:27])
    assert point.key == "article"


def test_f14_finds_nothing_and_asks():
    assert outcome("F14", "Downloads rose.") is Outcome.ASKS
    assert len(drafts.told(drafts.run("F14", "下载量上升了。"), words(Language.ZH))) == 3
    assert outcome("F14", "  ") is Outcome.NOT_APPLICABLE


def test_words_and_characters_are_counted_in_any_script():
    assert counts("don't stop") == (2, 0, 2)
    assert counts("Привет, мир 猫") == (2, 1, 2.625)
    assert counts("مرحبا بالعالم")[0] == 2
    assert counts("👍👍") == (0, 0, 0)


def test_every_kind_of_quotation_mark_is_read():
    assert [one.text for one in quotations('“a” "b" 「c」 『d』 “')] == ["a", "b", "c", "d"]
    assert [one.text for one in quotations("‘don’t ask’ he said, and didn’t; ”so” it ‘went’")] == [
        "don’t ask",
        "so",
        "went",
    ]
    assert [one.text for one in quotations('“one" and “two”, the ’90s')] == ["one", "two"]


def test_the_reference_page_states_every_rule_as_students_see_it():
    page = (Path(__file__).parents[3] / "docs" / "reference" / "draft-checks.md").read_text("utf-8")
    for language in Language:
        say = words(language)
        for check in drafts.checks():
            assert say(f"draft.{check.id}.name") in page, check.id
            assert say(f"draft.{check.id}.rule") in page, check.id
