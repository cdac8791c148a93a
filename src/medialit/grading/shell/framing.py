"""Messages of a kernel over one socket: a length, JSON, and raw buffers. Nothing is ever unpickled."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

LARGEST = 64 << 20
"""The largest message that is read, in bytes."""
_PARTS = ("header", "parent_header", "metadata", "content", "msg_type", "msg_id")


class TooLarge(ValueError):
    """A message is larger than anything that is read."""


def packed(channel: str, message: Mapping[str, Any], buffers: list[bytes]) -> bytes:
    """Return a message as bytes."""
    parts = {name: message[name] for name in _PARTS if name in message}
    sizes = [len(one) for one in buffers]
    body = json.dumps({"channel": channel, "message": parts, "buffers": sizes}, default=str).encode("utf-8", "replace")
    return len(body).to_bytes(4, "big") + body + b"".join(buffers)


class Reader:
    """Puts together what arrives in pieces."""

    def __init__(self) -> None:
        self._held = bytearray()

    def feed(self, piece: bytes) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield every message that is whole now, with its channel.

        Raises
        ------
        TooLarge
            A message says that it is larger than `LARGEST`.
        ValueError
            What arrived is no message.
        """
        self._held += piece
        while len(self._held) >= 4:
            length = int.from_bytes(self._held[:4], "big")
            if length > LARGEST:
                raise TooLarge(f"a message of {length} bytes")
            if len(self._held) < 4 + length:
                return
            frame = json.loads(self._held[4 : 4 + length])
            sizes = [int(one) for one in frame["buffers"]]
            if min(sizes, default=0) < 0 or sum(sizes) > LARGEST:
                raise TooLarge(f"buffers of {sum(sizes)} bytes")
            end = 4 + length + sum(sizes)
            if len(self._held) < end:
                return
            message, start = frame["message"], 4 + length
            message["buffers"] = []
            for size in sizes:
                message["buffers"].append(bytes(self._held[start : start + size]))
                start += size
            del self._held[:end]
            yield str(frame["channel"]), message
