"""
Real traffic of one revision, read by real SDKs of the other: over sockets, translated on the way.
"""

import json
import urllib.parse
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from journeys.sdks import Sdk, get, param, serving, transcript
from samples.recorded_interactions import recorded
from samples.shared import needs_recordings

from mockgemini.cassette.cassette import Cassette
from mockgemini.cassette.saving import save
from mockgemini.exchange import Body, Exchange, Request, Stream
from mockgemini.wire.flavour import flavour_of
from mockgemini.wire.operation import Kind, operation
from mockgemini.wire.outcome import FunctionCall
from mockgemini.wire.reading import outcome_of
from mockgemini.wire.register import NAMES
from mockgemini.wire.translate import asked, translate

pytestmark = needs_recordings

OLD, NEW = NAMES
READERS = {
    NEW: [Sdk("python", "2.34.0"), Sdk("python", "3.4.0"), Sdk("js", "3.1.0")],
    OLD: [Sdk("python", "1.55.0"), Sdk("python", "1.75.0"), Sdk("js", "1.33.0")],
}
NO_BODY = b'{"model":"gemini-2.5-flash","input":"hi"}'
"""Some recordings are of answers alone."""


@dataclass(frozen=True)
class Case:
    """
    One recorded exchange, alone in a cassette of this name.
    """

    name: str
    source: str
    exchange: Exchange

    def job(self, url: str, sdk: Sdk) -> list[object] | None:
        """
        How a client of the other revision asks for it; None where the SDK has no call for it.
        """
        (to,) = set(NAMES) - {self.exchange.revision}
        request = asked(self.exchange.request, self.exchange.revision, to)
        call = operation(request.method, request.path)
        base = f"{url}/s/{self.name}"
        if call.kind is Kind.CREATE:
            return [base, "create", json.loads(request.body.payload.read())]
        arguments = {"id": call.id}
        query = dict(urllib.parse.parse_qsl(request.query))
        if query.get("include_input") == "true":
            if sdk.version == "1.55.0":
                return None
            arguments["include_input"] = True
        return [base, "get" if call.kind is Kind.GET else "delete", arguments]


def cases(revision: str) -> list[Case]:
    """
    All recordings of the revision but refusals, which are not translated.
    """
    return [
        Case(f"case{number}", source, _asked_for(exchange))
        for number, (source, exchange) in enumerate(recorded())
        if exchange.revision == revision and exchange.answer.status < 400
    ]


def _asked_for(exchange: Exchange) -> Exchange:
    """
    The exchange with what some formats do not keep: a body, and the type of the answer.
    """
    request = exchange.request
    if request.method == "POST" and not request.body.payload.read():
        stream = b',"stream":true}' if isinstance(exchange.answer, Stream) else b"}"
        request = replace(request, body=Body.of(NO_BODY[:-1] + stream))
    return Exchange(request, _typed(exchange.answer), revision=exchange.revision)


def _typed(answer):
    kind = "text/event-stream" if isinstance(answer, Stream) else "application/json"
    return replace(answer, headers=(("content-type", kind),))


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """
    All recordings, each in a space of its own.
    """
    folder = tmp_path_factory.mktemp("cassettes")
    for revision in NAMES:
        for case in cases(revision):
            save(Cassette(exchanges=(case.exchange,)), folder / f"{case.name}.yaml")
    with serving(folder, "--translate") as server:
        yield server.url


@pytest.mark.parametrize(
    ("sdk", "revision"),
    [
        pytest.param(*param(sdk).values, revision, id=str(sdk), marks=param(sdk).marks)
        for revision, to in ((OLD, NEW), (NEW, OLD))
        for sdk in READERS[to]
    ],
)
def test_recordings_are_read_by_sdks_of_the_other_revision(sdk, revision, served, tmp_path):
    """
    Text, calls, tokens and status are those of the recording, no type is unknown, and every loss
    stands in the journal.
    """
    (to,) = set(NAMES) - {revision}
    found = [(case, job) for case in cases(revision) if (job := case.job(served, sdk)) is not None]
    jobs = tmp_path / "jobs.json"
    jobs.write_text(json.dumps([job for _, job in found]), encoding="utf-8")

    told = json.loads(transcript(sdk, "reading", served, str(jobs)))

    print(f"\n{sdk} reads {revision} as {to}")
    for (case, _), read in zip(found, told, strict=True):
        expected = outcome_of(case.exchange)
        there = translate(case.exchange, to, flavour(sdk))
        entry = journal(served, case)
        print(row(case, read, there.losses))
        assert "error" not in read, (case.source, read)
        assert f"{revision}-to-{to}" == entry["translated"]
        assert len(there.losses[:8]) == len(entry["losses"])
        assert there.losses or expected == outcome_of(there.exchange)
        if read.get("deleted"):
            continue
        assert facts(expected) == {key: read[key] for key in facts(expected)}, case.source
        assert not [name for name in read["classes"] if "unknown" in name.lower()], case.source


def flavour(sdk):
    """
    The release that its answers are for.
    """
    gl = "gl-node/20" if sdk.language == "js" else "gl-python/3"
    client = ("x-goog-api-client", f"google-genai-sdk/{sdk.version} {gl}")
    return flavour_of(Request("POST", "/v1beta/interactions", headers=(client,)))


def journal(url, case):
    """
    What the server wrote down about the last request in the case's space.
    """
    return json.loads(get(f"{url}/s/{case.name}/__mockgemini__/journal"))["entries"][-1]


def facts(outcome):
    """
    What a client reads, whichever revision it speaks.
    """
    return {
        "status": outcome.status,
        "total": None if outcome.usage is None else outcome.usage.total,
        "text": outcome.text,
        "calls": [
            [part.name, part.arguments] for part in outcome.parts if isinstance(part, FunctionCall)
        ],
    }


def row(case, read, losses):
    """
    One line of the table: which recording, what was read, what was lost.
    """
    kind = "stream" if isinstance(case.exchange.answer, Stream) else "reply"
    told = f"{read.get('status')}, {len(read.get('text', ''))} characters"
    what = "deleted" if read.get("deleted") else told
    lost = sorted({f"{loss.place.split()[-1]}: {loss.what[:30]}" for loss in losses})
    name = f"{Path(case.source).parent.parent.name}/{Path(case.source).name}"
    return f"  {name[:64]:64} {kind:6} {what:32} {'; '.join(lost) or '-'}"
