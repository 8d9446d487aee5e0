import type { CertToolError } from '../../src/core/error.ts';
import type { EnrollmentResult } from '../../src/enrollment/ports.ts';
import { entriesOf } from './entries.ts';
import type { Client } from './turns.ts';
import type { LoginId, World } from './world.ts';

/** What the program has told people, and must keep. */
export class Promises {
  /** Of a PC and a login ID: that a certificate is here, or that the same command brings it. */
  readonly #made = new Set<string>();
  /** How often something happened that no promise outlives, in all and to a PC's user. */
  readonly #changes = new Map<string, number>();
  readonly #begun = new Map<Client, number>();
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  onResult(client: Client, loginId: LoginId, result: EnrollmentResult): void {
    const { judge, bank, pcs } = this.#world;
    const { pc } = client;
    const { outcome, certificate, warnings } = result;
    this.onAsked(pc, loginId);
    if (outcome !== 'issued' && outcome !== 'renewed') return;
    const found = certificate && bank.find(certificate.serialNumber);
    if (!found) {
      judge.violated(`${client.name} shows a certificate that the bank does not know`);
      return;
    }
    const here = pcs[pc === 'b' ? 'b' : 'a'];
    judge.journal.onInstalled(here, found);
    if (warnings.includes('not-confirmed')) {
      if (entriesOf(here, loginId).length === 0)
        judge.violated('not confirmed, and nothing is left that would tell the bank');
    } else if (found.confirmed) {
      const isDisturbed = warnings.includes('predecessor-stays') && client.isDisturbed;
      if (!isDisturbed) judge.journal.onConfirmed(here, client, found);
    } else judge.violated('the bank was not told of a certificate that is done');
    this.#make(client, loginId);
  }

  /** Of a run that was at work: what may have been issued is to come, and only then. */
  onError(client: Client, loginId: LoginId, error: CertToolError): void {
    const { pc, hadLock } = client;
    const { judge, bank, pcs } = this.#world;
    this.onAsked(pc, loginId);
    const here = pcs[pc === 'b' ? 'b' : 'a'];
    const entries = entriesOf(here, loginId);
    const isOpen = entries.some((step) => step === 'sent' || step === 'issued');
    if (error.notInstalledYet) {
      if (entries.length === 0) judge.violated(`exit 10 (${error.errorName}), and no entry is there`);
      // Where the bank has issued nothing yet it may refuse.
      const isIssued = bank.of(loginId).some((each) => bank.isLive(each) && here.hasKey(each.key));
      if (isIssued) this.#make(client, loginId);
    } else if (isOpen && hadLock && error.errorName !== 'busy') {
      judge.violated(`a request is open, and the run ends with ${error.errorName} alone`);
    }
  }

  onBegin(client: Client, loginId: LoginId): void {
    this.#begun.set(client, this.#countOf(client.pc, loginId));
  }

  /** Unless something has happened since that it does not outlive. */
  #make(client: Client, loginId: LoginId): void {
    if (this.#begun.get(client) === this.#countOf(client.pc, loginId))
      this.#made.add(`${client.pc} ${loginId}`);
  }

  #countOf(pc: string, loginId: LoginId): number {
    return (this.#changes.get('') ?? 0) + (this.#changes.get(`${pc} ${loginId}`) ?? 0);
  }

  #change(what: string): void {
    this.#changes.set(what, (this.#changes.get(what) ?? 0) + 1);
    this.#made.delete(what);
  }

  /** At the other PC nothing is promised any more. */
  onAsked(pc: string, loginId: string): void {
    this.#change(`${pc === 'a' ? 'b' : 'a'} ${loginId}`);
  }

  onRevoked(loginId: LoginId): void {
    for (const pc of ['a', 'b']) this.#change(`${pc} ${loginId}`);
  }

  /** Time, a key that is gone, a damaged entry: nothing of it holds any more. */
  forgetAll(): void {
    this.#made.clear();
    this.#change('');
  }

  /** What stands. */
  made(): readonly string[] {
    return [...this.#made].sort();
  }

  has(pc: string, loginId: LoginId): boolean {
    return this.#made.has(`${pc} ${loginId}`);
  }
}
