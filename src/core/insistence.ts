import type { CertToolError } from './error.ts';

/**
 * The second wish to end, after which nothing is waited for. The first one lets what changes something come to its end.
 */
export class Insistence {
  readonly #atOnce = new AbortController();
  #underWay = 0;

  /** Aborted by the second wish; its reason is the error to end with. */
  get signal(): AbortSignal {
    return this.#atOnce.signal;
  }

  /** Whether a request is on its way whose certificate is not installed yet: to break that off has exit code 10. */
  get isSent(): boolean {
    return this.#underWay > 0;
  }

  /** A request is on its way, until the function that is returned is called. */
  sent(): () => void {
    this.#underWay += 1;
    let isOver = false;
    return () => {
      if (!isOver) this.#underWay -= 1;
      isOver = true;
    };
  }

  /** @param wish the error that says who wishes it */
  insist(wish: CertToolError): void {
    this.#atOnce.abort(this.isSent ? wish.asNotInstalledYet() : wish);
  }
}
