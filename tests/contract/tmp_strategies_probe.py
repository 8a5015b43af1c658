import json
from hypothesis import given, settings, HealthCheck, strategies as st
import mockgemini.contract.strategies.breaking as B
from mockgemini.contract.strategies.outcome import *
from mockgemini.contract.strategies.request import *
from mockgemini.contract.strategies.stream import *
from mockgemini.contract.strategies.conversation import *
from mockgemini.wire.checker import checker_of
from mockgemini.wire.register import revision
import pytest
@pytest.mark.parametrize("name", NAMES)
@given(data=st.data())
def test_res(name, data):
    body = data.draw(interactions(name))
    f = checker_of(name).check_resource(body)
    assert not f
@pytest.mark.parametrize("name", NAMES)
@given(data=st.data())
def test_req(name, data):
    body = data.draw(requests(name))
    assert not checker_of(name).check_request(body)
    revision(name).asker.read_brief(body)
@pytest.mark.parametrize("name", NAMES)
@given(data=st.data())
def test_stream(name, data):
    ev = data.draw(event_streams(name))
    assert not [d for d in checker_of(name).check_stream(ev) if d.code!="no_delta"]
@pytest.mark.parametrize("name", NAMES)
@given(data=st.data())
def test_broken(name, data):
    ev, wrong = data.draw(B.broken_event_streams(name))
    f = checker_of(name).check_stream(ev)
    assert any(d.code==wrong.code and d.place.startswith(f"event {wrong.event}") for d in f), (wrong, [str(d) for d in f])
@pytest.mark.parametrize("name", NAMES)
@given(data=st.data())
def test_conv(name, data):
    for r in data.draw(conversations(name)):
        assert not checker_of(name).check_request(r.request)
        revision(name).asker.read_brief(r.request)
