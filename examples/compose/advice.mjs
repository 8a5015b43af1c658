// A service as it is in production; where it asks is said by its environment.

import { GoogleGenAI } from '@google/genai'

const ai = new GoogleGenAI({})
const interaction = await ai.interactions.create({
  model: 'gemini-3.5-flash',
  input: 'What should I wear in Lisbon today?',
})
for (const step of interaction.steps) {
  for (const part of step.content ?? []) {
    console.log(part.text)
  }
}
