"""Checks of a draft, F1 to F14: run when the student asks, shown with their rule, never kept and never counted.

Each check looks for something that anybody can see in the text. None judges quality, and no check reads stance,
sentiment, nationality or style.
"""

from medialit.drafts.model import Answer, Check, Context, Outcome, Point, Result
from medialit.drafts.run import checks, run, told

__all__ = ["Answer", "Check", "Context", "Outcome", "Point", "Result", "checks", "run", "told"]
