// A recording of a voice beside the question.
import { readFileSync } from 'node:fs'
import { GoogleGenAI } from '@google/genai'

const client = new GoogleGenAI({})

const interaction = await client.interactions.create({
  model: 'gemini-2.5-flash',
  input: [
    { type: 'text', text: 'Who is speaking, and about what?' },
    { type: 'audio', data: readFileSync('greeting.wav', 'base64'), mime_type: 'audio/wav' },
  ],
})

console.log(interaction.output_text)
