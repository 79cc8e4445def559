// An answer as data, checked: npx tsx examples/structured-output.ts "a text"
import process from "node:process";
import { query, ResultError, StructuredOutputError } from "kodegen-claude-agent";

interface Review {
  mood: "good" | "bad" | "mixed";
  complaints: string[];
}

const schema = {
  type: "object",
  properties: {
    mood: { enum: ["good", "bad", "mixed"] },
    complaints: { type: "array", items: { type: "string" } },
  },
  required: ["mood", "complaints"],
  additionalProperties: false,
};

const text = process.argv[2] ?? "Nice hotel, but the lift was broken and breakfast was cold.";
try {
  const { structured_output } = await query(`What does this guest think?\n\n${text}`, {
    outputFormat: { type: "json_schema", schema },
    tools: [],
  }).result();
  // The CLI has checked it against the schema; the type is ours to say.
  const { mood, complaints } = structured_output as Review;
  console.log(`The guest's mood is ${mood}; ${complaints.length} complaints:`);
  for (const complaint of complaints) console.log(`- ${complaint}`);
} catch (error) {
  // The model answered, but never as data.
  if (error instanceof StructuredOutputError) console.log("No data, only words:", error.result["result"]);
  // It tried too often, or something else went wrong.
  else if (error instanceof ResultError) console.log(`${error.subtype}: ${error.message}`);
  else throw error;
}
