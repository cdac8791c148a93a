"""The field's own validator agrees with `medialit data verify`, about what is sound and about what is not."""

import shutil
import warnings

import pytest

from medialit import datasets
from medialit.finding import Level

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # of libraries that frictionless brings
    from frictionless import Package


def judged(folder):
    """What Frictionless says of a data package: whether it is valid, and the kinds of its errors."""
    report = Package(str(folder / "datapackage.json")).validate()
    return report.valid, sorted({kind for [kind] in report.flatten(["type"])})


@pytest.mark.parametrize("name", datasets.names())
def test_frictionless_finds_nothing_wrong_with_a_dataset_as_it_is_shipped(name):
    assert judged(datasets.folder(name)) == (True, [])


def last_line_again(text):
    return text + text.splitlines(keepends=True)[-1]


def first_word_unknown(text):
    return text.replace(",accounts,", ",sheep,", 1)


@pytest.mark.parametrize(
    ("spoil", "kinds"),
    [(last_line_again, {"primary-key", "unique-error"}), (first_word_unknown, {"constraint-error"})],
)
def test_both_see_a_spoilt_table(tmp_path, spoil, kinds):
    folder = tmp_path / "numbers-seen"
    shutil.copytree(datasets.folder("numbers-seen"), folder)
    file = folder / "data.csv"
    file.write_bytes(spoil(file.read_bytes().decode("utf-8")).encode("utf-8"))
    valid, found = judged(folder)
    assert not valid
    assert kinds & set(found)
    assert Level.PROBLEM in {one.level for one in datasets.verify("numbers-seen", folder)}
