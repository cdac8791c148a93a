"""The pictures of `nox -s screenshots`, for one prompt: open and answered, in both languages and themes."""

import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).parent / "screenshots.py"


def test_a_prompt_is_taken_open_and_answered_in_every_look(tmp_path):
    asked = [sys.executable, SCRIPT, "L1-T1", "--no-lab", "--to", tmp_path]
    said = subprocess.run(asked, capture_output=True, text=True, timeout=300, check=True).stdout
    taken = {file.name for file in tmp_path.glob("widgets/*.png") if file.stat().st_size > 1_000}
    looks = [f"{language}.{look}" for language in ("en", "zh") for look in ("light.1000", "light.500", "dark.1000")]
    assert taken == {f"L1-T1.{look}.{stage}.png" for look in looks for stage in ("open", "done")}
    assert said.startswith("12 pictures")
