"""A demonstration is not built below a server, nor served when its building was broken off."""

import json
import socket

import pytest

from cocrea.config.commands.serve import _free_check
from cocrea.kernel.errors import Conflict
from cocrea.site.demo import store
from cocrea.site.demo.build import build

pytestmark = pytest.mark.once


@pytest.fixture
def place(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return tmp_path


def code(refusal):
    return refusal.value.findings[0].code


def test_servers_share_the_place_and_a_builder_has_it_alone(place):
    with store.in_use(building=False), store.in_use(building=False):
        with pytest.raises(Conflict) as refusal, store.in_use(building=True):
            pass
        assert code(refusal) == "site.demo_served"
    with store.in_use(building=True):
        with pytest.raises(Conflict) as refusal, store.in_use(building=False):
            pass
        assert code(refusal) == "site.demo_being_built"
    with store.in_use(building=True):
        pass


def test_nothing_is_built_below_a_server(place):
    before = {"release": "another", "done": True}
    store.state_write(before)
    with store.in_use(building=False), pytest.raises(Conflict) as refusal:
        build(as_of=None, scale=0.05, say=print)
    assert code(refusal) == "site.demo_served"
    assert json.loads((place / "demo.json").read_text()) == before


def test_half_a_demonstration_is_not_served(place):
    store.finished_check()  # a portal without one
    store.state_write({"done": True})
    store.finished_check()
    store.state_write({"done": False})
    with pytest.raises(Conflict) as refusal:
        store.finished_check()
    assert code(refusal) == "site.demo_unfinished"


def test_no_port_is_shared_with_another_server():
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(OSError, match="in use"):
            _free_check("127.0.0.1", taken.getsockname()[1])
    _free_check("127.0.0.1", 0)
