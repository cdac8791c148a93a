"""Each rule of `medialit check` sees the fault that it is for, and a sound lesson breaks none."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.unit.article.invented import PARAGRAPHS, put_in_place
from tests.unit.authoring.builders import CODE, LESSON, a_lesson, add_after_class, broken, change, change_cell

from medialit import authoring, curriculum
from medialit.authoring import catalogues, lessons, numbers, quoting, reading
from medialit.authoring.model import Subject
from medialit.cli import main
from medialit.errors import AlreadyExists, MedialitError, UnknownName
from medialit.finding import Level
from medialit.guard import Guard


@pytest.fixture
def folder(tmp_path):
    return a_lesson(tmp_path)


def run(*arguments, code=0):
    result = CliRunner().invoke(main, ["check", *map(str, arguments)])
    assert result.exit_code == code, result.output
    return result.stdout


def edit(folder, old, new, file="lesson.toml"):
    text = (folder / file).read_text("utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new), "utf-8")


def test_a_sound_lesson_breaks_no_rule(folder):
    assert broken(folder) == []
    assert "no rule is broken" in run(folder)


SEEDED = {
    "ML100": lambda folder: (folder / "flood.en.ipynb").write_text("{", "utf-8"),
    "ML101": lambda folder: change(
        folder, "en", "t1", outputs=[{"output_type": "stream", "name": "stdout", "text": ["x"]}]
    ),
    "ML102": lambda folder: [
        change(folder, one, "t1", source='for _ in range(3):\n    here.ask("F-T1")') for one in ("en", "zh")
    ],
    "ML103": lambda folder: [change(folder, one, "title", source="## 多高 high") for one in ("en", "zh")],
    "ML104": lambda folder: [change(folder, one, "numbers", source='here.show("nothing")') for one in ("en", "zh")],
    "ML201": lambda folder: (folder / "flood.zh.ipynb").unlink(),
    "ML202": lambda folder: change(folder, "zh", "numbers", id="other"),
    "ML203": lambda folder: change(folder, "zh", "numbers", source='here.table("daily-users")'),
    "ML204": lambda folder: change(folder, "zh", "title", source="# How high?"),
    "ML205": lambda folder: change(folder, "en", "m00-04", source="## 0–4 min · Guess\n\nNo looking up."),
    "ML301": lambda folder: edit(folder, "rows = 2", 'rows = "two"'),
    "ML302": lambda folder: [change(folder, one, "t2", source='here.ask("F-T1")') for one in ("en", "zh")],
    "ML303": lambda folder: edit(folder, "minutes = [4, 10]\ntitle", "minutes = [5, 10]\ntitle"),
    "ML304": lambda folder: edit(folder, '["gauge"]', '["gauge", "nobody2020"]'),
    "ML305": lambda folder: change(folder, "zh", "m04-10", source="## 4～10分钟 · 看一看\n\n最后再看水尺。"),
    "ML306": lambda folder: edit(folder, 'zh = "哪一个站得住？"', 'zh = "Which one holds?"'),
    "ML308": lambda folder: [change(folder, one, "works", source="here.hand_in()") for one in ("en", "zh")],
    "ML309": lambda folder: [change(folder, one, "works", source='here.terms("biji", "bijo")') for one in ("en", "zh")],
    "ML401": lambda folder: change(folder, "zh", "title", source="# 多高？\n\n见[这里](missing.ipynb)。"),
    "ML402": lambda folder: change(folder, "zh", "title", source="# 多高？\n\n见[这里](javascript:alert(1))。"),
    "ML501": lambda folder: change(folder, "zh", "m00-04", source="## 0～4分钟 · 猜一猜\n\n当时有4321人在场。"),
    "ML502": lambda folder: change(folder, "zh", "m00-04", source=f"## 0～4分钟 · 猜一猜\n\n{PARAGRAPHS[1]}"),
    "ML801": lambda folder: edit(folder, "N1", "N9", "data/levels/data.csv"),
    "ML901": lambda folder: (
        authoring.write_reflection("01-who-moved", folder),
        change_cell(folder / "reflection.ipynb", "title", source=["# Who stayed?"]),
    ),
    "ML902": lambda folder: (
        authoring.write_reflection("01-who-moved", folder),
        change_cell(folder / "reflection.ipynb", "skill", source=["4"]),
    ),
}


@pytest.mark.parametrize("rule_id", SEEDED)
def test_each_rule_sees_the_fault_that_it_is_for(folder, rule_id, monkeypatch):
    put_in_place(monkeypatch)
    SEEDED[rule_id](folder)
    assert rule_id in broken(folder)


def test_every_rule_that_can_fail_has_a_seeded_fault_here():
    mine = {one.id for one in authoring.RULES if one.level is Level.PROBLEM}
    assert mine == {*SEEDED, "ML701", "ML702", "ML703"}


def test_what_is_for_after_class_is_asked_last_under_its_own_heading(folder):
    add_after_class(folder)
    assert broken(folder) == []
    change(folder, "zh", "after-class", source="## 去看看")
    assert broken(folder) == ["ML303"]
    change(folder, "en", "t3", source="here.hand_in()")
    assert "ML302" in broken(folder)


def test_the_instructors_words_for_after_class_stay_out_too(folder):
    add_after_class(folder)
    change(folder, "en", "after-class", source="## After class · Go there\n\nNobody goes alone.")
    assert "ML305" in broken(folder)


@pytest.mark.parametrize(
    "source",
    [
        "import os",
        "here.ask(input())",
        "x = 3",
        'print("hello")',
        'here.ask("F-T1"',
        "\n".join(['here.ask("F-T1")'] * 11),
        "from os import environ",
        "[here.ask(one) for one in ('F-T1',)]",
    ],
)
def test_a_code_cell_of_a_lesson_only_opens_and_calls(folder, source):
    change(folder, "en", "t1", source=source)
    assert "ML102" in broken(folder)


@pytest.mark.parametrize(
    "source",
    ['here.terms("biji", "对账")', 'here.then_now(["F-T1", "F-T2"], size=2)', 'begin = start("en")', "here.hand_in()"],
)
def test_lists_and_named_values_are_thin_enough(folder, source):
    change(folder, "en", "t1", source=source)
    assert "ML102" not in broken(folder)


@pytest.mark.parametrize(
    ("text", "strange"),
    [
        ("The river stood at 731 cm.", ["731"]),
        ("The river stood at 731 cm (Office 2021).", []),
        ("It stood at 731 cm, says [the office](https://example.org).", []),
        ("In 2021 it rose, between 0 and 100, in 12 steps and 45 minutes.", []),
        ("Nine of ten, 9 of 10 countries.", ["9"]),
        ("90% agreed.", ["90%"]),
        ("共有4321人，约33亿次，70万。", ["4321"]),
        ("About 3.3 billion views, 700,000 users.", []),
        ("On 13 January 2025, and on 3 May 2019.", ["5/3"]),
        ("2025年1月13日；2019年5月3日。", ["5/3"]),
        ("# 1234 in a heading", []),
        ("See L1-C1, N1 to N7, F13 and `9999`.", []),
        ("1. first\n2. second, for 16 points", []),
        ("doi 10.1145/3392847 says 4321", []),
        ("CC BY-SA 4.0", []),
        ("It lasted until February 2025.", []),
    ],
)
def test_a_number_needs_a_source_unless_it_is_the_lessons_own(text, strange):
    assert numbers.unsourced(text, numbers.known(Subject(root=Path()))) == strange


def test_a_number_of_the_lessons_own_making_is_declared(folder):
    SEEDED["ML501"](folder)
    edit(folder, 'key = "F"', 'key = "F"\nown_numbers = ["4321"]')
    assert "ML501" not in broken(folder)


def test_a_number_beside_a_source_of_its_own_is_sourced(folder):
    edit(folder, 'sources = ["gauge"]\n', "")
    assert "ML501" in broken(folder)


def test_a_model_answer_in_a_students_notebook_is_seen_too(folder, monkeypatch):
    (answer, _) = curriculum.model_answers("07-capstone")
    monkeypatch.setattr(lessons, "model_answers", lambda _: (answer,))
    assert "ML305" not in broken(folder)
    change(folder, "zh", "m04-10", source=f"## 4～10分钟 · 看一看\n\n{answer.parts[2][1].zh}")
    assert "ML305" in broken(folder)


SEVENTEEN = " ".join(PARAGRAPHS[0].split()[:17])


@pytest.mark.parametrize(
    "seed",
    [
        lambda folder: change(folder, "en", "t1", source=f"# {SEVENTEEN}"),
        lambda folder: edit(folder, "A name.", SEVENTEEN),
        lambda folder: edit(folder, "一个名字。", f"文章说：“{SEVENTEEN}”。"),
        lambda folder: edit(folder, "Wait for the quiet ones.", SEVENTEEN.upper()),
        lambda folder: edit(folder, "The gauge", SEVENTEEN.replace(" ", " — "), "references.toml"),
        lambda folder: (folder / "more.md").write_text(f"# More\n\n{SEVENTEEN}", "utf-8"),
        lambda folder: (folder / "data" / "levels" / "CARD.md").write_text(f"# Levels\n\n{SEVENTEEN}", "utf-8"),
        lambda folder: [
            change(folder, "en", name, source=part)
            for name, part in (("m00-04", f"## 0–4 min · Guess\n\n{SEVENTEEN[:50]}"), ("t1", f"# {SEVENTEEN[50:]}"))
        ],
    ],
    ids=["code", "prompt", "chinese", "instructor", "references", "page", "dataset", "cut in two"],
)
def test_the_text_of_the_article_is_seen_wherever_it_stands(folder, seed, monkeypatch):
    put_in_place(monkeypatch)
    assert "ML502" not in broken(folder)
    seed(folder)
    (found,) = [one for one in authoring.check([folder]) if one.key == "ML502"]
    assert "17 words in a row of the article, beginning “in march the ferry stopped at …”" in found.what


def test_a_catalogue_with_the_text_of_the_article_is_named_with_its_key(tmp_path, monkeypatch):
    put_in_place(monkeypatch)
    subject = a_catalogue(tmp_path, en=GOOD + entry("b", SEVENTEEN), zh=GOOD)
    assert [(one.file, one.place) for one in quoting.too_long(subject)] == [("en/words.po", "b")]


def test_a_work_that_only_the_prose_names_needs_an_entry_too(folder):
    edit(folder, 'key = "F"', 'key = "F"\nreferences = ["gauge", "nobody2020"]')
    (found,) = [one for one in authoring.check([folder]) if one.level is Level.PROBLEM]
    assert (found.key, found.values["place"]) == ("ML304", "lesson.references")


def test_a_lesson_that_rests_on_no_work_needs_no_list(folder):
    SEEDED["ML308"](folder)
    edit(folder, 'sources = ["gauge"]\n', "")
    edit(folder, "731", "7")
    assert "ML308" not in broken(folder)


def test_terms_are_known_by_id_and_by_characters(folder):
    change(folder, "en", "t1", source='here.terms("biji",\n    "对账")')
    assert "ML309" not in broken(folder)


def test_a_translation_is_stale_until_it_is_accepted(folder):
    SEEDED["ML205"](folder)
    (found,) = [one for one in authoring.check([folder]) if one.key == "ML205"]
    assert "flood.zh.ipynb, m00-04: the English of this cell changed after it was translated" in found.what
    assert "flood.zh.ipynb" in CliRunner().invoke(main, ["check", "--accept-translations", str(folder)]).stderr
    assert broken(folder) == []


def test_a_translation_without_a_record_is_a_warning_and_not_a_fault(folder):
    change(folder, "zh", metadata={"language_info": {"name": "python"}})
    assert broken(folder) == ["ML205"]
    run(folder, code=0)


def test_fix_puts_a_run_notebook_in_form_and_leaves_its_text_alone(folder):
    SEEDED["ML101"](folder)
    change(folder, "en", metadata={"widgets": {"state": {}}, "kernelspec": {"name": "python3"}})
    before = json.loads((folder / "flood.en.ipynb").read_text("utf-8"))
    assert "no rule is broken" in run(folder, "--fix")
    after = json.loads((folder / "flood.en.ipynb").read_text("utf-8"))
    assert [(one["id"], one["source"]) for one in after["cells"]] == [
        (one["id"], one["source"]) for one in before["cells"]
    ]
    assert set(after["metadata"]) == {"kernelspec", "language_info"}
    assert authoring.put_in_form([folder]) == ()


def test_one_notebook_can_be_checked_and_its_sibling_is_found(folder):
    assert broken(folder / "flood.en.ipynb") == []
    SEEDED["ML203"](folder)
    assert broken(folder / "flood.en.ipynb") == ["ML203"]


def test_a_folder_of_lessons_is_checked_lesson_by_lesson(folder):
    assert broken(folder.parent) == []
    SEEDED["ML302"](folder)
    assert "ML302" in broken(folder.parent)


def test_what_is_not_there_is_said(tmp_path):
    with pytest.raises(MedialitError, match="nowhere"):
        authoring.check([tmp_path / "nowhere"])
    with pytest.raises(MedialitError, match="no notebook"):
        authoring.check([tmp_path])


def test_a_rule_can_be_left_out_and_explained(folder):
    SEEDED["ML201"](folder)
    assert "ML201" in run(folder, code=1)
    assert "ML201" not in run(folder, "--ignore", "ml201", "--ignore", "ML303")
    assert "**Why.** A class works in two languages" in run("--explain", "ML201")
    with pytest.raises(UnknownName, match="ML999"):
        authoring.rule("ML999")
    with pytest.raises(UnknownName):
        authoring.check([folder], ignore=["ML999"])


def test_json_names_rule_file_and_place(folder):
    SEEDED["ML203"](folder)
    (found,) = [one for one in json.loads(run(folder, "--json", code=1)) if one["key"] == "ML203"]
    assert (found["values"]["file"], found["values"]["place"]) == ("flood.zh.ipynb", "numbers")


def a_catalogue(home, **files):
    """A folder of catalogues: `en` and `zh` texts of one file each."""
    for folder, name in (("en", "en"), ("zh_Hans", "zh")):
        (home / folder).mkdir(parents=True, exist_ok=True)
        (home / folder / "words.po").write_text(files[name], "utf-8")
    return Subject(root=home, catalogues=home)


def entry(key, text):
    return f'msgid "{key}"\nmsgstr "{text}"\n\n'


GOOD = entry("start.lesson", "Lesson {n}")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ('msgid "start.lesson\nmsgstr "x"\n', "line 1 is neither"),
        ('msgid "start.lesson"\nmsgstr x\n', "line 2 is neither"),
        ('msgid "start.lesson"\n\nmsgid "b"\nmsgstr "x"\n', "line 1 has no msgstr"),
        ('msgstr "x"\n', "belongs to no msgid"),
        ('"x"\n', "line 1 is neither"),
        ('msgid "start.lesson"\n', "has no msgstr"),
        ('#, fuzzy\nmsgid "start.lesson"\nmsgstr "x"\n', "fuzzy"),
        (entry("start.lesson", " "), "is empty"),
        (GOOD + GOOD, "as well"),
        ('msgid "start.lesson"\nmsgstr "a "quoted" word"\n', "line 2 is neither"),
    ],
)
def test_a_broken_catalogue_is_named_with_its_line(tmp_path, text, what):
    found = list(catalogues.broken(a_catalogue(tmp_path, en=text, zh=GOOD)))
    assert what in " ".join(one.what for one in found)


def test_catalogues_with_other_keys_or_placeholders_are_named(tmp_path):
    subject = a_catalogue(tmp_path, en=GOOD + entry("a", "x"), zh=entry("start.lesson", "第{m}课"))
    found = {(one.place, one.what) for one in catalogues.uneven(subject)}
    assert found == {
        ("a", "zh_Hans has no such key"),
        ("start.lesson", "its placeholders are not those of the English"),
    }
    assert list(catalogues.broken(subject)) == []


def test_a_key_that_nothing_uses_is_named(tmp_path):
    subject = a_catalogue(tmp_path, en=GOOD + entry("zzz.qqqxq", "x"), zh=GOOD)
    assert [one.place for one in catalogues.unused(subject)] == ["zzz.qqqxq"]


def test_long_texts_go_on_in_the_next_line(tmp_path):
    text = 'msgid ""\nmsgstr ""\n"Language: en\\n"\n\nmsgid "a"\nmsgstr "one "\n"two \\"three\\""\n'
    assert [one[1:] for one in catalogues.messages(text)] == [("", "Language: en\n"), ("a", 'one two "three"')]


def test_the_reading_level_is_reported_and_never_a_fault(folder):
    found = [one for one in authoring.check([folder]) if one.key == "ML601"]
    assert {one.level for one in found} == {Level.NOTE}
    assert re.search(r"school grade -?\d+\.\d", found[0].what)
    assert "characters a sentence" in found[1].what
    assert reading.flesch_kincaid("") == 0
    assert reading.characters_per_sentence("") == 0


def test_the_reference_page_is_what_the_rules_say():
    page = (Path(__file__).parents[3] / "docs" / "reference" / "check.md").read_text("utf-8")
    rules = (*authoring.RULES, *Guard().rules())
    assert page.endswith(authoring.explain("all", rules) + "\n"), "write it anew: see the head of the page"


def test_the_builders_lesson_is_small_enough_to_read():
    assert len(LESSON.splitlines()) < 50
    assert len(CODE) == 5


def test_the_first_notebooks_of_a_lesson_break_no_rule_and_are_never_overwritten(folder):
    for file in folder.glob("*.ipynb"):
        file.unlink()
    made = authoring.notebooks(folder)
    assert [one.name for one in made] == ["flood.en.ipynb", "flood.zh.ipynb"]
    assert broken(folder) == []
    assert 'here.table("levels")' in json.loads(made[1].read_text("utf-8"))["cells"][4]["source"]
    with pytest.raises(AlreadyExists, match=r"flood\.en\.ipynb"):
        authoring.notebooks(folder)


def test_the_first_notebooks_ask_what_is_for_after_class(folder):
    add_after_class(folder)
    for file in folder.glob("*.ipynb"):
        file.unlink()
    authoring.notebooks(folder)
    assert broken(folder) == []
