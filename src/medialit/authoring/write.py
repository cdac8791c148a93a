"""What `medialit check` may write, and only when it is asked to: canonical form, and the record of a translation."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from medialit.authoring import gather
from medialit.authoring.form import canonical
from medialit.authoring.model import Subject
from medialit.authoring.pairs import RECORD, digest


def put_in_form(paths: Sequence[Path]) -> tuple[Path, ...]:
    """Write every notebook that is not in canonical form anew in that form, and return those.

    Outputs go; cells, their ids and their text stay.

    Raises
    ------
    MedialitError
        A path does not exist, or there is no notebook in it.
    """
    changed = []
    for one in _subject(paths).sound():
        text = canonical(one.data or {})
        if text != one.text:
            one.path.write_bytes(text.encode())
            changed.append(one.path)
    return tuple(changed)


def accept_translations(paths: Sequence[Path]) -> tuple[Path, ...]:
    """Record in each Chinese notebook the English that it translates now, and return the notebooks that changed.

    For whoever has just compared the two: afterwards a change of the English makes the Chinese stale.

    Raises
    ------
    MedialitError
        A path does not exist, or there is no notebook in it.
    """
    changed = []
    for english, chinese in _subject(paths).pairs():
        data: dict[str, Any] = json.loads(chinese.text)
        record = {cell.id: digest(cell.source) for cell in english.cells if cell.is_markdown}
        data.setdefault("metadata", {}).setdefault("medialit", {})[RECORD] = record
        text = canonical(data)
        if text != chinese.text:
            chinese.path.write_bytes(text.encode())
            changed.append(chinese.path)
    return tuple(changed)


def _subject(paths: Sequence[Path]) -> Subject:
    return gather.of(paths) if paths else gather.ours()
