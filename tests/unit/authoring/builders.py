"""A small sound lesson of a teacher's own, which tests then break in one place."""

import json
import shutil

from medialit import authoring, datasets

LESSON = """
[lesson]
id = "flood"
key = "F"
minutes = 10
zh_read_by = "王小明"
title = { en = "How high?", zh = "多高？" }
question = { en = "How high was it?", zh = "有多高？" }
outcomes = [{ en = "say who measured", zh = "说出是谁测的" }]
[[plan]]
minutes = [0, 4]
title = { en = "Guess", zh = "猜一猜" }
prompts = ["F-T1"]
instructor = { en = "Wait for the quiet ones.", zh = "等一等安静的人。" }
[[plan]]
minutes = [4, 10]
title = { en = "Look", zh = "看一看" }
prompts = ["F-T2"]
instructor = { en = "Show the gauge last.", zh = "最后再看水尺。" }
[[prompt]]
id = "F-T1"
kind = "text"
minutes = [0, 4]
purpose = "Notice who measured"
text = { en = "Who measured the 731 cm?", zh = "这731厘米是谁测的？" }
sources = ["gauge"]
content = { rows = 2, hint = { en = "A name.", zh = "一个名字。" } }
[[prompt]]
id = "F-T2"
kind = "text"
minutes = [4, 10]
purpose = "Compare"
text = { en = "Which one holds?", zh = "哪一个站得住？" }
content = { rows = 2, hint = { en = "One line.", zh = "一句话。" } }
"""
REFERENCES = '[gauge]\ntext = "The gauge at the bridge"\nurl = "https://example.org/gauge"\nseen = true\n'
AFTER = """
[after]
title = { en = "Go there", zh = "去看看" }
prompts = ["F-T3"]
instructor = { en = "Nobody goes alone.", zh = "不要一个人去。" }
[[prompt]]
id = "F-T3"
kind = "text"
minutes = [0, 0]
purpose = "Look"
text = { en = "What do you see?", zh = "你看见什么？" }
content = { rows = 2, hint = { en = "One line.", zh = "一句话。" } }
"""
PROSE = {
    "en": {
        "title": "# How high?\n\nTwo steps, 10 minutes. More in [the other part](#4–10-min-·-Look).",
        "m00-04": "## 0–4 min · Guess",
        "m04-10": "## 4–10 min · Look\n\nThe river stood at 731 cm on 14 July 2021 (Office 2021).",
    },
    "zh": {
        "title": "# 多高？\n\n两步，10分钟。另见[后一部分](#4～10分钟-·-看一看)。",
        "m00-04": "## 0～4分钟 · 猜一猜",
        "m04-10": "## 4～10分钟 · 看一看\n\n2021年7月14日，水位是731厘米（Office 2021）。",
    },
}
CODE = {
    "open-lesson": 'from medialit import lesson\n\nhere = lesson("flood", "{language}")',
    "t1": 'here.ask("F-T1")',
    "t2": 'here.ask("F-T2")',
    "numbers": 'here.table("levels")',
    "works": "here.references()",
}
ORDER = ("title", "open-lesson", "m00-04", "t1", "m04-10", "numbers", "t2", "works")


def a_notebook(language):
    cells = [
        {"cell_type": "markdown", "id": name, "metadata": {}, "source": PROSE[language][name].splitlines(keepends=True)}
        if name in PROSE[language]
        else {
            "cell_type": "code",
            "execution_count": None,
            "id": name,
            "metadata": {},
            "outputs": [],
            "source": CODE[name].replace("{language}", language).splitlines(keepends=True),
        }
        for name in ORDER
    ]
    return {"cells": cells, "metadata": {"language_info": {"name": "python"}}, "nbformat": 4, "nbformat_minor": 5}


def a_lesson(home):
    """A folder with a lesson in which `medialit check` finds nothing."""
    folder = home / "flood"
    folder.mkdir()
    (folder / "lesson.toml").write_text(LESSON, "utf-8")
    (folder / "references.toml").write_text(REFERENCES, "utf-8")
    for language in ("en", "zh"):
        write(folder, language, a_notebook(language))
    shutil.copytree(datasets.folder("numbers-seen"), folder / "data" / "levels")
    descriptor = json.loads((folder / "data" / "levels" / "datapackage.json").read_text("utf-8"))
    (folder / "data" / "levels" / "datapackage.json").write_text(json.dumps(descriptor | {"name": "levels"}), "utf-8")
    authoring.accept_translations([folder])
    return folder


def add_after_class(folder):
    """Give the lesson a prompt for after class, and let both notebooks ask it."""
    text = (folder / "lesson.toml").read_text("utf-8")
    (folder / "lesson.toml").write_text(text + AFTER, "utf-8")
    for language, heading in (("en", "## After class · Go there"), ("zh", "## 课后 · 去看看")):
        notebook = a_notebook(language)
        prose, code = (dict(one) for one in (notebook["cells"][0], notebook["cells"][-1]))
        prose |= {"id": "after-class", "source": [heading]}
        notebook["cells"] += [prose, code | {"id": "t3", "source": ['here.ask("F-T3")']}]
        write(folder, language, notebook)
    authoring.accept_translations([folder])


def write(folder, language, notebook):
    text = json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    (folder / f"flood.{language}.ipynb").write_text(text, "utf-8")


def change(folder, language, cell=None, *, source=None, **more):
    """Change one cell of a notebook, or the notebook itself."""
    notebook = json.loads((folder / f"flood.{language}.ipynb").read_text("utf-8"))
    if cell is None:
        notebook |= more
    else:
        found = next(one for one in notebook["cells"] if one["id"] == cell)
        found |= more | ({} if source is None else {"source": source.splitlines(keepends=True)})
    write(folder, language, notebook)


def change_cell(file, cell, **more):
    """Change one cell of any notebook, and nothing of its form."""
    notebook = json.loads(file.read_text("utf-8"))
    next(one for one in notebook["cells"] if one["id"] == cell).update(more)
    file.write_text(json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")


def broken(folder, *more):
    """The ids of the rules that the folder breaks, each once, in order."""
    found = authoring.check([folder, *more])
    return list(dict.fromkeys(one.key for one in found if one.level in {"problem", "warning"}))
