import type { Pc } from './pc.ts';
import type { Client } from './turns.ts';

/** A secret that arrived at the bank, and what the bank said. */
export interface Sent {
  readonly client: Client;
  readonly loginId: string;
  readonly kind: 'password' | 'otp' | 'confirmation';
  readonly secret: string;
  readonly refusal?: string;
  readonly attemptsLeft?: number | undefined;
}

/** What a run was refused. */
interface Refused extends Sent {
  /** The PC's time when it was told. */
  readonly at: number;
  /** A login that went well came after it, on this PC: whatever was refused before is forgotten. */
  isForgotten: boolean;
}

/** What a PC knows of refusals. */
interface Known {
  /** With the PC's time of the refusal. */
  readonly secrets: Map<string, number>;
  /** One try is left, as far as this PC was told. */
  isLast: boolean;
}

const REMEMBERED_MS = 30 * 86_400_000;

/** Nothing that nobody typed is sent once more after the bank has refused it, and nothing with the last try. */
export class SecretJudge {
  readonly #known = new Map<string, Known>();
  /** What a run has to remember by its end. */
  readonly #new = new Map<Client, Refused[]>();
  readonly #typing = new Set<Client>();
  readonly #pcs: readonly Pc[];
  readonly #violated: (what: string) => void;

  constructor(pcs: readonly Pc[], violated: (what: string) => void) {
    this.#pcs = pcs;
    this.#violated = violated;
  }

  /** Its secrets are typed by a person. */
  types(client: Client): void {
    this.#typing.add(client);
  }

  onSecret(sent: Sent): void {
    const { client, loginId, kind, secret, refusal } = sent;
    const known = this.#of(sent);
    const own = this.#new.get(client) ?? [];
    if (!this.#typing.has(client)) {
      const at = known.secrets.get(secret);
      const isOld = at !== undefined && Math.abs(this.#timeOf(client) - at) > REMEMBERED_MS;
      const isAgain = own.some(
        (each) => each.kind === kind && each.secret === secret && each.loginId === loginId,
      );
      if (isAgain || (at !== undefined && !isOld)) this.#violated(`a refused ${kind} was sent again`);
      if (known.isLast) this.#violated(`a ${kind} was sent with the last try`);
    }
    if (refusal === undefined) {
      known.secrets.clear();
      known.isLast = false;
      for (const each of [...this.#new.values()].flat())
        if (this.#of(each) === known) each.isForgotten = true;
    } else if (!this.#typing.has(client))
      this.#new.set(client, [...own, { ...sent, at: this.#timeOf(client), isForgotten: false }]);
    else known.isLast = false;
  }

  /** What an undisturbed run was told is remembered from now on. */
  onEnd(client: Client): void {
    const all = this.#new.get(client) ?? [];
    this.#new.delete(client);
    for (const sent of all) {
      const known = this.#of(sent);
      if (sent.kind === 'otp' || sent.isForgotten) continue;
      // Who releases a locked login ID sets the counter back.
      if (sent.refusal === 'account-locked' || client.isDead || client.isDisturbed) known.isLast = false;
      else {
        known.secrets.set(sent.secret, sent.at);
        known.isLast = sent.attemptsLeft === 1;
      }
    }
  }

  #timeOf({ pc }: Client): number {
    return this.#pcs.find(({ name }) => name === pc)?.now ?? 0;
  }

  #of({ client: { pc }, loginId, kind }: Sent): Known {
    const name = `${pc} ${loginId} ${kind}`;
    const known = this.#known.get(name) ?? { secrets: new Map<string, number>(), isLast: false };
    this.#known.set(name, known);
    return known;
  }
}
