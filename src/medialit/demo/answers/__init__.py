"""What an invented student answers to a prompt, made from the prompt's own content."""

from collections.abc import Iterator

from medialit.demo.answers import choosing, coding, marking, writing
from medialit.demo.answers.mind import Mind, Step
from medialit.widgets import PromptWidget

__all__ = ["BY_KIND", "Mind", "Step", "steps"]

#: How each kind of prompt is answered.
BY_KIND = {**choosing.BY_KIND, **coding.BY_KIND, **marking.BY_KIND, **writing.BY_KIND}


def steps(widget: PromptWidget, mind: Mind) -> Iterator[Step]:
    """Yield what this student does with the prompt of `widget`, first to last."""
    yield from BY_KIND[widget.kind](widget, mind)
