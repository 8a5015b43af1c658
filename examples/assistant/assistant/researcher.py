"""
Research in the background: a job is begun, polled until it has ended, and cancelled in time.
"""

import asyncio
import time
from typing import Any

from google import genai

from assistant.reading import text_of

AGENT = "deep-research-pro-preview-12-2025"
PAUSE = 10.0
"""Seconds between two looks at the job."""


class GaveUp(Exception):  # noqa: N818 - it is no error of the program
    """
    The job took longer than we would wait, and was cancelled.
    """


def research(client: genai.Client, topic: str, *, patience: float = 600.0) -> str:
    """
    A report about the topic; GaveUp where `patience` seconds were not enough.
    """
    job = client.interactions.create(**_task(topic))
    for _ in range(int(patience / PAUSE)):
        if job.status != "in_progress":
            return _report(job)
        time.sleep(PAUSE)
        job = client.interactions.get(job.id)
    client.interactions.cancel(job.id)
    raise GaveUp(f"{topic}: nothing after {patience:.0f} s")


async def research_async(client: genai.Client, topic: str, *, patience: float = 600.0) -> str:
    """
    The same, for programs that wait.
    """
    interactions = client.aio.interactions
    job = await interactions.create(**_task(topic))
    for _ in range(int(patience / PAUSE)):
        if job.status != "in_progress":
            return _report(job)
        await asyncio.sleep(PAUSE)
        job = await interactions.get(job.id)
    await interactions.cancel(job.id)
    raise GaveUp(f"{topic}: nothing after {patience:.0f} s")


def _task(topic: str) -> dict[str, Any]:
    return {"agent": AGENT, "input": f"Research {topic}.", "background": True}


def _report(job: Any) -> str:
    if job.status != "completed":
        raise RuntimeError(f"the research ended as {job.status}")
    return text_of(job)
