// Schemas of the fixtures, each of which the conformance suite wants to see as it is.

const string = (description: string, more: object = {}): object => ({ type: "string", description, ...more });
const titled = (names: readonly string[], titles: readonly string[]): object[] =>
  names.map((name, index) => ({ const: name, title: titles[index] }));

/** Fields with presets. */
export const PRESETS: object = {
  type: "object",
  properties: {
    name: string("User name", { default: "John Doe" }),
    age: { type: "integer", description: "User age", default: 30 },
    score: { type: "number", description: "User score", default: 95.5 },
    status: string("User status", { enum: ["active", "inactive", "pending"], default: "active" }),
    verified: { type: "boolean", description: "Verification status", default: true },
  },
  required: [],
};

const OPTIONS = ["option1", "option2", "option3"];
const VALUES = ["value1", "value2", "value3"];
const several = (description: string, items: object): object => ({
  type: "array",
  description,
  minItems: 1,
  maxItems: 3,
  items,
});

/** Every way to offer a choice. */
export const ENUMS: object = {
  type: "object",
  properties: {
    untitledSingle: string("Select one option", { enum: OPTIONS }),
    titledSingle: string("Select one option with titles", {
      oneOf: titled(VALUES, ["First Option", "Second Option", "Third Option"]),
    }),
    legacyEnum: string("Select one option (legacy)", {
      enum: ["opt1", "opt2", "opt3"],
      enumNames: ["Option One", "Option Two", "Option Three"],
    }),
    untitledMulti: several("Select multiple options", { type: "string", enum: OPTIONS }),
    titledMulti: several("Select multiple options with titles", {
      anyOf: titled(VALUES, ["First Choice", "Second Choice", "Third Choice"]),
    }),
  },
  required: [],
};

/** What of JSON Schema 2020-12 must not get lost on the way. */
export const JSON_SCHEMA: object = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  type: "object",
  $defs: {
    address: {
      $anchor: "addressDef",
      type: "object",
      properties: { street: { type: "string" }, city: { type: "string" } },
    },
  },
  properties: {
    name: { type: "string" },
    address: { $ref: "#/$defs/address" },
    contactMethod: { type: "string", enum: ["phone", "email"] },
    phone: { type: "string" },
    email: { type: "string" },
  },
  allOf: [{ anyOf: [{ required: ["phone"] }, { required: ["email"] }] }],
  if: { properties: { contactMethod: { const: "phone" } }, required: ["contactMethod"] },
  // oxlint-disable-next-line unicorn/no-thenable -- a word of JSON Schema
  then: { required: ["phone"] },
  else: { required: ["email"] },
  additionalProperties: false,
};
