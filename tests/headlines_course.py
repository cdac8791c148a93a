"""A course in plain nbgrader of the kind that teachers have: three notebooks in one folder, tables, figures, widgets.

Everything about its students is invented, and drawn from a seed: right and wrong answers, answers in other ways,
errors, noise, cells of all kinds that people try, tests that were tampered with or deleted, late and incomplete work.
"""

import json
import random
import shutil
from datetime import UTC, datetime, timedelta

from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.api import Gradebook

from medialit.grading import nbgrader

NAME = "headlines"
DUE = datetime(2026, 10, 1, 12, tzinfo=UTC)
CONFIG = """\
import sys
from pathlib import Path
here = str(Path(__file__).resolve().parent)
sys.path.insert(0, here)
c = get_config()
c.CourseDirectory.root = here
c.CourseDirectory.course_id = "media101"
c.Execute.timeout = 6
c.AssignLatePenalties.plugin_class = "late.TenPercent"
"""
LATE = """\
from nbgrader.plugins import BasePlugin


class TenPercent(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return round(score * min(0.5, 0.1 * (total_seconds_late // 3600)), 3)
"""
SETUP = {
    "tables": "import numpy as np\nimport pandas as pd\nnews = pd.read_csv('data/news.csv')\nnews.head()",
    "figures": """\
import matplotlib.pyplot as plt
import pandas as pd
import plotly.express as px
import plotly.graph_objects as go
news = pd.read_csv('data/news.csv').dropna()""",
    "words": "import re\nimport ipywidgets as widgets\nfrom IPython.display import display",
}
RIGHT_BARS = """\
drawn = px.bar(news, x='source', y='shares', title='Shares')
drawn.update_yaxes(rangemode='tozero')
return drawn"""
OTHER_BARS = """\
drawn = go.Figure(go.Bar(x=news['source'], y=news['shares']))
drawn.update_layout(title_text='S', yaxis={'rangemode': 'tozero'})
return drawn"""
TEST_BARS = """\
drawn = bars(news)
assert isinstance(drawn, go.Figure)
assert drawn.layout.title.text
### BEGIN HIDDEN TESTS
assert drawn.data[0].type == 'bar'
assert drawn.layout.yaxis.rangemode == 'tozero'
### END HIDDEN TESTS"""
TEST_CLEAN = """\
assert len(clean(news)) == news['source'].notna().sum()
### BEGIN HIDDEN TESTS
few = pd.DataFrame({'source': ['A', None], 'shares': [1, 2]})
assert list(clean(few)['source']) == ['a']
### END HIDDEN TESTS"""
LOUD_MEANS = """\
import sys
sys.stderr.write('!')
return clean(news).groupby('source')['shares'].mean()"""
TASKS = {
    "tables": {
        "clean": (
            "def clean(news):",
            ["kept = news.dropna(subset=['source']).copy()\nkept['source'] = kept['source'].str.lower()\nreturn kept"],
            [
                "kept = news[news['source'].notna()]\nreturn kept.assign(source=kept['source'].map(str.lower))",
                "return news",
                "raise ValueError('to do')",
                "retrun news",
                "return news.dropna()['source']",
            ],
            [(TEST_CLEAN, 2)],
        ),
        "means": (
            "def means(news):",
            ["return clean(news).groupby('source')['shares'].mean().sort_values(ascending=False)"],
            [
                "return clean(news).groupby('source')['shares'].mean()",
                "return 1 / 0",
                LOUD_MEANS,
                "return news.groupby('sorce')['shares'].mean()",
            ],
            [
                ("assert means(news).is_monotonic_decreasing\nassert means(news).index.is_unique", 3),
                ("found = means(news)\n(found.name == 'shares') + 0.5 * (found.index.name == 'source')", 2),
            ],
        ),
    },
    "figures": {
        "bars": (
            "def bars(news):",
            [RIGHT_BARS],
            [
                OTHER_BARS,
                "return None",
                "return px.line(news, x='source', y='shares', title='Shares')",
                "import warnings\nwarnings.warn('look')\nreturn px.bar(news, x='source', y='shares')",
            ],
            [(TEST_BARS, 3)],
        ),
        "axes": (
            "def axes(news):",
            ["_, ax = plt.subplots()\nax.scatter(news['words'], news['shares'])\nax.set_title('Words')\nreturn ax"],
            ["return plt.gca()", "_, ax = plt.subplots()\nax.plot([1])\nax.set_title('Words')\nreturn ax"],
            [("ax = axes(news)\nassert ax.get_title() == 'Words'\nassert len(ax.collections) == 1", 1)],
        ),
        "lie": (
            "def lie(graphic, data):",
            ["return (graphic[1] - graphic[0]) / graphic[0] / ((data[1] - data[0]) / data[0])"],
            ["return 1", "return graphic[1] / data[1]", "return graphic[9]", "return input('how much? ')"],
            [("assert abs(lie((1, 3), (1, 1.5)) - 4) < 1e-9\nassert lie((1, 2), (1, 2)) == 1", 2)],
        ),
    },
    "words": {
        "loaded": (
            "def loaded(text, lexicon):",
            ["return [word for word in re.findall(r'[a-z]+', text.lower()) if word in lexicon]"],
            ["return []", "return [word for word in text.split() if word in lexicon]", "return lexicon[text]"],
            [("assert loaded('Shocking: X destroys Y', {'shocking', 'destroys'}) == ['shocking', 'destroys']", 2)],
        ),
    },
}
SLIDER = """\
slider = widgets.IntSlider(3)
out = widgets.Output()
with out:
    print(slider.value)
display(slider, out)"""
PROSE = {"tables": "trust", "words": "changed"}
TRIED = (
    "news.describe()" ,
    "%timeit -n1 -r1 sum(range(100))",
    "!echo shell",
    "%%bash\necho bash",
    "import asyncio\nawait asyncio.sleep(0.01)\n'awaited'",
    "import threading\nt = threading.Thread(target=print, args=('thread',))\nt.start()\nt.join()",
    "import subprocess\nsubprocess.run(['echo', 'sub'])",
    "from IPython.display import HTML, display\nh = display(HTML('a'), display_id='x')\nh.update(HTML('b'))",
    "import ipywidgets as w\nout = w.Output()\nwith out:\n    print('in a widget')\nout",
    "x = 10 **\n",
    "undefined_name",
    "import sys\nsys.exit(3)",
    "raise KeyboardInterrupt",
    "_, __, In[-1]",
    "?len",
    "1 + 1;",
    "import logging\nlogging.warning('logged')",
    "import os\nos.write(2, b'raw');",
    "from concurrent.futures import ThreadPoolExecutor\nlist(ThreadPoolExecutor(2).map(abs, [-1, 2]))",
    "import plotly.express as px\npx.bar(x=['a', 'b'], y=[1, 4])",
)  # fmt: skip


def labelled(cell, name, **said):
    about = {"schema_version": 3, "grade_id": name, "grade": False, "solution": False, "locked": False, "task": False}
    cell.metadata["nbgrader"] = about | said
    return cell


def body(head, lines):
    return head + "\n" + "\n".join(f"    {line}" for line in lines.splitlines())


def source(name):
    """One notebook of the teacher's."""
    cells = [new_markdown_cell(f"# {name}"), labelled(new_code_cell(SETUP[name]), f"{name}-setup", locked=True)]
    for task, (head, right, _, tests) in TASKS[name].items():
        marked = f"### BEGIN SOLUTION\n{right[0]}\n### END SOLUTION"
        cells += [
            new_markdown_cell(f"Write `{task}`."),
            labelled(new_code_cell(body(head, marked)), task, solution=True),
        ]
        cells += [
            labelled(new_code_cell(test), f"test-{task}-{number}", grade=True, locked=True, points=points)
            for number, (test, points) in enumerate(tests)
        ]
    if name in PROSE:
        box = new_markdown_cell("YOUR ANSWER HERE")
        cells.append(labelled(box, PROSE[name], grade=True, solution=True, points=4))
    if name == "words":
        cells.insert(2, labelled(new_code_cell(SLIDER), "slider", locked=True))
    made = new_notebook(cells=cells)
    made.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return made


def build(folder, students):
    """Make the course and hand in for `students` invented students, all drawn from their numbers; return the folder."""
    place = folder / "source" / NAME
    (place / "data").mkdir(parents=True)
    dice = random.Random(7)
    outlets = ["Daily", "Post", "Wire", "Blog", ""]
    lines = [f"Headline {n},{dice.choice(outlets)},{dice.randint(0, 5000)},{dice.randint(0, 6)}" for n in range(300)]
    (place / "data" / "news.csv").write_text("title,source,shares,words\n" + "\n".join(lines) + "\n", "utf-8")
    for name in TASKS:
        (place / f"{name}.ipynb").write_text(json.dumps(source(name)), "utf-8")
    (folder / "nbgrader_config.py").write_text(CONFIG, "utf-8")
    (folder / "late.py").write_text(LATE, "utf-8")
    step = nbgrader.Steps(folder).generate(NAME)
    assert step.done, step.log
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as book:
        book.update_or_create_assignment(NAME, duedate=DUE.replace(tzinfo=None))
    for number in range(students):
        hand_in(folder, f"invented-{number:03}", number)
    return folder


def hand_in(folder, student, number):
    dice = random.Random(1000 + number)
    place = folder / "submitted" / student / NAME
    shutil.copytree(folder / "release" / NAME, place)
    when = DUE + timedelta(hours=dice.choice([-3, -2, -1, -1, -1, 2, 4]))
    (place / "timestamp.txt").write_text(when.strftime("%Y-%m-%d %H:%M:%S.%f UTC"), "utf-8")
    for name in TASKS:
        file = place / f"{name}.ipynb"
        notebook = json.loads(file.read_text("utf-8"))
        answer(notebook["cells"], name, dice)
        meddle(notebook["cells"], number, name)
        file.write_text(json.dumps(notebook), "utf-8")
    if number % 23 == 22:
        (place / "words.ipynb").unlink()


def answer(cells, name, dice):
    """Answer as well as somebody does, and try a few things."""
    skill = dice.choice([1.0, 0.9, 0.7, 0.5, 0.2])
    for cell in cells:
        label = cell["metadata"].get("nbgrader", {}).get("grade_id")
        if label in TASKS[name]:
            head, right, others, _ = TASKS[name][label]
            if dice.random() < 0.9:
                cell["source"] = body(head, dice.choice(right if dice.random() < skill else others))
        elif label in PROSE.values() and dice.random() < 0.8:
            cell["source"] = "I think so because " + " ".join(dice.choices(["sources", "bias", "data"], k=30))
    for number in range(dice.choice([0, 1, 2, 3])):
        tried = json.loads(json.dumps(new_code_cell(dice.choice(TRIED), id=f"tried-{number}")))
        cells.insert(dice.randint(3, len(cells)), tried)


def meddle(cells, number, name):
    """Take a test away, or empty it and raise its points."""
    if number % 17 == 5 and name == "figures":
        cells[:] = [one for one in cells if one["metadata"].get("nbgrader", {}).get("grade_id") != "test-lie-0"]
    for cell in cells if number % 11 == 3 else ():
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == "test-clean-0":
            cell["source"] = "pass"
            cell["metadata"]["nbgrader"]["points"] = 20
