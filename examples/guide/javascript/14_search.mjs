// Google Search as a tool of the model's: the searches, the text, and what the text cites.
import { GoogleGenAI } from '@google/genai'

const client = new GoogleGenAI({})

const interaction = await client.interactions.create({
  model: 'gemini-2.5-flash',
  input: 'Who won the most recent chess world championship?',
  tools: [{ type: 'google_search' }],
})

for (const step of interaction.steps) {
  if (step.type === 'google_search_call') {
    console.log('searches:', step.arguments.queries.join(', '))
  }
}
console.log(interaction.output_text)
