const MASK = '********';
/** Members whose values are secrets. In an answer `code` is the most telling word of a refusal. */
const IN_REQUESTS = /("(?:password|confirmationPassword|code)"\s*:\s*)"(?:[^"\\]|\\.)*"/g;
const IN_ANSWERS = /("token"\s*:\s*)"(?:[^"\\]|\\.)*"/g;
/** What is shorter stands in every sentence. */
const SHORTEST_SECRET = 4;
/** More of a body tells nobody more. */
const LONGEST_BODY = 4000;

/** Known secrets, and the masking of texts that could hold one. */
export class Secrets {
  readonly #known = new Set<string>();

  add(secret: string): void {
    if (secret.length >= SHORTEST_SECRET) this.#known.add(secret);
  }

  /** A request's body. */
  inRequest(text: string): string {
    return this.#masked(text.replace(IN_REQUESTS, `$1"${MASK}"`));
  }

  /** An answer's body or header. */
  inAnswer(text: string): string {
    return this.#masked(text.replace(IN_ANSWERS, `$1"${MASK}"`));
  }

  #masked(text: string): string {
    const longestFirst = [...this.#known].sort((one, other) => other.length - one.length);
    const masked = longestFirst.reduce((rest, secret) => rest.replaceAll(secret, MASK), text);
    return masked.length <= LONGEST_BODY ? masked : `${masked.slice(0, LONGEST_BODY)}…`;
  }
}
