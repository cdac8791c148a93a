"""Errors say what happened and what to do, and travel between processes."""

import inspect
import pickle

import pytest

from medialit import errors

ALL = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, errors.MedialitError)]


@pytest.mark.parametrize("kind", ALL)
def test_an_error_has_two_lines_and_survives_a_process_border(kind):
    error = kind("there is no dataset named 'x'", "use one of: a, b")
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 (our own bytes)
    assert str(again) == "there is no dataset named 'x'\n  use one of: a, b"
    assert (again.what, again.remedy) == (error.what, error.remedy)


@pytest.mark.parametrize("kind", ALL)
def test_the_tree_in_the_docstring_names_every_error(kind):
    assert kind.__name__ in (errors.__doc__ or "")
