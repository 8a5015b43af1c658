"""
What a well behaved client does not do: one table, and judging by it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from mockgemini.errors import UsageError
from mockgemini.verdict import calling, continuing, polling, resuming, retrying
from mockgemini.verdict.finding import Finding, Verdict
from mockgemini.verdict.found import Found
from mockgemini.verdict.history import History

Find: TypeAlias = Callable[[History], Iterator[Found]]


@dataclass(frozen=True, slots=True)
class Rule:
    """
    One rule; its name is that of the function that finds where it is broken.
    """

    find: Find
    advice: str

    @property
    def name(self) -> str:
        return self.find.__name__

    def findings(self, history: History) -> Iterator[Finding]:
        """
        Where it is broken.
        """
        for found in self.find(history):
            yield Finding(self.name, found.evidence, f"{found.sentence}.", self.advice)


RULES = (
    Rule(
        retrying.retried_refusal,
        "Mend the request; only 408, 409, 429 and 5xx are worth another try.",
    ),
    Rule(
        retrying.ignored_retry_after,
        "Wait as long as `retry-after-ms` or `retry-after` says before the next try.",
    ),
    Rule(
        retrying.retry_storm,
        "Let one layer try again, a few times, and double the pause each time.",
    ),
    Rule(
        polling.polled_too_fast,
        "Wait some seconds between polls; in tests `skip_waits()` makes them free.",
    ),
    Rule(
        polling.abandoned_job,
        "Cancel a job that nobody waits for any more: it costs until it ends.",
    ),
    Rule(
        calling.unanswered_call,
        "Send a `function_result` for each call at once, an error where the function failed.",
    ),
    Rule(
        calling.unknown_call,
        "Send results under the `id` of the call that they are for.",
    ),
    Rule(
        calling.wrong_function,
        "Give a result the name of the function that was called, or none.",
    ),
    Rule(
        continuing.used_incomplete,
        "Look at `status`: ask the model to go on, or allow for more `max_output_tokens`.",
    ),
    Rule(
        continuing.dropped_signature,
        "Send back what the model did as it came, thoughts and signatures included.",
    ),
    Rule(
        resuming.restarted_stream,
        "Keep the last `event_id`, and ask for the rest with `last_event_id`.",
    ),
)
"""All rules; what each finds is told by the docstring of its function."""

NAMES = tuple(rule.name for rule in RULES)


def judged(history: History) -> Verdict:
    """
    All findings, by their first request.
    """
    found = [finding for rule in RULES for finding in rule.findings(history)]
    return Verdict(tuple(sorted(found, key=lambda finding: finding.evidence[0])))


def rule_names(names: Iterable[str]) -> tuple[str, ...]:
    """
    The names again; a UsageError where one is no rule's.
    """
    names = (names,) if isinstance(names, str) else tuple(names)
    for name in names:
        if name not in NAMES:
            raise UsageError(f"ignore takes names of findings ({', '.join(NAMES)}), not {name!r}")
    return names
