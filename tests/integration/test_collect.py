"""A bulk download becomes hand-ins, whatever a system, a browser or a student made of the names in it."""

import io
import json
import shutil
import zipfile

import pytest
from click.testing import CliRunner
from tests.builders import LESSON, a_response

from medialit import course
from medialit.cli import main
from medialit.errors import BadCourse, BadTable
from medialit.responses import JournalSink, path_for
from medialit.responses.hand_in import pack

JOURNAL = f"{LESSON}.answers.jsonl"
CLASS = (
    "id,first_name,last_name,lms_user_id\n"
    "invented-01,Ada,Invented,101\ninvented-02,Bo,Invented,102\n"
    "invented-03,小明,虚构,103\ninvented-04,Sam,Double,104\ninvented-05,Sam,Double,105\n"
)


@pytest.fixture(scope="module")
def assigned(tmp_path_factory):
    made = course.new(tmp_path_factory.mktemp("collect") / "course")
    roster = made.folder.parent / "class.csv"
    roster.write_text(CLASS, "utf-8")
    course.import_roster(made, roster)
    course.assign(made, LESSON)
    return made


@pytest.fixture
def made(assigned, tmp_path):
    shutil.copytree(assigned.folder, tmp_path / "course")
    return course.open(tmp_path / "course")


@pytest.fixture
def notebook(made):
    return (made.folder / "release" / LESSON / "reflection.ipynb").read_bytes()


def zipped(files):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def collected(made, files, **how):
    source = made.folder.parent / "download.zip"
    source.write_bytes(zipped(files))
    return course.collect(made, LESSON, source, **how)


def files_of(made, student):
    place = made.folder / "submitted" / student / LESSON
    return {one.relative_to(place).as_posix(): one.read_bytes() for one in place.rglob("*") if one.is_file()}


def test_canvas_files_are_matched_by_the_number_of_the_student_and_get_their_names_back(made, notebook):
    done = collected(
        made,
        {
            "inventedada_101_9001_reflection-1.ipynb": b"older",
            "inventedada_101_9005_reflection-2.ipynb": notebook,
            f"inventedada_101_9006_{JOURNAL}": b"{}",
            "inventedbo_LATE_102_9002_reflection (1).ipynb.txt": notebook,
            "虚构小明_103_9003_hand-in.zip": zipped(
                {f"{LESSON}/reflection.ipynb": notebook, f"{LESSON}/{JOURNAL}": b"{}"}
            ),
            "somebodyelse_777_9004_reflection.ipynb": notebook,
        },
    )
    assert files_of(made, "invented-01") == {"reflection.ipynb": notebook, JOURNAL: b"{}"}
    assert files_of(made, "invented-02") == {"reflection.ipynb": notebook}
    assert files_of(made, "invented-03") == {"reflection.ipynb": notebook, JOURNAL: b"{}"}
    assert {one.student: one.late for one in done.students}["invented-02"]
    assert done.unmatched == {"somebodyelse": 1}
    assert done.missing == ("invented-04", "invented-05")


def test_moodle_folders_are_matched_by_a_whole_name_and_never_by_one_that_two_have(made, notebook):
    done = collected(
        made,
        {
            "Ada Invented_501_assignsubmission_file_/reflection.ipynb": notebook,
            "虚构小明_502_assignsubmission_file_/sub/reflection.ipynb": notebook,
            "Bo Invented_503_assignsubmission_file_reflection.ipynb": notebook,
            "Sam Double_504_assignsubmission_file_/reflection.ipynb": notebook,
        },
        matched={"Sam Double": "invented-05"},
    )
    assert [one.student for one in done.students] == ["invented-01", "invented-02", "invented-03", "invented-05"]
    assert files_of(made, "invented-03") == {"reflection.ipynb": notebook}
    assert collected(made, {"Sam Double_504_assignsubmission_file_/reflection.ipynb": notebook}).unmatched


def test_a_folder_with_one_folder_or_zip_each_will_do(made, notebook, tmp_path):
    source = tmp_path / "upload"
    (source / "invented-01").mkdir(parents=True)
    (source / "invented-01" / "reflection.ipynb").write_bytes(notebook)
    (source / "Invented Bo.zip").write_bytes(zipped({f"C/{LESSON}\\reflection.ipynb": notebook}))
    (source / "invented-03").symlink_to(source / "invented-01")
    (source / "all" / "Double, Sam").mkdir(parents=True)
    (source / "all" / "invented-04").mkdir()
    (source / "all" / "invented-04" / "reflection.ipynb").write_bytes(notebook)
    (source / "all" / "invented-04" / "timestamp.txt").write_bytes(b"1999-01-01 00:00:00 UTC")
    course.collect(made, LESSON, source)
    assert files_of(made, "invented-04") == {"reflection.ipynb": notebook}
    assert files_of(made, "invented-01") == files_of(made, "invented-02") == {"reflection.ipynb": notebook}
    assert not (made.folder / "submitted" / "invented-03").exists()


def test_a_notebook_under_a_name_of_ones_own_is_known_by_its_cells(made, notebook):
    lesson = (made.folder / "release" / LESSON / f"{LESSON}.en.ipynb").read_bytes()
    done = collected(made, {"a_101_1_作业 final.ipynb": notebook, "a_101_2_other.ipynb": lesson})
    assert files_of(made, "invented-01") == {"reflection.ipynb": notebook, "other.ipynb": lesson}
    assert ("作业 final.ipynb", "reflection.ipynb") in done.students[0].renamed


def test_collecting_again_changes_nothing_and_what_is_replaced_is_kept(made, notebook):
    first = {"a_101_1_reflection.ipynb": b"first"}
    assert [one.came for one in collected(made, first).students] == ["new"]
    assert [one.came for one in collected(made, first).students] == ["same"]
    assert [one.came for one in collected(made, {"a_101_2_reflection.ipynb": notebook}, dry_run=True).students] == [
        "again"
    ]
    assert files_of(made, "invented-01") == {"reflection.ipynb": b"first"}
    collected(made, {"a_101_2_reflection.ipynb": notebook})
    (kept,) = (made.folder / "replaced" / LESSON / "invented-01").glob("*/reflection.ipynb")
    assert kept.read_bytes() == b"first"
    assert files_of(made, "invented-01") == {"reflection.ipynb": notebook}


def test_nothing_lands_outside_of_the_hand_in_and_what_is_left_aside_is_told(made, notebook):
    bomb = zipped({"zeros.ipynb": bytes(40 << 20)})
    deep = zipped({"a.zip": zipped({"b.zip": zipped({"c.zip": zipped({"reflection.ipynb": notebook})})})})
    evil = zipped(
        {"../../../evil.ipynb": b"x", "/abs.ipynb": b"x", "C:\\evil.ipynb": b"x", "reflection.ipynb": notebook}
    )
    before = {one for one in made.folder.parent.rglob("*") if "submitted" not in one.parts}
    done = collected(
        made,
        {
            "a_101_1_evil.zip": evil,
            "b_102_2_bomb.zip": bomb,
            "c_103_3_deep.zip": deep,
            "d_104_4_broken.zip": b"PK\x03\x04 and no more",
            "../x_105_5_reflection.ipynb": notebook,
            "no owner.ipynb": notebook,
            f"e_105_6_{'a' * 300}.ipynb": notebook,
            "b_102_7_both.zip": zipped({"a": b"a file", "a/b": b"and a folder"}),
        },
    )
    after = {one for one in made.folder.parent.rglob("*") if "submitted" not in one.parts}
    assert {one.name for one in after - before} <= {"download.zip"}
    assert files_of(made, "invented-01") == {"reflection.ipynb": notebook}
    assert not (made.folder / "submitted" / "invented-05").exists()
    told = " ".join(why for _, why in done.aside)
    for why in (
        "leads elsewhere",
        "larger than",
        "archive in an archive",
        "cannot be opened",
        "does not say whose",
        "cannot be written",
    ):
        assert why in told


def test_a_name_of_chinese_windows_is_read(made, notebook):
    data = bytearray(zipped({"AAAA_103_1_x.zip/reflection.ipynb": notebook}))
    old, new = b"AAAA_103", "小明".encode("gb18030") + b"_103"
    source = made.folder.parent / "download.zip"
    source.write_bytes(bytes(data).replace(old, new))
    course.collect(made, LESSON, source)
    assert files_of(made, "invented-03") == {"reflection.ipynb": notebook}


def test_the_command_says_what_it_did_and_what_is_left_to_do(made, notebook):
    source = made.folder.parent / "download.zip"
    source.write_bytes(zipped({"a_LATE_101_1_reflection (2).ipynb": notebook, "zz_9_2_reflection.ipynb": notebook}))
    words = ["course", "collect", LESSON, str(source), "--course", str(made.folder)]
    said = CliRunner().invoke(main, [*words, "--at", "2027-02-01T23:59+01:00"]).output
    assert "+ invented-01  2 files, reflection (2).ipynb is reflection.ipynb, late by the download" in said
    assert '--match "zz=STUDENT"' in said
    assert "· invented-02  has handed in nothing" in said
    assert "1 new, 0 handed in again, 0 as they were, 1 not matched, 4 missing" in said
    assert files_of(made, "invented-01")["timestamp.txt"] == b"2027-02-01 22:59:00.000000 UTC"
    graded = course.grade(made, LESSON)
    assert [(row.student, row.status.value) for row in graded.rows] == [("invented-01", "graded")]
    assert json.loads(notebook)["nbformat"] == 4


def test_what_a_student_packs_arrives_with_its_slip_and_a_file_that_was_exchanged_is_told(made, notebook, tmp_path):
    folder = tmp_path / "my work"
    shutil.copytree(made.folder / "release" / LESSON, folder)
    JournalSink(path_for(folder, LESSON)).save(a_response())
    packed = pack(folder, LESSON)
    (whole,) = collected(made, {f"a_101_1_{packed.path.name}": packed.path.read_bytes()}).students
    assert whole.slip.fits
    assert {"reflection.ipynb", JOURNAL} < set(files_of(made, "invented-01"))
    with zipfile.ZipFile(packed.path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    files["my work/reflection.ipynb"] = b"another"
    (other,) = collected(made, {f"b_102_1_{packed.path.name}": zipped(files)}).students
    assert other.slip.changed == ("reflection.ipynb",)
    source = made.folder.parent / "download.zip"
    words = [
        "course",
        "collect",
        LESSON,
        str(source),
        "--course",
        str(made.folder),
        "--dry-run",
        "--at",
        "2027-02-01T00:00Z",
    ]
    assert "UTC does not fit: reflection.ipynb was changed" in CliRunner().invoke(main, words).output


def test_what_cannot_be_collected_is_said(made, tmp_path):
    with pytest.raises(BadTable, match="neither a folder nor a zip"):
        course.collect(made, LESSON, tmp_path / "nowhere.zip")
    with pytest.raises(BadCourse, match="'nobody' is not in the course"):
        course.collect(made, LESSON, tmp_path, matched={"x": "nobody"})
    with pytest.raises(BadCourse, match="was not assigned"):
        course.collect(course.new(tmp_path / "empty"), LESSON, tmp_path)
