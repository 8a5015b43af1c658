"""
An interaction is a list of steps: what the model thought, and what it said.
"""

from google import genai

client = genai.Client()

interaction = client.interactions.create(
    model="gemini-2.5-flash",
    input="Name one thing that a cat and a printer have in common.",
)

for step in interaction.steps:
    print("step:", step.type)
print(interaction.output_text)
