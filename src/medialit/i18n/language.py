"""The two languages, and the one place that maps their names."""

from dataclasses import dataclass
from enum import StrEnum

from medialit.errors import UnknownLanguage


class Language(StrEnum):
    """A language of the module: `en` and `zh` for people, folders and flags."""

    EN = "en"
    ZH = "zh"

    @classmethod
    def of(cls, name: str) -> "Language":
        """Return the language that `name` means; `zh-CN`, `zh_Hans` and `en_US` are understood.

        Raises
        ------
        UnknownLanguage
            It is neither English nor Chinese.
        """
        head = name.replace("_", "-").split("-")[0].strip().lower()
        if head in set(cls):
            return cls(head)
        raise UnknownLanguage(f"there is no language {name!r} here", "use one of: en, zh")

    @property
    def babel(self) -> str:
        """The name that Babel and the catalogue folders use."""
        return {Language.EN: "en", Language.ZH: "zh_Hans"}[self]

    @property
    def babel_dates(self) -> str:
        """The locale of Babel that writes dates as the lessons do, such as 13 January 2025."""
        return {Language.EN: "en_GB", Language.ZH: "zh_Hans"}[self]

    @property
    def html(self) -> str:
        """The tag for the `lang` attribute (BCP 47)."""
        return {Language.EN: "en", Language.ZH: "zh-Hans"}[self]

    @property
    def jupyter(self) -> str:
        """The locale of JupyterLab's language pack."""
        return {Language.EN: "en", Language.ZH: "zh_CN"}[self]


@dataclass(frozen=True, slots=True)
class Text:
    """One text in both languages."""

    en: str
    zh: str

    def __getitem__(self, language: Language) -> str:
        """Return the text in `language`."""
        return self.zh if language is Language.ZH else self.en
