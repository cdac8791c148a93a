"""Our words, from the gettext catalogues, and numbers and dates as each language writes them."""

from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any

from medialit.i18n.language import Language


class Words:
    """The words of one language: call it with a key and the values of its placeholders.

    Examples
    --------
    >>> from medialit.i18n import Language, words
    >>> words(Language.EN).percent(0.316)
    '32%'
    """

    def __init__(self, language: Language, catalogue: dict[str, str]) -> None:
        self.language = language
        self._catalogue = catalogue

    def __call__(self, key: str, /, **values: Any) -> str:
        """Return the text under `key`, with `{name}` placeholders filled in.

        Raises
        ------
        KeyError
            No catalogue has this key: a slip of ours, which the tests find.
        """
        return self._catalogue[key].format_map(values) if values else self._catalogue[key]

    def __contains__(self, key: str) -> bool:
        return key in self._catalogue

    def under(self, prefix: str) -> dict[str, str]:
        """Return every text whose key starts with `prefix` and a dot, without that prefix."""
        head = prefix + "."
        return {key.removeprefix(head): text for key, text in self._catalogue.items() if key.startswith(head)}

    def number(self, value: float) -> str:
        """Return `value` with the language's thousands mark; Chinese text has none in four digits (7542, 403,054)."""
        from babel.numbers import format_decimal

        is_grouped = self.language is not Language.ZH or abs(value) >= 10_000
        return format_decimal(value, locale=self.language.babel, group_separator=is_grouped)

    def count(self, value: int) -> str:
        """Return a count of people as text prints it: 700,000 and 3.4 million, or 70万 and 340万."""
        from babel.numbers import format_compact_decimal

        if self.language is Language.ZH:  # 万 and 亿 are the words; there is no longer form
            return self.short(value) if value >= 10_000 else str(value)
        if value < 1_000_000:
            return self.number(value)
        return format_compact_decimal(value, format_type="long", locale=self.language.babel, fraction_digits=3)

    def short(self, value: int) -> str:
        """Return a count in as few characters as the language has for it: 3.4M, or 340万."""
        from babel.numbers import format_compact_decimal

        return format_compact_decimal(value, locale=self.language.babel, fraction_digits=3)

    def percent(self, share: float) -> str:
        """Return a share of 1 as whole percent."""
        from babel.numbers import format_percent

        return format_percent(share, locale=self.language.babel)

    def day(self, value: date) -> str:
        """Return a date as a person writes it."""
        from babel.dates import format_date

        return format_date(value, format="long", locale=self.language.babel_dates)

    def moment(self, value: datetime) -> str:
        """Return a date with hour and minute, in the time zone that `value` carries."""
        from babel.dates import format_date, format_time

        locale = self.language.babel_dates
        return f"{format_date(value, 'medium', locale)} {format_time(value, 'HH:mm', locale=locale)}"


@cache
def words(language: Language) -> Words:
    """Return the words of `language`, read once from its catalogue files."""
    from babel.messages.pofile import read_po

    catalogue: dict[str, str] = {}
    for file in sorted((files("medialit.i18n") / "locale" / language.babel).iterdir(), key=lambda one: one.name):
        if file.name.endswith(".po"):
            with file.open("rb") as stream:
                for message in read_po(stream, locale=language.babel):
                    if message.id:
                        catalogue[str(message.id)] = str(message.string)
    return Words(language, catalogue)
