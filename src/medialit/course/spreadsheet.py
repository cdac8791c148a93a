"""Texts in files that people open in a spreadsheet."""

import re

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_MADE_SAFE = re.compile(r"''*[=+\-@\t\r]")


def safe(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: a quotation mark goes before `= + - @` tab and CR.

    References
    ----------
    OWASP, CSV Injection: https://owasp.org/www-community/attacks/CSV_Injection
    """
    return f"'{text}" if _FORMULA.match(text) else text


def as_written(text: str) -> str:
    """Return what `safe` was given.

    Examples
    --------
    >>> as_written(safe("=1+1")), as_written("it's")
    ('=1+1', "it's")
    """
    return text[1:] if _MADE_SAFE.match(text) else text
