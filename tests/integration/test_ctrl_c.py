"""Ctrl+C while a class is graded ends the command, fails no innocent student, and grading can go on later."""

import json
import os
import signal
import subprocess
import sys

import pytest


@pytest.mark.parametrize("moment", ["answers", "invented-02 is graded"])
def test_an_interrupted_demo_ends_soon_and_its_course_can_still_be_graded(tmp_path, moment):
    command = [sys.executable, "-m", "medialit", "demo", "--students", "3", "--into", "class"]
    playing = subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    next(line for line in playing.stderr if moment in line)
    os.killpg(playing.pid, signal.SIGINT)
    out, said = playing.communicate(timeout=30)
    assert (playing.returncode, out) == (130, "")
    assert "Traceback" not in said
    assert said.strip().splitlines()[-1] == "medialit: stopped by Ctrl+C"
    if moment.endswith("graded"):
        command = [sys.executable, "-m", "medialit", "grade", "01-who-moved", "--course", "class", "--json"]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
        assert len(json.loads(done.stdout)) == 3
