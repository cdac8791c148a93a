"""What holds for all tests: a home of their own, and no test that fails because a machine is slow."""

import os
import signal

import pytest
from hypothesis import settings

settings.register_profile("medialit", deadline=None)
settings.register_profile("quick", deadline=None, max_examples=10)
settings.load_profile("medialit")


@pytest.fixture(autouse=True, scope="session")
def _a_home_of_their_own(tmp_path_factory):
    """Keep author ids and settings out of the home of whoever runs the tests."""
    before = os.environ.get("MEDIALIT_HOME")
    os.environ["MEDIALIT_HOME"] = str(tmp_path_factory.mktemp("home"))
    yield
    os.environ.pop("MEDIALIT_HOME")
    if before is not None:
        os.environ["MEDIALIT_HOME"] = before


@pytest.fixture(autouse=True, scope="session")
def _ctrl_c_is_heard():
    """Let Ctrl+C reach the tests and their children: a shell starts what runs in its background deaf to it."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
