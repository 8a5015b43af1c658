// An interaction is a list of steps: what the model thought, and what it said.
import { GoogleGenAI } from '@google/genai'

const client = new GoogleGenAI({})

const interaction = await client.interactions.create({
  model: 'gemini-2.5-flash',
  input: 'Name one thing that a cat and a printer have in common.',
})

for (const step of interaction.steps) {
  console.log('step:', step.type)
}
console.log(interaction.output_text)
