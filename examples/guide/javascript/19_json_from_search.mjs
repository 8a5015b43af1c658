// A tool and a schema together: search first, then answer in JSON.
import { GoogleGenAI } from '@google/genai'
import { z } from 'zod'

const client = new GoogleGenAI({})

const Peak = z.object({ name: z.string(), height_in_metres: z.int() })

const interaction = await client.interactions.create({
  model: 'gemini-3.1-pro-preview',
  input: 'What is the highest mountain of Portugal?',
  tools: [{ type: 'google_search' }],
  response_format: { type: 'text', mime_type: 'application/json', schema: z.toJSONSchema(Peak) },
})

const peak = Peak.parse(JSON.parse(interaction.output_text))
console.log(`${peak.name}: ${peak.height_in_metres} m`)
