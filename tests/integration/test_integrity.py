"""A test of code is judged twice: who answers right loses nothing, and no trick in one's own process gives points."""

import json
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.api import Gradebook
from tests.integration.code_course import CONFIG, NAME, a_cell

from medialit import course as desk
from medialit.grading import engine, nbgrader
from medialit.grading.model import Integrity
from medialit.grading.nbgrader import book, kit

SETUP = """\
import math
import pandas as pd
views = pd.read_csv('views.csv')

def close(a, b):
    return abs(a - b) < 1e-9
"""
SOLUTIONS = {
    "total": "total = int(views['n'].sum())",
    "mean": "def mean(numbers):\n    return sum(numbers) / len(numbers)",
    "table": "long = views[views['n'] > 1].copy()\nlong['half'] = long['n'] / 2",
    "tidy": """\
def tidy(words):
    words.sort()
    print(len(words), 'words')
    return ' '.join(words)
""",
    "pairs": "def pairs(numbers):\n    for one in numbers:\n        yield one, one * one",
    "refuse": "def refuse(n):\n    if n < 0:\n        raise ValueError('below zero')\n    return n",
    "account": """\
class Account:
    def __init__(self):
        self.held = 0
    def put(self, n):
        self.held += n
""",
    "saved": "import json, pickle\nwith open('saved.pkl', 'wb') as file:\n    pickle.dump([1, 2], file)",
    "axes": "import matplotlib.pyplot as plt\nfig, ax = plt.subplots()\nax.plot([1, 2])\nax.set_title('Views')",
}
TESTS = {
    "test_total": "assert total == 6\nassert isinstance(total, int)",
    "test_mean": "expected = 2.5\nassert close(mean([1, 2, 3, 4]), expected)\nassert math.isclose(mean([7]), 7)",
    "test_part": "sum(close(mean([n, n]), n) for n in (1, 2, 3)) / 3 * 2",
    "test_table": """\
assert list(long.columns) == ['title', 'n', 'half']
pd.testing.assert_series_equal(long['half'], views['n'][1:] / 2, check_names=False)
""",
    "test_tidy": """\
import contextlib, io
said, words = io.StringIO(), ['b', 'a']
with contextlib.redirect_stdout(said):
    assert tidy(words) == 'a b'
assert words == ['a', 'b']
assert said.getvalue() == '2 words\\n'
""",
    "test_pairs": "assert list(pairs([1, 2])) == [(1, 1), (2, 4)]",
    "test_refuse": """\
try:
    refuse(-1)
except ValueError as problem:
    assert 'zero' in str(problem)
else:
    raise AssertionError('accepted')
""",
    "test_account": "mine = Account()\nmine.put(3)\nassert mine.held == 3",
    "test_class": "assert isinstance(Account(), Account)",
    "test_saved": "import pickle\nwith open('saved.pkl', 'rb') as file:\n    assert pickle.load(file) == [1, 2]",
    "test_helped": "import helper\nassert helper.twice(total) == 12",
    "test_axes": "assert ax.get_title() == 'Views'\nassert len(ax.lines) == 1",
}
OF = {"part": "mean", "class": "account", "helped": "total"}
NOT_OUTSIDE = {"one/test_class"}
OTHER_WAYS = {
    "total": "total = 0\nfor n in views['n']:\n    total += int(n)",
    "mean": "import statistics\nmean = lambda numbers: statistics.fmean(numbers)",
    "table": "views['half'] = views['n'] / 2\nlong = views.loc[views['n'] > 1]",
    "tidy": """\
def tidy(words):
    words[:] = sorted(words)
    print(f'{len(words)} words')
    return str.join(' ', words)
""",
    "pairs": "def pairs(numbers):\n    return [(n, n ** 2) for n in numbers]",
    "refuse": """\
class Below(ValueError):
    pass

def refuse(n):
    if n < 0:
        raise Below('zero is the least')
    return n
""",
    "account": """\
from dataclasses import dataclass
@dataclass
class Account:
    held: int = 0
    def put(self, n):
        self.held = self.held + n
""",
}
WRONG = dict.fromkeys(SOLUTIONS, "pass") | {
    "total": "total = 0",
    "mean": "def mean(numbers):\n    return 0",
    "table": "long = views",
    "tidy": "def tidy(words):\n    return ''",
    "pairs": "def pairs(numbers):\n    return []",
    "refuse": "def refuse(n):\n    return n",
    "account": "class Account:\n    held = 0\n    def put(self, n):\n        pass",
}
RUNS_IN_A_PICKLE = """
import pickle
class Any:
    def __reduce__(self):
        return eval, ("type('Any', (), {'__eq__': lambda one, other: True})()",)
with open('saved.pkl', 'wb') as file:
    pickle.dump(Any(), file)
"""
FORGERIES = {
    "a pickle that runs": RUNS_IN_A_PICKLE,
    "a module of its own": """
from pathlib import Path
Path('helper.py').write_text('def twice(n): return 12')
Path('math.py').write_text('def isclose(*n): return True')
import sys
sys.modules.pop('helper', None), sys.modules.pop('math', None)
""",
    "asserts stripped": """
import ast
class Strip(ast.NodeTransformer):
    def visit_Assert(self, node):
        return ast.copy_location(ast.Pass(), node)
get_ipython().ast_transformers.append(Strip())
""",
    "source rewritten": """
def rewritten(lines):
    return [line.replace('assert', 'True or') for line in lines]
get_ipython().input_transformers_post.append(rewritten)
""",
    "cells not run": """
shell = get_ipython()
async def other(raw, *more, run=shell.run_cell_async, **named):
    if 'assert' in raw:
        named['transformed_cell'] = raw = 'None'
    return await run(raw, *more, **named)
shell.run_cell_async = other
""",
    "result sent first": """
shell = get_ipython()
def first(info):
    hook = shell.displayhook
    content = {'data': {'text/plain': '2'}, 'metadata': {}, 'execution_count': 1}
    hook.session.send(hook.pub_socket, 'execute_result', content, parent=hook.parent_header)
shell.events.register('pre_run_cell', first)
""",
    "errors never sent": """
session = get_ipython().kernel.session
def quiet(stream, kind, content=None, *more, send=session.send, **named):
    if kind == 'error':
        return None
    if kind == 'execute_reply':
        content = {'status': 'ok', 'execution_count': 1, 'user_expressions': {}, 'payload': []}
    return send(stream, kind, content, *more, **named)
session.send = quiet
""",
    "equal to everything": """
class Equal(int):
    def __eq__(self, other):
        return True
    __hash__ = int.__hash__
    def __sub__(self, other):
        return 0.0
total = Equal()
def mean(numbers):
    return Equal()
""",
    "anything at all": """
class Sly:
    __class__ = int
    def __eq__(self, other):
        return True
    def __sub__(self, other):
        return 0.0
    def __getattr__(self, name):
        return self
    def __call__(self, *more):
        return self
    def __iter__(self):
        return iter(())
total = long = mean = tidy = pairs = Account = Sly()
""",
    "expected values read": """
import re
def mean(numbers):
    found = re.findall(r'expected = ([0-9.]+)', In[-1])
    return float(found[0]) if found and len(numbers) > 1 else 7
""",
    "tools replaced": """
close = lambda a, b: True
math.isclose = lambda a, b: True
pd.testing.assert_series_equal = lambda *a, **k: None
""",
    "an answer that changes": """
class Turns(int):
    seen = 0
    def __eq__(self, other):
        Turns.seen += 1
        return Turns.seen % 2 == 1
total = Turns(1)
""",
    "the test's own names": """
import sys
def mean(numbers):
    names = sys._getframe(1).f_globals
    names['close'] = lambda a, b: True
    return 7
""",
}


def notebook():
    locked = {"locked": True}
    cells = [a_cell(new_code_cell(SETUP), "setup", **locked)]
    for name, body in SOLUTIONS.items():
        marked = f"### BEGIN SOLUTION\n{body}\n### END SOLUTION"
        cells.append(a_cell(new_code_cell(marked), name, solution=True))
        for test, code in TESTS.items():
            if OF.get(test.removeprefix("test_"), test.removeprefix("test_")) == name:
                hidden = f"### BEGIN HIDDEN TESTS\n{code}\n### END HIDDEN TESTS"
                cells.append(a_cell(new_code_cell(hidden), test, grade=True, points=2, **locked))
    made = new_notebook(cells=cells)
    made.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return made


def hand_in(folder, student, answers, also=""):
    """Hand in answers; `also` comes at the end of each."""
    released = json.loads((folder / "release" / NAME / "one.ipynb").read_text("utf-8"))
    for cell in released["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id")
        if name in answers:
            cell["source"] = f"{answers[name]}\n{also}"
    place = folder / "submitted" / student / NAME
    place.mkdir(parents=True)
    (place / "one.ipynb").write_text(json.dumps(released), "utf-8")


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    folder = tmp_path_factory.mktemp("twice")
    source = folder / "source" / NAME
    source.mkdir(parents=True)
    (source / "one.ipynb").write_text(json.dumps(notebook()), "utf-8")
    (source / "helper.py").write_text("def twice(n):\n    return 2 * n\n", "utf-8")
    (source / "views.csv").write_text("title,n\na,1\nb,2\nc,3\n", "utf-8")
    (folder / "nbgrader_config.py").write_text(CONFIG, "utf-8")
    step = nbgrader.Steps(folder).generate(NAME)
    assert step.done, step.log
    hand_in(folder, "as the teacher", SOLUTIONS)
    hand_in(folder, "in other ways", SOLUTIONS | OTHER_WAYS)
    hand_in(folder, "wrong", WRONG)
    hand_in(folder, "nothing", {})
    for name, code in FORGERIES.items():
        hand_in(folder, name, WRONG, code)
    return folder


def graded(folder, mode, students=None):
    """Grade everybody; return the outcomes and the automatic points of each, by student."""
    everyone = students or sorted(one.name for one in (folder / "submitted").iterdir())
    how = engine.Options(force=True, integrity=mode)
    outcomes = {one.student: one for one in engine.grade_all(folder, NAME, everyone, how)}
    return outcomes, points(folder, everyone)


def points(folder, students):
    with kit.connected(f"sqlite:///{folder / 'gradebook.db'}") as connection:
        rows = book.read(connection, NAME, students)
    return {
        student: {name: said[0] or 0.0 for name, said in one["notebooks"]["one"]["grades"].items()}
        for student, one in rows.items()
    }


@pytest.fixture(scope="module")
def inside(course):
    return graded(course, Integrity.INSIDE)


@pytest.fixture(scope="module")
def held(course, inside):
    return graded(course, Integrity.HOLD)


def test_who_answers_right_loses_nothing_and_nothing_of_theirs_is_held(inside, held):
    for student in ("as the teacher", "in other ways"):
        assert held[0][student].held == {}, student
        assert held[1][student] == inside[1][student] == dict.fromkeys(TESTS, 2.0)


def test_wrong_answers_get_what_nbgrader_gives(inside, held):
    for student in ("wrong", "nothing"):
        assert held[1][student] == inside[1][student]
        assert held[0][student].held == {}


def test_nobody_gets_more_by_forging_than_by_answering(held):
    honest = held[1]["wrong"]
    for student in FORGERIES:
        more = {name: given for name, given in held[1].get(student, {}).items() if given > honest[name]}
        assert set(more) <= {name.partition("/")[2] for name in NOT_OUTSIDE}, (student, more)


def test_the_forgeries_work_where_only_the_students_own_process_judges(inside):
    honest = inside[1]["wrong"]
    for student in FORGERIES:
        assert sum(inside[1][student].values()) > sum(honest.values()), student


def test_what_only_the_students_process_can_judge_is_said(held):
    assert set(held[0]["as the teacher"].forgeable) == NOT_OUTSIDE


def test_a_held_test_waits_for_a_person_and_shows_both_results(course, held):
    found = held[0]["equal to everything"].held["one/test_total"]
    assert (found.inside, found.outside) == (2.0, 0.0)
    assert "AssertionError" in found.why
    with kit.connected(f"sqlite:///{course / 'gradebook.db'}") as connection:
        rows = book.read(connection, NAME, ["equal to everything"])["equal to everything"]
    assert rows["notebooks"]["one"]["grades"]["test_total"][::3] == [0.0, True]
    shown = (course / "autograded" / "equal to everything" / NAME / "one.ipynb").read_text("utf-8")
    assert "暂不计分" in shown


def test_points_that_a_person_gave_stay_when_it_is_graded_again(course, held):
    student = "asserts stripped"
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as opened:
        opened.find_grade("test_total", "one", NAME, student).manual_score = 1.5
        opened.db.commit()
    graded(course, Integrity.HOLD, [student])
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as opened:
        grade = opened.find_grade("test_total", "one", NAME, student)
        assert (grade.auto_score, grade.manual_score, grade.score) == (0.0, 1.5, 1.5)


def test_points_from_outside_can_be_the_ones_that_count(course):
    students = ["as the teacher", "expected values read", "asserts stripped"]
    outcomes, given = graded(course, Integrity.OUTSIDE, students)
    assert given["as the teacher"] == dict.fromkeys(TESTS, 2.0)
    assert given["asserts stripped"]["test_total"] == 0.0
    assert outcomes["expected values read"].held["one/test_mean"].outside == 0.0


def test_the_command_tells_what_is_held_and_keeps_telling_it(course, held):
    opened = desk.open_any(course)
    rows = {one.student: one for one in desk.grade(opened, NAME, how=desk.Options(integrity=Integrity.HOLD)).rows}
    again = {one.student: one for one in desk.grade(opened, NAME, how=desk.Options(integrity=Integrity.HOLD)).rows}
    one = again["equal to everything"]
    assert one.held["one/test_total"]["inside"] == 2.0
    assert one.held == rows["equal to everything"].held
    assert "AssertionError" not in Path(course / "grading.log.jsonl").read_text("utf-8")
