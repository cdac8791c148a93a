"""Class results are counts in a file of fixed form; anything else is left unused, with a reason."""

import json
import re

import pytest
from tests.builders import LESSON

from medialit.responses import class_results


def documented():
    """The example in the module's own documentation."""
    text = class_results.__doc__ or ""
    return json.loads(re.search(r"(\{\"v\".*\}\}\})", text, flags=re.DOTALL).group(1))


def put(folder, data):
    (folder / class_results.NAME).write_text(data if isinstance(data, str) else json.dumps(data), "utf-8")


def test_the_documented_example_is_valid(tmp_path):
    put(tmp_path, documented())
    results, findings = class_results.read(tmp_path, LESSON)
    assert findings == ()
    assert results.class_name == "Monday group"
    assert results.for_prompt("L1-C2")["counts"] == {"rank": 6, "posting": 17}
    assert results.for_prompt("L1-K3") is None


def test_no_file_is_no_results_and_no_complaint(tmp_path):
    assert class_results.read(tmp_path, LESSON) == (None, ())


@pytest.mark.parametrize(
    "data",
    [
        "",
        "{",
        "[]",
        {"v": 2},
        {**documented(), "names": ["somebody"]},
        {**documented(), "lesson": "02-why"},
        "[" * 99_999,
    ],
)
def test_a_file_that_is_not_as_it_should_be_is_unused_with_a_reason(tmp_path, data):
    put(tmp_path, data)
    results, findings = class_results.read(tmp_path, LESSON)
    assert results is None
    assert findings[0].what.startswith("class-results.json")


def test_a_count_below_zero_is_refused(tmp_path):
    data = documented()
    data["prompts"]["L1-O1"]["counts"]["agree"] = -1
    put(tmp_path, data)
    assert class_results.read(tmp_path, LESSON)[0] is None
