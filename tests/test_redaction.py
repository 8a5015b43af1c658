"""
Secrets: known formats go, look-alikes are told of, and nothing else is touched.
"""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shared import RECORDINGS, needs_recordings

from mockgemini.redaction import (
    ANSWER_HEADERS,
    REQUEST_HEADERS,
    Redactor,
    kept,
    placeholder,
    redactor,
)

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
    "openai": "sk-proj-" + "a1B2c3D4" * 5,
    "github": "ghp_" + "a1B2c3D4e" * 4,
    "github, fine grained": "github_pat_" + "a1B2c3D4_e" * 5,
    "aws": "AKIA" + "A1B2C3D4E5F6G7H8",
    "aws, for a while": "ASIA" + "A1B2C3D4E5F6G7H8",
    "slack": "xoxb-" + "1234567890-" * 3,
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
                *SUSPECTS.values(),
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
    A rule that is no regular expression is refused at once.
    """
    with pytest.raises(re.error):
        redactor(rules=["("])


@pytest.mark.parametrize("secret", SUSPECTS.values(), ids=SUSPECTS)
@pytest.mark.parametrize("before", ["", '{"a":"\\n', "key: "])
def test_suspects(before, secret):
    """
    What only resembles a secret stays, and is told of without being told.
    """
    some = Redactor()

    (told,) = some.suspects(before + secret)

    assert before + secret == some.text(before + secret)
    assert secret not in told
    assert f"{len(secret)} characters" in told
    assert secret not in some.blank(before + secret)


@pytest.mark.parametrize("secret", [KEY, SUSPECTS["aws"]])
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
    text = "-----BEGIN A A A AIza eyJ eyJ.eyJ AQ. Bearer ?key= sk- gh ghp_ " * 16_000

    assert text == Redactor().text(text)
    assert [] == Redactor().suspects(text)


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
