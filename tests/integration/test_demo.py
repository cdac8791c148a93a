"""The main job, small: an invented class goes all the way from assignment to report."""

import csv
import json
import re

import pytest

from medialit import demo
from medialit.errors import AlreadyExists
from medialit.i18n import Language
from medialit.responses import path_for, read

LESSON = "01-who-moved"


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    into = tmp_path_factory.mktemp("demo") / "class"
    steps = []
    result = demo.run(into, students=8, language=Language.ZH, progress=lambda *step: steps.append(step))
    return result, steps


def test_it_grades_everybody_who_can_be_graded_and_says_the_rest(played):
    result, _ = played
    assert result.students == 8
    assert result.graded + result.failed <= 8
    assert result.graded >= 5


def test_its_progress_goes_from_nothing_to_all(played):
    _, steps = played
    done = [step[0] for step in steps]
    assert done == sorted(done)
    assert steps[-1][0] == steps[-1][1]


def test_the_grades_file_has_a_row_per_student_and_says_that_they_are_invented(played):
    result, _ = played
    with result.grades[0].open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert {row["last_name"] for row in rows} == {"Invented / 虚构"}
    assert all(0 <= float(row["score"]) <= 8 for row in rows)
    assert all(row["assignment"] == LESSON for row in rows)


def test_the_report_is_one_page_that_loads_nothing_and_says_that_all_is_invented(played):
    result, _ = played
    text = result.reports[0].read_text("utf-8")
    assert 'lang="zh-Hans"' in text
    assert "虚构" in text
    outside = re.sub(r"<script\b.*?</script>", "", text, flags=re.DOTALL)
    assert not re.search(r"<(?:script|link|img|iframe)[^>]+(?:src|href)=[\"']https?:", outside)


def test_feedback_lies_where_it_says(played):
    result, _ = played
    came = {one.parent.name for one in (result.folder / "submitted").glob(f"*/{LESSON}")}
    assert {one.parts[-3] for one in result.feedback.glob(f"*/{LESSON}/reflection.html")} == came


def test_every_answer_went_through_the_same_journal_as_a_students(played):
    result, _ = played
    journals = list((result.folder / "submitted").glob(f"*/{LESSON}/{LESSON}.answers.jsonl"))
    assert len(journals) >= 4
    readings = [read(one, LESSON) for one in journals]
    assert sum(len(one.responses) for one in readings) > 50


def test_every_text_of_an_invented_student_carries_its_mark(played):
    result, _ = played
    for folder in (result.folder / "submitted").glob(f"*/{LESSON}"):
        for response in read(path_for(folder, LESSON), LESSON).responses:
            for text in filter(None, (response.value.get(key) for key in ("text", "reason", "note", "sentence"))):
                assert text.startswith(("[Invented]", "［虚构］")), text
        try:
            cells = json.loads((folder / "reflection.ipynb").read_text("utf-8"))["cells"]
        except ValueError:
            continue
        for cell in cells:
            if cell["metadata"].get("nbgrader", {}).get("grade_id") in {"measures", "comparison", "standpoint"}:
                text = "".join(cell["source"])
                assert text.startswith(("[Invented]", "［虚构］", "Write your answer here.")), text


def test_it_refuses_a_folder_that_exists(played):
    result, _ = played
    with pytest.raises(AlreadyExists):
        demo.run(result.folder)
