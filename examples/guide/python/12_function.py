"""
The model asks for a function of ours; what it gave goes back, and the model answers.
"""

from google import genai

client = genai.Client()

TOOL = {
    "type": "function",
    "name": "get_tide",
    "description": "When the tide is high at a harbour.",
    "parameters": {
        "type": "object",
        "properties": {"harbour": {"type": "string", "description": "The town, such as Nazaré"}},
        "required": ["harbour"],
    },
}


def get_tide(harbour: str) -> str:
    """
    What a real program would look up.
    """
    return f"High water at {harbour} is at 17:40."


interaction = client.interactions.create(
    model="gemini-2.5-flash",
    input="When is the tide high in Lagos?",
    tools=[TOOL],
)

for step in interaction.steps:
    if step.type == "function_call":
        print(f"calls: {step.name}({step.arguments['harbour']})")
        answer = client.interactions.create(
            model="gemini-2.5-flash",
            previous_interaction_id=interaction.id,
            tools=[TOOL],
            input=[
                {
                    "type": "function_result",
                    "call_id": step.id,
                    "name": step.name,
                    "result": get_tide(**step.arguments),
                }
            ],
        )
        print("gemini:", answer.output_text)
