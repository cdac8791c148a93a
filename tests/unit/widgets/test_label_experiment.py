"""One message, a label by chance, three ratings: nobody chooses, anybody may leave, and few people show nothing."""

import copy
import json
import tomllib
from pathlib import Path

import pytest
from tests.builders import MONDAY, a_message, a_response, a_widget, the_example

from medialit import curriculum, datasets
from medialit.analysis.label_experiment import arm_of
from medialit.errors import BadContent
from medialit.i18n import Language
from medialit.responses import Action, Kind, MemorySink, Record, class_results
from medialit.responses.class_results import ClassResults
from medialit.widgets.label_experiment import LabelExperiment, class_counts

VALUE = {"arm": "none", "prediction": "lower", "certainty": 60, "warmth": 5, "clarity": 6, "answer": "yes"}
OUT = {"withdrawn": True}


def by(author, *, language=Language.EN, sink=None):
    """The widget as this person has it."""
    kept, plan = sink or MemorySink(), the_example()

    def save(prompt, kind, action, value):
        one = a_response(prompt, action, value, kind=kind, lesson="example", author=author, t=MONDAY)
        kept.save(one)
        return one

    given = {"author": author, "rows": datasets.load("label-simulated").rows}
    record = Record.of(kept.responses())
    return LabelExperiment(plan.prompt("EX-label"), language=language, record=record, save=save, given=given)


def one_in(arm):
    return next(name for name in map(str, range(50)) if arm_of(name, "EX-label", ("label", "none")) == arm)


def arms(counts_with, counts_without, answers=(1, 1, 1)):
    answer = dict(zip(("yes", "perhaps", "no"), answers, strict=True))
    both = zip(("label", "none"), (counts_with, counts_without), strict=True)
    made = {arm: {"warmth": counts, "clarity": counts, "answer": answer} for arm, counts in both}
    n = sum(counts_with) + sum(counts_without)
    prompts = {"EX-label": {"kind": "label", "n": n, "arms": made}}
    return ClassResults(lesson="example", class_name="Monday", prompts=prompts)


def shown(results):
    widget, _ = a_widget("EX-label", results=results)
    widget.receive(a_message("commit", VALUE))
    return widget.view["class"]


# What a person sees


def test_the_label_reaches_only_those_whom_chance_gave_it_and_never_the_other_messages():
    with_label, without = by(one_in("label")).view, by(one_in("none")).view
    assert with_label["content"]["label"] == "Machine-translated"
    assert "Machine-translated" not in str(without)
    for view in (with_label, without):
        assert view["content"]["message"] == "Thank you for the soup recipe."
        assert "It rained" not in str(view)
        assert view["reveal"] is view["class"] is None


def test_ratings_are_drafted_committed_once_and_then_explained():
    widget, sink = a_widget("EX-label")
    half = VALUE | {"clarity": None, "answer": None}
    assert widget.receive(a_message("draft", half))["status"] == "saved"
    assert widget.view["draft"] == half
    assert widget.receive(a_message("commit", VALUE))["status"] == "saved"
    assert widget.view["reveal"]["text"] == "All labels were given by chance."
    assert widget.receive(a_message("commit", VALUE | {"warmth": 1}))["status"] == "refused"
    assert widget.receive(a_message("again", VALUE))["status"] == "refused"
    assert len(sink.responses()) == 2


@pytest.mark.parametrize(
    ("value", "words"),
    [
        *[(VALUE | {name: None}, "then commit") for name in VALUE if name != "arm"],
        (VALUE | {"arm": "label"}, "has changed"),
        (VALUE | {"arm": "both"}, "could not be understood"),
        (VALUE | {"warmth": 8}, "could not be understood"),
        (VALUE | {"warmth": 4.5}, "could not be understood"),
        (VALUE | {"answer": "never"}, "could not be understood"),
        (VALUE | {"name": "Ana"}, "could not be understood"),
    ],
)
def test_a_commit_that_breaks_a_rule_says_which(value, words):
    widget, sink = a_widget("EX-label")
    assert words in widget.receive(a_message("commit", value))["message"]
    assert sink.responses() == ()


def test_a_person_stays_in_the_arm_in_which_they_began_also_on_another_machine():
    author, other = one_in("label"), one_in("none")
    sink = MemorySink()
    by(author, sink=sink).receive(a_message("draft", VALUE | {"arm": "label"}))
    moved = by(other, sink=sink)
    assert moved.view["arm"] == "label"
    assert moved.receive(a_message("commit", VALUE | {"arm": "label"}))["status"] == "saved"


# Taking a row out


def test_a_row_can_be_taken_out_and_put_back_at_any_time_and_the_ratings_stay():
    widget, sink = a_widget("EX-label")
    widget.receive(a_message("draft", VALUE))
    assert widget.receive(a_message("save", OUT))["status"] == "saved"
    assert widget.view["withdrawn"]
    assert widget.view["draft"] == VALUE, "taking a row out is not the same as erasing what was written"
    widget.receive(a_message("commit", VALUE))
    assert "Your row is out" in widget.text_record()
    again, _ = a_widget("EX-label", sink=sink)
    assert again.view["withdrawn"]
    again.receive(a_message("save", {"withdrawn": False}))
    assert not again.view["withdrawn"]


def test_rows_taken_out_and_rows_never_committed_are_not_counted():
    def record(*done):
        responses = [
            a_response("EX-label", action, value, kind=Kind.LABEL_EXPERIMENT, minute=minute)
            for minute, (action, value) in enumerate(done)
        ]
        return Record.of(responses)

    commit = (Action.COMMIT, VALUE)
    records = [
        record(commit),
        record(commit, (Action.SAVE, OUT)),
        record((Action.SAVE, OUT), commit),
        record(commit, (Action.SAVE, OUT), (Action.SAVE, {"withdrawn": False})),
        record((Action.DRAFT, VALUE)),
        record((Action.COMMIT, VALUE | {"arm": "label", "warmth": 2, "answer": "no"})),
        Record(),
    ]
    counts = class_counts(records, "EX-label")
    assert counts["n"] == 3
    assert counts["arms"]["none"]["warmth"] == [0, 0, 0, 0, 2, 0, 0]
    assert counts["arms"]["label"]["warmth"] == [0, 1, 0, 0, 0, 0, 0]
    assert counts["arms"]["label"]["answer"] == {"yes": 0, "perhaps": 0, "no": 1}


def test_counts_of_a_class_fit_the_file_in_which_they_travel(tmp_path):
    entry = class_counts([], "EX-label")
    data = {
        "v": 1,
        "lesson": "example",
        "class": "c",
        "released": "2025-03-01T12:00:00Z",
        "prompts": {"EX-label": entry},
    }
    (tmp_path / class_results.NAME).write_text(json.dumps(data), "utf-8")
    found, problems = class_results.read(tmp_path, "example")
    assert problems == ()
    assert found.for_prompt("EX-label") == entry


RECORD = {
    Language.EN: ("Label: none", "Prediction for warmth: Lower with the label", "Warmth: 5 of 7", "Would answer: Yes"),
    Language.ZH: ("标签：无", "对“友善”的预测：有标签时更低", "友善：5分（满分7分）", "会不会回复：会"),
}


def test_the_record_tells_what_was_seen_predicted_and_rated_and_a_withdrawal():
    for language, told in RECORD.items():
        widget, _ = a_widget("EX-label", language=language)
        widget.receive(a_message("commit", VALUE))
        widget.receive(a_message("save", OUT))
        record = widget.text_record()
        assert [one for one in told if one not in record] == []
        assert record.rstrip().endswith(widget.strings["out"])


# What a class shows


def test_without_a_class_the_method_is_shown_on_ratings_that_say_they_are_simulated():
    for language, mark in ((Language.EN, "do not exist"), (Language.ZH, "并不存在")):
        widget, _ = a_widget("EX-label", language=language)
        widget.receive(a_message("commit", VALUE))
        assert widget.view["class"]["simulated"]
        assert mark in widget.view["class"]["head"]


@pytest.mark.parametrize(
    ("counts", "simulated", "head"),
    [
        (([0, 0, 2, 1, 0, 0, 0], [0, 0, 0, 2, 2, 0, 0]), True, "fewer than 8 complete rows"),
        (([0, 0, 2, 2, 0, 0, 0], [0, 0, 0, 2, 2, 0, 0]), True, "has 8 complete rows, and a result needs 12"),
        (([0, 0, 3, 3, 0, 0, 0], [0, 0, 0, 3, 2, 0, 0]), True, "has 11 complete rows, and a result needs 12"),
        (([0, 0, 3, 3, 0, 0, 0], [0, 0, 0, 3, 3, 0, 0]), False, "Your class: 12 rows"),
        (([0, 0, 1, 0, 0, 0, 0], [0, 0, 0, 8, 8, 0, 0]), True, "nearly all of your class on one side"),
    ],
)
def test_small_classes_see_simulated_ratings_and_nothing_of_their_own(counts, simulated, head):
    result = shown(arms(*counts))
    assert result["simulated"] is simulated
    assert head in result["head"]
    own = result["scales"][0]["arms"][0]["counts"] == counts[0]
    assert own is not simulated
    if head.startswith("fewer"):
        assert "7" not in result["head"]


def test_a_result_says_its_size_what_chance_would_do_and_what_it_cannot_show_warmth_first():
    result = shown(arms([0, 0, 3, 3, 0, 0, 0], [0, 0, 0, 0, 3, 3, 0]))
    first, second = result["scales"]
    assert (first["id"], second["id"]) == ("warmth", "clarity")
    found, chance, interval, cannot = first["said"]
    assert found == "Warmth: on average 3.5 with the label and 5.5 without it, so 2.0 points lower with the label."
    assert chance.startswith("With n = 12, a difference this size or larger happens by chance less than once in 100")
    assert interval.endswith("lie between −2.5 and −1.5.")
    assert "would usually be missed" in cannot
    assert "“No clear difference” is not “no difference”." in cannot


def test_a_difference_of_nothing_is_called_the_same():
    found = shown(arms([0, 0, 3, 3, 0, 0, 0], [0, 0, 3, 3, 0, 0, 0]))["scales"][0]["said"][0]
    assert "so the same to one decimal" in found


def test_results_of_another_kind_are_not_mistaken_for_ratings():
    results = ClassResults(
        lesson="example", class_name="M", prompts={"EX-label": {"kind": "choice", "n": 20, "counts": {}}}
    )
    assert shown(results)["simulated"]


# On paper, and in an older form


def test_on_paper_stands_what_this_person_would_see_and_nothing_of_the_result():
    for language in Language:
        widget, _ = a_widget("EX-label", language=language)
        text = "\n\n".join(widget.on_paper()).replace("\\", "")
        assert widget.prompt.localised(language)["announcement"] in text
        assert text.count("☐ 7") == 2
        assert f"**{widget.content['label']}**" not in text
        assert widget.prompt.reveal(language)["text"] not in text
    assert "Machine\\-translated" in "".join(by(one_in("label")).on_paper())


def test_an_experiment_that_shows_a_message_it_lacks_is_a_slip():
    file = Path(__file__).parents[2] / "example_lesson.toml"
    data = copy.deepcopy(tomllib.loads(file.read_text("utf-8")))
    next(one for one in data["prompt"] if one["id"] == "EX-label")["content"]["message"] = "song"
    with pytest.raises(BadContent, match="the message 'song', which is not there"):
        curriculum.load.plan_of(data, file.name, curriculum.reference)
