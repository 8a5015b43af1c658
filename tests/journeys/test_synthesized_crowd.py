"""
Two hundred jobs at once over a real socket: none is mistaken for another.
"""

import asyncio
import re
import time

import aiohttp
from stages.driving import PlainSpaces

from mockgemini.server.app import App
from mockgemini.server.running import BackgroundServer
from mockgemini.synthesize.synthesizer import Synthesizer

CROWD = 200
HEADERS = {"x-goog-api-key": "k"}


async def one(session, url, number):
    """
    Begin a job about a subject of its own and poll it to its end.
    """
    path = f"{url}/v1/interactions"
    subject = f"the history of invention number {number:03}"
    body = {
        "agent": "deep-research-preview-04-2026",
        "input": f"Tell me {subject}.",
        "background": True,
        "stream": False,
    }
    async with session.post(path, json=body, headers=HEADERS) as answer:
        job = await answer.json()
    statuses = [job["status"]]
    while statuses[-1] == "in_progress" and len(statuses) < 20:
        async with session.get(f"{path}/{job['id']}", headers=HEADERS) as answer:
            seen = await answer.json()
        assert seen["id"] == job["id"]
        statuses.append(seen["status"])
        await asyncio.sleep(0)
    return seen, statuses


async def crowd(url):
    """
    All of them at once.
    """
    connector = aiohttp.TCPConnector(limit=CROWD)
    async with aiohttp.ClientSession(connector=connector) as session:
        return await asyncio.gather(*(one(session, url, number) for number in range(CROWD)))


def test_a_crowd_of_jobs():
    """
    All two hundred are seen in progress, end completed, and report on their own subject alone.
    """
    with BackgroundServer(App(PlainSpaces(Synthesizer()))) as server:
        began = time.perf_counter()
        jobs = asyncio.run(crowd(server.url))
        took = time.perf_counter() - began

    assert CROWD == len({seen["id"] for seen, _ in jobs})
    assert [["in_progress", "in_progress", "completed"]] * CROWD == [told for _, told in jobs]
    for number, (seen, _) in enumerate(jobs):
        named = set(re.findall(r"invention number (\d{3})", str(seen["steps"])))
        assert {f"{number:03}"} == named
    print(f"{CROWD} jobs with {3 * CROWD} requests in {took:.2f} s")
