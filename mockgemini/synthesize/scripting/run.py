"""
A tool script under way: one conversation, and how far it has come.
"""

from __future__ import annotations

from mockgemini.asked import Asked
from mockgemini.synthesize.scripting.reply import Reply
from mockgemini.synthesize.scripting.results import complaints, told
from mockgemini.synthesize.scripting.tool_script import Move, ToolScript
from mockgemini.wire.outcome import FunctionCall, Outcome


class Run:
    """
    Begins with the script's first answer; `label` names the script in messages.
    """

    def __init__(self, script: ToolScript, label: str) -> None:
        self._moves = list(script.moves)
        self._pending: tuple[FunctionCall, ...] = ()
        self._call_ids: set[str | None] = set()
        self._last: str | None = None
        self.label = label

    @property
    def is_over(self) -> bool:
        return not self._moves

    @property
    def waits_for(self) -> str:
        """
        What the script needs to go on, in words.
        """
        if not self._pending:
            return "the client's next words"
        return "the result of " + " and ".join(map(told, self._pending))

    def concerns(self, asked: Asked) -> bool:
        """
        Whether a request goes on with this conversation: by the id of what it continues, else by
        the calls that it repeats or answers.
        """
        if asked.previous_interaction_id is not None:
            return asked.previous_interaction_id == self._last
        said = [part for turn in asked.turns for part in turn.parts]
        calls = {part.id for part in said if isinstance(part, FunctionCall)}
        results = {result.call_id for result in asked.results}
        return bool(self._call_ids & (calls | results))

    def complaints(self, asked: Asked) -> list[str]:
        """
        What the script has against the request, a sentence each.
        """
        move: Move = self._moves[0]
        return complaints(move, self._pending, asked)

    def next(self) -> Reply:
        """
        The next answer.
        """
        return self._moves.pop(0).reply

    def remember(self, outcome: Outcome) -> None:
        """
        Note the ids that the answer was given.
        """
        self._last = outcome.id or None
        self._pending = tuple(part for part in outcome.parts if isinstance(part, FunctionCall))
        self._call_ids |= {call.id for call in self._pending}
