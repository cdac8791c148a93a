"""FieldCoder without a screen: the codes as a table, and a sheet to code with a pen."""

from collections.abc import Mapping
from typing import Any

from medialit.i18n import Words
from medialit.widgets._base import plain, titles

BOX = "\u2610"


def coding_table(
    value: Mapping[str, Any], items: list[dict[str, Any]], variables: list[dict[str, Any]], say: Words
) -> list[str]:
    """Return codes and notes as the lines of a Markdown table, after the empty line that a table needs.

    Items, variables and options that the prompt has lost since stand under the ids by which they were saved.
    """
    places = {one["id"]: str(number) for number, one in enumerate(items, start=1)}
    ids = [*places, *(one for one in {**value["codes"], **value["notes"]} if one not in places)]
    lost = dict.fromkeys(name for given in value["codes"].values() for name in given)
    asked = [*variables, *({"id": one, "label": one, "options": []} for one in lost if one not in _ids(variables))]
    rows = []
    for one in ids:
        given, note = value["codes"].get(one, {}), value["notes"].get(one, "")
        if given or note.strip():
            cells = [
                plain(titles(var["options"]).get(given.get(var["id"], ""), given.get(var["id"], ""))) for var in asked
            ]
            rows.append(_line([places.get(one, plain(one)), *cells, plain(note)]))
    if not rows:
        return []
    head = _line(["", *(plain(one["label"]) for one in asked), say("field_code.note")])
    return ["", head, _line(["---"] * (len(asked) + 2)), *rows]


def sheet(content: Mapping[str, Any], items: list[dict[str, Any]], say: Words) -> list[str]:
    """Return a coding sheet as blocks of Markdown: codebook, one entry per item, and a table for two coders."""
    blocks = [plain(content["how"])] if "how" in content else []
    for variable in content["variables"]:
        title = f"**{plain(variable['label'])}**"
        title = _labelled(title, plain(variable["help"]), say) if "help" in variable else title
        blocks += [title, "\n".join(_codebook_line(one, say) for one in variable["options"])]
    blocks += [_on_card(number, one, content["variables"], say) for number, one in enumerate(items, start=1)]
    blocks.append(say("field_code.paper_pair"))
    head = ["", *(_labelled(plain(one["label"]), say(key), say) for one in content["variables"] for key in _COLUMNS)]
    empty = [_line([str(number), *[" "] * (len(head) - 1)]) for number in range(1, len(items) + 1)]
    blocks.append("\n".join([_line(head), _line(["---"] * len(head)), *empty]))
    return [*blocks, say("field_code.paper_kappa")]


_COLUMNS = ("field_code.paper_me", "field_code.partner")


def _codebook_line(option: Mapping[str, Any], say: Words) -> str:
    rules, name = " ".join(plain(one) for one in option.get("rules", ())), f"**{plain(option['text'])}**"
    return "- " + (_labelled(name, rules, say) if rules else name)


def _on_card(number: int, item: Mapping[str, Any], variables: list[dict[str, Any]], say: Words) -> str:
    mark = f"**{plain(say('field_code.invented'))}** " if item.get("invented") else ""
    mark = f"**{plain(item['mark'])}** " if "mark" in item else mark
    spoken = [_labelled(plain(one["who"]), plain(one["text"]), say) for one in item.get("talk", ())]
    source = [plain(item["source"])] if "source" in item else []
    boxes = [
        _labelled(plain(one["label"]), " ".join(f"{BOX} {plain(option['text'])}" for option in one["options"]), say)
        for one in variables
    ]
    note = _labelled(say("field_code.note"), "\\_" * 30, say)
    return "  \n".join([f"{number}\\. {mark}{plain(item['text'])}", *spoken, *source, *boxes, note])


def _labelled(label: str, text: str, say: Words) -> str:
    return say("field_code.labelled", label=label, text=text)


def _ids(things: list[dict[str, Any]]) -> set[str]:
    return {one["id"] for one in things}


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
