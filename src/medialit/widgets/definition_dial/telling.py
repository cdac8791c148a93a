"""What the dial says, in the words of the notebook: positions, counts, what a turn switched, the strip, the record."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from medialit.analysis import multiverse
from medialit.analysis.sensitivity import Switch, Tally, heaviest, switches
from medialit.widgets.definition_dial.counting import CHOICES, PUBLISHED, STEPS, heap, tally_of, within

if TYPE_CHECKING:
    from medialit.i18n import Words
    from medialit.widgets.definition_dial import DefinitionDial

At = Mapping[str, str]


def dials(dial: "DefinitionDial") -> list[dict[str, Any]]:
    """Return the dials for the file: what each is about, and its positions."""
    say, positions = dial.words, dial.evidence.positions()
    return [
        {
            "id": choice,
            "label": _headed(say(f"figure.choice.{choice}")),
            "about": say(f"definition_dial.about.{choice}"),
            "options": [{"id": at, "text": _headed(position(dial, choice, at))} for at in positions[choice]],
        }
        for choice in CHOICES
    ]


def position(dial: "DefinitionDial", choice: str, at: str) -> str:
    """Return one position of a dial in words; its id where nothing is known of it any more."""
    if choice == "setting":
        setting = dial.settings().get(at, {})
        return dial.words("definition_dial.own") if setting.get("is_own") else at
    if choice == "west":
        row = dial.evidence.wests.get(at)
        return at if row is None else str(row[f"label_{dial.language.value}"])
    if at not in dial.evidence.positions()[choice]:
        return at
    return dial.words.day(date.fromisoformat(at)) if choice == "date" else dial.words(f"figure.value.{at}")


def labelled(say: "Words", name: str, text: str) -> str:
    """Return a text of the student's under the name of its box."""
    return say("definition_dial.set", dial=say(f"definition_dial.{name}"), at=text)


def _named(dial: "DefinitionDial", choice: str) -> str:
    return dial.words("definition_dial.setting" if choice == "setting" else f"figure.choice.{choice}")


def _headed(text: str) -> str:
    return text[:1].upper() + text[1:]


def before(dial: "DefinitionDial") -> dict[str, Any]:
    """Return how many cards are coded, and the definition that the student wrote first."""
    codes, keys = dial.codes(), dial.row_keys()
    done = sum(bool(codes.get(one)) for one in keys)
    first = dial.record().first_commit(dial.content.get("pinned", ""))
    return {
        "coded": dial.words("definition_dial.coded", done=done, all=len(keys), prompt=dial.content["codes"]),
        "first": str(first.value.get("reason", "")).strip() if first else "",
    }


# One setting


def tally(dial: "DefinitionDial", panel: str, at: At) -> Tally:
    """Return what a panel counts where its dials stand at `at`."""
    if panel == "file":
        return tally_of(dial.evidence.outcome(at))
    return dial.evidence.tally(_counted(dial, at), dial.row_keys(), at["west"])


def _counted(dial: "DefinitionDial", at: At) -> tuple[str, ...]:
    return dial.evidence.counted(dial.settings()[at["setting"]], dial.row_keys(), dial.codes())


def headline(found: Tally, say: "Words") -> str:
    """Return a count and its share: 4 of 10 (40%)."""
    if found.share is None:
        return say("definition_dial.no_share")
    return say("definition_dial.headline", inside=found.inside, total=found.total, share=say.percent(found.share))


def turn(dial: "DefinitionDial", panel: str, now: At, last: At | None) -> dict[str, Any]:
    """Return what a panel gives at `now`, and what the turn from `last` switched."""
    after, say = tally(dial, panel, now), dial.words
    turned = None if last is None else _turned(dial, panel, (last, now))
    moved = {one["id"]: one["how"] for one in turned["moved"]} if turned else {}
    told = {
        "headline": headline(after, say),
        "percent": None if after.share is None else round(100 * after.share, 2),
        "turn": turned,
    }
    return told | (_cards if panel == "cards" else _file)(dial, now, after, moved)


def _cards(dial: "DefinitionDial", at: At, found: Tally, moved: Mapping[str, str]) -> dict[str, Any]:
    counted, codes = _counted(dial, at), dial.codes()
    wanted = dial.settings()[at["setting"]]["codes"]
    say, every = dial.words, len(dial.content["cards"])

    def told(card: Mapping[str, str]) -> dict[str, str]:
        name = card["id"]
        is_coded = all(one in codes.get(name, {}) for one in wanted)
        state = "counts" if name in counted else "not" if is_coded else "uncoded"
        side = {True: "west", False: "other", None: "nowhere"}[found.units.get(name)] if name in counted else ""
        return {"id": name, "text": card["label"], "state": state, "side": side, "moved": moved.get(name, "")}

    numbers = {"counted": len(counted), "cards": every, "inside": found.inside, "total": found.total}
    key = "definition_dial.cards_none" if found.share is None else "definition_dial.cards_sentence"
    return {
        "cards": [told(one) for one in dial.content["cards"]],
        "sentence": say(key, **numbers, share=_share(found, say)),
    }


def _file(dial: "DefinitionDial", at: At, found: Tally, moved: Mapping[str, str]) -> dict[str, Any]:
    say, one = dial.words, dial.evidence.outcome(at)
    groups = {
        "west": one.western,
        "other": [place for place in one.only_tiktok if place not in {*one.western, *one.unclassified}],
        "unclassified": one.unclassified,
        "left": [place for place in moved if place not in found.units],
    }
    key = "definition_dial.file_none" if found.share is None else "definition_dial.file_sentence"
    return {
        "groups": [
            {
                "id": name,
                "label": say(f"definition_dial.group.{name}", n=len(places)),
                "units": [{"text": name_of(dial, place), "moved": moved.get(place, "")} for place in places],
            }
            for name, places in groups.items()
            if places
        ],
        "sentence": say(key, inside=found.inside, total=found.total, share=_share(found, say)),
    }


def _share(found: Tally, say: "Words") -> str:
    return "" if found.share is None else say.percent(found.share)


def name_of(dial: "DefinitionDial", place: str) -> str:
    """Return the name of a country or territory; its code where the context does not have it."""
    row = dial.evidence.places.get(place)
    return place if row is None else str(row[f"place_{dial.language.value}"])


# A turn


def _turned(dial: "DefinitionDial", panel: str, ends: tuple[At, At]) -> dict[str, Any]:
    """Return in words what was turned, what it did, which units switched, and what each alone would have done."""
    was, now = (tally(dial, panel, at) for at in ends)
    found, say = switches(was, now), dial.words
    most = heaviest(was, found)
    moved = [
        {
            "id": one.unit,
            "text": _unit(dial, panel, one.unit),
            "how": say(f"definition_dial.moved.{_how(one)}"),
            "alone": say("definition_dial.alone", result=headline(was.with_one(one.unit, inside=one.now), say)),
            "is_most": one.unit in most,
        }
        for one in found
    ]
    points = None if was.share is None or now.share is None else _signed(round(100 * (now.share - was.share)))
    return {
        "label": label(dial, *ends),
        "change": say("definition_dial.change", was=headline(was, say), now=headline(now, say)),
        "points": say("definition_dial.points", points=points) if points else _come_or_gone(was, now, say),
        "moved": moved + (_without_country(dial, ends, was) if panel == "cards" else []),
    }


def _come_or_gone(was: Tally, now: Tally, say: "Words") -> str:
    return "–" if was.share is now.share else say("definition_dial.no_points")


def _without_country(dial: "DefinitionDial", ends: tuple[At, At], was: Tally) -> list[dict[str, Any]]:
    """Return the cards that switched and belong to no country: they move no share."""
    last, now = (set(_counted(dial, at)) for at in ends)
    keys, say = dial.row_keys(), dial.words
    return [
        {
            "id": card,
            "text": _unit(dial, "cards", card),
            "how": say(f"definition_dial.moved.{'joined' if card in now else 'left'}"),
            "alone": say("definition_dial.alone_nowhere", result=headline(was, say)),
            "is_most": False,
        }
        for card in sorted(last ^ now)
        if dial.evidence.place_of(keys[card]) is None
    ]


def label(dial: "DefinitionDial", last: At, now: At) -> str:
    """Return which dials were turned, from where to where."""
    say = dial.words
    return say("figure.comma").join(
        say(
            "definition_dial.turned",
            dial=_headed(_named(dial, name)),
            was=position(dial, name, last[name]),
            now=position(dial, name, now[name]),
        )
        for name in now
        if last[name] != now[name]
    )


def _how(one: Switch) -> str:
    if one.was is None:
        return "joined"
    if one.now is None:
        return "left"
    return "west" if one.now else "other"


def _unit(dial: "DefinitionDial", panel: str, unit: str) -> str:
    if panel == "file":
        return name_of(dial, unit)
    return next((str(one["label"]) for one in dial.content["cards"] if one["id"] == unit), unit)


def _signed(points: int) -> str:
    return f"+{points}" if points > 0 else f"−{-points}" if points else "0"


# All settings


def universes(dial: "DefinitionDial", predicted: Mapping[str, Any]) -> dict[str, Any]:
    """Return every universe on the strip, what they give together, and how many lie in the predicted range."""
    every, say = dial.evidence.universes, dial.words
    told, steps = multiverse.summary(every), heap(every)
    low, high = predicted["low"], predicted["high"]
    if told.low is None or told.middle is None or told.high is None:
        ends = ["–"] * 3
    else:
        ends = [say.percent(one) for one in (told.low, told.middle, told.high)]
    numbers = {"universes": told.universes, "counted": told.counted, "exact": told.nine_of_ten}
    said = {name: say.number(number) for name, number in numbers.items()}
    mine = {"low": low, "high": high, "inside": say.number(within(every, low, high)), "counted": said["counted"]}
    return {
        "steps": steps,
        "none": told.universes - told.counted,
        "published": 100 * PUBLISHED,
        "low": low,
        "high": high,
        "sentence": say("definition_dial.universes", low=ends[0], middle=ends[1], high=ends[2], **said),
        "mine": say("definition_dial.mine", **mine),
        "rows": [[_between(at, say), say.number(one["ways"]), say.number(one["exact"])] for at, one in enumerate(steps)]
        + [[say("definition_dial.no_country"), say.number(told.universes - told.counted), "–"]],
    }  # fmt: skip


def _between(at: int, say: "Words") -> str:
    """Return the shares that belong to a step, from half a step below to half a step above."""
    ends = (max(0.0, (at - 0.5) * 100 / STEPS), min(100.0, (at + 0.5) * 100 / STEPS))
    return say("definition_dial.between", low=f"{ends[0]:g}", high=f"{ends[1]:g}")


# The record


def record(dial: "DefinitionDial", value: Mapping[str, Any]) -> Iterator[str]:
    """Yield where the dials stand and what they give, the largest change, and what the student says of it."""
    say = dial.words
    for panel in ("cards", "file"):
        at, joiner = value[panel], say("definition_dial.semicolon")
        said = joiner.join(
            say("definition_dial.set", dial=_named(dial, name), at=position(dial, name, one))
            for name, one in at.items()
        )
        yield say(f"definition_dial.record.{panel}", at=said, result=_result(dial, panel, at))
    if turned := value["largest"]:
        panel, last, now = turned["panel"], turned["last"], turned["now"]
        results = [_result(dial, panel, at) for at in (last, now)]
        change = say("definition_dial.change", was=results[0], now=results[1])
        yield say("definition_dial.record.largest", turn=label(dial, last, now), change=change)
    if value["mover"]:
        mover = value["mover"]
        known = "definition_dial.together" if mover == "together" else ""
        panel = turned["panel"] if turned else "file"
        yield say("definition_dial.record.mover", unit=say(known) if known else _unit(dial, panel, mover))
    for name in ("note", "cost"):
        if value[name].strip():
            yield say(f"definition_dial.record.{name}", text=value[name])


def _result(dial: "DefinitionDial", panel: str, at: At) -> str:
    """Return what a setting gives; a dash where the rows or the setting are not at hand any more."""
    known = {"setting": tuple(dial.settings())} | dial.evidence.positions()
    if not all(one in known[name] for name, one in at.items()):
        return "–"
    return headline(tally(dial, panel, at), dial.words)
