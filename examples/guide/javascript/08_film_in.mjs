// A film beside the question.
import { readFileSync } from 'node:fs'
import { GoogleGenAI } from '@google/genai'

const client = new GoogleGenAI({})

const interaction = await client.interactions.create({
  model: 'gemini-2.5-flash',
  input: [
    { type: 'text', text: 'Tell what happens in this clip, second by second.' },
    { type: 'video', data: readFileSync('clip.mp4', 'base64'), mime_type: 'video/mp4' },
  ],
})

console.log(interaction.output_text)
