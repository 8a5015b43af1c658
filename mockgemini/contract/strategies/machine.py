"""
A state machine that tests a client: it walks it through all that can be done with interactions, and
holds what the client tells against what the server said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, rule

from mockgemini.contract.strategies.outcome import MODELS
from mockgemini.contract.strategies.request import AGENT, Object, requests
from mockgemini.wire.grammar import UNFINISHED
from mockgemini.wire.register import DEFAULT


@dataclass(frozen=True, slots=True)
class Told:
    """
    What a client tells of an interaction; `text` is all the model's text, joined.
    """

    id: str
    status: str
    text: str = ""


class Client(Protocol):
    """
    What a client under test can do, each call in its own words. All raise where the API refuses.
    """

    def create(self, body: Object) -> Told:
        """
        Create an interaction with this body; where its `stream` is true, read the stream to its
        end. Do not wait for one in the background.
        """

    def poll(self, interaction_id: str) -> Told:
        """
        Ask once how an interaction stands.
        """

    def cancel(self, interaction_id: str) -> Told:
        """
        Cancel an interaction in the background.
        """

    def delete(self, interaction_id: str) -> None:
        """
        Delete an interaction.
        """


class Seen(Protocol):
    """
    An interaction as the server told it last; None is what it did not tell.
    """

    @property
    def id(self) -> str | None: ...
    @property
    def status(self) -> str | None: ...
    @property
    def text(self) -> str: ...


class Emulator(Protocol):
    """
    A server to test against; a `MockGemini` is one.
    """

    url: str

    def start(self) -> object: ...
    def stop(self) -> object: ...
    @property
    def interactions(self) -> Sequence[Seen]: ...


class ClientMachine(RuleBasedStateMachine):
    """
    Tests a client; give `emulator` and `client`, and hand `TestCase` to your test runner.

        class Machine(ClientMachine):
            def emulator(self):
                return MockGemini(on_miss="synthesize")

            def client(self, url):
                return MyClient(url)

        TestMyClient = Machine.TestCase

    Each walk has a server of its own. `revision` is the one that the client speaks.
    """

    revision: str = DEFAULT

    finished: Bundle[str] = Bundle("finished")
    running: Bundle[str] = Bundle("running")
    deleted: Bundle[str] = Bundle("deleted")

    def emulator(self) -> Emulator:
        """
        A server that is not yet started.
        """
        raise NotImplementedError("a ClientMachine needs emulator(), a MockGemini to test against")

    def client(self, url: str) -> Client:
        """
        The client under test, for the server at this address.
        """
        raise NotImplementedError("a ClientMachine needs client(), the client to test")

    def __init__(self) -> None:
        super().__init__()
        self._emulator = self.emulator()
        self._emulator.start()
        self._client = self.client(self._emulator.url)

    def teardown(self) -> None:
        self._emulator.stop()

    # --- what can be done ---------------------------------------------------------------------

    @rule(target=finished, data=st.data())
    def create(self, data: st.DataObject) -> str:
        """
        An interaction, whole or streamed.
        """
        return self._created(
            {**data.draw(requests(self.revision, agents=False), "body"), "store": True}
        )

    @rule(target=running, text=st.sampled_from(["Hi.", "Look into it."]))
    def create_in_background(self, text: str) -> str:
        """
        An interaction of an agent, which takes its time.
        """
        return self._created({"agent": AGENT, "input": text, "background": True})

    @rule(target=finished, before=finished, stream=st.booleans())
    def chain(self, before: str, stream: bool) -> str:  # noqa: FBT001 - Hypothesis passes it by name
        """
        An interaction that goes on from another.
        """
        body: Object = {"model": MODELS[0], "input": "Go on.", "previous_interaction_id": before}
        return self._created({**body, "stream": stream})

    @rule(known=finished | running)
    def poll(self, known: str) -> None:
        """
        How an interaction stands.
        """
        self._is_as_said(self._client.poll(known), known)

    @rule(known=running)
    def cancel(self, known: str) -> None:
        """
        The end of an interaction in the background, if it has not come by itself.
        """
        if self._said(known).status in UNFINISHED:
            self._is_as_said(self._client.cancel(known), known)

    @rule(target=deleted, known=consumes(finished))
    def delete(self, known: str) -> str:
        """
        The end of all that is known of an interaction.
        """
        self._client.delete(known)
        return known

    @rule(known=deleted)
    def poll_deleted(self, known: str) -> None:
        """
        What is deleted is gone, and the client says so by raising.
        """
        try:
            told = self._client.poll(known)
        except Exception:  # noqa: BLE001 - what a client raises is its own affair
            return
        raise AssertionError(f"the server has deleted {known!r}, the client tells {told}")

    # ------------------------------------------------------------------------------------------

    def _created(self, body: Object) -> str:
        told = self._client.create(body)
        self._is_as_said(told, told.id)
        return told.id

    def _is_as_said(self, told: Told, known: str) -> None:
        said = self._said(known)
        expected = Told(known, said.status or "", said.text)
        assert told == expected, f"the server said {expected}, the client tells {told}"  # noqa: S101 - that is the test

    def _said(self, known: str) -> Seen:
        for seen in self._emulator.interactions:
            if seen.id == known:
                return seen
        raise AssertionError(f"the client tells of {known!r}, the server never did")
