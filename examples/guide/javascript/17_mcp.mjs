// The tools of a remote MCP server; the address here is nobody's, so put in your own.
import { GoogleGenAI } from '@google/genai'

const client = new GoogleGenAI({})

const interaction = await client.interactions.create({
  model: 'gemini-2.5-flash',
  input: 'Will it rain in Porto this afternoon?',
  tools: [{ type: 'mcp_server', name: 'meteo', url: 'https://mcp.example.com/meteo' }],
})

for (const step of interaction.steps) {
  if (step.type === 'mcp_server_tool_call') console.log(`asks ${step.server_name} for ${step.name}`)
}
console.log(interaction.output_text)
