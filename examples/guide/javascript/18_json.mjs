// An answer that fits a schema: here Zod gives it, and reads the answer.
import { GoogleGenAI } from '@google/genai'
import { z } from 'zod'

const client = new GoogleGenAI({})

const Complaint = z.object({
  topic: z.enum(['delivery', 'quality', 'price', 'other']),
  is_urgent: z.boolean().describe('Whether somebody should call today.'),
  summary: z.string().describe('The letter in one sentence.'),
})

const interaction = await client.interactions.create({
  model: 'gemini-2.5-flash',
  input: 'Sort this letter: my parcel is two weeks late and the party is tomorrow.',
  response_format: {
    type: 'text',
    mime_type: 'application/json',
    schema: z.toJSONSchema(Complaint),
  },
})

const complaint = Complaint.parse(JSON.parse(interaction.output_text))
console.log('about', complaint.topic, complaint.is_urgent ? '- urgent' : '- can wait')
console.log(complaint.summary)
