"""FieldCoder without a screen: the codes as a table, and a sheet to code with a pen."""

from collections.abc import Mapping
from typing import Any

from medialit.i18n import Words
from medialit.widgets._base import plain, titles
from medialit.widgets._paper import LINE, bullets, table, ticks


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
            rows.append([places.get(one, plain(one)), *cells, plain(note)])
    head = ["", *(plain(one["label"]) for one in asked), say("field_code.note")]
    return ["", *table(head, rows).split("\n")] if rows else []


def sheet(content: Mapping[str, Any], items: list[dict[str, Any]], say: Words) -> list[str]:
    """Return a coding sheet as blocks of Markdown: codebook, one entry per item, and a table for two coders."""
    variables = content["variables"]
    blocks = [plain(content["how"])] if "how" in content else []
    for variable in variables:
        title = f"**{plain(variable['label'])}**"
        title = _labelled(title, plain(variable["help"]), say) if "help" in variable else title
        blocks += [title, bullets(_codebook_line(one, say) for one in variable["options"])]
    for number, item in enumerate(items, start=1):
        blocks += _face(number, item, say)
        blocks += [
            _labelled(plain(one["label"]), ticks(plain(code["text"]) for code in one["options"]), say)
            for one in variables
        ]
        blocks.append(_labelled(say("field_code.note"), LINE * 6, say))
    blocks.append(say("field_code.paper_pair"))
    head = ["", *(_labelled(plain(one["label"]), say(key), say) for one in variables for key in _COLUMNS)]
    rows = ([str(number), *[" "] * (len(head) - 1)] for number in range(1, len(items) + 1))
    return [*blocks, table(head, rows), say("field_code.paper_kappa")]


_COLUMNS = ("field_code.paper_me", "field_code.partner")


def _codebook_line(option: Mapping[str, Any], say: Words) -> str:
    rules, name = " ".join(plain(one) for one in option.get("rules", ())), f"**{plain(option['text'])}**"
    return _labelled(name, rules, say) if rules else name


def _face(number: int, item: dict[str, Any], say: Words) -> list[str]:
    """Return one item as it is to be coded: its mark, what was said, a reading of it, where it is from."""
    mark = item.get("mark") or (say("field_code.invented") if item.get("invented") else "")
    top = f"**{number}** " + (f"*{plain(mark)}* " if mark else "")
    talk = [_labelled(plain(one["who"]), plain(one["text"]), say) for one in item.get("talk", ())]
    source = [plain(item["source"])] if "source" in item else []
    if not talk:
        return [top + plain(item["text"]), *source]
    reading = " · ".join(plain(line) for line in item["text"].splitlines())
    return [top.rstrip(), bullets(talk), _labelled(say("field_code.paper_reading"), reading, say), *source]


def _labelled(label: str, text: str, say: Words) -> str:
    return say("field_code.labelled", label=label, text=text)


def _ids(things: list[dict[str, Any]]) -> set[str]:
    return {one["id"] for one in things}
