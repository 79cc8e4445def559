// What a tool refuses for a reason of the server's own; the message is for the model, with what to do.
export class Refusal extends Error {}
