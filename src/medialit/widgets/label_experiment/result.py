"""What the ratings of a class show, in words and numbers: warmth first, as was said beforehand, the rest as extra."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from medialit.analysis.label_experiment import MIN_CLASS, REDRAWS, Comparison, compared
from medialit.analysis.opinion import MIN_SHOWN
from medialit.i18n import Words

ARMS = ("label", "none")
SCALES = ("warmth", "clarity")
RATINGS = tuple(range(1, 8))
ANSWERS = ("yes", "perhaps", "no")


@dataclass(frozen=True, slots=True)
class Ratings:
    """Ratings by scale and arm, and answers by arm and option."""

    scales: Mapping[str, Mapping[str, Sequence[int]]]
    answers: Mapping[str, Mapping[str, int]]

    @classmethod
    def of_counts(cls, arms: Mapping[str, Mapping[str, Any]]) -> "Ratings":
        """Return the ratings that `class-results.json` counts."""

        def ratings(counts: Sequence[int]) -> list[int]:
            return [rating for rating, count in zip(RATINGS, counts, strict=True) for _ in range(count)]

        scales = {scale: {arm: ratings(arms[arm][scale]) for arm in ARMS} for scale in SCALES}
        return cls(scales, {arm: dict(arms[arm]["answer"]) for arm in ARMS})

    @classmethod
    def of_rows(cls, rows: Sequence[Mapping[str, Any]]) -> "Ratings":
        """Return the ratings of a table with one row per person."""
        by_arm = {arm: [row for row in rows if row["arm"] == arm] for arm in ARMS}
        scales = {scale: {arm: [row[scale] for row in by_arm[arm]] for arm in ARMS} for scale in SCALES}
        return cls(scales, {arm: dict(Counter(row["answer"] for row in by_arm[arm])) for arm in ARMS})

    @property
    def n(self) -> int:
        """Return how many people rated."""
        return sum(len(one) for one in self.scales["warmth"].values())


def told(of_class: Ratings | None, simulated: Ratings | None, say: Words) -> dict[str, Any] | None:
    """Return what is drawn: of the class from `MIN_CLASS` people on, otherwise what the simulated ratings show.

    Under `MIN_SHOWN` people not even their number is used for anything but to say that they are too few.
    """
    n = of_class.n if of_class else 0
    if of_class and n >= MIN_CLASS and (shown := _scales(of_class, say)):
        return {"simulated": False, "head": say("label_experiment.class", count=n)} | _drawn(of_class, shown, say)
    if simulated is None or not (shown := _scales(simulated, say)):
        return None
    why = "no_class" if of_class is None else "few" if n < MIN_SHOWN else "small" if n < MIN_CLASS else "one_sided"
    head = say(f"label_experiment.{why}", count=n, least=MIN_CLASS if n >= MIN_SHOWN else MIN_SHOWN)
    return {"simulated": True, "head": head} | _drawn(simulated, shown, say)


def _drawn(ratings: Ratings, shown: list[dict[str, Any]], say: Words) -> dict[str, Any]:
    names = {arm: say(f"label_experiment.arm_{arm}") for arm in ARMS}
    answers = [
        {"name": names[arm], "counts": [ratings.answers[arm].get(answer, 0) for answer in ANSWERS]} for arm in ARMS
    ]
    return {"scales": shown, "answers": answers}


def _scales(ratings: Ratings, say: Words) -> list[dict[str, Any]]:
    """Return each scale with its dots and sentences; nothing where an arm is too small to compare."""
    return [
        _scale(scale, ratings.scales[scale], result, say)
        for scale in SCALES
        if (result := compared(ratings.scales[scale]["label"], ratings.scales[scale]["none"]))
    ]


def _scale(scale: str, arms: Mapping[str, Sequence[int]], result: Comparison, say: Words) -> dict[str, Any]:
    means = {"label": result.mean_with, "none": result.mean_without}
    drawn = [
        {
            "name": say(f"label_experiment.arm_{arm}"),
            "n": len(arms[arm]),
            "mean": _number(means[arm]),
            "counts": [list(arms[arm]).count(rating) for rating in RATINGS],
        }
        for arm in ARMS
    ]
    return {"id": scale, "title": say(f"label_experiment.{scale}"), "arms": drawn, "said": _said(scale, result, say)}


def _said(scale: str, result: Comparison, say: Words) -> list[str]:
    """Return the finding, what chance would do, the interval, and what so few people cannot show."""
    size, way = _number(abs(result.difference)), "higher" if result.difference > 0 else "lower"
    means = {"with": _number(result.mean_with), "without": _number(result.mean_without)}
    head = "same" if size == _number(0) else way
    name = say(f"label_experiment.{scale}")
    return [
        say(f"label_experiment.found_{head}", scale=name, size=size, **means),
        _chance(result, say),
        say("label_experiment.interval", low=_number(result.low), high=_number(result.high), redraws=REDRAWS),
        say("label_experiment.cannot", size=_number(result.detectable)),
    ]


def _chance(result: Comparison, say: Words) -> str:
    n, times = result.n_with + result.n_without, round(100 * result.by_chance)
    return say("label_experiment.chance_rare" if times < 1 else "label_experiment.chance", n=n, times=times)


def _number(value: float) -> str:
    """Return a number with one decimal, a real minus sign, and no minus before nought."""
    rounded = round(value, 1) + 0.0
    return f"{rounded:.1f}".replace("-", "−")
