"""What a confined program uses, all its processes together: limits that the kernel sets for each of them only."""

import contextlib
import os
import time
from collections import defaultdict
from pathlib import Path

from medialit.grading.folders import walk
from medialit.grading.sandbox.model import Limits

_PAGE_MIB = os.sysconf("SC_PAGE_SIZE") / (1 << 20) if hasattr(os, "sysconf") else 0.0
_ENTRIES, _DEEPEST = 20_000, 64
"""How many files and folders a work folder may hold, and how many below each other."""


class Watch:
    """Looks after one program and everything that it started.

    Parameters
    ----------
    pid
        The process outside; what leaves its parent inside comes back to it or to one below it.
    """

    def __init__(self, pid: int, work: Path, limits: Limits) -> None:
        self._pid, self._work, self._limits = pid, work, limits
        self._begun = time.monotonic()

    def exceeded(self) -> str:
        """Return which limit is exceeded now; an empty text if none is."""
        if time.monotonic() - self._begun > self._limits.wall_s:
            return "wall_s"
        if memory_mib(self._pid) > self._limits.memory_mib:
            return "memory_mib"
        return "work_mib" if folder_mib(self._work, self._limits.work_mib) > self._limits.work_mib else ""


def memory_mib(pid: int) -> float:
    """Return the resident memory of a process and of all below it, in MiB; what they share counts for each."""
    below: dict[int, list[int]] = defaultdict(list)
    pages: dict[int, int] = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                with open(f"/proc/{name}/stat") as file:
                    said = file.read().rpartition(")")[2].split()
            except OSError:
                continue
            below[int(said[1])].append(int(name))
            pages[int(name)] = int(said[21])
    waiting, total = [pid], 0
    while waiting:
        one = waiting.pop()
        total += pages.get(one, 0)
        waiting += below.pop(one, [])
    return total * _PAGE_MIB


def folder_mib(folder: Path, most: float) -> float:
    """Return the size of the files in a folder in MiB; it stops counting beyond `most`, and at too many or too deep."""
    size = 0
    for count, (entry, depth) in enumerate(walk(folder, _DEEPEST)):
        with contextlib.suppress(OSError):
            size += entry.stat(follow_symlinks=False).st_blocks * 512
        if size > most * (1 << 20) or count > _ENTRIES or depth >= _DEEPEST:
            return float("inf")
    return size / (1 << 20)
