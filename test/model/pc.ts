import { type BankIdentity, joinedIdentity } from '../../src/core/bank-identity.ts';
import type { StoredCertificate } from '../../src/core/certificate.ts';
import { CertToolError } from '../../src/core/error.ts';
import type { SyncedFolder } from '../../src/core/ports/files.ts';
import type { CertificateStore, PendingRequest, StoreProbe } from '../../src/core/ports/store.ts';
import { readCertificate } from '../../src/pki/certificate.ts';
import { keyOfCertificate, publicKeyHashOf, signatureBy } from './certificates.ts';
import type { Client } from './turns.ts';

/** A certificate in a store. Its key can have gone. */
interface Kept {
  readonly certificate: StoredCertificate;
  readonly key: string;
  hasKey: boolean;
}

interface Pending extends PendingRequest {
  readonly key: string;
}

/** Told of what a store is about to do. */
export interface Watcher {
  onInstall(pc: Pc, id: string, pem: string): void;
  onRemove(pc: Pc, kept: Kept): void;
  onDiscard(pc: Pc, id: string): void;
}

export type FolderName = 'journal' | 'refused' | 'renewals' | 'retired';

/** A PC: what is on its disk, and its clock. What runs on it is a client. */
export class Pc {
  readonly name: string;
  /** Milliseconds. */
  now: number;
  readonly kept = new Map<string, Kept>();
  readonly pending = new Map<string, Pending>();
  readonly files: Readonly<Record<FolderName, Map<string, string>>> = {
    ...{ journal: new Map(), refused: new Map(), renewals: new Map(), retired: new Map() },
  };
  identity: BankIdentity | undefined;
  /** Who was at work here at some time. */
  readonly users = new Set<string>();
  /** Texts of the journal that were destroyed from outside. */
  readonly damaged = new Set<string>();
  /** Login IDs at work. */
  readonly locks = new Map<string, Client>();
  #keys = 0;

  constructor(name: string, now: number) {
    this.name = name;
    this.now = now;
  }

  get probe(): StoreProbe {
    return { kind: 'file', identity: `file:/${this.name}`, canSign: true };
  }

  /** Whether a key of this name can be used here: of a certificate, or waiting for one. */
  hasKey(key: string): boolean {
    for (const each of this.kept.values()) if (each.key === key && each.hasKey) return true;
    for (const each of this.pending.values()) if (each.key === key) return true;
    return false;
  }

  /** Whether one can log in with it here. */
  holds(pem: string): boolean {
    for (const { certificate, hasKey } of this.kept.values()) {
      if (hasKey && certificate.pem === pem) return true;
    }
    return false;
  }

  hasCertificate(pem: string): boolean {
    for (const { certificate } of this.kept.values()) if (certificate.pem === pem) return true;
    return false;
  }

  newKey(): string {
    this.#keys += 1;
    return `${this.name}${this.#keys}`;
  }

  put(pem: string): StoredCertificate {
    const record = readCertificate(pem);
    const certificate = Object.assign(record, { hasPrivateKey: true, friendlyName: 'kept' });
    this.kept.set(record.thumbprint, { certificate, key: keyOfCertificate(pem), hasKey: true });
    return certificate;
  }

  /** @param onWrite told of each text that is to be written */
  folder(client: Client, name: FolderName, onWrite: (text: string) => void = () => {}): SyncedFolder {
    const files = this.files[name];
    return {
      read: (file) => client.step('read', `read ${name}`, () => files.get(file)),
      write: (file, text) =>
        client.step('write', `write ${name} ${stepIn(text)}`, () => {
          onWrite(text);
          files.set(file, text);
        }),
      remove: (file) => client.step('write', `remove ${name}`, () => void files.delete(file)),
      names: () => client.step('read', `list ${name}`, () => [...files.keys()]),
    };
  }

  keepIdentity(client: Client, identity: BankIdentity): Promise<BankIdentity> {
    return client.step('write', 'keep the identity', () => {
      const joined = joinedIdentity(this.identity, identity);
      // The same one, where nothing is new: what is known of its chains need not be found out again.
      this.identity = this.identity && isSame(joined, this.identity) ? this.identity : joined;
      return this.identity;
    });
  }

  store(client: Client, watcher: Watcher): CertificateStore {
    const reading = <T>(what: string, act: () => T) => client.step('read', what, act);
    const writing = <T>(what: string, act: () => T) => client.step('write', what, act);
    return {
      kind: 'file',
      probe: () => reading('probe', () => this.probe),
      request: (id, { loginId }) => writing(`make key ${id}`, () => this.#request(id, loginId)),
      pending: () => reading('pending', () => [...this.pending.values()]),
      install: (id, pem) =>
        writing(`install ${id}`, () => {
          watcher.onInstall(this, id, pem);
          return this.#install(id, pem);
        }),
      list: () => reading('list', () => [...this.kept.values()].map(({ certificate }) => certificate)),
      find: (thumbprint) => reading('find', () => this.kept.get(thumbprint)?.certificate),
      sign: (thumbprint, bytes) =>
        reading('sign', () => {
          const signature = this.#sign(thumbprint, bytes);
          if (signature instanceof CertToolError) throw signature;
          return signature;
        }),
      signAll: (thumbprints, bytes) =>
        reading('sign all', () => thumbprints.map((each) => this.#sign(each, bytes))),
      remove: (thumbprint) =>
        writing('remove', () => {
          const kept = this.kept.get(thumbprint);
          if (kept) watcher.onRemove(this, kept);
          this.kept.delete(thumbprint);
        }),
      discard: (id) =>
        writing(`discard ${id}`, () => {
          watcher.onDiscard(this, id);
          this.pending.delete(id);
        }),
    };
  }

  #request(id: string, loginId: string): Pending {
    const earlier = this.pending.get(id);
    if (earlier) return earlier;
    const key = this.newKey();
    const csr = `request of ${key} for ${loginId}`;
    const made = { id, csr, key, publicKeyHash: publicKeyHashOf(key) };
    this.pending.set(id, made);
    return made;
  }

  #install(id: string, pem: string): StoredCertificate {
    const { thumbprint } = readCertificate(pem);
    const earlier = this.kept.get(thumbprint);
    if (earlier?.hasKey) return earlier.certificate;
    if (this.pending.get(id)?.key !== keyOfCertificate(pem)) throw new CertToolError('store-failed');
    return this.put(pem);
  }

  #sign(thumbprint: string, bytes: Uint8Array): Buffer | CertToolError {
    const kept = this.kept.get(thumbprint);
    return kept?.hasKey ? signatureBy(kept.key, bytes) : new CertToolError('key-unusable');
  }
}

export type { Kept };

function isSame(one: BankIdentity, other: BankIdentity): boolean {
  const chains = [one, other].map(({ chains: all }) => all.map(([issuing]) => issuing).join());
  const rules = [one, other].map((each) => JSON.stringify(each.rules));
  return one.chain === other.chain && chains[0] === chains[1] && rules[0] === rules[1];
}

/** How far an entry of the journal has come. */
function stepIn(text: string): string {
  return /"step": "(\w+)"/.exec(text)?.[1] ?? '';
}
