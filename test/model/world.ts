import type { BankIdentity } from '../../src/core/bank-identity.ts';
import { CertToolError } from '../../src/core/error.ts';
import type { Lock } from '../../src/core/ports/lock.ts';
import { authorityOf, GENERATIONS } from './authorities.ts';
import { ModelBank } from './bank.ts';
import { BANK_ID, BankServer } from './bank-port.ts';
import type { BankCertificate, BankSettings } from './bank-records.ts';
import { tidy } from './certificates.ts';
import { Judge } from './judge.ts';
import { Pc } from './pc.ts';
import { Promises } from './promises.ts';
import { Client, type Kind, type Strike } from './turns.ts';

export const DAY_MS = 86_400_000;
const BEGIN = Date.UTC(2026, 6, 1, 3);

export type LoginId = 'hanako' | 'jiro' | 'kanri';
export type PcName = 'a' | 'b';
export const LOGIN_IDS: readonly LoginId[] = ['hanako', 'jiro', 'kanri'];

/** How old each user's certificate is, in days; nothing where they have none. */
export type Ages = Readonly<Record<LoginId, number | undefined>>;

export interface Beginning extends BankSettings {
  readonly ages: Ages;
  /** Where their certificates are; the administrator's is on PC a. */
  readonly home: PcName;
  readonly otp: 'none' | 'token';
  /** The PCs have learnt before who the bank is. */
  readonly isKnown: boolean;
  /** A run that finds a login ID at work on its PC waits for it; otherwise it gives up. */
  readonly isPatient: boolean;
}

const { chain } = authorityOf(0);
const IDENTITY: BankIdentity = { bankId: BANK_ID, name: 'Bank', chain, chains: [chain] };

/** One bank and two PCs. */
export class World {
  readonly bank: ModelBank;
  readonly server: BankServer;
  readonly pcs: Readonly<Record<PcName, Pc>>;
  readonly judge: Judge;
  readonly promises = new Promises(this);
  /** Begun in between, and stopped on the way. */
  parked: Client | undefined;
  /** What happened, where somebody wants to know. */
  readonly lines: string[] | undefined;
  readonly #isPatient: boolean;
  readonly #ends = new Map<Client, Promise<void>>();
  readonly #deadly = new Map<Client, readonly number[]>();
  readonly #ids = new Map<Client, number>();
  #clients = 0;

  constructor({ ages, home, otp, isPatient, isKnown, ...settings }: Beginning, lines?: string[]) {
    tidy();
    this.lines = lines;
    this.#isPatient = isPatient;
    this.bank = new ModelBank(BEGIN, settings);
    this.pcs = { a: new Pc('a', BEGIN), b: new Pc('b', BEGIN) };
    this.judge = new Judge(this.bank, Object.values(this.pcs));
    this.server = new BankServer(
      this.bank,
      (sent) => this.judge.secrets.onSecret(sent),
      (client, loginId, confirmed) => this.#onAsked(client, loginId, confirmed),
    );
    if (isKnown) for (const pc of Object.values(this.pcs)) pc.identity = IDENTITY;
    for (const loginId of LOGIN_IDS) {
      const isAdministrator = loginId === 'kanri';
      this.bank.users.set(loginId, {
        ...{ loginId, role: isAdministrator ? 'administrator' : 'general' },
        ...{ otp: loginId === 'hanako' ? otp : 'none', codes: { shown: 0, taken: 0 } },
        wrong: { password: 0, otp: 0, confirmation: 0 },
      });
      const age = ages[loginId];
      if (age !== undefined) this.#begin(loginId, this.pcs[isAdministrator ? 'a' : home], age);
    }
  }

  #begin(loginId: LoginId, pc: Pc, age: number): void {
    this.bank.now = BEGIN - age * DAY_MS;
    const certificate = this.bank.issue(loginId, pc.newKey(), undefined);
    certificate.confirmed = true;
    pc.put(certificate.pem);
    this.bank.now = BEGIN;
  }

  #onAsked({ pc }: Client, loginId: string, serialNumber: string | undefined): void {
    this.promises.onAsked(pc, loginId);
    const confirmed = serialNumber === undefined ? undefined : this.bank.find(serialNumber);
    if (confirmed) this.judge.journal.onConfirm(this.pcs[pc === 'b' ? 'b' : 'a'], confirmed);
  }

  newId(client: Client): string {
    const count = (this.#ids.get(client) ?? 0) + 1;
    this.#ids.set(client, count);
    return `${client.name}id${count}`;
  }

  client(pc: PcName, strikes: readonly Strike[]): Client {
    this.#clients += 1;
    const name = `${pc}${this.#clients}`;
    return new Client(name, pc, strikes, (each, what, kind) => this.#note(each, what, kind));
  }

  #note(client: Client, what: string, kind: Kind): void {
    this.judge.look();
    if (!this.lines) return;
    this.lines.push(`${client.name} ${client.steps}: ${what}`);
    if (kind === 'read') return;
    const steps = this.#deadly.get(client) ?? [];
    this.#deadly.set(client, [...steps, client.steps]);
  }

  /** The steps of a run after this one that change something; known where it is told what happens. */
  deadly(client: Client, after: number): readonly number[] {
    return (this.#deadly.get(client) ?? []).filter((step) => step > after);
  }

  tell(what: string): void {
    this.lines?.push(what);
  }

  /** Begins a run, which ends at once where its client is killed. */
  begin(client: Client, run: () => Promise<void>): Promise<void> {
    const end = Promise.race([run(), client.death]).finally(() => {
      client.over();
      this.judge.secrets.onEnd(client);
      for (const pc of Object.values(this.pcs)) {
        for (const [loginId, holder] of pc.locks) if (holder === client) pc.locks.delete(loginId);
      }
    });
    this.#ends.set(client, end);
    return end;
  }

  /** Lets what is stopped come to its end. */
  async finish(): Promise<void> {
    const client = this.parked;
    this.parked = undefined;
    if (!client) return;
    await client.goOn();
    await this.#ends.get(client);
  }

  /** Whoever is patient waits for another run once, as long as it takes, and then gives up. */
  async lock(client: Client, pc: Pc, loginId: string): Promise<Lock> {
    await client.turn();
    let hasWaited = false;
    for (let holder = pc.locks.get(loginId); holder && !holder.isOver; holder = pc.locks.get(loginId)) {
      if (!this.#isPatient || hasWaited) throw new CertToolError('busy');
      const other = holder;
      if (other.isWaiting) {
        client.stop();
        await client.turn();
      } else {
        hasWaited = true;
        await client.during(async () => {
          await other.goOn();
        });
      }
    }
    pc.locks.set(loginId, client);
    pc.users.add(loginId);
    client.hadLock = true;
    return {
      release: async () => {
        if (pc.locks.get(loginId) === client) pc.locks.delete(loginId);
      },
    };
  }

  rollCa(): void {
    if (this.bank.generation < GENERATIONS - 1) this.bank.generation += 1;
    this.tell(`the bank has ${authorityOf(this.bank.generation).name}`);
  }

  /** The bank's confirmed certificate that one could log in with. */
  confirmedOf(loginId: string): BankCertificate | undefined {
    return this.bank.of(loginId).find((each) => each.confirmed && this.bank.isLive(each));
  }
}
