"""The simulator without a screen: the forecast to fill in, and the model as a game with counters and two dice."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from medialit.i18n import Words
from medialit.widgets._base import plain
from medialit.widgets.migration_simulator.facts import MILLION, Facts
from medialit.widgets.migration_simulator.telling import spaced

COUNTERS = 20
BLANK = "______"


def sheet(content: Mapping[str, Any], facts: Facts | None, rows: Sequence[Mapping[str, str]], say: Words) -> list[str]:
    """Return the task for a pen as blocks of Markdown; it shows nothing that a screen keeps until the commit."""
    return [spaced(block) for block in _blocks(content, facts, rows, say)]


def _blocks(
    content: Mapping[str, Any], facts: Facts | None, rows: Sequence[Mapping[str, str]], say: Words
) -> list[str]:
    names = {one: plain(content[one]["name"]) for one in ("a", "b")}
    blocks = [plain(content["figures_note"]), _figures(rows, say)] if rows else [plain(content["figures_note"])]
    blocks += [f"☐ {say('migration.expect_all')}\n\n☐ {say('migration.expect_pair')} {BLANK} + {BLANK}"]
    if facts:
        early, last = say.day(facts.early), say.day(facts.schedule.last)
        blocks.append(f"{say('migration.stay', early=early, last=last, **names)} {BLANK}")
    blocks.append(f"{say('widget.certainty')} {BLANK} / 100")
    everybody = round(content["people"]["start"] * MILLION)
    share, people = say.count(everybody // COUNTERS), say.count(everybody)
    blocks.append(f"**{say('migration.paper_title')}**")
    blocks.append(say("migration.paper_setup", count=COUNTERS, share=share, people=people, **names))
    blocks.append("\n".join(f"{number}. {say(f'migration.paper_rule_{number}', **names)}" for number in (1, 2, 3, 4)))
    if facts:
        blocks.append(_rounds(facts, names, say))
    return [*blocks, say("migration.paper_end")]


def _figures(rows: Sequence[Mapping[str, str]], say: Words) -> str:
    head = [say("migration.platform"), say("migration.day"), say("migration.published"), say("migration.confidence")]
    cells = [[plain(one[name]) for name in ("name", "day", "published", "sure")] for one in rows]
    return "\n".join([_line(head), _line(["---"] * len(head)), *map(_line, cells)])


def _rounds(facts: Facts, names: Mapping[str, str], say: Words) -> str:
    """Return the rounds of the game: the days with news, the reprieve, a week later, the last day."""
    schedule = facts.schedule
    over = schedule.reprieve
    calm = [over, over + timedelta(days=7), schedule.last] if over else [schedule.last]
    news = sorted({*schedule.events, *schedule.nights})
    head = [say(f"migration.paper_{name}", **names) for name in ("round", "who", "from", "on_b", "on_a", "all")]
    lines = [
        [f"{number}. {say.day(day)}", say(f"migration.paper_{'news' if day in news else 'calm'}"), " ", " ", " ", " "]
        for number, day in enumerate([*news, *calm], start=1)
    ]
    return "\n".join([_line(head), _line(["---"] * len(head)), *map(_line, lines)])


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
