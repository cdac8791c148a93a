"""Rules of the house that a machine can hold."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

from medialit import authoring, curriculum
from medialit.finding import Level

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "src").rglob("*.py"))
MODULES = [one for one in SOURCES if "data" not in one.relative_to(ROOT / "src" / "medialit").parts[:-1]]


def functions(tree):
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def body_lines(node):
    first = node.body[1:] if ast.get_docstring(node) and len(node.body) > 1 else node.body
    return node.end_lineno - first[0].lineno + 1


def tracked():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False).stdout.decode()
    names = [name for name in listed.split("\0") if name]
    assert names or not (ROOT / ".git").exists()
    return [ROOT / name for name in names if (ROOT / name).is_file()]


def readable(file):
    try:
        return file.read_text("utf-8")
    except UnicodeDecodeError:
        return ""


@pytest.mark.parametrize("file", MODULES, ids=lambda one: one.name)
def test_files_and_functions_stay_small(file):
    text = file.read_text("utf-8")
    assert len(text.splitlines()) <= 400, f"{file}: more than 400 lines"
    long = [node.name for node in functions(ast.parse(text)) if body_lines(node) > 50]
    assert not long, f"{file}: over 50 lines: {long}"


@pytest.mark.parametrize("file", MODULES, ids=lambda one: one.name)
def test_the_environment_is_read_in_settings_only(file):
    if file.name != "settings.py":
        reads = re.findall(r"os\.(?:environ\.get|environ\[[^\]]*\](?!\s*=)|getenv)", file.read_text("utf-8"))
        assert not reads, f"{file}: {reads}"


HOSTS_AND_PATHS = (
    r"pypi\.org|pythonhosted\.org|registry\.npmjs\.org|deb\.debian\.org|(?<![a-z])/(?:work|root|home/[a-z]+)/"
)
UNFINISHED = r"\b(?:TODO|FIXME|NotImplementedError)\b|pytest\.skip|mark\.skip|xfail\(|pragma: no cover"


def offenders(pattern, suffixes=None):
    """The tracked files that match `pattern`; this file, which holds the patterns, is left out."""
    files = [one for one in tracked() if one != Path(__file__) and (not suffixes or one.suffix in suffixes)]
    return [one for one in files if re.search(pattern, readable(one))]


def test_no_file_names_a_registry_or_a_path_of_one_machine():
    assert not offenders(HOSTS_AND_PATHS)


def test_nothing_hides_unfinished_work():
    assert not offenders(UNFINISHED, {".py", ".js", ".ipynb"})


def test_every_widget_is_one_folder_with_its_three_files():
    widgets = ROOT / "src" / "medialit" / "widgets"
    folders = [one for one in widgets.iterdir() if one.is_dir() and not one.name.startswith("_")]
    assert folders
    for folder in folders:
        assert {"index.js", "style.css"} <= {one.name for one in folder.iterdir()}, folder.name


@pytest.mark.slow
def test_medialit_check_finds_nothing_wrong_with_what_we_ship():
    broken = [one.what for one in authoring.check() if one.level in {Level.PROBLEM, Level.WARNING}]
    assert broken == []


@pytest.mark.parametrize("page", ["README.md", "lessons/README.md"])
def test_the_lists_of_lessons_name_each_lesson_its_question_and_its_minutes(page):
    rows = [line for line in (ROOT / page).read_text("utf-8").splitlines() if line.startswith("|")]
    for plan in curriculum.lessons():
        [row] = [one for one in rows if f"| {plan.question['en']} |" in one]
        assert plan.title["en"] in row or plan.id in row
        assert re.search(rf"\| {plan.minutes}\b[^|]*\|$", row), row
