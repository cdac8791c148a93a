"""Every folder of data tells its whole story, and the script that made it makes it again."""

import csv
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path

import pytest

from medialit import curriculum, datasets
from medialit.finding import Level

NAMES = datasets.names()
ROOT = Path(__file__).parents[2]
EVERY = pytest.mark.parametrize("name", NAMES)
HAN = re.compile(r"[\u4e00-\u9fff]")


def rows(name):
    return datasets.load(name).rows


def test_the_datasets_are_those_of_the_list():
    assert NAMES == (
        "country-context",
        "daily-posts",
        "daily-users",
        "error-specimens",
        "field-vignettes",
        "how-many-moved",
        "label-simulated",
        "law-time-line",
        "numbers-seen",
        "platform-measures",
        "source-drift",
        "west-definitions",
    )


@EVERY
def test_nothing_is_wrong_with_a_dataset_as_it_is_shipped(name):
    assert [one.level for one in datasets.verify(name)] == [Level.OK]


@EVERY
def test_the_script_makes_the_same_bytes_again(name, tmp_path):
    shipped = datasets.folder(name)
    copy = tmp_path / name
    shutil.copytree(shipped, copy)
    (copy / "data.csv").unlink()
    subprocess.run([sys.executable, copy / "make.py"], check=True)
    for file in ("data.csv", "datapackage.json"):
        assert (copy / file).read_bytes() == (shipped / file).read_bytes(), file


@EVERY
def test_size_and_hash_are_those_of_the_file(name):
    data = (datasets.folder(name) / "data.csv").read_bytes()
    resource = json.loads((datasets.folder(name) / "datapackage.json").read_bytes())["resources"][0]
    assert (resource["bytes"], resource["hash"]) == (len(data), f"sha256:{hashlib.sha256(data).hexdigest()}")


@EVERY
def test_the_csv_has_one_cell_per_column_in_every_row(name):
    with (datasets.folder(name) / "data.csv").open(encoding="utf-8", newline="") as stream:
        lines = list(csv.reader(stream))
    assert {len(line) for line in lines} == {len(datasets.load(name).fields)}


@EVERY
def test_every_row_names_its_source(name):
    for row in rows(name):
        for column in ("source_title", "publisher", "source_kind", "confidence"):
            assert row[column], (row["id"], column)
        assert re.fullmatch(r"https?://[^\s/]+/\S*", row["source_url"]), row["id"]


@EVERY
def test_every_id_is_there_once(name):
    ids = [row["id"] for row in rows(name)]
    assert len(set(ids)) == len(ids)


@EVERY
def test_a_second_check_is_whole_or_absent(name):
    for row in rows(name):
        given = {row[column] is not None for column in ("second_verdict", "second_publisher", "second_url")}
        assert len(given) == 1, row["id"]


@EVERY
def test_every_number_has_a_unit(name):
    for field in datasets.load(name).fields:
        assert field.unit or field.type not in {"integer", "number"}, field.name


@EVERY
def test_what_is_said_in_one_language_is_said_in_the_other(name):
    spoken = [column for column in datasets.load(name).columns if column.endswith("_en")]
    assert spoken
    for row in rows(name):
        for column in spoken:
            english, chinese = row[column], row[column.removesuffix("_en") + "_zh"]
            assert (english is None) == (chinese is None), (row["id"], column)
            assert not HAN.search(english or ""), (row["id"], column)


@EVERY
def test_sentences_in_chinese_are_chinese_and_full_width(name):
    for row in rows(name):
        for column in ("note_zh", "caution_zh", "event_zh", "as_published_zh"):
            text = row.get(column)
            if text:
                assert HAN.search(text), (row["id"], text)
                assert not re.search(r"[\u4e00-\u9fff][,;:?!()]|[,;:?!()][\u4e00-\u9fff]", text), (row["id"], text)


@EVERY
def test_the_card_says_in_both_languages_what_it_measures_and_how_it_misleads(name):
    card = (datasets.folder(name) / "CARD.md").read_text("utf-8")
    for heading in ("What it measures", "What it does not measure", "How it can mislead", "Confidence"):
        assert f"**{heading}.**" in card
    for heading in ("它量的是什么", "它没有量", "容易误读之处", "可信度"):
        assert heading in card


@EVERY
def test_the_card_speaks_of_rows_that_exist(name):
    card = (datasets.folder(name) / "CARD.md").read_text("utf-8")
    assert set(re.findall(r"\b[MNT]\d+\b", card)) <= {row["id"] for row in rows(name)}


@EVERY
def test_a_low_row_says_why(name):
    for row in rows(name):
        if row["confidence"] == "low":
            assert row.get("note_en") or row.get("caution_en"), row["id"]


def test_the_number_that_the_second_check_contradicts_is_marked_low():
    number = {row["id"]: row for row in rows("numbers-seen")}["N6"]
    assert (number["second_verdict"], number["confidence"]) == ("contradicted", "low")
    assert "1.91 billion" in number["caution_en"]
    assert "19.1亿" in number["caution_zh"]


def test_the_34_million_of_n7_are_not_called_people():
    number = {row["id"]: row for row in rows("numbers-seen")}["N7"]
    assert number["value"] == 2_400_000_000
    assert "not people" in number["caution_en"]
    assert "不是人数" in number["caution_zh"]


def test_a_number_is_a_count_or_a_rate_and_only_a_rate_can_state_a_baseline():
    for row in rows("numbers-seen"):
        assert row["is_rate"] == (row["growth_pct"] is not None) == (row["value"] is None) == (row["unit"] == "percent")
        assert (row["baseline_stated"] is None) != row["is_rate"]


def test_the_only_error_specimen_is_the_700_million():
    errors = [row for row in rows("how-many-moved") if row["is_error"]]
    assert [(row["id"], row["value"], row["confidence"]) for row in errors] == [("M063", 700_000_000, "low")]


def test_figures_given_only_in_words_say_that_they_stand_at_their_lowest_reading():
    for row in rows("how-many-moved"):
        if "lowest reading" in row["note_en"]:
            assert (row["qualifier"], row["confidence"]) == ("more than", "low"), row["id"]


def test_the_32_5_million_are_an_estimate_and_never_a_fact():
    peak = max((row for row in rows("daily-users") if row["platform"] == "RedNote"), key=lambda row: row["users"])
    assert (peak["id"], peak["method_given"]) == ("M083", False)
    assert peak["note_en"].startswith("An estimate, never a fact")
    assert peak["note_zh"].startswith("只是估计，不是事实")


def test_a_method_is_called_missing_only_where_that_was_noted():
    assert [row["id"] for row in rows("daily-users") if row["method_given"] is not None] == ["M083"]


def test_a_day_of_which_only_the_month_is_known_is_the_first():
    for row in rows("law-time-line"):
        assert row["date_precision"] != "month" or row["date"].day == 1, row["id"]


def test_the_time_line_sets_users_and_platforms_beside_the_law():
    charted = [row for row in rows("law-time-line") if row["charted"]]
    assert {row["id"] for row in charted if row["track"] != "law"} == {"T22", "T23", "T38", "T42", "T49"}
    assert {row["id"] for row in rows("law-time-line") if row["track"] == "law"} <= {row["id"] for row in charted}


def test_the_time_line_has_all_71_dated_events_and_the_doubtful_ones_keep_their_mark():
    assert [row["id"] for row in rows("law-time-line")] == [f"T{number:02}" for number in range(1, 72)]
    assert {row["id"] for row in rows("law-time-line") if row["confidence"] == "low"} == {"T33", "T50"}


def test_a_licence_of_its_own_is_named_beside_the_licence_of_the_others():
    text = (ROOT / "LICENSE-CONTENT").read_text("utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["license"].split(" AND ")
    for name in NAMES:
        for licence in datasets.load(name).descriptor["licenses"]:
            assert licence["name"] in project
            if licence["name"] != "CC-BY-4.0":
                assert re.search(rf"{name} +{licence['name'].replace('-', '[- ]')}", text), name


def test_every_card_is_in_the_reference():
    page = (ROOT / "docs" / "reference" / "datasets.md").read_text("utf-8")
    assert set(re.findall(r"data/([\w-]+)/CARD\.md", page)) == set(NAMES)


def test_the_key_of_a_measure_is_made_of_its_row_and_names_one_measure():
    keys = [row["key"] for row in rows("platform-measures")]
    assert len(set(keys)) == len(keys)
    for row in rows("platform-measures"):
        assert row["key"] == f"{row['iso3']}|{row['platform']}|{row['scope']}|{row['start'] or 'start-blank'}"


def test_a_date_of_a_measure_is_a_day_a_month_or_a_year():
    for row in rows("platform-measures"):
        for value in (row["start"], row["end"]):
            assert value is None or date.fromisoformat(f"{value}-01-01"[:10])


def test_measures_are_of_places_that_country_context_knows():
    known = {row["id"]: row for row in rows("country-context")}
    for row in rows("platform-measures"):
        if row["entity"] != "supranational":
            assert row["counted_as"] in known, row["id"]
        if row["entity"] == "country":
            place = known[row["iso3"]]
            assert (row["place_en"], row["place_zh"]) == (place["place_en"], place["place_zh"]), row["id"]


def test_no_row_of_a_tracker_without_a_licence_is_shipped():
    for row in rows("platform-measures"):
        assert "accessnow" not in row["source_url"], row["id"]
        assert "Access Now" not in row["publisher"], row["id"]


def test_no_score_that_may_not_be_passed_on_is_shipped():
    for name in NAMES:
        columns = " ".join(datasets.load(name).columns)
        assert not re.search(r"fiw|fotn|freedom_house|eiu|rsf", columns), name
    assert not [row["id"] for row in rows("west-definitions") if "fh" in row["id"]]


def test_a_definition_of_the_west_lists_places_that_are_known_once_each_and_says_how_many():
    known = {row["id"] for row in rows("country-context")}
    for row in rows("west-definitions"):
        members, unclassified = row["members"].split(), (row["unclassified"] or "").split()
        assert row["n_members"] == len(set(members)) == len(members)
        assert set(members) | set(unclassified) <= known
        assert not set(members) & set(unclassified)


def test_a_dated_definition_has_a_year_for_every_member_and_for_no_other():
    for row in rows("west-definitions"):
        if row["dated_by"]:
            assert {one["id"] for one in rows("country-context") if one[row["dated_by"]]} == set(row["members"].split())


def test_no_dataset_holds_the_address_of_a_machine_of_ours():
    for name in NAMES:
        for file in datasets.folder(name).iterdir():
            if file.is_file():
                assert not re.search(r"(?<![a-z.])/(?:work|tmp|root|home)/", file.read_text("utf-8")), file


def test_every_invented_post_says_so_in_both_languages_and_on_its_card():
    assert len(rows("field-vignettes")) == 16
    for row in rows("field-vignettes"):
        assert row["invented"] is True
        assert row["text_en"].startswith("[Invented] ")
        assert row["text_zh"].startswith("［虚构］")
    card = (datasets.folder("field-vignettes") / "CARD.md").read_text("utf-8")
    assert "Every card is invented" in card
    assert "每张卡片都是虚构的" in card


def test_the_two_halves_of_the_invented_posts_have_eight_cards_each():
    halves = [row["half"] for row in rows("field-vignettes")]
    assert (halves.count("A"), halves.count("B")) == (8, 8)


def test_a_reading_of_an_invented_post_has_one_line_for_each_who_speaks():
    for row in rows("field-vignettes"):
        spoken = [name for name in ("post", "reply1", "reply2", "reply3") if row[name]]
        for name in spoken:
            assert row[f"{name}_role"], (row["id"], name)
            assert row[f"{name}_lang"], (row["id"], name)
        assert row["text_en"].count("\n") == row["text_zh"].count("\n") == len(spoken) - 1, row["id"]


def test_what_an_invented_post_is_patterned_on_is_in_the_bibliography():
    for row in rows("field-vignettes"):
        for key in row["patterned_on"].split("; "):
            assert curriculum.reference(key).key == key
