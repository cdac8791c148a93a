"""Write data.csv: twenty-four simulated people who rate one message, half of them with a label beside it.

Nobody rated anything. What is true here is known, because it is written below: the label takes `EFFECT` off the mean
warmth and clarity, and makes a yes less likely. Whether a file of this size shows that is the lesson.
"""

from pathlib import Path
from random import Random

from medialit.analysis.label_experiment import arm_of
from medialit.datasets.descriptor import write

PEOPLE = 24
SEED = 2025
BASE = {"warmth": 5.0, "clarity": 5.4}
EFFECT = {"warmth": -0.7, "clarity": -0.2}
SPREAD = 1.3
YES = {"label": 0.5, "none": 0.65}
SOURCE = {
    "simulated": True,
    "note_en": "Simulated: made by the make.py of this folder. Only the direction of the effect follows a study of email.",
    "note_zh": "模拟数据：由本文件夹的 make.py 生成。只有效应的方向参照了一项关于电子邮件的研究。",
    "source_title": "(email, common language versus machine translation: readers' interpretations of social intention)",
    "publisher": "Proc. ACM on Human-Computer Interaction",
    "source_url": "https://doi.org/10.1145/3512976",
    "source_kind": "original",
    "confidence": "low",
    "second_verdict": None,
    "second_publisher": None,
    "second_url": None,
}


def simulated(number: int, dice: Random) -> dict[str, object]:
    """Return one person: an arm by hash, as in class, and ratings around the mean of that arm."""
    name = f"SIM-{number:02}"
    arm = arm_of(name, "label-simulated", ("label", "none"))
    means = {scale: BASE[scale] + (EFFECT[scale] if arm == "label" else 0) for scale in BASE}
    ratings = {scale: max(1, min(7, round(dice.gauss(mean, SPREAD)))) for scale, mean in means.items()}
    answer = "yes" if dice.random() < YES[arm] else dice.choice(("perhaps", "no"))
    return {"id": name, "arm": arm, **ratings, "answer": answer} | SOURCE


if __name__ == "__main__":
    dice = Random(SEED)  # noqa: S311  # dice, not a secret
    write(Path(__file__).parent, [simulated(number, dice) for number in range(1, PEOPLE + 1)])
