"""Imported for its effect, before nbformat: jsonschema is loaded without the one thing in it that takes a second.

To know the format `iri`, jsonschema imports `rfc3987_syntax`, which builds a grammar as it is imported, anew in every
process. No schema of a notebook has that format, and jsonschema does without where the package is missing. So it is
missing for that moment; whoever imports it afterwards gets it.
"""

import sys

_SLOW = "rfc3987_syntax"

if "jsonschema" not in sys.modules and _SLOW not in sys.modules:
    sys.modules[_SLOW] = None  # type: ignore[assignment]  # Python's own way to say that there is no such module
    try:
        import jsonschema  # type: ignore[import-untyped,unused-ignore]  # noqa: F401
    except ImportError:
        pass
    finally:
        del sys.modules[_SLOW]
