// The answers given so far, so that a request that comes twice is not carried out twice; bounded in number and size.

/** How many requests are remembered ... */
const REQUESTS = 1024;
/** ... and how many characters of answers; one whose answer is no longer kept is still known to have been answered. */
const CHARACTERS = 4 * 1024 * 1024;

export class Answered {
  readonly #requests = new Set<string>();
  readonly #answers = new Map<string, string>();
  #characters = 0;

  has(requestId: string): boolean {
    return this.#requests.has(requestId);
  }

  /** The answer, unless it has been forgotten. */
  answerTo(requestId: string): string | undefined {
    return this.#answers.get(requestId);
  }

  add(requestId: string, answer: string): void {
    this.#requests.add(requestId);
    this.#answers.set(requestId, answer);
    this.#characters += answer.length;
    while (this.#characters > CHARACTERS) this.#forgetAnswer(first(this.#answers.keys()));
    if (this.#requests.size <= REQUESTS) return;
    const oldest = first(this.#requests);
    this.#requests.delete(oldest);
    this.#forgetAnswer(oldest);
  }

  #forgetAnswer(requestId: string): void {
    this.#characters -= this.#answers.get(requestId)?.length ?? 0;
    this.#answers.delete(requestId);
  }
}

function first(ids: Iterable<string>): string {
  const [oldest = ""] = ids;
  return oldest;
}
