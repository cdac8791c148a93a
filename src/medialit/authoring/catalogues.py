"""ML7xx, the catalogues of words: files that parse, the same keys in both languages, and every key used."""

import re
import string
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from medialit.authoring.model import Found, Subject
from medialit.i18n import Language

_STRING = r'"(?:[^"\\]|\\.)*"'
_LINE = re.compile(rf"^(?:#.*|(?P<field>msgid|msgstr)\s+(?P<text>{_STRING})|(?P<more>{_STRING})|)$")
_SOURCES = {".py", ".js", ".html", ".json"}


def messages(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield line, key and text of each message in a `.po` file; a line that is none of its kind is a `ValueError`.

    Babel lets most broken lines pass in silence, and the text is then missing or cut off.
    """
    fields = _fields(text)
    for at in range(0, len(fields), 2):
        line, field, key = fields[at]
        if field != "msgid":
            raise ValueError(f"the msgstr in line {line} belongs to no msgid")
        if at + 1 == len(fields) or fields[at + 1][1] != "msgstr":
            raise ValueError(f"the message in line {line} has no msgstr")
        yield line, key, fields[at + 1][2]


def _fields(text: str) -> list[tuple[int, str, str]]:
    """Return line, field and text of every msgid and msgstr, with the lines that go on joined."""
    found: list[tuple[int, str, str]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        match = _LINE.match(line.strip())
        if match is None or (match["more"] and not found):
            raise ValueError(f"line {number} is neither msgid, msgstr, a text in quotation marks nor a comment")
        if match["field"]:
            found.append((number, match["field"], _plain(match["text"])))
        elif match["more"]:
            begun, field, before = found.pop()
            found.append((begun, field, before + _plain(match["more"])))
    return found


def _plain(quoted: str) -> str:
    return re.sub(r"\\(.)", lambda match: {"n": "\n", "t": "\t"}.get(match[1], match[1]), quoted[1:-1])


def _files(subject: Subject) -> Iterator[tuple[Language, Path]]:
    if subject.catalogues is not None:
        for language in Language:
            for file in sorted((subject.catalogues / language.babel).glob("*.po")):
                yield language, file


def _read(file: Path) -> list[tuple[int, str, str]]:
    """Return the messages of a file; of a broken one, none: another rule names it."""
    try:
        return [one for one in messages(file.read_text("utf-8")) if one[1]]
    except (ValueError, OSError):
        return []


def texts_of(subject: Subject) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield each catalogue that parses: its name, and its keys with their texts."""
    for language, file in _files(subject):
        yield f"{language.babel}/{file.name}", [(key, text) for _, key, text in _read(file)]


def broken(subject: Subject) -> Iterator[Found]:
    """Yield catalogues that do not parse, and messages that are empty, fuzzy or given twice."""
    seen: dict[tuple[Language, str], str] = {}
    for language, file in _files(subject):
        name = f"{language.babel}/{file.name}"
        try:
            text = file.read_text("utf-8")
            found = [one for one in messages(text) if one[1]]
        except (ValueError, OSError) as problem:
            yield Found(name, "", str(problem))
            continue
        fuzzy = [number for number, line in enumerate(text.splitlines(), 1) if re.match(r"#,.*\bfuzzy\b", line)]
        yield from (Found(name, f"line {number}", "the translation is marked fuzzy") for number in fuzzy)
        yield from (
            Found(name, key, f"the text in line {line} is empty") for line, key, one in found if not one.strip()
        )
        for _, key, _ in found:
            if (language, key) in seen:
                yield Found(name, key, f"the key is in {seen[language, key]} as well")
            seen[language, key] = name


def uneven(subject: Subject) -> Iterator[Found]:
    """Yield keys that one language lacks, and texts with other placeholders."""
    both: dict[Language, dict[str, tuple[str, str]]] = {language: {} for language in Language}
    for language, file in _files(subject):
        both[language] |= {key: (f"{language.babel}/{file.name}", text) for _, key, text in _read(file)}
    for language, other in ((Language.EN, Language.ZH), (Language.ZH, Language.EN)):
        for key, (name, _) in both[language].items():
            if key not in both[other]:
                yield Found(name, key, f"{other.babel} has no such key")
    for key, (name, text) in both[Language.ZH].items():
        if key in both[Language.EN] and _holes(text) != _holes(both[Language.EN][key][1]):
            yield Found(name, key, "its placeholders are not those of the English")


def _holes(text: str) -> set[str]:
    try:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    except ValueError:
        return {"a brace that is not closed"}


def unused(subject: Subject) -> Iterator[Found]:
    """Yield keys that no source file of the package mentions."""
    if subject.catalogues is None:
        return
    home = Path(str(files("medialit")))
    sources = "\n".join(one.read_text("utf-8") for one in home.rglob("*") if one.suffix in _SOURCES and one.is_file())
    built = tuple(re.findall(r"f\"(\w+\.[\w.]*)\{", sources))
    for language, file in _files(subject):
        for _, key, _ in _read(file) if language is Language.EN else ():
            last, rest = key.rsplit(".", 1)[-1], key.split(".", 1)[-1]
            mentioned = key in sources or key.startswith(built)
            mentioned = mentioned or bool(
                re.search(rf"strings\.{re.escape(rest)}\b|[\"']{re.escape(last)}[\"']", sources)
            )
            if not mentioned:
                yield Found(f"{language.babel}/{file.name}", key, "nothing uses this key")
