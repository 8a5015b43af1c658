"""
How the model is to answer: its role, how long, how much it thinks.
"""

from google import genai

client = genai.Client()

interaction = client.interactions.create(
    model="gemini-2.5-flash",
    input="Begin a bedtime story about a lost umbrella.",
    system_instruction="You are a grandmother with a dry sense of humour.",
    generation_config={
        "temperature": 0.9,
        "max_output_tokens": 400,
        "thinking_level": "low",
        "thinking_summaries": "auto",
    },
)

for step in interaction.steps:
    if step.type == "thought":
        print("thinks:", len(step.summary or []), "summary")
print(interaction.output_text)
print(interaction.status, interaction.usage.total_output_tokens <= 400)
