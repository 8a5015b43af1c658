"""
The key that a recording is made with is nowhere afterwards.
"""

import contextlib
import json
import re

import pytest
from journeys.sdks import (
    KEY,
    Sdk,
    ask,
    environment,
    google,
    logged,
    needs_python_sdk,
    post,
    recording,
    serving,
    transcript,
)
from samples.planted import (
    KNOWN,
    RESEMBLING,
    SPLIT,
    Parrot,
    tell_all,
    tell_by_the_way,
    tell_split,
    traces,
)
from samples.planted import ask as ask_for
from samples.shared import RECORDINGS, needs_recordings

from mockgemini import MockGemini
from mockgemini.cassette.reading import load
from mockgemini.cassette.strands import strands
from mockgemini.cli.main import main
from mockgemini.contract.checking import check
from mockgemini.errors import SecretError
from mockgemini.exchange import Stream
from mockgemini.redaction import placeholder
from mockgemini.server.app import App
from mockgemini.server.running import BackgroundServer
from mockgemini.spaces.recording import Recording, Take

PLAIN = "a-key-in-no-known-format-4711"
WISH = {"model": "gemini-2.5-flash", "input": "Name one city with seven bridges."}


def written(folder):
    """
    The bytes of every file below, by name.
    """
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@needs_python_sdk("3.4.0")
@pytest.mark.parametrize(
    ("key", "own"),
    [
        pytest.param(KEY, None, id="the client's, in Google's format"),
        pytest.param(KEY, KEY, id="the recorder's, in Google's format"),
        pytest.param(PLAIN, PLAIN, id="the recorder's, in no known format"),
        pytest.param(
            PLAIN,
            None,
            id="the client's, in no known format",
        ),
    ],
)
def test_the_key_is_written_nowhere(key, own, tmp_path):
    """
    No file, output or journal, of the recorder or of the player, has the key.
    """
    kept = tmp_path / "kept"
    kept.mkdir()
    with (
        google(tmp_path, key=key) as upstream,
        recording(kept / "talk.yaml", upstream.url, "--record-errors", key=own) as recorder,
    ):
        transcript(Sdk("python", "3.4.0"), "conversation", recorder.url, key=key)
        ask("GET", f"{recorder.url}/v1/files?pageSize=3&key={key}", key=None).read()
        post(f"{recorder.url}/v1/interactions", WISH | {"input": f"My key is {key}."}, key).read()
        journal = recorder.journal()
        recorder.end()
    with serving(kept / "talk.yaml") as player:
        # A player has no key of its own; it knows one in a body by its format only.
        post(f"{player.url}/v1/interactions", WISH | {"input": f"My key: {KEY}!"}, key).read()
        journal += player.journal()
        player.end()

    told = [recorder.out, recorder.err, player.out, player.err, journal]

    assert [] == [name for name, data in written(kept).items() if key.encode() in data]
    assert [] == [text for text in told if key in text or KEY in text]


def test_the_recorder_has_a_key_for_those_who_have_none(tmp_path):
    """
    A client with the dummy key reaches the API with the recorder's own.
    """
    from mockgemini.environment import DUMMY_KEY

    with (
        google(tmp_path) as upstream,
        recording(tmp_path / "talk.yaml", upstream.url, key=KEY) as recorder,
    ):
        answer = post(f"{recorder.url}/v1/interactions", WISH, DUMMY_KEY)
        answer.read()
        recorder.end()

    assert answer.status == 200
    assert KEY not in (tmp_path / "talk.yaml").read_text(encoding="utf-8")


def test_upstream_is_asked_for_plain_bytes(tmp_path):
    """
    Whatever the client accepts, the recorder asks for bodies without compression.
    """
    with (
        google(tmp_path) as upstream,
        recording(tmp_path / "talk.yaml", upstream.url) as recorder,
    ):
        post(f"{recorder.url}/v1/interactions", WISH).read()

    asked = [entry["headers"].get("accept-encoding") for entry in logged(tmp_path, "request")]
    assert ["identity"] == asked
    assert "GOOGLE_API_KEY" not in environment()


@contextlib.contextmanager
def parroted(path, **kinds):
    """
    A recording of the parrot, and where to ask.
    """
    with BackgroundServer(Parrot()) as upstream:
        recording = Recording(Take(path, upstream.url, record_errors=True, **kinds))
        with BackgroundServer(App(recording.worlds())) as server:
            yield recording, server.url


def folded(path):
    """
    All texts that the streams of a cassette tell in pieces, joined.
    """
    answers = [exchange.answer for exchange in load(path).exchanges]
    told = [strands(answer.events)[1] for answer in answers if isinstance(answer, Stream)]
    return ["".join(piece.text for piece in strand) for each in told for strand in each]


def seen(secrets, folder, *texts):
    """
    Which secrets are in a file of the folder or in a text.
    """
    files = [data.decode(errors="replace") for data in written(folder).values()]
    return [
        name
        for name, secret in secrets.items()
        if any(traces(secret) in text for text in (*files, *texts))
    ]


def test_forty_secrets(tmp_path, caplog, capsys):
    """
    Of forty planted secrets, ten of them in pieces, none is in a file, the log, the journal, a
    report or the text of an error; and the recording stays as sound as it was.
    """
    caplog.set_level("DEBUG")
    known = {name: secret for name, (_, secret) in KNOWN.items()}
    pieces = {name: secret for name, (_, _, secret) in SPLIT.items()}
    alike = {name: secret for name, (_, secret) in RESEMBLING.items()}
    sound, stopped = tmp_path / "sound" / "a.yaml", tmp_path / "stopped" / "b.yaml"
    with parroted(sound) as (recording, url):
        tell_all(url, KNOWN)
        tell_split(url)
        tell_by_the_way(url)
        unfinished = recording.tape.part.read_text(encoding="utf-8")
        told = [unfinished, ask_for(url, "/__mockgemini__/journal", method="GET")]
        recording.finish()
    told += [*recording.reports, *recording.warnings]
    with parroted(stopped) as (recording, url):
        tell_all(url, RESEMBLING)
        told.append(ask_for(url, "/__mockgemini__/journal", method="GET"))
        with pytest.raises(SecretError) as error:
            recording.finish()
    told += [str(error.value), *recording.reports]
    with MockGemini(sound) as mock:
        for context, secret in (*KNOWN.values(), *RESEMBLING.values()):
            wish = {"model": "other", "input": context.format(secret)}
            told.append(ask_for(mock.url, f"/v1/interactions?key={known['api key']}", wish))
        told += [str(miss) for miss in mock.misses]
    failed = stopped.with_suffix(".failed.yaml")
    report = check(load(sound))
    for words in (["check"], ["show"], ["show", "--keys"], ["check", "--secrets"]):
        assert 0 == main([*words, str(sound)]), words
    assert 0 == main(["check", "--secrets", str(tmp_path)])
    told += [str(report), *capsys.readouterr(), caplog.text, *folded(sound), *folded(failed)]

    everything = known | pieces | alike
    assert 40 == len(everything)
    assert [] == seen(everything, tmp_path, *told)
    assert [] == [str(found) for found in report.found if found.severity == "breaking"]
    assert not stopped.exists()


def test_what_is_linked_stays_linked(tmp_path):
    """
    A secret told in pieces has the same placeholder in the sum of its stream, however it was
    escaped, and in what the client sends back.
    """
    secret = KNOWN["private key"][1]
    path = tmp_path / "a.yaml"
    wish = {"model": "gemini-2.5-flash", "input": f"Here is {secret} for you."}
    with parroted(path) as (recording, url):
        for kind in ("text", "arguments"):
            ask_for(url, "/v1/interactions", wish | {"stream": True, "kind": kind})
        recording.finish()

    with MockGemini(path) as mock:
        again = ask_for(mock.url, "/v1/interactions", wish | {"stream": True, "kind": "text"})

    found = re.findall(r"REDACTED_\w+_[0-9a-f]{8}", path.read_text(encoding="utf-8"))
    assert [placeholder("private_key", secret)] == list(dict.fromkeys(found))
    assert "event: done" in again


@pytest.mark.parametrize("size", [10, 800_000], ids=["small", "in a file"])
def test_uploads_of_text(size, tmp_path):
    """
    What is uploaded as text is kept without its secrets, and found again by the same upload.
    """
    path = tmp_path / "a.yaml"
    data = ("é" * size + f" {KEY} " + "é" * size).encode()
    chunk = {"x_goog_upload_command": "upload, finalize", "x_goog_upload_offset": "0"}
    with parroted(path) as (recording, url):
        ask_for(url, "/v1beta/files:keep", data, **chunk)
        assert recording.finish() == path

    with MockGemini(path) as mock:
        again = ask_for(mock.url, "/v1beta/files:keep", data, **chunk)

    assert {"told"} == set(json.loads(again))
    assert [] == seen({"key": KEY}, tmp_path)


def test_users_rules(tmp_path):
    """
    What a user calls a secret is one for recording and for replay.
    """
    path, rule = tmp_path / "a.yaml", "Customer [0-9]+"
    wish = {"model": "gemini-2.5-flash", "input": "Customer 4711 has no bridge.", "stream": True}
    with parroted(path, redact=(rule,)) as (recording, url):
        ask_for(url, "/v1/interactions", wish)
        recording.finish()

    with MockGemini(path, redact=[rule]) as mock:
        again = ask_for(mock.url, "/v1/interactions", wish)

    assert "event: done" in again
    assert [] == seen({"rule": "Customer 4711"}, tmp_path, *folded(path))


@needs_recordings
def test_real_traffic_is_not_stopped(tmp_path, capsys):
    """
    Everything in the shared recordings can be imported, and nothing but upload ids is replaced.
    """
    assert 0 == main(["import", str(RECORDINGS), "-o", str(tmp_path / "all")])

    text = "".join(data.decode(errors="replace") for data in written(tmp_path).values())
    assert {"upload_id"} >= set(re.findall(r"REDACTED_([a-z_]+)_[0-9a-f]{8}", text))
    assert 0 == main(["check", "--secrets", str(tmp_path)])
    capsys.readouterr()
