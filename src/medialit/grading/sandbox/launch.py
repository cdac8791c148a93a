"""Start a program inside the walls: `python -P -m medialit.grading.sandbox.launch JSON COMMAND…`.

What it is to be is in JSON: `level`; `work` and `sockets`, the two folders that it may write; and `env`, all that it
has of the environment. The program takes the place of this one; if a wall cannot be put up, nothing is started.
"""

import json
import os
import sys
from pathlib import Path

from medialit.grading.sandbox.confine import enter, readable
from medialit.grading.sandbox.model import Level, Limits


def main() -> None:
    """Enter, and become the program."""
    asked, command = json.loads(sys.argv[1]), sys.argv[2:]
    read = (*readable(), *(one for one in asked["read"] if os.path.exists(one)))
    level, limits = Level(asked["level"]), Limits(**asked["limits"])
    enter(level, Path(asked["work"]), limits, read=read, sockets=Path(asked["sockets"]))
    os.execvpe(command[0], command, asked["env"])  # noqa: S606  # that is what it is for


if __name__ == "__main__":
    main()
