"""How long a committed answer takes to be on disk and acknowledged, beside a bare fsynced append (in turn, medians)."""

import os
import statistics
import tempfile
import time
from pathlib import Path

from medialit import classroom

LESSON = "01-who-moved"
ROUNDS = 200


def bare_append(path, data):
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.write(handle, data)
    os.fsync(handle)
    os.close(handle)


def main():
    with tempfile.TemporaryDirectory() as folder:
        os.environ["MEDIALIT_HOME"] = f"{folder}/home"
        here = classroom.lesson(LESSON, "en", folder=Path(folder))
        widget = here.widget("L1-C1")
        value = {"answer": 40, "certainty": 60, "reason": "friends stayed"}
        widget.receive({"seq": 0, "action": "commit", "value": value})
        ours, bare = [], []
        for number in range(ROUNDS):
            begun = time.perf_counter()
            reply = widget.receive({"seq": number, "action": "again", "value": value | {"answer": number % 100}})
            ours.append(time.perf_counter() - begun)
            assert reply["status"] == "saved"
            begun = time.perf_counter()
            bare_append(f"{folder}/bare", b"x" * 250 + b"\n")
            bare.append(time.perf_counter() - begun)
        mine, floor = (1000 * statistics.median(one) for one in (ours, bare))
        print(
            f"checked, saved, drawn anew: {mine:.2f} ms   bare append and fsync: {floor:.2f} ms   {mine / floor:.1f} ×"
        )


if __name__ == "__main__":
    main()
