// The smallest program there is: one question to a model, one answer.
import { GoogleGenAI } from '@google/genai'

const client = new GoogleGenAI({})

const interaction = await client.interactions.create({
  model: 'gemini-3.1-pro-preview',
  input: 'Write a limerick about a compiler that never complains.',
})

console.log(interaction.output_text)
