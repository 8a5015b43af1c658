// A conversation that the server remembers: the second request names the first.
import { GoogleGenAI } from '@google/genai'

const client = new GoogleGenAI({})

const first = await client.interactions.create({
  model: 'gemini-2.5-flash',
  input: 'I am Ada, and I keep bees on the roof.',
})
console.log('gemini:', first.output_text)

const second = await client.interactions.create({
  model: 'gemini-2.5-flash',
  input: 'What do I keep on the roof?',
  previous_interaction_id: first.id,
})
console.log('gemini:', second.output_text)
