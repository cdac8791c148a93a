"""Run every `*.test.js` beside this file with the Node that Playwright brings; exit as Node does."""

import subprocess
import sys
from pathlib import Path

import playwright

HERE = Path(__file__).parent
NODE = Path(playwright.__file__).parent / "driver" / ("node.exe" if sys.platform == "win32" else "node")

if __name__ == "__main__":
    found = sorted(str(test) for test in HERE.glob("*.test.js"))
    if not found:
        sys.exit("no JavaScript tests were found: that cannot be right")
    sys.exit(subprocess.run([NODE, "--test", *found], check=False).returncode)
