// A picture beside the question, as base64.
import { readFileSync } from 'node:fs'
import { GoogleGenAI } from '@google/genai'

const client = new GoogleGenAI({})

const interaction = await client.interactions.create({
  model: 'gemini-2.5-flash',
  input: [
    { type: 'text', text: 'What can be seen here?' },
    { type: 'image', data: readFileSync('street.png', 'base64'), mime_type: 'image/png' },
  ],
})

console.log(interaction.output_text)
