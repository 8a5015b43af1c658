"""
A function call in a conversation that the client keeps itself.
"""

from google import genai

client = genai.Client()

TOOL = {
    "type": "function",
    "name": "book_table",
    "description": "Books a table at the restaurant.",
    "parameters": {
        "type": "object",
        "properties": {
            "guests": {"type": "integer", "description": "How many people come"},
            "date": {"type": "string", "description": "The day, such as 2026-03-01"},
            "time": {"type": "string", "description": "The hour, such as 19:30"},
        },
        "required": ["guests", "date", "time"],
    },
}

text = "Book a table for 4 guests on 2026-05-09 at 20:00."
history = [{"type": "user_input", "content": [{"type": "text", "text": text}]}]

first = client.interactions.create(
    model="gemini-2.5-flash", input=history, tools=[TOOL], store=False
)
history += first.steps

for step in first.steps:
    if step.type == "function_call":
        wish = step.arguments
        print(f"calls: {step.name}({wish['guests']}, {wish['date']}, {wish['time']})")
        history.append(
            {
                "type": "function_result",
                "call_id": step.id,
                "name": step.name,
                "result": {"booked": True, "table": 7},
            }
        )

second = client.interactions.create(
    model="gemini-2.5-flash", input=history, tools=[TOOL], store=False
)
print("gemini:", second.output_text)
