// An interaction that is over can be looked at again, with what was asked.
import { GoogleGenAI } from '@google/genai'

const client = new GoogleGenAI({})

const asked = await client.interactions.create({
  model: 'gemini-2.5-flash',
  input: 'Which river runs through Lisbon?',
})

const again = await client.interactions.get(asked.id, { include_input: true })

console.log('the same:', again.id === asked.id ? 'True' : 'False', again.status)
console.log(again.output_text)
