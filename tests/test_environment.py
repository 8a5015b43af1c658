"""
The environment that leads SDKs to us.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockgemini.environment import DUMMY_KEY, environment, real_key

URL = "http://127.0.0.1:8765"
HOSTS = st.lists(st.sampled_from(["a.test", "127.0.0.1", ".corp", "*", " localhost "]))


def test_sdks_are_led_to_us():
    """
    Both kinds of clients find our address, with a key that opens nothing.
    """
    found = environment(URL, {"GEMINI_API_KEY": "real", "HOME": "/root"})

    assert URL == found["GOOGLE_GEMINI_BASE_URL"] == found["GOOGLE_VERTEX_BASE_URL"]
    assert (DUMMY_KEY, "/root") == (found["GEMINI_API_KEY"], found["HOME"])


@pytest.mark.parametrize(
    "name", ["GOOGLE_API_KEY", "GOOGLE_GENAI_USE_VERTEXAI", "GOOGLE_GENAI_USE_ENTERPRISE"]
)
def test_what_leads_elsewhere_goes(name):
    """
    Another key, or a switch to Vertex, would not lead to the recorded paths; recording keeps them.
    """
    current = {name: "something"}

    assert name not in environment(URL, current)
    assert current.items() <= environment(URL, current, is_recording=True).items()


def test_while_recording_keys_stay():
    """
    The program that is recorded asks with its own key.
    """
    assert "GEMINI_API_KEY" not in environment(URL, {}, is_recording=True)
    assert (
        "real" == environment(URL, {"GEMINI_API_KEY": "real"}, is_recording=True)["GEMINI_API_KEY"]
    )


@given(HOSTS)
def test_no_proxy_stands_between(hosts):
    """
    The loopback is named among the hosts without a proxy, each once, and the others stay.
    """
    once = environment(URL, {"NO_PROXY": ",".join(hosts)})
    twice = environment(URL, once)

    found = once["NO_PROXY"].split(",")
    assert {"127.0.0.1", "localhost", *(host.strip() for host in hosts)} == set(found)
    assert once == twice
    assert "127.0.0.1,localhost" == once["no_proxy"]


def test_the_current_environment_is_left_alone():
    """
    Changes are made in a copy.
    """
    current = {"GOOGLE_API_KEY": "real"}

    environment(URL, current)

    assert {"GOOGLE_API_KEY": "real"} == current


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({}, None),
        ({"GEMINI_API_KEY": "one", "GOOGLE_API_KEY": "two"}, "one"),
        ({"GEMINI_API_KEY": "", "GOOGLE_API_KEY": "two"}, "two"),
        ({"GEMINI_API_KEY": DUMMY_KEY, "GOOGLE_API_KEY": "two"}, "two"),
        ({"GEMINI_API_KEY": DUMMY_KEY}, None),
    ],
)
def test_the_real_key_is_the_first_that_is_none_of_ours(variables, expected):
    """
    The dummy is no key to record with.
    """
    assert expected == real_key(variables)
