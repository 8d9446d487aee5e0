import { hash } from 'node:crypto';
import { CertToolError } from '../../src/core/error.ts';

/** What a step touches: it may be asked for something, change this PC's disk, or send a request to the bank. */
export type Kind = 'read' | 'write' | 'request';

/** What strikes a client at a step, or at the next one that it can strike. */
export type Blow = 'kill' | 'cut' | 'lose' | 'fail' | 'cancel';

export interface Strike {
  readonly at: number;
  /** A blow, or something that happens elsewhere in the meantime. */
  readonly what: Blow | (() => void | Promise<void>);
}

/** Whether another run may come in between before such a step. */
export type Counts = (kind: Kind, what: string) => boolean;

const ALL: readonly Kind[] = ['read', 'write', 'request'];

const FITS: Readonly<Record<Blow, readonly Kind[]>> = {
  kill: ['write', 'request'],
  cut: ['request'],
  lose: ['request'],
  fail: ['write'],
  cancel: ALL,
};

const never = () => new Promise<never>(() => {});

/**
 * A run of the program, step by step. Killed, it takes no step any more and nothing of it goes on, not even what stands in
 * `finally`. With a budget it stops after so many steps until somebody lets it go on.
 */
export class Client {
  readonly name: string;
  readonly pc: string;
  readonly #abort = new AbortController();
  readonly signal = this.#abort.signal;
  isDead = false;
  isOver = false;
  /** Whoever asks wants old certificates to stay. */
  keepsOld = false;
  /** Its run was at work for its login ID. */
  hadLock = false;
  /** Resolved when it is killed. */
  readonly death: Promise<void>;
  #onDeath = () => {};
  /** Another client is at work in between. */
  isWaiting = false;
  steps = 0;
  /** What a budget counts; what else is to be done goes on. */
  counts: Counts = () => true;
  /** A hash of all that it was told; kept where it is set. */
  memory: string | undefined;
  /** An answer was lost, a request cut or a write failed. */
  isDisturbed = false;
  readonly #strikes: Strike[];
  #busy: Promise<void> = Promise.resolve();
  #budget = Number.POSITIVE_INFINITY;
  readonly #parked: (() => void)[] = [];
  readonly #watchers: (() => void)[] = [];
  readonly #onStep: (client: Client, what: string, kind: Kind) => void;

  constructor(
    name: string,
    pc: string,
    strikes: readonly Strike[],
    onStep: (client: Client, what: string, kind: Kind) => void,
  ) {
    this.name = name;
    this.pc = pc;
    this.#strikes = [...strikes].sort((one, other) => one.at - other.at);
    this.#onStep = onStep;
    this.death = new Promise((resolve) => {
      this.#onDeath = resolve;
    });
  }

  /** Does it, once it is this client's turn. */
  async step<T>(kind: Kind, what: string, act: () => T): Promise<T> {
    if (!this.#mayGoOn(kind, what)) await this.turn(kind, what);
    else if (this.counts(kind, what)) this.#budget -= 1;
    this.steps += 1;
    const due = this.#strikes[0];
    const blow = due && due.at <= this.steps ? await this.#struck(kind) : undefined;
    if (this.isDead) return never();
    this.#onStep(this, blow ? `${what}: ${blow}` : what, kind);
    if (blow) return this.#suffer(blow, act);
    return this.memory === undefined ? act() : this.#remembering(what, act);
  }

  /** What it has been told: two that were told the same go on in the same way. */
  #remembering<T>(what: string, act: () => T): T {
    let told = '';
    try {
      const value = act();
      told = JSON.stringify(value) ?? '';
      return value;
    } catch (error) {
      told = error instanceof Error ? error.message : '';
      throw error;
    } finally {
      this.memory = hash('sha256', `${this.memory}\n${what}\n${told}`);
    }
  }

  #mayGoOn(kind: Kind, what: string): boolean {
    return (this.#budget > 0 || !this.counts(kind, what)) && !this.isWaiting && !this.isDead;
  }

  #suffer<T>(blow: Blow, act: () => T): never {
    this.isDisturbed = true;
    if (blow === 'fail') throw new CertToolError('store-failed');
    if (blow === 'cut') throw new CertToolError('bank-unreachable');
    try {
      act();
    } catch (error) {
      // The refusal is lost, too.
      if (!(error instanceof CertToolError)) throw error;
    }
    throw new CertToolError('connection-lost');
  }

  async #struck(kind: Kind): Promise<Blow | undefined> {
    for (let index = 0; index < this.#strikes.length; ) {
      const strike = this.#strikes[index];
      if (!strike || strike.at > this.steps) return undefined;
      const { what } = strike;
      if (typeof what === 'string' && !FITS[what].includes(kind)) {
        index += 1;
        continue;
      }
      this.#strikes.splice(index, 1);
      if (what === 'kill') {
        this.die();
        return what;
      }
      if (what === 'cancel') this.#abort.abort(new CertToolError('cancelled'));
      else if (typeof what === 'string') return what;
      else await what();
      if (this.isDead) return undefined;
    }
    return undefined;
  }

  /** Waits until this client may go on. */
  async turn(kind: Kind = 'read', what = ''): Promise<void> {
    while (!this.#mayGoOn(kind, what)) {
      if (this.isDead) return never();
      const resumed = new Promise<void>((resolve) => this.#parked.push(resolve));
      if (!this.isWaiting) this.#tell();
      await resumed;
    }
    if (this.isDead) return never();
    if (this.counts(kind, what)) this.#budget -= 1;
  }

  /** No further step until it is let go on. */
  stop(): void {
    this.#budget = 0;
  }

  die(): void {
    this.isDead = true;
    this.#onDeath();
    this.over();
  }

  over(): void {
    this.isOver = true;
    this.#tell();
  }

  /** While another one is at work, nothing of this one goes on. */
  during(work: () => Promise<void>): Promise<void> {
    const before = this.#busy;
    const doing = async () => {
      await before;
      this.isWaiting = true;
      await work();
      this.isWaiting = false;
      this.#resume();
    };
    this.#busy = doing();
    return this.#busy;
  }

  /** Lets it take so many steps. @returns when it has stopped again, or is over */
  goOn(budget = Number.POSITIVE_INFINITY): Promise<void> {
    if (this.isOver) return Promise.resolve();
    const stopped = new Promise<void>((resolve) => this.#watchers.push(resolve));
    this.#budget = budget;
    this.#resume();
    return stopped;
  }

  #resume(): void {
    for (const resolve of this.#parked.splice(0)) resolve();
  }

  #tell(): void {
    for (const resolve of this.#watchers.splice(0)) resolve();
  }
}
