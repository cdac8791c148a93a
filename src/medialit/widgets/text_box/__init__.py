"""TextBox: a plain text, saved as it is written."""

from collections.abc import Mapping
from typing import Any

from medialit.responses.model import Kind
from medialit.widgets._base import PromptWidget, plain
from medialit.widgets._esm import joined, styled
from medialit.widgets._paper import room


class TextBox(PromptWidget):
    """A text that can be changed at any time."""

    kind = Kind.TEXT
    _esm = joined("text_box")
    _css = styled("text_box")

    def on_paper(self) -> list[str]:
        """Return the hint, and as many lines as the field on a screen has."""
        return [plain(self.content["hint"]), room(self.content["rows"])]

    def lines(self, value: Mapping[str, Any]) -> list[str]:
        """Return the text, line by line."""
        return [plain(line) for line in value["text"].splitlines() if line.strip()]
