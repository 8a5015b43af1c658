"""
The smallest program there is: one question to a model, one answer.
"""

from google import genai

client = genai.Client()

interaction = client.interactions.create(
    model="gemini-3.1-pro-preview",
    input="Write a limerick about a compiler that never complains.",
)

print(interaction.output_text)
