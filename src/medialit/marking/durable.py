"""Small files that are replaced whole: after a kill there is the old one or the new one, never a part."""

import os
from pathlib import Path


def replace(file: Path, text: str) -> None:
    """Put `text` in place of what `file` holds, and wait for the disk. Raises `OSError`."""
    new = file.with_name(f".{file.name}.new")
    with new.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    new.replace(file)
