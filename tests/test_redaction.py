"""
Secrets: known formats go, look-alikes are told of, and nothing else is touched.
"""

import json
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples.planted import RESEMBLING
from samples.shared import RECORDINGS, needs_recordings

from mockgemini.errors import UsageError
from mockgemini.exchange import Payload
from mockgemini.redaction import (
    ANSWER_HEADERS,
    REQUEST_HEADERS,
    Redactor,
    kept,
    placeholder,
    redactor,
)
from mockgemini.redaction.spooled import cleaned

KEY = "AIza" + "Sy0-_" * 7
HEX = "0123456789abcdef" * 4
PEM = "-----BEGIN RSA PRIVATE KEY-----\nMIIE+/a=\n-----END RSA PRIVATE KEY-----"
SECRETS = {
    "api key": ("", KEY, ""),
    "new api key": ("", "AQ." + "Ab8RN6" * 8, ""),
    "access token": ("", "ya29." + "a0AfH6SM" * 4, ""),
    "refresh token": ("", "1//0" + "gDk3Xy-_" * 5, ""),
    "client secret": ("", "GOCSPX-" + "a1B2" * 6, ""),
    "json web token": ("", f"eyJ{'h' * 20}.eyJ{'p' * 40}.{'s' * 43}", ""),
    "bearer": ("Bearer ", "a1b2c3d4e5f6g7h8", ""),
    "signed address": ("https://x/y?a=b&X-Goog-Signature=", HEX, "&z=1"),
    "escaped signed address": ("https://x/y?a=b\\u0026X-Goog-Signature\\u003d", HEX, "\\u0026z=1"),
    "upload id": ("https://x/y?upload_id=", "ABPtcPq_-0123456789", "&upload_protocol=resumable"),
    "first parameter of a query": ("key=", "not-a-google-key", "&alt=sse"),
    "key in an address": ("https://x/y?alt=sse&key=", "not-a-google-key", ""),
    "key in an address in an address": ("u=https%3A%2F%2Fx%3Fkey%3D", "0123456789", ""),
}
SUSPECTS = {
    name: (context.partition("{}")[0].replace("{{", "{"), secret)
    for name, (context, secret) in RESEMBLING.items()
} | {
    "github, fine grained": ("", "github_pat_" + "a1B2c3D4_e" * 5),
    "aws, for a while": ("", "ASIA" + "A1B2C3D4E5F6G7H8"),
    "slack's address": ("https://", "hooks.slack.com/services/" + "T0A1B2C3/" * 3),
    "password of a variable": ("DB_PASSWORD=", "k3vN8qLw2ZtY5rXb"),
    "token of a client": ('"authToken": "', "k3vN8qLw2ZtY5rXbQ"),
    "in JSON in JSON": ('{\\"api_key\\": \\"', "k3vN8qLw2ZtY5rXbQ"),
}


@pytest.mark.parametrize("parts", SECRETS.values(), ids=SECRETS)
@pytest.mark.parametrize(
    "surroundings",
    ["{}", "say {} now", '{{"a":"{}"}}', '{{"a":"x\\n{}"}}', '{{"a":"\\u003d{}\\n"}}', "<{}>"],
)
def test_known_formats(surroundings, parts):
    """
    A secret goes wherever it stands, in JSON text too, and what is around it stays.
    """
    before, secret, after = parts
    if before == "key=" and surroundings != "{}":
        pytest.skip("only at the very start is a query known without its '?'")

    clean = Redactor().text(surroundings.format(before + secret + after))

    assert secret not in clean
    found = re.escape(surroundings.format(before + "|" + after)).replace(
        r"\|", "REDACTED_[a-z_]+_.{8}"
    )
    assert re.fullmatch(found, clean)


@pytest.mark.parametrize("pem", [PEM, json.dumps(PEM)], ids=["text", "json"])
def test_private_keys(pem):
    """
    A private key goes with its head and end, with real line ends and with escaped ones.
    """
    clean = Redactor().text(f"a {pem} b")

    assert "MII" not in clean
    assert re.fullmatch('a "?REDACTED_private_key_[0-9a-f]{8}"? b', clean)


@given(
    st.lists(
        st.sampled_from(
            [
                *["".join(parts) for parts in SECRETS.values()],
                *map("".join, SUSPECTS.values()),
                *[
                    " ",
                    "\\n",
                    "&",
                    "?",
                    "x",
                    "\n",
                    '"',
                    "/",
                    "0a1b2c3d",
                    "known value",
                    "pass=word",
                ],
                *["REDACTED_key_0a1b2c3d", "Bearer ", "key="],
            ]
        )
    ).map("".join)
)
def test_twice_is_once(text):
    """
    What was redacted once does not change again, whatever the rules.
    """
    some = redactor(["known value"], [r"[0-9a-f]{8}", "pass=(?P<secret>[a-z]+)", "(?P<secret>y)?x"])

    clean = some.text(text)

    assert clean == some.text(clean)
    assert some.blank(clean) == some.blank(some.blank(clean))
    assert [] == some.suspects(some.blank(clean))


def test_equal_secrets_stay_equal():
    """
    One secret has one placeholder, another another.
    """
    one, again, other = Redactor().text(f"{KEY} {KEY} {KEY[:-1]}x").split()

    assert one == again != other
    assert placeholder("api_key", KEY) == one


def test_known_values():
    """
    The key of a recording goes whatever it looks like; very short ones are not looked for.
    """
    some = redactor(["my-own-key", "my-own", "a"])

    assert f"a {placeholder('key', 'my-own-key')} a" == some.text("a my-own-key a")


def test_users_rules():
    """
    A rule takes its whole match, or what its group `secret` holds.
    """
    some = redactor(rules=["user-[0-9]+", "name=(?P<secret>[a-z]+);"])

    clean = some.text("user-17 name=anna;")

    assert f"{placeholder('rule', 'user-17')} name={placeholder('rule', 'anna')};" == clean


def test_a_rule_that_is_none():
    """
    A rule that is no regular expression is refused at once, in a sentence that shows it.
    """
    with pytest.raises(UsageError, match=r"redact takes regular expressions, not '\(': missing \)"):
        redactor(rules=["("])


@pytest.mark.parametrize("parts", SUSPECTS.values(), ids=SUSPECTS)
@pytest.mark.parametrize("surroundings", ["{}", '{{"a":"\\n{}"}}', "it: {}\n"])
def test_suspects(surroundings, parts):
    """
    What only resembles a secret stays, and is told of without being told.
    """
    before, secret = parts
    text = surroundings.format(before + secret + ("@x" if "://app" in before else ""))
    some = Redactor()

    (told,) = some.suspects(text)

    assert text == some.text(text)
    assert secret not in told
    assert f"{len(secret)} characters" in told
    assert secret not in some.blank(text) == some.clean(text)


@pytest.mark.parametrize("secret", [KEY, RESEMBLING["AWS key"][1]])
def test_allowed_by_name(secret):
    """
    A text that is allowed by name stays and is no suspect.
    """
    some = redactor(allowed=[secret])

    assert secret == some.text(secret) == some.blank(secret)
    assert [] == some.suspects(secret)


@pytest.mark.parametrize(
    "text",
    [
        "a task-" + "list-" * 10,
        KEY + "x",
        "x" + KEY,
        "AKIA" + "a" * 16,
        '{"type":"thought_signature","signature":""}',
        "The key= to success, ?key=short",
        "bearer of news",
        "Bearer of bad tidings",
        "eyJhbGciOiJIUzI1NiJ9.e30.x",
        'api_key="YOUR_API_KEY_1234567890"',
        'api_key=os.environ["GEMINI_API_KEY_2"]',
        '{"password": "correct-horse-battery"}',
        '{"total_tokens": 1234567890123456789, "token": "abc"}',
        "AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY, AKIAIOSFODNN7EXAMPLE",
        "postgres://user:password@localhost/db, https://host:8080/a@b, http://a:b@c",
        "Cookie: a recipe with chocolate. Set-Cookie: a=b",
        "private_key_id: none; Authorization: Basic rules",
    ],
)
def test_ordinary_texts(text):
    """
    What looks only a little like a secret is left alone.
    """
    assert text == Redactor().text(text)
    assert [] == Redactor().suspects(text)


def test_headers():
    """
    Headers are kept by name only, and their values are redacted.
    """
    asked = (("x-goog-api-key", KEY), ("content-type", "a/b"), ("x-goog-upload-header-x", "1"))
    answered = (("set-cookie", "a=b"), ("x-goog-upload-url", f"https://x/?key={KEY}"))

    assert asked[1:] == kept(asked, REQUEST_HEADERS)
    ((name, value),) = Redactor().headers(kept(answered, ANSWER_HEADERS))
    assert ("x-goog-upload-url", f"https://x/?key={placeholder('api_key', KEY)}") == (name, value)


def test_large_texts():
    """
    A text of a million characters full of beginnings of secrets takes no time to speak of.
    """
    text = "-----BEGIN A A A AIza eyJ eyJ.eyJ AQ. Bearer ?key= sk- gh ghp_ " * 8_000
    text += "Cookie: a= x-goog-api-key: password: \\\\\\ secret ://a:b?Signature=" * 8_000

    assert text == Redactor().text(text)
    assert [] == Redactor().suspects(text)


SPLITS = st.lists(st.integers(0, 120), max_size=12).map(sorted)


@given(st.sampled_from([*SECRETS.values(), *((*each, "@x") for each in SUSPECTS.values())]), SPLITS)
def test_pieces(parts, places):
    """
    However a text is cut, its pieces are as many and hold together what the whole one would.
    """
    text = f"say {''.join(parts)} and {KEY} now"
    places = [min(place, len(text)) for place in places]
    pieces = [text[start:end] for start, end in pairwise([0, *places, len(text)])]
    some = Redactor()

    known = some.text_pieces(pieces)
    clean = some.blank_pieces(known)

    assert len(pieces) == len(known) == len(clean)
    assert some.text(text) == "".join(known)
    assert some.clean(text) == "".join(clean)


def test_a_placeholder_stands_where_its_secret_began():
    """
    Of the pieces that a secret went through the first has the placeholder.
    """
    pieces = ["The key ", "is " + KEY[:9], KEY[9:20], KEY[20:] + ", ", "or not."]

    clean = Redactor().text_pieces(pieces)

    assert ["The key ", "is " + placeholder("api_key", KEY), "", ", ", "or not."] == clean


@given(st.text())
def test_places_are_where_something_changes(text):
    """
    A text in which there is no place is clean, and the other way round.
    """
    some = redactor(["known value"], ["[0-9]+x"])

    for each in (text, f"{text}?key=0123456789 {KEY}"):
        assert (some.clean(each) == each) == (some.places(each) == [])


def test_places_are_told_once():
    """
    What two formats find is one place, of the first kind; places come in order.
    """
    (password, secret) = SUSPECTS["token of a client"]
    text = f"{password}{secret}', Bearer {KEY}"

    told = [(text[one.start : one.end], one.kind, one.is_known) for one in Redactor().places(text)]

    assert [(secret, "a token", False), (KEY, "api key", True)] == told


@pytest.mark.parametrize("value", [PEM, 'a"b\\c' + KEY, "caf\u00e9" + KEY])
def test_escapes_do_not_count(value):
    """
    A value has one placeholder, as it is, in JSON, and in JSON in JSON.
    """
    once = json.dumps(value)[1:-1]
    twice = json.dumps(once)[1:-1]

    assert placeholder("x", value) == placeholder("x", once) == placeholder("x", twice)


@pytest.mark.parametrize("size", [10, 700_000])
def test_bodies_in_files(size, tmp_path):
    """
    A text in a file is cleaned block by block; one without secrets, and what is no text, stay.
    """
    text, picture = tmp_path / "a", tmp_path / "b"
    words = "é" * size + f" {KEY} " + "ü" * size
    text.write_text(words, encoding="utf-8")
    picture.write_bytes(b"\x89PNG" + words.encode())

    clean = cleaned(Payload(path=text), Redactor().clean)

    assert words.replace(KEY, placeholder("api_key", KEY)) == clean.read().decode()
    assert clean is cleaned(clean, Redactor().clean)
    assert picture == cleaned(Payload(path=picture), Redactor().clean).path


@needs_recordings
def test_real_recordings_hold_no_suspects():
    """
    In real traffic nothing but keys, tokens and upload ids is taken for a secret.
    """
    files = [path for path in RECORDINGS.rglob("*") if path.is_file()]

    taken = set()
    for path in files:
        text = path.read_text(encoding="utf-8", errors="replace")
        clean = Redactor().text(text)
        assert [] == Redactor().suspects(text), path
        taken |= set(re.findall(r"REDACTED_([a-z_]+)_[0-9a-f]{8}", clean))

    assert len(files) > 50
    assert {"upload_id"} >= taken
