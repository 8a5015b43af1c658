"""
`mockgemini compat`: from the command line through the real SDKs and back.
"""

import json
from pathlib import Path

import pytest
from journeys.sdks import SDKS, needs_python_sdk

from mockgemini.cassette.cassette import Cassette, Header
from mockgemini.cassette.reading import load
from mockgemini.cassette.saving import save
from mockgemini.cli.main import main
from mockgemini.contract.compat import Tried, Trouble
from mockgemini.contract.compat_report import CompatReport, Played
from mockgemini.exchange import Stream
from mockgemini.wire.register import NAMES

WEATHER = Path(__file__).parents[2] / "cassettes" / "weather.yaml"


@pytest.fixture(autouse=True)
def at_hand(monkeypatch):
    """
    The SDKs that are installed here.
    """
    monkeypatch.setenv("MOCKGEMINI_SDKS", str(SDKS))


@needs_python_sdk("1.75.0")
@needs_python_sdk("3.4.0")
def test_a_cassette_in_two_sdks(capsys):
    """
    The newer one reads it all, and the older one speaks another revision: exit 1.
    """
    assert 1 == main(["compat", str(WEATHER), "--sdk", "1.75.0,3.4.0"])

    told = capsys.readouterr().out
    assert "1.75.0  revision  recorded in steps, it speaks outputs" in told
    assert "google-genai 1.75.0: reads 0 of 2 exchanges (2 × revision)\n" in told
    assert told.endswith("google-genai 3.4.0: reads 2 of 2 exchanges\n")


@needs_python_sdk("3.4.0")
def test_as_json(capsys):
    """
    Programs get all of it; where all is read the exit code is 0.
    """
    assert 0 == main(["compat", str(WEATHER), "--sdk", "3.4.0", "--format", "json"])

    told = json.loads(capsys.readouterr().out)
    (played,) = told["played"]
    assert (True, "3.4.0", str(WEATHER)) == (told["good"], played["sdk"], played["path"])
    assert [[], []] == [each["troubles"] for each in played["exchanges"]]
    assert all(each["types"] for each in played["exchanges"])


@needs_python_sdk("3.4.0")
def test_a_file_that_is_no_cassette(tmp_path, capsys):
    """
    It is named, and the exit code is 1.
    """
    odd = tmp_path / "odd.yaml"
    odd.write_text("cassette: 1\nexchanges: 7\n")

    assert 1 == main(["compat", str(odd), "--sdk", "3.4.0"])

    assert "odd.yaml:2" in capsys.readouterr().out


@pytest.mark.parametrize(
    "words",
    [["nowhere.yaml", "--sdk", "3.4.0"], [str(WEATHER), "--sdk", "newest"], [str(WEATHER)]],
    ids=["no such file", "no version", "no sdk"],
)
def test_misuse(words, capsys):
    """
    One sentence, and 2.
    """
    assert 2 == main(["compat", *words])

    assert capsys.readouterr().err.startswith("mockgemini: ")


@needs_python_sdk("1.75.0")
@needs_python_sdk("3.4.0")
def test_an_upgrade(tmp_path, capsys):
    """
    The way of docs/upgrading-the-sdk.md: what the older SDK recorded is translated, keeps to the
    newer schema, is read by the newer SDK, and answers a program of its user's.
    """
    cassettes = tmp_path / "cassettes"
    exchange = next(each for each in load(WEATHER).exchanges if isinstance(each.answer, Stream))
    cassettes.mkdir()
    save(Cassette(Header(), [exchange]), cassettes / "weather.yaml")
    assert 0 == main(["translate", str(cassettes), "--to", NAMES[0], "--in-place"])

    assert 1 == main(["compat", str(cassettes), "--sdk", "1.75.0,3.4.0"])
    told = capsys.readouterr().out
    assert "google-genai 1.75.0: reads 1 of 1 exchange\n" in told
    assert "3.4.0  revision  recorded in outputs, it speaks steps" in told
    assert 0 == main(["translate", str(cassettes), "--to", NAMES[1], "--in-place", "--dry-run"])
    assert 1 == main(["compat", str(cassettes), "--sdk", "3.4.0"])
    assert 0 == main(["translate", str(cassettes), "--to", NAMES[1], "--in-place"])
    assert 0 == main(["check", str(cassettes)])
    assert 0 == main(["compat", str(cassettes), "--sdk", "3.4.0"])
    assert exchange.answer.body == load(cassettes / "weather.yaml").exchanges[0].answer.body


def test_a_report():
    """
    The same trouble at many places is one line; what was passed over is counted.
    """
    unknown = [Trouble("unknown", "'hologram' is unknown to it", f"event {n}") for n in (3, 4)]
    tried = [
        Tried(1, 9, "POST /v1/interactions", tuple(unknown)),
        Tried(2, 20, "POST /x", passed_over="generate content"),
        Tried(3, 30, "GET /v1/interactions/a", (Trouble("error", "ValueError: no"),)),
        Tried(4, 40, "GET /v1/interactions/b"),
    ]

    report = CompatReport([Played(Path("a.yaml"), "3.4.0", tried)], ["b.yaml:1: no cassette"])

    assert [
        "a.yaml:9   #1  3.4.0  unknown  event 3: 'hologram' is unknown to it (× 2)",
        "a.yaml:30  #3  3.4.0  error    ValueError: no",
        "",
        "b.yaml:1: no cassette",
        "",
        (
            "google-genai 3.4.0: reads 1 of 3 exchanges (1 × error, 1 × unknown); "
            "passed over: 1 × generate content"
        ),
    ] == report.text().splitlines()
    assert not report.is_good
    assert not json.loads(report.json())["good"]
