"""One module out of several: a widget's own code with the shared code it imports put in place.

anywidget imports a widget from a `blob:` address, where a relative import throws. In editors and in `node --test` the
import lines work as they stand; here they are replaced by the text of the file they name.
"""

import re
from pathlib import Path

_HERE = Path(__file__).parent
_IMPORT = re.compile(r'^import \{[^}]*\} from "(?:\.\./_shared|\.)/(\w+)\.js";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?!default)", re.MULTILINE)


def joined(folder: str) -> str:
    """Return the JavaScript of the widget in `folder` as one module without imports."""
    own = (_HERE / folder / "index.js").read_text("utf-8")
    shared: dict[str, str] = {}
    _collect(own, shared)
    return "".join(shared.values()) + _IMPORT.sub("", own)


def _collect(text: str, shared: dict[str, str]) -> None:
    """Add every shared module that `text` needs, what it needs itself first."""
    for name in _IMPORT.findall(text):
        if name not in shared:
            module = (_HERE / "_shared" / f"{name}.js").read_text("utf-8")
            _collect(module, shared)
            shared[name] = _EXPORT.sub("", _IMPORT.sub("", module))


def styled(folder: str) -> str:
    """Return the style sheet of the widget in `folder`, after those of what is shared."""
    shared: dict[str, str] = {}
    _collect((_HERE / folder / "index.js").read_text("utf-8"), shared)
    sheets = [_HERE / "_shared" / f"{name}.css" for name in ("base", *shared)]
    return "".join(one.read_text("utf-8") for one in [*sheets, _HERE / folder / "style.css"] if one.is_file())
