"""
The answer as it comes: events open steps, add to them, close them.
"""

from google import genai

client = genai.Client()

stream = client.interactions.create(
    model="gemini-2.5-flash",
    input="Explain to a sailor how a transistor works.",
    stream=True,
)

for event in stream:
    if event.event_type == "step.start":
        print(f"\n[{event.step.type}]")
    elif event.event_type == "step.delta" and event.delta.type == "text":
        print(event.delta.text, end="", flush=True)
    elif event.event_type == "interaction.completed":
        print(f"\n\n{event.interaction.status}, {event.interaction.usage.total_tokens} tokens")
