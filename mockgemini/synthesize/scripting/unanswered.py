"""
A request that no scripted reply answers: why, told as text or as an answer.
"""

from __future__ import annotations

from dataclasses import dataclass

from mockgemini.exchange import Reply
from mockgemini.wire.refusal import Refusal

CODE = "no_scripted_reply"
_SOURCE = ("x-mockgemini-source", "miss")


@dataclass(frozen=True, slots=True)
class Unanswered:
    """
    The request's number and summary; `pending` are the replies that were not for it, one a line.
    """

    number: int
    summary: str
    given: int
    pending: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """
        The first sentence: complete in itself, about 120 characters.
        """
        this = f"this was request {self.number} ({self.summary})"
        if not self.pending:
            return f"No scripted reply is left: {_were(self.given)} given, {this}."
        one = len(self.pending) == 1
        what = self.pending[0] if one else f"{len(self.pending)} wait for other requests"
        return f"No scripted reply fits: {what}; {this}."

    def text(self) -> str:
        """
        The sentence, what is pending, and the cure.
        """
        lines = [self.sentence]
        if len(self.pending) > 1:
            lines += [f"  pending   {line}" for line in self.pending]
        lines.append("  To answer it: mockgemini.reply(…) once more, or on_miss='synthesize'.")
        return "\n".join(lines)

    def answer(self) -> Reply:
        """
        The report in Google's shape, with a status that no SDK retries.
        """
        reply = Refusal(422, CODE, self.text()).interactions()
        return Reply(reply.status, (*reply.headers, _SOURCE), reply.body)


def _were(count: int) -> str:
    return f"{count} {'was' if count == 1 else 'were'}"
