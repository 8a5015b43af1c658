// How the model is to answer: its role, how long, how much it thinks.
import { GoogleGenAI } from '@google/genai'

const client = new GoogleGenAI({})

const interaction = await client.interactions.create({
  model: 'gemini-2.5-flash',
  input: 'Begin a bedtime story about a lost umbrella.',
  system_instruction: 'You are a grandmother with a dry sense of humour.',
  generation_config: {
    temperature: 0.9,
    max_output_tokens: 400,
    thinking_level: 'low',
    thinking_summaries: 'auto',
  },
})

for (const step of interaction.steps) {
  if (step.type === 'thought') console.log('thinks:', step.summary?.length ?? 0, 'summary')
}
console.log(interaction.output_text)
console.log(interaction.status, interaction.usage.total_output_tokens <= 400 ? 'True' : 'False')
