"""
Secrets in files that are there: every one is found where it stands, and none is told.
"""

import json
from xml.etree import ElementTree as ET

import pytest
from samples.contract_cassettes import JSON, SSE
from samples.planted import KEY, KNOWN, PEM, RESEMBLING, SECRETS, posted, put, told, traces

from mockgemini.cassette.cassette import Cassette, Header
from mockgemini.cassette.reading import load
from mockgemini.cassette.saving import save
from mockgemini.exchange import Body, Exchange, Payload, Poll, Polls, Reply, Request, Stream
from mockgemini.leaks.files import searched
from mockgemini.leaks.leak import leaks
from mockgemini.leaks.report import Report
from mockgemini.redaction import Redactor


def lines_of(path, text):
    """
    The lines on which a text stands, counted from 1.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    return [number for number, line in enumerate(lines, 1) if text in line]


@pytest.mark.parametrize("name", [name for name in SECRETS if "old" not in name])
def test_each_is_found_on_its_line(name, tmp_path):
    """
    Whatever the secret is and wherever YAML puts it, its line and its exchange are told.
    """
    context, secret = (KNOWN | RESEMBLING)[name]
    path = put(tmp_path / "a.yaml", posted("hello"), posted(context.format(secret)))

    found = leaks(path, Redactor())

    begin = secret.split("\n")[0]
    assert lines_of(path, begin)[:1] == [leak.line for leak in found]
    assert {"#2"} >= {leak.part for leak in found if leak.part}
    assert name in KNOWN or not found[0].is_known
    assert traces(secret) not in repr(found)


def test_in_pieces(tmp_path):
    """
    A secret told over several events stands at the event in which it begins.
    """
    stream = told(f"The key is {KEY}!")
    stream = Stream(200, SSE, stream.events[:-2], 0.1, "client")
    path = put(tmp_path / "a.yaml", posted("hello", stream))

    (leak,) = leaks(path, Redactor())

    begin = next(n for n, e in enumerate(stream.events, 1) if KEY[:5] in (e.data or ""))
    assert ("api key", f"#1 event {begin}") == (leak.kind, leak.part)
    assert lines_of(path, KEY[:5])[0] == leak.line
    assert f"{path}:{leak.line}" == leak.where


def test_in_all_corners(tmp_path):
    """
    Notes, headers, polls, texts and what was added by hand are searched as well.
    """
    polls = Polls((Poll(0.0, Reply(200, JSON, Payload(b'{"a":"%s"}' % KEY.encode()))),))
    put(
        tmp_path / "a.yaml",
        Exchange(Request("GET", "/v1/a", f"x=1&key={SECRETS['api key in an address']}"), polls),
        Exchange(Request("POST", "/v1/b", body=Body.of(b"\xff")), polls, note=f"Use {PEM}"),
    )
    text = (tmp_path / "a.yaml").read_text(encoding="utf-8")
    (tmp_path / "a.yaml").write_text(f"# Bearer {SECRETS['bearer token']}\n{text}")

    found = leaks(tmp_path / "a.yaml", Redactor())

    assert ["bearer", "key", "api key", "private key", "api key"] == [each.kind for each in found]


def test_what_cannot_be_read(tmp_path):
    """
    A cassette that is broken is searched as the text that it is; a file without text has none.
    """
    (tmp_path / "a.yaml").write_text(f"cassette: 1\nexchanges:\n- what: {KEY}\n")
    (tmp_path / "b").write_bytes(b"\xff" + KEY.encode())

    assert [3] == [leak.line for leak in leaks(tmp_path / "a.yaml", Redactor())]
    assert [] == leaks(tmp_path / "b", Redactor())


def test_which_files(tmp_path):
    """
    Of a folder cassettes, unfinished ones and blobs are searched; a cassette brings its blobs.
    """
    upload = Request("POST", "/upload/v1beta/files", body=Body.of(b"\xff\xfe" * 9000))
    path = put(tmp_path / "a.yaml", Exchange(upload, Reply(200)))
    (blob,) = (tmp_path / "blobs").iterdir()
    (tmp_path / "b.yaml.part").write_text(path.read_text())
    (tmp_path / "notes.yaml").write_text("a: 1\n")

    assert ([path, tmp_path / "b.yaml.part", blob], []) == searched([tmp_path])
    assert ([path, blob], [tmp_path / "notes.yaml"]) == searched([path, tmp_path / "notes.yaml"])


def test_the_report(tmp_path):
    """
    People, programs and servers are told how many there are, where, and of which kind.
    """
    path = put(tmp_path / "a.yaml", posted(f"{KEY} and {SECRETS['OpenAI key']}"))
    found = leaks(path, Redactor())
    report = Report([path], found, [tmp_path / "x.txt"])

    *rows, _, last = report.text().splitlines()
    suite = ET.fromstring(report.junit())  # noqa: S314 - our own
    whole = json.loads(report.json())

    assert not report.is_good
    assert [f"{leak.where}" for leak in found] == [row.split()[0] for row in rows]
    assert "what looks like an OpenAI key" in rows[1] + rows[0]
    assert last.startswith(
        "2 secrets in 1 file (passed over: 1 file that no recorder wrote); revoke"
    )
    assert ("1", "1", 2) == (suite.get("tests"), suite.get("failures"), len(suite[0]))
    assert [leak.kind for leak in found] == [each["kind"] for each in whole["leaks"]]
    assert KEY not in report.text() + report.json() + report.junit()
    assert "0 secrets in 1 file" == Report([path]).text()


def test_nothing_is_found_in_what_was_written(tmp_path):
    """
    What is saved has no secrets, and reading it again finds all exchanges there.
    """
    exchanges = [posted(context.format(secret)) for context, secret in KNOWN.values()]
    stream = posted("hello", told(f"Here: {PEM} and {KEY}."))
    save(Cassette(Header(), (*exchanges, stream)), tmp_path / "a.yaml")

    assert [] == leaks(tmp_path / "a.yaml", Redactor())
    assert len(exchanges) + 1 == len(load(tmp_path / "a.yaml").exchanges)
