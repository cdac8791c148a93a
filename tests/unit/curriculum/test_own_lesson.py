"""A teacher's own lesson, in a folder of its own."""

import json
import shutil

import pytest

from medialit import classroom, curriculum, datasets, start_page
from medialit.errors import BadContent, UnknownDataset, UnknownLesson
from medialit.responses import MemorySink

LESSON = """
[lesson]
id = "flood"
key = "F"
minutes = 10
title = { en = "How high?", zh = "多高？" }
question = { en = "How high was it?", zh = "有多高？" }
outcomes = [{ en = "say who measured", zh = "说出是谁测的" }]
[[plan]]
minutes = [0, 10]
title = { en = "Guess", zh = "猜" }
prompts = ["F-T1"]
instructor = { en = "Wait.", zh = "等一等。" }
[[prompt]]
id = "F-T1"
kind = "text"
minutes = [0, 10]
purpose = "Notice who measured"
text = { en = "Who measured it?", zh = "谁测的？" }
sources = ["gauge"]
content = { rows = 2, hint = { en = "A name.", zh = "一个名字。" } }
"""
REFERENCES = '[gauge]\ntext = "The gauge at the bridge"\nurl = "https://example.org/gauge"\nseen = true\n'


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "flood"
    place.mkdir()
    (place / "lesson.toml").write_text(LESSON, "utf-8")
    (place / "references.toml").write_text(REFERENCES, "utf-8")
    return place


def test_a_lesson_beside_the_notebook_is_found_by_its_id(folder):
    here = classroom.lesson("flood", "zh", folder=folder, sink=MemorySink())
    assert here.plan.title.zh == "多高？"
    assert here.widget("F-T1").view["text"] == "谁测的？"
    assert here.plan.prompt("F-T1").lookup("gauge").url == "https://example.org/gauge"


def test_the_shipped_lessons_and_references_stay_within_reach(folder):
    assert curriculum.find("01-who-moved", folder) is curriculum.lesson("01-who-moved")
    assert curriculum.own(folder).prompt("F-T1").lookup("wang2024").seen
    with pytest.raises(UnknownLesson):
        curriculum.find("nothing", folder)


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("lesson.toml", "[lesson", "no valid TOML"),
        ("lesson.toml", LESSON.replace("minutes = 10\n", "", 1), "minutes"),
        ("lesson.toml", LESSON.replace("rows = 2", 'rows = "two"'), "rows"),
        ("references.toml", '[gauge]\ntext = "The gauge at the bridge"\n', "gauge"),
    ],
)
def test_a_slip_in_a_file_is_said_with_its_place(folder, file, text, said):
    (folder / file).write_text(text, "utf-8")
    with pytest.raises(BadContent, match=said):
        curriculum.own(folder)


def test_a_folder_without_a_lesson_is_said(tmp_path):
    with pytest.raises(BadContent, match="cannot be read"):
        curriculum.own(tmp_path)


def test_start_shows_it_after_ours_and_a_broken_one_is_a_note(folder, monkeypatch):
    shown = []
    monkeypatch.setattr(start_page, "display", shown.append)
    (folder / "flood.en.ipynb").write_text("{}", "utf-8")
    start_page.start("en", folder=folder.parent)
    assert '<a href="flood/flood.en.ipynb">How high?</a>' in shown[0]["text/html"]
    (folder / "lesson.toml").write_text("[lesson", "utf-8")
    start_page.start("en", folder=folder.parent)
    assert "flood: " in shown[1]["text/plain"]


def test_its_datasets_come_before_ours_and_are_shown_as_a_table(folder, monkeypatch):
    shown = []
    monkeypatch.setattr(classroom, "_display", lambda thing, *_, **__: shown.append(thing))
    own = folder / "data" / "numbers-seen"
    shutil.copytree(datasets.folder("numbers-seen"), own)
    descriptor = json.loads((own / "datapackage.json").read_text("utf-8"))
    descriptor |= {"title": "Mine", "title_zh": "我的"}
    (own / "datapackage.json").write_text(json.dumps(descriptor), "utf-8")
    here = classroom.lesson("flood", "zh", folder=folder, sink=MemorySink())
    here.table("numbers-seen")
    assert "<caption>我的</caption>" in shown[-1]["text/html"]
    assert "as published" in shown[-1]["text/plain"]
    assert "as_published_en" not in str(shown[-1])
    here.table("daily-users")
    assert '<th scope="col">' in shown[-1]["text/html"]
    with pytest.raises(UnknownDataset):
        here.table("../secret")
