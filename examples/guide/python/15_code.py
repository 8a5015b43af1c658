"""
Code that the model writes and runs itself.
"""

from google import genai

client = genai.Client()

interaction = client.interactions.create(
    model="gemini-2.5-flash",
    input="What is the sum of the first 40 prime numbers?",
    tools=[{"type": "code_execution"}],
)

for step in interaction.steps:
    if step.type == "code_execution_call":
        print(step.arguments.code)
    if step.type == "code_execution_result":
        print("result:", step.result)
print(interaction.output_text)
