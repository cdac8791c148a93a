"""Specimens of error, two numbers that drift, and a sample under a licence of its own."""

import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

from medialit import datasets

ROOT = Path(__file__).parents[2]
CHANGES = ("source", "unit", "place", "date", "size")


def rows(name):
    return datasets.load(name).rows


def test_there_are_thirty_specimens_and_the_evidence_is_never_the_page_with_the_problem_unless_it_is_its_own_data():
    assert [row["id"] for row in rows("error-specimens")] == [f"E{number:02}" for number in range(1, 31)]
    for row in rows("error-specimens"):
        assert row["evidence_url"].startswith(("https://", "http://"))
        if row["evidence_url"] == row["source_url"]:
            assert row["id"] in {"E21", "E22", "E25"}, "a README against its data, a page against itself"


def test_a_page_that_could_not_be_traced_is_never_called_a_fake():
    for row in rows("error-specimens"):
        said = " ".join(str(row[name]) for name in row if name.endswith(("_en", "_zh"))).lower()
        assert not any(word in said for word in ("fake", "fraud", "forged", "伪造", "假新闻", "造假")), row["id"]


@pytest.mark.parametrize("number", ["accounts", "daily users"])
def test_a_number_begins_once_and_changes_are_counted_from_there(number):
    here = [row for row in rows("source-drift") if row["number"] == number]
    assert [row["step"] for row in here] == list(range(1, len(here) + 1))
    first, *others = here
    assert not any(first[f"changed_{one}"] for one in CHANGES)
    for row in others:
        assert row["changed_place"] == (row["place"] != first["place"]), row["id"]
        assert row["date"] >= first["date"], row["id"]
    assert all(not row["changed_size"] for row in others if row["value"] == first["value"])


def test_a_retelling_that_stands_in_another_dataset_says_the_same_number_there():
    known = {row["id"]: row["value"] for row in rows("how-many-moved")}
    known |= {row["id"]: row["users"] for row in rows("daily-users")}
    shared = [row for row in rows("source-drift") if row["id"] in known]
    assert len(shared) == 9
    assert all(row["value"] == known[row["id"]] for row in shared)


def test_the_sample_has_the_724_posts_that_were_counted_and_no_day_is_left_out():
    days = rows("daily-posts")
    assert sum(row["posts"] for row in days) == 724
    assert max(days, key=lambda row: row["posts"])["id"] == "2025-01-13"
    assert [(later["date"] - day["date"]).days for day, later in pairwise(days)] == [1] * 52
    for row in days:
        assert max(row["videos"], row["han_posts"]) <= row["posts"]
        assert (row["median_likes"] is None) == (row["posts"] == 0) == ("no post of this day" in (row["note_en"] or ""))


def test_the_sample_keeps_its_own_licence_beside_it_and_nobodys_words():
    folder = datasets.folder("daily-posts")
    notice = (folder / "LICENSE").read_text("utf-8")
    assert "CC BY-NC 4.0" in notice
    assert "Freyasrepo / Luyoow" in notice
    assert "Freyasrepo / Luyoow" in (folder / "CARD.md").read_text("utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert "src/medialit/datasets/data/daily-posts/LICENSE" in project["license-files"]
    spoken = {field.name for field in datasets.load("daily-posts").fields if field.type == "string"}
    assert not spoken & {"text", "title", "user", "account", "link", "post_id"}
    others = [name for name in datasets.names() if "NC" in str(datasets.load(name).descriptor["licenses"])]
    assert others == ["daily-posts"]


@pytest.mark.parametrize("name", ["platform-measures", "source-drift", "error-specimens", "law-time-line"])
def test_no_other_dataset_holds_rows_of_the_sample(name):
    assert not [row["id"] for row in rows(name) if "tt refugee content" in str(row)]
