"""
The tools of a remote MCP server; the address here is nobody's, so put in your own.
"""

from google import genai

client = genai.Client()

interaction = client.interactions.create(
    model="gemini-2.5-flash",
    input="Will it rain in Porto this afternoon?",
    tools=[{"type": "mcp_server", "name": "meteo", "url": "https://mcp.example.com/meteo"}],
)

for step in interaction.steps:
    if step.type == "mcp_server_tool_call":
        print(f"asks {step.server_name} for {step.name}")
print(interaction.output_text)
