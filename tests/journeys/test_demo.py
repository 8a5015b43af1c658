"""
The demo of the README: cassettes of our own, and a program that plays it with the real SDK.
"""

import sys

import pytest
import yaml
from journeys.sdks import MOCKGEMINI, ROOT, Sdk, environment, needs_python_sdk, ran

CASSETTES = ROOT / "cassettes"
CASSETTE = CASSETTES / "weather.yaml"
SDK = Sdk("python", "3.4.0")
TOLD = """\
you     What should I wear in Lisbon today? Two short sentences, please.
calls   get_weather(city: Lisbon)
gets    clear, wind from the sea, 17 °C
gemini  A light jacket over a shirt is plenty at 17 °C, and sunglasses for that clear sky. 😎\
 Mind the wind by the river: leave the hat at home.
(completed, 186 tokens)
"""


@needs_python_sdk("3.4.0")
@pytest.mark.parametrize("pace", ["instant", "0.1"])
def test_the_demo_tells_the_same_to_everybody(pace):
    """
    Without a key and without a network the demo holds its conversation.
    """
    words = ["run", "--cassette", str(CASSETTE), "--pace", pace, "--"]
    program = [str(SDK.interpreter), str(ROOT / "examples/weather.py")]

    told = ran([*MOCKGEMINI, *words, *program], environment(key=None))

    assert (0, "") == (told.code, told.err)
    assert TOLD == told.out


@needs_python_sdk("3.4.0")
def test_the_demo_can_be_recorded_anew(tmp_path):
    """
    `scripts/record-demo` makes the cassettes of the repository, but for times.
    """
    words = ["--to", str(tmp_path), "--python", str(SDK.interpreter)]

    done = ran([sys.executable, str(ROOT / "scripts/record-demo"), *words], environment(key=None))

    assert done.code == 0, done.err
    assert {"advice.yaml", "weather.yaml"} == {path.name for path in CASSETTES.glob("*.yaml")}
    for path in CASSETTES.glob("*.yaml"):
        assert said(path) == said(tmp_path / path.name)


def said(cassette):
    """
    The note, the requests, and the answers without their times.
    """
    found = yaml.safe_load(cassette.read_text(encoding="utf-8"))
    pairs = [(each["request"], each["answer"]) for each in found["exchanges"]]
    return [found["note"]] + [
        (asked, answer.get("body"), [line[6:] for line in answer.get("events", "").splitlines()])
        for asked, answer in pairs
    ]
