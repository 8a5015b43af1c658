"""
A program that uses the Gemini API as any other: a streamed talk with a function tool.

    mockgemini run --cassette cassettes/weather.yaml -- python examples/weather.py

Nothing in here knows of mockgemini; with a key, and run alone, it talks to Google.
"""

import json
from typing import Any

from google import genai

MODEL = "gemini-3.5-flash"
QUESTION = "What should I wear in Lisbon today? Two short sentences, please."
TOOL = {
    "type": "function",
    "name": "get_weather",
    "description": "The weather of a city, now.",
    "parameters": {
        "type": "object",
        "properties": {"city": {"type": "string"}},
        "required": ["city"],
    },
}


def get_weather(city: str) -> dict[str, Any]:
    """
    What a real program would ask a weather service.
    """
    return {"city": city, "sky": "clear, wind from the sea", "celsius": 17}


def turn(client: genai.Client, **wish: Any) -> tuple[Any, list[dict[str, Any]]]:
    """
    One streamed turn, printed as it comes; returns the interaction and the calls it asks for.
    """
    calls: list[dict[str, Any]] = []
    interaction = None
    for event in client.interactions.create(model=MODEL, tools=[TOOL], stream=True, **wish):
        match event.event_type:
            case "step.start" if event.step.type == "function_call":
                calls.append({"name": event.step.name, "call_id": event.step.id, "arguments": ""})
            case "step.delta" if event.delta.type == "arguments_delta":
                calls[-1]["arguments"] += event.delta.arguments
            case "step.delta" if event.delta.type == "text":
                print(event.delta.text, end="", flush=True)
            case "interaction.completed":
                interaction = event.interaction
    return interaction, calls


def result(call: dict[str, Any]) -> dict[str, Any]:
    """
    Call the function and wrap what it gave for the model.
    """
    arguments = json.loads(call["arguments"])
    weather = get_weather(**arguments)
    print(f"calls   {call['name']}(city: {arguments['city']})")
    print(f"gets    {weather['sky']}, {weather['celsius']} °C")
    names = {"name": call["name"], "call_id": call["call_id"]}
    return {"type": "function_result", **names, "result": weather}


def main() -> None:
    """
    Ask, call what the model wants called, give the results back; until it has said its piece.
    """
    client = genai.Client()
    print(f"you     {QUESTION}")
    interaction, calls = turn(client, input=QUESTION)
    while calls:
        results = [result(call) for call in calls]
        print("gemini  ", end="", flush=True)
        interaction, calls = turn(client, input=results, previous_interaction_id=interaction.id)
    print(f"\n({interaction.status}, {interaction.usage.total_tokens} tokens)")
    client.close()


if __name__ == "__main__":
    main()
