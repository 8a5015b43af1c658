// A web service on Node: GET /?about=rain gives a haiku. Its address is printed when it listens.
import { createServer } from "node:http";
import { GoogleGenAI } from "@google/genai";

// Address and key come from GOOGLE_GEMINI_BASE_URL and GEMINI_API_KEY.
const ai = new GoogleGenAI({ apiKey: process.env.GEMINI_API_KEY });

function textOf(interaction) {
  const parts = interaction.steps ?? interaction.outputs ?? [];
  const said = parts.flatMap((part) => (part.type === "text" ? [part] : (part.content ?? [])));
  return said.map((item) => item.text ?? "").join("");
}

const server = createServer(async (request, response) => {
  const about = new URL(request.url, "http://service").searchParams.get("about");
  try {
    const interaction = await ai.interactions.create({
      model: "gemini-3.5-flash",
      input: `A haiku about ${about}, please.`,
    });
    response.end(textOf(interaction));
  } catch (error) {
    response.statusCode = 502;
    response.end(`The model is not well: ${error.message}`);
  }
});

server.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}`));
