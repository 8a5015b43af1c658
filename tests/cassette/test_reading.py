"""
The text of a cassette to its exchanges, and every way in which it can be wrong.
"""

import re
import subprocess
import sys
import time

import pytest
import yaml
from cassette_values import LARGE, contents, posted, sample
from hypothesis import given
from hypothesis import strategies as st
from shared import RECORDINGS, needs_recordings

from mockgemini.cassette.cassette import Cassette, Header
from mockgemini.cassette.reading import is_cassette, load, loads
from mockgemini.cassette.saving import save
from mockgemini.cassette.writing import dump
from mockgemini.errors import CassetteError
from mockgemini.exchange import Payload, Polls, Reply, Stream
from mockgemini.jsontext import blob_name

TOP = "cassette: 1\nexchanges:\n"
ASKED = "- request: {method: GET, path: /a}\n"
ANSWERED = "  answer: {status: 200}\n"
ONE = TOP + ASKED + ANSWERED + "...\n"


def everything(cassette):
    """
    All that a cassette says; whatever is read late is read.
    """
    return [contents(exchange) for exchange in cassette.exchanges]


def read(path, text):
    """
    All that the file says once it has this text.
    """
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return everything(load(path))


@pytest.fixture
def path(tmp_path):
    """
    Where a cassette may lie.
    """
    return tmp_path / "weather.yaml"


def test_a_saved_cassette_is_loaded(path):
    """
    What was saved is loaded, with its header and the lines of its exchanges.
    """
    save(sample(), path)

    cassette = load(path)

    assert everything(sample()) == everything(cassette)
    assert sample().header == cassette.header
    assert (path, False) == (cassette.path, cassette.is_torn)
    lines = path.read_text().splitlines()
    assert all(lines[each.line - 1].startswith("- request:") for each in cassette.exchanges)


def test_what_we_write_is_read_without_pyyaml(path):
    """
    Nothing of a cassette of ours needs PyYAML, be there comments between its exchanges or not.
    """
    answer = Reply(200, body=Payload(b'{"id": "v1_a", "text": "Sunny.\\nWarm.\\n"}'))
    exchanges = [posted(b'{"input": "What is\\nthis?"}', answer)] * 2
    text = dump(Cassette(exchanges=exchanges), describe=lambda _: "reply · one line")
    path.write_text(text, encoding="utf-8")
    program = (
        "import sys; from pathlib import Path; from mockgemini.cassette.reading import load; "
        "[exchange.answer for exchange in load(Path(sys.argv[1])).exchanges]; "
        "sys.exit('yaml' in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", program, str(path)], check=False)

    assert 0 == done.returncode


def test_by_hand(path):
    """
    What a person writes is read: any order of keys, comments, other spellings of the same.
    """
    text = """\
%YAML 1.1
---
# mine
note: "by hand"   # really
cassette: 1
exchanges:   # all of them

# first
- answer:
    body: "hello"
    status: 200
  # in between
  request:
    {path: /a,
     method: post}
  note: |
    - request: no exchange
    answer: no section
- request: {method: GET, path: /b, headers: {X-A: [a, b]}}
  polls: [{status: 200, at: 0}]
...
"""
    one, other = read(path, text)

    assert ["POST", "/a"] == one[:2]
    assert "- request: no exchange\nanswer: no section\n" == one[5]
    assert [200, (), b'"hello"', 0.0] == one[7]
    assert (("x-a", "a"), ("x-a", "b")) == other[3]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(ONE.replace("\n", "\r\n"), id="CRLF"),
        pytest.param("\ufeff" + ONE, id="byte order mark"),
        pytest.param(ONE.rstrip(), id="no newline at the end"),
        pytest.param(ONE + "\n\n", id="blank lines at the end"),
        pytest.param(ONE.replace("...", "...  "), id="blanks behind the end"),
        pytest.param(
            ONE.replace("exchanges:\n", "exchanges:\n\n  # note\n\n"), id="indented comment"
        ),
    ],
)
def test_other_editors(path, text):
    """
    What an editor may do to a file does not matter.
    """
    assert [[200, (), b"", 0.0]] == [each[7] for each in read(path, text)]
    assert is_cassette(path)


@pytest.mark.parametrize("place", [0, 1, 700, 2999])
def test_a_large_file_that_is_no_utf8(path, place):
    """
    The byte and the line are told wherever they are, between characters of any length.
    """
    lines = ["# é → 😀\n".encode()] * 3000
    assert 1 == len(read(path, b"".join([*lines, ONE.encode()])))

    lines[place] = b"# \xff\n"

    at = len(b"".join(lines[:place])) + 2
    with pytest.raises(CassetteError, match=rf"yaml:{place + 1}: not UTF-8, at byte {at}$"):
        read(path, b"".join([*lines, ONE.encode()]))


@pytest.mark.parametrize(
    "text",
    [TOP + "...\n", "cassette: 1\nexchanges: []\n...\n", "cassette: 1\nexchanges: []  # none\n"],
)
def test_no_exchanges(path, text):
    """
    A cassette without exchanges is read.
    """
    assert [] == read(path, text)


EXCHANGE = TOP + ASKED + "@@...\n"
FRAME = TOP + "- request: {method: GET, path: /a, @@}\n" + ANSWERED + "...\n"
REPLY = TOP + ASKED + "  answer:\n    @@\n...\n"
STREAM = TOP + ASKED + "  answer:\n    status: 200\n    events: |\n      0.000 a b\n@@...\n"
POLL = TOP + ASKED + "  polls:\n  - @@\n...\n"
HEADER = "cassette: 1\n@@\nexchanges: []\n...\n"


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        # the file
        ("", 1, "not a cassette: expected 'cassette: 1' at the top"),
        ("# nothing\n", 1, "not a cassette"),
        ("- a\n", 1, "not a cassette"),
        ("interactions:\n- request: {}\nversion: 1\n", 1, "not a cassette"),
        ("exchanges:\n" + ASKED + ANSWERED + "...\n", 1, "not a cassette"),
        ("cassette: 1\n", 1, "expected a line 'exchanges:'"),
        ("cassette: 1\nexchanges: {}\n...\n", 2, "expected a line 'exchanges:'"),
        ("#\ncassette: 2\nexchanges: []\n...\n", 2, "a cassette of format 2, and this version"),
        (ONE.replace("1", "true", 1), 1, "a cassette of format True"),
        (ONE.replace("1", "1.0", 1), 1, "a cassette of format 1.0"),
        (ONE.replace("1", "'1'", 1), 1, "a cassette of format '1'"),
        (HEADER.replace("@@", "version: 1"), 2, "'version' is no key of a cassette's header"),
        (HEADER.replace("@@", "note: 1"), 2, "'note' takes a text, not 1; put it in quotes"),
        (HEADER.replace("@@", "recorded: 2026-06-03"), 2, "2026-06-03 needs quotes"),
        (HEADER.replace("@@", "ignore: /a"), 2, "'ignore' takes a list of texts, not '/a'"),
        (HEADER.replace("@@", "normalize: [1]"), 2, "'normalize' takes a list of texts"),
        (HEADER.replace("@@", "cassette: 1"), 2, "the key 'cassette' stands here twice"),
        (HEADER.replace("@@", "..."), 2, "'...' ends a cassette, and here its exchanges follow"),
        (ONE[:-4], 5, "the cassette is cut short"),
        (ONE.replace("exchanges:", "exchanges: []"), 3, "an exchange behind 'exchanges: []'"),
        (ONE + "a: 1\n", 6, "nothing may follow '...', but 'a: 1' does"),
        (ONE + "---\n" + ONE, 6, "nothing may follow"),
        (ONE.encode() + b"\xff", 6, "not UTF-8, at byte 86"),
        (ONE.replace("GET", "G\0T"), 3, "control characters are not allowed"),
        # what stands between exchanges
        (
            TOP + "  - request: {}\n...\n",
            3,
            "expected an exchange ('- request:' in the first column",
        ),
        (TOP + "\t- request: {}\n...\n", 3, "expected an exchange"),
        (TOP + ASKED + ANSWERED + "request: {}\n...\n", 5, "expected an exchange"),
        (TOP + ASKED + ANSWERED + "exchanges: []\n...\n", 5, "expected an exchange"),
        (TOP + ASKED + ANSWERED + "---\n...\n", 5, "expected an exchange"),
        (TOP + "-\n  request: {}\n...\n", 3, "expected an exchange"),
        (TOP + "- {request: {}}\n...\n", 3, "an exchange begins with '- request:', not with"),
        (TOP + "- {}\n  request: {}\n...\n", 3, "an exchange begins with '- request:'"),
        (TOP + "-   request: {}\n...\n", 3, "an exchange begins with '- request:'"),
        (TOP + "- 'request': {}\n...\n", 3, "an exchange begins with '- request:'"),
        (TOP + "- &a\n  request: {}\n...\n", 3, "an exchange begins with '- request:'"),
        # an exchange
        (EXCHANGE.replace("@@", ""), 3, "has either 'answer' or 'polls', this one has neither"),
        (EXCHANGE.replace("@@", ANSWERED + "  polls: []\n"), 3, "this one has both"),
        (EXCHANGE.replace("@@", ANSWERED + ANSWERED), 5, "the key 'answer' stands here twice"),
        (
            EXCHANGE.replace("@@", ANSWERED + "  answers: 1\n"),
            5,
            "'answers' is no key of an exchange",
        ),
        (
            EXCHANGE.replace("@@", ANSWERED + "  'note': x\n"),
            4,
            "expected 'answer' and its value here",
        ),
        (EXCHANGE.replace("@@", ANSWERED + "  note: 1\n"), 5, "'note' takes a text"),
        (EXCHANGE.replace("@@", ANSWERED + "  revision: [a]\n"), 5, "'revision' takes a text"),
        (EXCHANGE.replace("@@", ANSWERED + "  at: -1\n"), 5, "'at' takes seconds from 0"),
        (EXCHANGE.replace("@@", ANSWERED + "  blobs: 1\n"), 5, "'blobs' takes a mapping"),
        (EXCHANGE.replace("@@", ANSWERED + "  blobs: {a: 1}\n"), 5, "'a' takes a text"),
        (EXCHANGE.replace("@@", ANSWERED + "   x: 1\n"), 5, "not readable as YAML"),
        (EXCHANGE.replace("@@", "  answer: &a {status: 200}\n"), 4, "anchors (&a) are not allowed"),
        (EXCHANGE.replace("@@", "  answer: *a\n"), 4, "aliases (*name) are not allowed"),
        (EXCHANGE.replace("@@", "  answer: !!python/name:os.system {}\n"), 4, "tags ("),
        (EXCHANGE.replace("@@", "  answer:\n    <<: {}\n"), 5, "the key << needs quotes"),
        (TOP + "- answer: {status: 200}\n...\n", 3, "an exchange has a 'request'"),
        # a request
        (TOP + "- request: 1\n" + ANSWERED + "...\n", 3, "'request' takes a mapping, not 1"),
        (FRAME.replace("@@", "x: 1"), 3, "'x' is no key of a request; it has body, bytes"),
        (FRAME.replace("@@", "path: /b"), 3, "the key 'path' stands here twice"),
        (FRAME.replace("@@", "query: 1"), 3, "'query' takes a text"),
        (FRAME.replace("@@", "headers: []"), 3, "'headers' takes a mapping"),
        (
            FRAME.replace("@@", "headers: {a: 1}"),
            3,
            "the header 'a' takes a text or a list of texts",
        ),
        (
            FRAME.replace("@@", "headers: {a: []}"),
            3,
            "the header 'a' takes a text or a list of texts",
        ),
        (
            FRAME.replace("@@", 'headers: {a: "b\\r\\nc: d"}'),
            3,
            "the header 'a' holds what HTTP cannot",
        ),
        (
            FRAME.replace("@@", "body: 1, text: a"),
            3,
            "a body is one of 'body' and 'text', not both",
        ),
        (FRAME.replace("@@", "text: 1"), 3, "'text' takes a text"),
        (
            FRAME.replace("@@", "bytes: $blob:0123456789abcdef"),
            3,
            "the blob 0123456789abcdef is neither",
        ),
        (FRAME.replace("@@", "bytes: '$blob:../a'"), 3, "a blob's name is 16 hex digits"),
        (FRAME.replace("@@", "body: {}, json: neat"), 3, "'neat' is no spelling of JSON"),
        (ONE.replace("/a", "a"), 3, "'path' begins with '/', not as in 'a'"),
        (ONE.replace("path: /a", "query: a"), 3, "'path' begins with '/', not as in ''"),
        (ONE.replace("method: GET, ", ""), 3, "a request has a 'method', and this one has none"),
        (ONE.replace("GET", "no"), 3, "no needs quotes"),
        # an answer
        (EXCHANGE.replace("@@", "  answer: 1\n"), 4, "'answer' takes a mapping"),
        (
            REPLY.replace("@@", "took: 1"),
            4,
            "'status' takes a whole number from 100 to 599, not None",
        ),
        (REPLY.replace("@@", "status: 1000"), 5, "'status' takes a whole number from 100 to 599"),
        (REPLY.replace("@@", "status: true"), 5, "'status' takes a whole number"),
        (REPLY.replace("@@", "status: 200.0"), 5, "'status' takes a whole number"),
        (REPLY.replace("@@", "status: 200\n    took: fast"), 6, "'took' takes a number of seconds"),
        (REPLY.replace("@@", "status: 200\n    took: true"), 6, "'took' takes a number of seconds"),
        (
            REPLY.replace("@@", "status: 200\n    took: " + "9" * 4000),
            6,
            "'took' takes seconds from 0",
        ),
        (REPLY.replace("@@", "status: 200\n    took: " + "9" * 9000), 6, "a number of 9000 digits"),
        (REPLY.replace("@@", "status: 200\n    took: 1.0e+999"), 6, "1.0e+999 needs quotes"),
        (REPLY.replace("@@", "status: 200\n    head: 1"), 6, "'head' is no key of an answer"),
        (
            REPLY.replace("@@", "status: 200\n    body: $blob:0123456789abcdef"),
            3,
            "is neither under",
        ),
        (STREAM.replace("@@", "      0.1 a b\n"), 8, "an event is '<seconds with 3 digits>"),
        (STREAM.replace("@@", "    took: 1\n"), 8, "'took' is no key of an answer"),
        (STREAM.replace("@@", "    head: []\n"), 8, "'head' takes a number of seconds"),
        (STREAM.replace("@@", "    cut: here\n"), 8, "'cut' is one of client, upstream, timeout"),
        (
            STREAM.replace("@@", "    framing: odd\n"),
            8,
            "'framing' is one of event, data, data-crlf",
        ),
        (STREAM.replace("@@", "    body: 1\n"), 8, "'body' is no key of an answer"),
        (REPLY.replace("@@", "status: 200\n    events: 1"), 6, "'events' takes a text"),
        # polls
        (EXCHANGE.replace("@@", "  polls: []\n"), 4, "'polls' takes a list of at least one answer"),
        (EXCHANGE.replace("@@", "  polls: {}\n"), 4, "'polls' takes a list of at least one answer"),
        (EXCHANGE.replace("@@", "  polls: [1]\n"), 4, "'polls' takes a list of answers, not of 1"),
        (POLL.replace("@@", "at: 0"), 4, "'status' takes a whole number"),
        (POLL.replace("@@", "status: 200\n    times: 0"), 6, "'times' takes a whole number from 1"),
        (POLL.replace("@@", "status: 200\n    every: -1"), 6, "'every' takes seconds from 0"),
        (POLL.replace("@@", "status: 200\n    events: a"), 6, "'events' is no key of a poll"),
    ],
)
def test_what_is_wrong_is_said(path, text, line, problem):
    """
    Whatever is wrong with a file is said in one sentence, with the file and the line.
    """
    with pytest.raises(CassetteError) as caught:
        read(path, text)

    told = str(caught.value)
    assert f"{path}:{line}: " == told[: told.index(": ") + 2]
    assert problem in told
    assert "\n" not in told


def test_the_line_of_a_key_is_that_of_the_outermost_one(path):
    """
    A key of ours is found even where a body has one of the same name.
    """
    text = (
        TOP
        + "- request:\n    method: POST\n    path: /a\n    body:\n      status: done\n      a:\n"
        "        status: no one\n  answer:\n    status: 7\n...\n"
    )

    with pytest.raises(CassetteError, match=r"yaml:11: 'status' takes"):
        read(path, text)


@pytest.mark.parametrize("deep", ["[" * 200_000, "- " * 200_000, "{a: " * 200_000, "? " * 200_000])
@pytest.mark.parametrize("place", ["header", "request", "answer"])
def test_nesting(path, deep, place):
    """
    Nesting without end is an error at once, wherever it stands.
    """
    text = {
        "header": f"cassette: 1\nignore: {deep}\nexchanges: []\n...\n",
        "request": TOP + f"- request: {deep}\n" + ANSWERED + "...\n",
        "answer": TOP + ASKED + f"  answer: {deep}\n...\n",
    }[place]
    began = time.monotonic()

    with pytest.raises(CassetteError, match=r"yaml:\d+: "):
        read(path, text)

    assert time.monotonic() - began < 5


def test_what_is_no_file(path):
    """
    A folder, and a file that is not there, are errors of the same kind.
    """
    with pytest.raises(CassetteError, match=r"weather.yaml: cannot be read: No such file"):
        load(path)
    path.mkdir()
    with pytest.raises(CassetteError, match=r"weather.yaml: cannot be read: Is a directory"):
        load(path)
    assert not is_cassette(path)


def test_a_file_that_cannot_be_opened(path):
    """
    A file that the system does not let us read is an error of the same kind.
    """
    path.symlink_to(path)

    with pytest.raises(CassetteError, match=r"weather.yaml: cannot be read: "):
        load(path)


def test_files_without_end(path):
    """
    A file that is too large to be a cassette is not read.
    """
    with path.open("wb") as file:
        file.truncate(1 << 40)

    with pytest.raises(CassetteError, match="a cassette of more than 512 MiB is not read"):
        load(path)


@pytest.mark.parametrize(
    "data",
    [b"interactions: []\n", b"\xff\xfe", b"", b" cassette: 1", b"x" * 5000 + b"\ncassette: 1"],
)
def test_files_that_are_no_cassettes(path, data):
    """
    A file of somebody else's is told from ours by its beginning.
    """
    path.write_bytes(data)

    assert not is_cassette(path)


@needs_recordings
def test_others_recordings_are_no_cassettes():
    """
    No recording of another tool is taken for one of ours.
    """
    for other in RECORDINGS.rglob("*.y*ml"):
        assert not is_cassette(other)
        with pytest.raises(CassetteError, match="not a cassette"):
            load(other)


# --- damage -----------------------------------------------------------------------------------


def short():
    """
    A cassette with everything in it, small enough to be damaged at every byte.
    """
    return Cassette(sample().header, (*sample().exchanges[:1], *sample().exchanges[2:]))


def test_cut_short_at_any_byte(path):
    """
    A cassette that was cut short is an error, wherever it was cut.
    """
    data = dump(short()).encode()
    end = data.rindex(b"...") + 3

    for size in range(end):
        with pytest.raises(CassetteError, match=r"weather.yaml:\d+: "):
            read(path, data[:size])
    assert everything(short()) == read(path, data[:end])


def test_a_part_cut_short_at_any_byte(path):
    """
    An unfinished recording keeps its whole exchanges wherever it was cut, and says that it was.
    """
    part = path.with_name("weather.yaml.part")
    pieces = dump(short()).split("\n- request")
    text = pieces[0] + "".join(f"\n- request{each}\n# whole\n" for each in pieces[1:])
    text = text.replace("...\n", "")
    data, whole = text.encode(), everything(short())
    marks = [found.end() for found in re.finditer(b"# whole\n", data)]
    start = data.index(b"exchanges:\n") + len(b"exchanges:\n")

    for size in range(start, len(data) + 1):
        part.write_bytes(data[:size])
        cassette = load(part)
        count = sum(mark <= size for mark in marks)
        assert whole[:count] == everything(cassette)
        is_between = not data[max([start, *marks[:count]]) : size].strip()
        assert cassette.is_torn is not is_between
    for size in range(start):
        part.write_bytes(data[:size])
        with pytest.raises(CassetteError, match=r"weather.yaml.part:\d+: "):
            load(part)


GOOD = dump(short())


@given(
    st.integers(0, len(GOOD)),
    st.integers(0, 30),
    st.one_of(
        st.text(max_size=3), st.sampled_from(["\n", "  ", "- ", "...\n", "&a ", "{", "'", "|\n"])
    ),
)
def test_any_damage_is_noticed_or_harmless(tmp_path_factory, at, length, instead):
    """
    A damaged cassette is an error with its line, or is read as any reader of YAML reads it.
    """
    text = GOOD[:at] + instead + GOOD[at + length :]
    path = tmp_path_factory.getbasetemp() / "damaged.yaml"

    try:
        count = len(everything(loads(text, path)))
    except CassetteError as error:
        told = str(error)
    else:
        told = f"{path}:1: harmless"
        assert count == len(yaml.load(text, yaml.CSafeLoader)["exchanges"] or [])

    assert re.fullmatch(rf"{re.escape(str(path))}:\d+: .+", told)


# --- blobs and laziness -----------------------------------------------------------------------


def with_image(path):
    """
    A saved cassette whose request and answers hold an image each; the file of it.
    """
    image = f'{{"image":"{LARGE}"}}'.encode()
    save(Cassette(Header(), (posted(image, Reply(200, (), Payload(b"\xff" * 5000))),)), path)
    return path.parent / "blobs" / f"{blob_name(LARGE)}.png"


def test_loading_opens_no_blob(path):
    """
    Blobs in files are not opened by loading, and their content is not looked at.
    """
    blob = with_image(path)
    for file in blob.parent.iterdir():
        file.write_bytes(b"")

    (exchange,) = load(path).exchanges

    assert f"$blob:{blob_name(LARGE)}" in exchange.request.body.payload.folded
    with pytest.raises(CassetteError, match=r"weather.yaml:\d+: the blob .* does not hold"):
        exchange.request.body.payload.read()
    with pytest.raises(CassetteError, match=r"weather.yaml:\d+: the blob .* does not hold"):
        exchange.answer.body.read()


def test_a_missing_blob_is_noticed_at_once(path):
    """
    A blob that is not there is told of when the cassette is loaded.
    """
    with_image(path).unlink()

    with pytest.raises(CassetteError, match="was it left out of the commit"):
        load(path)


@pytest.mark.parametrize("place", ["request", "answer", "polls", "events", "inline"])
def test_missing_blobs_anywhere(path, place):
    """
    So is one that an answer needs, of whatever kind, and one of those that stand inline.
    """
    name = "$blob:0123456789abcdef"
    text = {
        "request": FRAME.replace("@@", f"body: ['{name}']"),
        "answer": REPLY.replace("@@", f"{{status: 200, bytes: '{name}'}}"),
        "polls": POLL.replace("@@", f"{{status: 200, body: ['{name}']}}"),
        "events": STREAM.replace("@@", f'      0.000 a "{name}"\n'),
        "inline": FRAME.replace("@@", f"body: ['{name}']").replace("...", "  blobs: {}\n..."),
    }[place]
    path.write_text(text)

    with pytest.raises(
        CassetteError, match=r"weather.yaml:3: the blob 0123456789abcdef is neither"
    ):
        load(path)


def test_a_text_may_mention_a_blob(path):
    """
    A text that only speaks of a blob needs none.
    """
    text = FRAME.replace("@@", "body: [a $blob:0123456789abcdef, '$$blob:0123456789abcdef']")

    ((*_, body, _),) = read(path, text)

    assert b'["a $blob:0123456789abcdef","$blob:0123456789abcdef"]' == body


def test_answers_are_read_when_somebody_asks(path):
    """
    Loading reads requests; what is wrong with an answer is told when it is asked for.
    """
    path.write_text(TOP + ASKED + "  answer: {status: [}\n...\n")

    (exchange,) = load(path).exchanges

    with pytest.raises(CassetteError, match=r"weather.yaml:4: not readable as YAML"):
        _ = exchange.answer


def test_loading_takes_time_in_proportion(path):
    """
    A thousand exchanges are loaded in a moment: their answers are not even parsed.
    """
    exchange = dump(Cassette(Header(), (sample().exchanges[2],))).partition("exchanges:\n")[2]
    path.write_text("cassette: 1\nexchanges:\n" + exchange.removesuffix("...\n") * 1000 + "...\n")
    began = time.monotonic()

    cassette = load(path)

    assert time.monotonic() - began < 3
    assert 1000 == len(cassette.exchanges)
    assert isinstance(cassette.exchanges[999].answer, Polls)


def test_streams_are_read(path):
    """
    A saved stream is a stream again, whose events have their times.
    """
    save(sample(), path)

    answer = load(path).exchanges[0].answer

    assert isinstance(answer, Stream)
    assert [0.0, 0.25, 0.5] == [event.at for event in answer.events][:3]


@pytest.mark.parametrize(
    "text", ["interactions: []\nversion: 1\n", "# VCR\n---\nhttp_interactions:\n", ' {"log": 1}']
)
def test_the_recording_of_another_tool_can_be_imported(text, tmp_path):
    """
    Who opens a file of vcrpy, Ruby VCR or in JSON is told the command that makes a cassette of it.
    """
    (path := tmp_path / "old.yaml").write_text(text)

    with pytest.raises(CassetteError) as told:
        load(path)

    assert str(told.value) == (
        f"{path}:1: not a cassette but another tool's recording: "
        f"mockgemini import {path} --output NEW.yaml makes one"
    )
