"""Every example in a docstring runs and prints what it says."""

import doctest
import importlib
import pkgutil

import pytest

import medialit

LEFT_OUT = ("medialit.datasets.data", "medialit._content", "medialit.__main__")
NAMES = [one.name for one in pkgutil.walk_packages(medialit.__path__, "medialit.") if not one.name.startswith(LEFT_OUT)]


@pytest.mark.parametrize("name", NAMES)
def test_the_examples_of_a_module_hold(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0
