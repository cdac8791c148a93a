"""How long a committed answer takes to be on disk and acknowledged, beside a bare fsynced append (in turn, medians).

Measured twice: in this process, and through the messages of a real, warm kernel, as a browser sends them.
"""

import os
import statistics
import tempfile
import time
from pathlib import Path

from jupyter_client.manager import start_new_kernel

from medialit import classroom

LESSON = "01-who-moved"
ROUNDS = 200
VALUE = {"answer": 40, "certainty": 60, "reason": "friends stayed"}


def bare_append(path):
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.write(handle, b"x" * 250 + b"\n")
    os.fsync(handle)
    os.close(handle)


def medians(first, second):
    """Return the medians of two things done in turn, in milliseconds."""
    taken = ([], [])
    for number in range(ROUNDS):
        for times, act in zip(taken, (first, second), strict=True):
            begun = time.perf_counter()
            act(number)
            times.append(1000 * (time.perf_counter() - begun))
    return tuple(statistics.median(one) for one in taken)


def in_this_process(folder):
    widget = classroom.lesson(LESSON, "en", folder=folder).widget("L1-C1")
    widget.receive({"seq": 0, "action": "commit", "value": VALUE})

    def save(number):
        reply = widget.receive({"seq": number, "action": "again", "value": VALUE | {"answer": number % 100}})
        assert reply["status"] == "saved"

    return save


def through_a_kernel(client):
    """Return what sends one answer as the browser does, and waits for the acknowledgement."""
    made = client.execute_interactive(
        f"from medialit import lesson\nw = lesson('{LESSON}', 'en').widget('L1-C1')\n"
        f"w.receive({{'seq': 0, 'action': 'commit', 'value': {VALUE}}})",
        user_expressions={"id": "w.model_id"},
        output_hook=lambda _message: None,
    )
    comm = made["content"]["user_expressions"]["id"]["data"]["text/plain"].strip("'")

    def save(number):
        content = {"seq": number, "action": "again", "value": VALUE | {"answer": number % 100}}
        message = client.session.msg("comm_msg", {"comm_id": comm, "data": {"method": "custom", "content": content}})
        client.shell_channel.send(message)
        while True:
            heard = client.get_iopub_msg(timeout=10)
            said = heard["content"].get("data", {})
            if heard["msg_type"] == "comm_msg" and said.get("content", {}).get("seq") == number:
                assert said["content"]["status"] == "saved"
                return

    return save


def main():
    with tempfile.TemporaryDirectory() as folder:
        os.environ["MEDIALIT_HOME"] = f"{folder}/home"
        bare = lambda _number: bare_append(f"{folder}/bare")  # noqa: E731
        mine, floor = medians(in_this_process(Path(folder)), bare)
        print(f"in this process: {mine:.2f} ms   bare append and fsync: {floor:.2f} ms   {mine / floor:.1f} ×")
        (Path(folder) / "kernel").mkdir()
        manager, client = start_new_kernel(cwd=f"{folder}/kernel", extra_arguments=["--IPKernelApp.log_level=40"])
        try:
            mine, floor = medians(through_a_kernel(client), bare)
        finally:
            client.stop_channels()
            manager.shutdown_kernel(now=True)
        print(f"through a kernel: {mine:.2f} ms   bare append and fsync: {floor:.2f} ms   {mine / floor:.1f} ×")


if __name__ == "__main__":
    main()
