"""The environment is read in one place."""

from pathlib import Path

import pytest

from medialit import settings
from medialit.errors import UnknownLanguage
from medialit.i18n import Language


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({"MEDIALIT_LANGUAGE": "zh"}, Language.ZH),
        ({"MEDIALIT_LANGUAGE": "zh_Hans", "LANG": "en_US.UTF-8"}, Language.ZH),
        ({"LANG": "zh_CN.UTF-8"}, Language.ZH),
        ({"LANG": "de_DE.UTF-8"}, Language.EN),
        ({"LC_ALL": "en_GB.UTF-8", "LANG": "zh_CN.UTF-8"}, Language.EN),
    ],
)
def test_the_language_is_the_named_one_or_else_the_systems(environ, language):
    assert settings.read(environ).language is language


def test_an_unknown_language_names_the_known_ones():
    with pytest.raises(UnknownLanguage, match="en, zh"):
        settings.read({"MEDIALIT_LANGUAGE": "fr"})


def test_the_author_lives_in_a_folder_that_can_be_moved(tmp_path):
    read = settings.read({"MEDIALIT_HOME": str(tmp_path), "MEDIALIT_AUTHOR": "a1b2"})
    assert (read.home, read.author) == (tmp_path, "a1b2")
    assert settings.read({}).home == Path.home() / ".medialit"
