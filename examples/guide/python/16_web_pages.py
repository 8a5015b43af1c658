"""
Web pages that the model reads before it answers.
"""

from google import genai

client = genai.Client()

interaction = client.interactions.create(
    model="gemini-2.5-flash",
    input="What does https://www.rfc-editor.org/rfc/rfc1149 propose?",
    tools=[{"type": "url_context"}],
)

for step in interaction.steps:
    if step.type == "url_context_call":
        print("reads:", ", ".join(step.arguments.urls))
print(interaction.output_text)
