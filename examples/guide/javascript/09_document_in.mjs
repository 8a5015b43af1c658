// A PDF beside the question.
import { readFileSync } from 'node:fs'
import { GoogleGenAI } from '@google/genai'

const client = new GoogleGenAI({})

const interaction = await client.interactions.create({
  model: 'gemini-2.5-flash',
  input: [
    { type: 'text', text: 'How many pages has this paper, and what does it argue?' },
    { type: 'document', data: readFileSync('paper.pdf', 'base64'), mime_type: 'application/pdf' },
  ],
})

console.log(interaction.output_text)
