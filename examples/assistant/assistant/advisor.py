"""
An agent with tools: says what to wear, and looks the weather up for it.
"""

from collections.abc import Callable
from typing import Any

from google import genai

from assistant.reading import MODEL, calls_of, text_of

LOOK_UP = {
    "type": "function",
    "name": "get_weather",
    "description": "The weather of a city, now.",
    "parameters": {
        "type": "object",
        "properties": {"city": {"type": "string"}},
        "required": ["city"],
    },
}
MOST_TURNS = 5

Weather = Callable[[str], dict[str, Any]]


class Advisor:
    """
    Asks the model, and calls what it wants called, until it has said its piece.
    """

    def __init__(self, client: genai.Client, weather: Weather) -> None:
        self._client = client
        self._weather = weather

    def advise(self, city: str) -> str:
        """
        What to wear there today; a RuntimeError where the model never comes to an end.
        """
        create = self._client.interactions.create
        said = create(**_question(city))
        for _ in range(MOST_TURNS):
            if said.status == "completed":
                return text_of(said)
            said = create(**self._results(said))
        raise RuntimeError(f"no advice for {city} after {MOST_TURNS} turns")

    async def advise_async(self, city: str) -> str:
        """
        The same, for programs that wait.
        """
        create = self._client.aio.interactions.create
        said = await create(**_question(city))
        for _ in range(MOST_TURNS):
            if said.status == "completed":
                return text_of(said)
            said = await create(**self._results(said))
        raise RuntimeError(f"no advice for {city} after {MOST_TURNS} turns")

    def _results(self, said: Any) -> dict[str, Any]:
        results = [
            {
                "type": "function_result",
                "call_id": call.id,
                "name": call.name,
                "result": self._weather(call.arguments["city"]),
            }
            for call in calls_of(said)
        ]
        return {
            "model": MODEL,
            "input": results,
            "tools": [LOOK_UP],
            "previous_interaction_id": said.id,
        }


def _question(city: str) -> dict[str, Any]:
    return {"model": MODEL, "input": f"What should I wear in {city} today?", "tools": [LOOK_UP]}
