"""
Google Search as a tool of the model's: the searches, the text, and what the text cites.
"""

from google import genai

client = genai.Client()

interaction = client.interactions.create(
    model="gemini-2.5-flash",
    input="Who won the most recent chess world championship?",
    tools=[{"type": "google_search"}],
)

for step in interaction.steps:
    if step.type == "google_search_call":
        print("searches:", ", ".join(step.arguments.queries))
print(interaction.output_text)
