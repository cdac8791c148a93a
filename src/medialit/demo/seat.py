"""Where an invented student sits: the lesson's widgets, saving into the journal in the student's folder.

What they do goes through `PromptWidget.receive`, the one door that a browser uses as well.
"""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from medialit import classroom
from medialit.demo.answers import Step
from medialit.errors import BadContent
from medialit.i18n import Language
from medialit.responses import Response


class Seat:
    """One student's place in the lesson."""
