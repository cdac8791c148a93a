"""Responses as lines of JSON, and back; nothing is believed before its schema has been checked."""

import json
from datetime import UTC, datetime
from typing import Any

from medialit import schema
from medialit.errors import BadRecord
from medialit.responses.model import VERSION, Action, Kind, Response

_PACKAGE = "medialit.responses"


class FutureVersion(BadRecord):
    """A record that a newer medialit wrote: kept, but not understood here."""


def check_value(kind: Kind, action: Action, value: Any) -> None:
    """Raise `BadRecord` unless `value` has the shape that `kind` gives to `action`."""
    schema.check({"action": action.value, "value": value}, schema.load(_PACKAGE, kind.value), what=kind.value)


def as_json(response: Response) -> dict[str, Any]:
    """Return `response` as the JSON object of the journal and the receipt."""
    moment = response.t.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    return {
        "v": response.v,
        "t": moment,
        "lesson": response.lesson,
        "prompt": response.prompt,
        "kind": response.kind.value,
        "action": response.action.value,
        "value": dict(response.value),
        "lang": response.lang,
        "author": response.author,
    }


def from_json(data: Any) -> Response:
    """Return the response that the JSON object `data` holds.

    Raises
    ------
    FutureVersion
        A newer version wrote it.
    BadRecord
        It breaks the schema of records, or of its kind.
    """
    if isinstance(data, dict) and isinstance(data.get("v"), int) and data["v"] > VERSION:
        raise FutureVersion(
            f"a record has version {data['v']}; this medialit knows {VERSION}",
            "install a newer medialit to use it",
        )
    schema.check(data, schema.load(_PACKAGE, "record"), what="record")
    kind, action = Kind(data["kind"]), Action(data["action"])
    check_value(kind, action, data["value"])
    fields = {key: data[key] for key in ("v", "lesson", "prompt", "value", "lang", "author")}
    return Response(kind=kind, action=action, t=_moment(data["t"]), **fields)


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError):
        raise BadRecord(f"record.t is no time: {text!r}", "write it as 2025-01-14T03:04:05Z") from None


def encode(response: Response) -> str:
    """Return `response` as one line of JSON, without the line break."""
    return json.dumps(as_json(response), ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def decode(line: str | bytes) -> Response:
    """Return the response in one line of a journal.

    Raises
    ------
    BadRecord
        The line is not UTF-8, not JSON, or breaks a schema; `FutureVersion` where a newer version wrote it.
    """
    try:
        text = line.decode("utf-8-sig") if isinstance(line, bytes) else line.removeprefix("\ufeff")
        data = json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError) as problem:
        raise BadRecord(f"a line is not JSON: {problem}", "leave the line out") from None
    return from_json(data)


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is not a JSON number")
