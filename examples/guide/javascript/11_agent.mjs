// An agent that takes its time: it works in the background, and the client looks in until it is done.
import { setTimeout as sleep } from 'node:timers/promises'
import { GoogleGenAI } from '@google/genai'

const client = new GoogleGenAI({})

let research = await client.interactions.create({
  agent: 'deep-research-preview-04-2026',
  input: 'How did the pocket calculator change the teaching of arithmetic?',
  background: true,
})
console.log('begun:', research.status)

while (research.status === 'in_progress') {
  await sleep(2000)
  research = await client.interactions.get(research.id)
  console.log('now:', research.status)
}

console.log(research.output_text)
