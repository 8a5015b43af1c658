// Web pages that the model reads before it answers.
import { GoogleGenAI } from '@google/genai'

const client = new GoogleGenAI({})

const interaction = await client.interactions.create({
  model: 'gemini-2.5-flash',
  input: 'What does https://www.rfc-editor.org/rfc/rfc1149 propose?',
  tools: [{ type: 'url_context' }],
})

for (const step of interaction.steps) {
  if (step.type === 'url_context_call') console.log('reads:', step.arguments.urls.join(', '))
}
console.log(interaction.output_text)
