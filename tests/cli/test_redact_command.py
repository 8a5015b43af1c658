"""
`mockgemini redact` and `check --secrets`: what is found, what is replaced, what is left alone.
"""

import json
import re

import pytest
import yaml
from samples.documents import ROOT
from samples.planted import KEY, PEM, RESEMBLING, posted, put, told

from mockgemini.cassette.reading import load
from mockgemini.cassette.tape import Studio, Tape
from mockgemini.cli.main import main
from mockgemini.clock import ManualClock
from mockgemini.exchange import Body, Exchange, Reply, Request
from mockgemini.redaction import placeholder, redactor

PASSWORD = RESEMBLING["password in JSON"][1]


def sentence(capsys):
    """
    What a command complained of.
    """
    return capsys.readouterr().err.strip()


@pytest.fixture
def leaky(tmp_path):
    """
    A cassette with a key, a private key in pieces, and a password.
    """
    stream = posted(f"Use {KEY}.", told(f"Here: {PEM}."))
    return put(tmp_path / "a.yaml", stream, posted(json.dumps({"password": PASSWORD})))


def test_in_place(leaky, capsys):
    """
    Secrets are replaced where they were found, after which none is found; twice is once.
    """
    assert 1 == main(["check", "--secrets", str(leaky)])
    found = capsys.readouterr().out
    assert 0 == main(["redact", str(leaky), "--in-place"])
    said = capsys.readouterr().out
    after = leaky.read_bytes()

    assert 0 == main(["check", "--secrets", str(leaky)])
    assert 0 == main(["redact", str(leaky), "--in-place"])
    assert after == leaky.read_bytes()
    assert "no secrets were found\n" == capsys.readouterr().out.split("\n", 1)[1]
    assert found.splitlines()[:-2] == said.splitlines()[:-1]
    assert re.search(r"\d secrets replaced in 1 cassette\n$", said)
    assert {placeholder("api_key", KEY), placeholder("private_key", PEM)} <= set(
        re.findall(r"REDACTED_\w+_[0-9a-f]{8}", after.decode())
    )
    assert not [secret for secret in (KEY, PASSWORD) if secret in found + said + after.decode()]


def test_to_standard_output(leaky, capsys):
    """
    Without a place to write to the clean cassette is printed, and the file stays.
    """
    before = leaky.read_bytes()

    assert 0 == main(["redact", str(leaky)])

    said = capsys.readouterr().out
    assert said.startswith("# Recorded by mockgemini")
    assert KEY not in said
    assert before == leaky.read_bytes()


def test_to_another_file(leaky, tmp_path, capsys):
    """
    With -o the clean cassette is another file.
    """
    assert 0 == main(["redact", str(leaky), "-o", str(tmp_path / "b.yaml")])

    assert 2 == len(load(tmp_path / "b.yaml").exchanges)
    assert KEY in leaky.read_text(encoding="utf-8")
    assert 0 == main(["check", "--secrets", str(tmp_path / "b.yaml")])
    capsys.readouterr()


def test_blobs(tmp_path, capsys):
    """
    A blob of text is written anew under its new name, and the old one goes; a picture stays.
    """
    text = ("many words " * 1000 + KEY + " ").encode()
    upload = Request("POST", "/upload/v1beta/files", body=Body.of(text * 10))
    picture = Request("POST", "/upload/v1beta/files", body=Body.of(b"\x89PNG\r\n\x1a\n\xff" * 999))
    path = put(tmp_path / "a.yaml", Exchange(upload, Reply(200)), Exchange(picture, Reply(200)))
    before = {file.name for file in (tmp_path / "blobs").iterdir()}

    assert 1 == main(["check", "--secrets", str(path)])
    assert 0 == main(["redact", str(tmp_path), "--in-place"])

    after = {file.name for file in (tmp_path / "blobs").iterdir()}
    assert (2, 2, 1) == (len(before), len(after), len(before & after))
    clean = text.replace(KEY.encode(), placeholder("api_key", KEY).encode()) * 10
    assert clean == load(path).exchanges[0].request.body.payload.read()
    assert 0 == main(["check", "--secrets", str(tmp_path)])
    capsys.readouterr()


def test_unfinished_recordings(tmp_path, capsys):
    """
    A recording that nobody writes any more is redacted and stays readable; else it is refused.
    """
    everything = redactor(allowed=[KEY])
    studio = Studio(ManualClock(), lambda _request: False, everything)
    tape = Tape(tmp_path / "a.yaml", load(put(tmp_path / "x.yaml")).header, studio)
    tape.append(posted(f"Use {KEY}."))
    words = ["redact", "--in-place", str(tape.part)]

    assert 2 == main(words)
    assert "a recorder is writing this" in sentence(capsys)
    with tape:
        pass
    assert 0 == main(words)

    (exchange,) = load(tape.part).exchanges
    assert 0.0 == exchange.at
    assert 0 == main(["check", "--secrets", str(tmp_path)])
    capsys.readouterr()


def test_what_is_left(leaky, capsys):
    """
    What stands in the header's rules is not ours to change: that is told, and ends with 1.
    """
    text = leaky.read_text(encoding="utf-8")
    leaky.write_text(text.replace("note:", f"ignore: [/{KEY}]\nnote:"), encoding="utf-8")

    assert 1 == main(["redact", "--in-place", str(leaky)])

    assert "a.yaml:3: api key stands where only you can remove it" in sentence(capsys)


def test_users_rules(tmp_path, capsys):
    """
    Rules and exceptions hold for finding and for replacing alike.
    """
    path = put(tmp_path / "a.yaml", posted(f"Customer 4711 uses {KEY}."))
    rules = ["--redact", "Customer [0-9]+", "--allow-secret", KEY]

    assert 1 == main(["check", "--secrets", *rules, str(path)])
    assert 0 == main(["redact", "--in-place", *rules, str(path)])
    assert 0 == main(["check", "--secrets", *rules, str(path)])

    text = path.read_text(encoding="utf-8")
    assert KEY in text
    assert placeholder("rule", "Customer 4711") in text
    assert "rule" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["redact", "{}/notes.txt"], "notes.txt: this file is no cassette, and is not changed"),
        (["redact", "{}/empty"], "redact takes cassettes, and there is none"),
        (["redact", "{}", "-o", "x.yaml"], "-o take one cassette, not 2"),
        (["redact", "{}/a.yaml", "--in-place", "-o", "x"], "give -o or --in-place, not both"),
        (["redact", "{}/a.yaml", "-o", "{}/notes.txt"], "no cassette, and is not overwritten"),
        (["redact", "{}/a.yaml", "--redact", "("], "redact takes regular expressions, not '(': "),
        (["check", "{}/a.yaml", "--redact", "x"], "check with --secrets"),
        (["check", "{}/a.yaml", "--pass-over"], "check with --secrets"),
        (["record", "{}/c.yaml", "--redact", "["], "redact takes regular expressions, not '[': "),
        (
            ["import", "{}", "-o", "x", "--redact", "["],
            "redact takes regular expressions, not '[': ",
        ),
        (["serve", "{}/a.yaml", "--redact", "["], "redact takes regular expressions, not '[': "),
    ],
)
def test_misuse(words, complaint, tmp_path, capsys):
    """
    Misuse ends with 2 and one sentence.
    """
    for name in ("a.yaml", "b.yaml"):
        put(tmp_path / name, posted("hello"))
    (tmp_path / "notes.txt").write_text(f"{KEY}\n")
    (tmp_path / "empty").mkdir()

    assert 2 == main([word.replace("{}", str(tmp_path)) for word in words])

    assert complaint in sentence(capsys)


def test_the_hook(tmp_path, capsys):
    """
    The hook runs a command that exists, on cassettes, parts and blobs; what is no cassette, and may
    be given as well, is passed over.
    """
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    program, *words = hook["entry"].split()
    names = ["a.yaml", "b/a.yaml.part", "b/blobs/0123456789abcdef.bin", "a.py", "a.failed.yaml"]

    assert ("mockgemini-secrets", "mockgemini", "python") == (hook["id"], program, hook["language"])
    assert [True, True, True, False, True] == [
        re.search(hook["files"], name) is not None for name in names
    ]
    put(tmp_path / "a.yaml", posted("hello"))
    (tmp_path / "compose.yaml").write_text(f"environment: {{KEY: {KEY}}}\n")

    assert 0 == main([*words, str(tmp_path / "a.yaml"), str(tmp_path / "compose.yaml")])

    assert "0 secrets in 1 file (passed over: 1 file" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["compose.yaml", "notes.txt", "a.yaml.bak"])
def test_a_file_that_is_named_is_searched(name, tmp_path, capsys):
    """
    A named file that is no cassette is misuse, as nobody has looked into it; one in a folder is
    passed over.
    """
    put(tmp_path / "a.yaml", posted("hello"))
    (tmp_path / name).write_text(f"KEY: {KEY}\n")

    assert 2 == main(["check", "--secrets", str(tmp_path / "a.yaml"), str(tmp_path / name)])
    assert f"{name}: this file is no cassette, and was not searched" in sentence(capsys)
    assert 0 == main(["check", "--secrets", str(tmp_path)])


@pytest.mark.parametrize("form", ["json", "junit"])
def test_formats(form, leaky, capsys):
    """
    Programs and servers are told as well.
    """
    assert 1 == main(["check", "--secrets", "--format", form, str(leaky)])

    said = capsys.readouterr().out
    assert "private key" in said
    assert KEY not in said
