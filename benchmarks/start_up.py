"""How long importing and `--help` take, as ratios of starting Python at all (runs in turn, medians of nine)."""

import statistics
import subprocess
import sys
import time

CASES = {
    "python -c pass": ["-c", "pass"],
    "import medialit": ["-c", "import medialit"],
    "medialit --help": ["-m", "medialit", "--help"],
    "a lesson's modules": ["-c", "import medialit; medialit.lesson; import medialit.widgets, medialit.figures"],
}


def seconds(arguments):
    begun = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begun


def main():
    taken = {name: [] for name in CASES}
    for _ in range(9):
        for name, arguments in CASES.items():
            taken[name].append(seconds(arguments))
    base = statistics.median(taken["python -c pass"])
    for name, times in taken.items():
        middle = statistics.median(times)
        print(f"{name:22} {1000 * middle:7.0f} ms   {middle / base:5.1f} × python   +{1000 * (middle - base):.0f} ms")


if __name__ == "__main__":
    main()
