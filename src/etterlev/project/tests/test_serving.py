"""What stands in the way of serving is told before a server is started."""

from __future__ import annotations

import socket

import pytest

from etterlev.project.command import main
from etterlev.project.servers import PortNotFree, require_free
from tests.cast import World


def test_a_port_somebody_uses_is_told_and_a_free_one_is_not() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(PortNotFree) as error:
            require_free("127.0.0.1", port)
        assert "en annen bruker den" in error.value.sentence()
        assert str(port) in error.value.sentence("en")
    require_free("127.0.0.1", port)


@pytest.mark.parametrize(
    ("host", "port", "words"),
    [
        ("localhost", 8000, "IP-adresse"),
        ("127.0.0.1", 99_999, "mellom 1 og 65535"),
        ("203.0.113.9", 8000, "ikke på denne maskinen"),
    ],
)
def test_an_address_nobody_can_listen_on_is_told(host: str, port: int, words: str) -> None:
    with pytest.raises(PortNotFree) as error:
        require_free(host, port)
    assert words in error.value.sentence()


def test_one_port_is_not_given_to_two_surfaces(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--port", "8000"]) == 2
    assert "--only" in capsys.readouterr().err
