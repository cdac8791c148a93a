"""Install Debian packages that tests need: `python tests/system_packages.py PACKAGE...`; 1 where that cannot be done.

It can be done by root on Debian and its relatives. Elsewhere a test that needs one of them says so itself.
"""

import os
import shutil
import subprocess
import sys


def install(packages: list[str]) -> bool:
    """Install packages with apt-get; tell whether they are there."""
    if not (shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0):
        return False
    env = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    steps = (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", *packages])
    return all(subprocess.run(step, env=env, stdout=sys.stderr, check=False).returncode == 0 for step in steps)


def are_there(packages: list[str]) -> bool:
    """Tell whether Debian says that packages are installed."""
    if not shutil.which("dpkg-query"):
        return False
    asked = ["dpkg-query", "-W", "-f", "${Status}\n", *packages]
    said = subprocess.run(asked, capture_output=True, text=True, check=False).stdout.splitlines()
    return said.count("install ok installed") == len(packages)


if __name__ == "__main__":
    wanted = sys.argv[1:]
    sys.exit(0 if are_there(wanted) or install(wanted) else 1)
