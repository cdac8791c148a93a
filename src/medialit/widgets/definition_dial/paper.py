"""The dial with a pen: first a definition and a range; below a fold, cards to tally and settings that were counted."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from medialit.widgets._base import plain
from medialit.widgets._paper import LINE, bullets, room, table
from medialit.widgets.definition_dial import telling

if TYPE_CHECKING:
    from medialit.widgets.definition_dial import DefinitionDial

_PRINTED = ("ban", "west", "date")
"""The dials that are printed position by position, the others left where they start."""

_MARK = " ◀"
_SIDES = (True, False)


def blocks(dial: "DefinitionDial", *, whole: bool) -> list[str]:
    """Return the activity as blocks of Markdown.

    Parameters
    ----------
    whole
        Whether what was counted follows below a fold.
    """
    say, content = dial.words, dial.content
    gaps = [telling.labelled(say, one, LINE) for one in ("actor", "scope", "mechanism", "low", "high")]
    first = [
        f"**{say('definition_dial.definition')}**",
        *gaps[:3],
        plain(content["predict"]),
        " · ".join(gaps[3:]),
        *dial.sure_on_paper(),
    ]
    if not whole:
        return [*first, say("definition_dial.paper.elsewhere")]
    return [*first, "---", f"**{say('definition_dial.paper.fold')}**", *_cards(dial), *_file(dial), *_found(dial)]


def _cards(dial: "DefinitionDial") -> list[str]:
    """Return the cards as a table to tally in, with the definitions below it."""
    say, start = dial.words, dial.content["start"]
    names = [telling.position(dial, "setting", one) for one in dial.settings()]
    keys = dial.row_keys()
    west = dial.evidence.tally(keys, keys, start["west"]).units if dial.evidence.wests else {}
    sides: dict[bool | None, str] = {True: say("definition_dial.side.west"), False: say("definition_dial.side.other")}
    rows = [
        [plain(card["label"]), sides.get(west.get(card["id"]), say("definition_dial.side.nowhere")), *[""] * len(names)]
        for card in dial.content["cards"]
    ]
    head = ["", plain(telling.position(dial, "west", start["west"])), *names]
    total = [say("definition_dial.paper.total"), "", *[f"{LINE} / {LINE}"] * len(names)]
    meant = bullets(plain(one["text"]) for one in dial.settings().values())
    return [f"**{say('definition_dial.cards', n=len(keys))}**", meant, table(head, [*rows, total])]


def _file(dial: "DefinitionDial") -> list[str]:
    """Return what the file gives for some settings: one dial turned, the others left where they start."""
    if not dial.evidence.wests:
        return []
    say, start = dial.words, dial.content["start"]
    fixed = say("definition_dial.semicolon").join(
        telling.position(dial, name, at) for name, at in start.items() if name not in _PRINTED
    )
    parts = [f"**{say('definition_dial.file')}**", plain(say("definition_dial.paper.fixed", at=fixed))]
    for choice in _PRINTED:
        rows = [_row(dial, choice, start | {choice: at}) for at in dial.evidence.positions()[choice]]
        head = (
            say(f"figure.choice.{choice}"),
            say("definition_dial.paper.result"),
            say("definition_dial.paper.places"),
        )
        parts.append(table(head, rows))
    return parts


def _row(dial: "DefinitionDial", choice: str, at: Mapping[str, str]) -> tuple[str, str, str]:
    found, say = telling.tally(dial, "file", at), dial.words
    names = {
        side: [telling.name_of(dial, one) for one, inside in found.units.items() if inside is side] for side in _SIDES
    }
    western, others = (say("figure.comma").join(names[side]) or "–" for side in _SIDES)
    mark = _MARK if at[choice] == dial.content["start"][choice] else ""
    places = say("definition_dial.paper.sides", western=western, others=others)
    return plain(telling.position(dial, choice, at[choice])) + mark, telling.headline(found, say), plain(places)


def _found(dial: "DefinitionDial") -> list[str]:
    asked = [dial.words(f"definition_dial.{name}") for name in ("largest", "mover", "note", "cost")]
    return [plain(dial.content["largest"]), *(part for one in asked for part in (plain(one), room(1)))]
