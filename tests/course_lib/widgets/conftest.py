"""A front end that only listens: what widgets send, counted in bytes."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

import comm
import pytest
from comm.base_comm import BaseComm


@dataclass
class Wire:
    """Every message that would have gone to the browser."""

    messages: list[dict] = field(default_factory=list)

    def sizes(self, kind: str) -> list[int]:
        """Bytes of the messages of a kind ("comm_open", "comm_msg"), JSON and buffers."""
        return [
            len(json.dumps(message["data"]).encode())
            + sum(memoryview(part).nbytes for part in message["buffers"])
            for message in self.messages
            if message["type"] == kind
        ]

    def contents(self) -> list[dict]:
        """The custom messages, in order."""
        custom = [m["data"] for m in self.messages if m["data"].get("method") == "custom"]
        return [data["content"] for data in custom]

    def buffers(self) -> list[list]:
        """The buffers of the custom messages, in order."""
        return [m["buffers"] for m in self.messages if m["data"].get("method") == "custom"]


@pytest.fixture
def wire(monkeypatch) -> Wire:
    """Explorers are live, and their comms write down what they send."""
    heard = Wire()

    class Listener(BaseComm):
        kernel = True

        def publish_msg(self, msg_type, data=None, metadata=None, buffers=None, **keys):
            heard.messages.append(
                {"type": msg_type, "data": data or {}, "buffers": list(buffers or [])}
            )

    monkeypatch.setattr(comm, "create_comm", Listener)
    monkeypatch.setenv("COURSE_EXPLORERS", "live")
    return heard


@pytest.fixture
def static(monkeypatch) -> None:
    """Explorers are static."""
    monkeypatch.setenv("COURSE_EXPLORERS", "static")


def tell(widget, content: dict) -> None:
    """Send what the browser would send."""
    data = {"method": "custom", "content": content}
    widget.comm.handle_msg({"content": {"data": data}, "buffers": []})


@pytest.fixture(name="tell")
def tell_fixture():
    """Send what the browser would send."""
    return tell
