"""Each widget's code is one module that needs nothing else."""

import re
import subprocess
import sys
from pathlib import Path

import playwright
import pytest

import medialit.widgets
from medialit.widgets._esm import joined, styled

HOME = Path(medialit.widgets.__file__).parent
FOLDERS = sorted(one.name for one in HOME.iterdir() if (one / "index.js").is_file())
NODE = Path(playwright.__file__).parent / "driver" / ("node.exe" if sys.platform == "win32" else "node")


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_widget_is_one_module_that_parses_and_loads_nothing(folder, tmp_path):
    text = joined(folder).replace("http://www.w3.org/2000/svg", "")  # the name of SVG elements, which nothing loads
    assert not re.search(r"^import |https?://|\bimport\(|innerHTML|\beval\(", text, re.MULTILINE)
    assert text.count("export default") == 1
    file = tmp_path / "widget.mjs"
    file.write_text(text, "utf-8")
    done = subprocess.run([NODE, "--check", file], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("folder", FOLDERS)
def test_styles_load_nothing_and_stay_inside_the_widget(folder):
    css = styled(folder)
    assert "url(" not in css
    assert "@import" not in css
    selectors = re.findall(r"^([^\s@}][^{]*)\{", css, re.MULTILINE)
    assert all("medialit" in one or "theme" in one for one in selectors), selectors


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_sheet_that_some_widgets_share_styles_nothing_of_another_widget_on_the_same_page(folder):
    code, css = joined(folder), styled(folder)
    for sheet in (HOME / "_shared").glob("*.css"):
        if (text := sheet.read_text("utf-8")) not in css:
            theirs = set(re.findall(r"^\.medialit (?:\w+)?\.(ml-[\w-]+)", text, re.MULTILINE))
            assert not theirs & set(re.findall(r"[\"' ](ml-[\w-]+)", code)), sheet.name
