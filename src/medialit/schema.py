"""JSON Schema at the edges: what comes from a file or a browser is checked here before it is believed."""

import json
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from medialit.errors import BadRecord, MedialitError


@cache
def load(package: str, name: str) -> Callable[[Any], Any]:
    """Return the compiled validator of `<package>/schema/<name>.json`."""
    text = (files(package) / "schema" / f"{name}.json").read_text("utf-8")
    return compiled(text)


@cache
def compiled(text: str) -> Callable[[Any], Any]:
    """Return a validator for the JSON Schema `text`; it is compiled once per process."""
    import fastjsonschema

    validator: Callable[[Any], Any] = fastjsonschema.compile(json.loads(text), use_default=False)
    return validator


def check(value: Any, validator: Callable[[Any], Any], *, what: str, error: type[MedialitError] = BadRecord) -> None:
    """Raise `error` unless `value` satisfies `validator`; the message names the place that does not.

    Parameters
    ----------
    value
        JSON data: dicts, lists, strings, numbers, booleans, None.
    validator
        What `load` or `compiled` returned.
    what
        The thing that is checked, as the message shall name it.
    """
    import fastjsonschema

    plain = dict(value) if isinstance(value, Mapping) else value
    try:
        validator(plain)
    except fastjsonschema.JsonSchemaValueException as problem:
        place = str(problem.message).replace("data", what, 1)
        raise error(f"{what} is not as it should be: {place}", "correct that value, or leave the record out") from None
