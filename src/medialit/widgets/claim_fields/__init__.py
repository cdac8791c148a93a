"""ClaimFields: a claim in its parts; a lamp says that a part is filled, and nothing more."""

from collections.abc import Mapping
from typing import Any

from medialit.responses.model import Kind
from medialit.widgets._base import PromptWidget, plain
from medialit.widgets._esm import joined, styled
from medialit.widgets._paper import room


class ClaimFields(PromptWidget):
    """Unit, window, denominator, and the sentence that uses them."""

    kind = Kind.CLAIM
    _esm = joined("claim_fields")
    _css = styled("claim_fields")

    def on_paper(self) -> list[str]:
        """Return each part with its help and a line; two for the sentence that uses them."""
        blocks = []
        for name, field in self.content["fields"].items():
            blocks += [f"**{plain(field['label'])}** {plain(field['help'])}", room(2 if name == "sentence" else 1)]
        return blocks

    def lines(self, value: Mapping[str, Any]) -> list[str]:
        """Return each filled part with its label."""
        fields = self.content["fields"]
        return [
            self.words("paper.labelled", label=plain(fields[name]["label"]), text=plain(value[name]))
            for name in fields
            if value[name].strip()
        ]
