"""The same workers on a Dask cluster: hand-ins travel as bytes, what grading gave comes back as JSON.

A worker needs medialit, nbgrader and a temporary folder; no gradebook, and no disk that it shares with anybody. In
one process hand-ins are graded one after the other, as nbgrader changes the working directory: start workers with one
thread each. The scheduler tries a lost hand-in again on another worker.
"""

import base64
import json
import tempfile
import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from medialit.errors import MissingProgram, NoCluster
from medialit.grading import sandbox
from medialit.grading.intake import Note
from medialit.grading.model import Delta, Doubt, Held, Route, Task, Walls
from medialit.grading.nbgrader.kit import Kit
from medialit.grading.pool import Done, Lost

TRIES = 2
"""How often a hand-in is begun again whose worker was lost."""
WAIT_S = 30
"""How long the scheduler may take to answer, in seconds."""
_ONE_AT_A_TIME = threading.Lock()
_ROOMS: dict[str, Any] = {}


class Cluster:
    """Workers behind the Dask scheduler at `address`; a drop-in for `medialit.grading.pool.Pool`."""

    def __init__(self, address: str, kit: Kit, walls: Walls) -> None:
        self._address, self._kit, self._walls = address, kit, walls

    def map(self, tasks: Iterable[Task]) -> Iterator[Done[Task, Delta]]:
        """Yield every task with its result, in the order in which they end.

        Raises
        ------
        MissingProgram
            Dask is not installed here.
        NoCluster
            No scheduler answers at the address, or it has no workers.
        """
        with _client(self._address) as client:
            kit = client.scatter(self._kit, broadcast=True, hash=False)
            yield from self._handed_out(client, kit, iter(tasks))

    def _handed_out(self, client: Any, kit: Any, tasks: Iterator[Task]) -> Iterator[Done[Task, Delta]]:
        """Keep two hand-ins for each worker under way, and no more in memory."""
        from distributed import as_completed

        under_way: dict[Any, Task] = {}
        ended = as_completed(loop=client.loop)
        while True:
            while len(under_way) < 2 * max(1, sum(client.nthreads().values())):
                task = next(tasks, None)
                if task is None:
                    break
                future = client.submit(grade_there, kit, self._walls, pack(task), pure=False, retries=TRIES)
                under_way[future] = task
                ended.add(future)
            if not under_way:
                return
            future = next(ended)
            yield _done(under_way.pop(future), future)


def grade_there(kit: Kit, walls: Walls, packed: bytes) -> bytes:
    """Grade one hand-in on a worker of the cluster, inside walls that this worker found to hold; bytes in and out."""
    from medialit.grading.nbgrader import worker

    with _ONE_AT_A_TIME:
        key = f"{kit.digest} {walls}"
        if key not in _ROOMS:
            while _ROOMS:
                _ROOMS.popitem()[1].close()
            place = Path(tempfile.mkdtemp(prefix="medialit-grading-"))
            level = "" if kit.is_data or walls.is_open else sandbox.probe().level.value.replace("C", "")
            _ROOMS[key] = worker.Room(kit, place, replace(walls, level=level))
        return pack(worker.grade_in(_ROOMS[key], unpack_task(packed)))


def pack(value: Task | Delta) -> bytes:
    """Return a task or what it gave as JSON; files are in base64."""
    data = asdict(value)
    files = {name: base64.b64encode(content).decode() for name, content in value.files.items()}
    return json.dumps(data | {"files": files}, ensure_ascii=False).encode("utf-8", "surrogatepass")


def unpack_task(packed: bytes) -> Task:
    """Return a task that was packed."""
    return Task(**_unpacked(packed))


def unpack_delta(packed: bytes) -> Delta:
    """Return what a task gave, after it was packed."""
    data = _unpacked(packed)
    doubt = Doubt(data["doubt"]) if data["doubt"] else None
    held = {cell: Held(**one) for cell, one in data["held"].items()}
    forgeable = tuple(data["forgeable"])
    notes = tuple(Note(**one) for one in data["notes"])
    known = replace(Delta(**data), route=Route(data["route"]), doubt=doubt)
    return replace(known, held=held, forgeable=forgeable, notes=notes)


def _unpacked(packed: bytes) -> Mapping[str, Any]:
    data: dict[str, Any] = json.loads(packed.decode("utf-8", "surrogatepass"))
    return data | {"files": {name: base64.b64decode(text) for name, text in data["files"].items()}}


def _done(task: Task, future: Any) -> Done[Task, Delta]:
    if future.status == "finished":
        return Done(task, unpack_delta(future.result()))
    return Done(task, None, Lost.WORKER)


def _client(address: str) -> Any:
    try:
        from distributed import Client
    except ImportError:
        raise MissingProgram("Dask is not installed here", "pip install 'medialit[cluster]'") from None
    try:
        client = Client(address, timeout=WAIT_S, set_as_default=False)
    except (OSError, ValueError) as problem:
        raise NoCluster(
            f"no Dask scheduler answers at {address}: {problem}", "start one: dask scheduler; or leave --scheduler out"
        ) from problem
    try:
        client.wait_for_workers(1, timeout=WAIT_S)
    except TimeoutError:
        client.close()
        raise NoCluster(
            f"the scheduler at {address} has no workers", f"start one: dask worker {address} --nthreads 1"
        ) from None
    return client
