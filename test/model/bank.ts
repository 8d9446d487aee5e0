import { hash } from 'node:crypto';
import type { CertificateState, RevocationReason } from '../../src/core/ports/bank.ts';
import { authorityOf } from './authorities.ts';
import type { BankCertificate, BankSettings, BankUserRecord } from './bank-records.ts';
import { refused } from './bank-refusals.ts';
import { makeCertificate } from './certificates.ts';

/** The bank by the rules of docs/bank-api.yaml, written for this model: it shares no code with the practice bank. */

const DAY_MS = 86_400_000;
const JAPAN_MS = 9 * 3_600_000;
const RENEWAL_DAYS = 40;

export class ModelBank {
  /** Milliseconds. */
  now: number;
  /** The latest that its date ever was. */
  latest: number;
  generation = 0;
  /** By login ID, in the order of their issue. */
  readonly certificates = new Map<string, BankCertificate[]>();
  readonly users = new Map<string, BankUserRecord>();
  readonly settings: BankSettings;
  #count = 0;

  constructor(now: number, settings: BankSettings) {
    this.now = now;
    this.latest = now;
    this.settings = settings;
  }

  setClock(now: number): void {
    this.now = now;
    this.latest = Math.max(this.latest, now);
  }

  of(loginId: string): readonly BankCertificate[] {
    return this.certificates.get(loginId) ?? [];
  }

  find(serialNumber: string): BankCertificate | undefined {
    for (const all of this.certificates.values()) {
      const found = all.find((each) => each.serialNumber === serialNumber);
      if (found) return found;
    }
    return undefined;
  }

  /** Neither revoked nor expired; one from the future, after the date was set back, counts. */
  isLive({ revokedAt, until }: BankCertificate): boolean {
    return revokedAt === undefined && this.now < until + 1000;
  }

  stateOf(certificate: BankCertificate): Exclude<CertificateState, 'not-issued'> {
    if (certificate.revokedAt !== undefined) return 'revoked';
    if (!this.isLive(certificate)) return 'expired';
    return this.now >= this.renewableFrom(certificate) ? 'renewable' : 'issued';
  }

  renewableFrom({ until }: Pick<BankCertificate, 'until'>): number {
    return until - RENEWAL_DAYS * DAY_MS;
  }

  /** The last confirmed one; one that was never confirmed where its revocation was asked for. */
  deciding(loginId: string): BankCertificate | undefined {
    return this.of(loginId).findLast(
      ({ confirmed, revokedAt, reason }) => confirmed || (revokedAt !== undefined && reason !== 'superseded'),
    );
  }

  unconfirmed(loginId: string): BankCertificate | undefined {
    return this.of(loginId).findLast((each) => !each.confirmed && this.isLive(each));
  }

  /** What a revocation takes back. */
  current(loginId: string): BankCertificate | undefined {
    const deciding = this.deciding(loginId);
    return deciding && this.isLive(deciding) ? deciding : this.unconfirmed(loginId);
  }

  request(loginId: string, csr: string): BankCertificate {
    const key = this.#keyOf(loginId, csr);
    const known = this.#knownByKey(loginId, key);
    if (known) return known;
    const deciding = this.deciding(loginId);
    if (deciding && this.isLive(deciding)) throw refused('certificate-exists');
    const isExpired = deciding !== undefined && deciding.revokedAt === undefined;
    if (isExpired && this.settings.expiredNeedsRevocation) throw refused('expired-not-revoked');
    return this.issue(loginId, key, undefined);
  }

  renew(loginId: string, serialNumber: string, csr: string): BankCertificate {
    const old = this.find(serialNumber);
    if (old?.loginId !== loginId) throw refused('not-found');
    const key = this.#keyOf(loginId, csr);
    if (key === old.key) throw refused('key-used');
    const known = this.#knownByKey(loginId, key);
    if (known) return known;
    this.#refuseRenewal(old);
    return this.issue(loginId, key, serialNumber);
  }

  #refuseRenewal(old: BankCertificate): void {
    const successors = this.of(old.loginId).filter(({ predecessor }) => predecessor === old.serialNumber);
    if (successors.some(({ confirmed }) => confirmed)) throw refused('already-renewed');
    const state = this.stateOf(old);
    if (state === 'revoked') throw refused('certificate-revoked');
    if (state === 'expired') throw refused('certificate-expired');
    if (state === 'issued') throw refused('too-early', { renewableFrom: new Date(this.renewableFrom(old)) });
  }

  #keyOf(loginId: string, csr: string): string {
    const [, key, holder] = /^request of (\S+) for (\S+)$/.exec(csr) ?? [];
    if (key === undefined || holder !== loginId) throw refused('csr-refused');
    return key;
  }

  #knownByKey(loginId: string, key: string): BankCertificate | undefined {
    for (const all of this.certificates.values()) {
      const known = all.find((each) => each.key === key);
      if (known && (known.loginId !== loginId || !this.isLive(known))) throw refused('key-used');
      if (known) return known;
    }
    return undefined;
  }

  /** Unconfirmed; an earlier unconfirmed one is superseded. */
  issue(loginId: string, key: string, predecessor: string | undefined): BankCertificate {
    const earlier = this.unconfirmed(loginId);
    if (earlier) this.revoke(earlier, 'superseded');
    this.#count += 1;
    const all = this.certificates.get(loginId) ?? [];
    const sequence = String(all.length + 1).padStart(3, '0');
    const inJapan = new Date(this.now + JAPAN_MS);
    const moment = inJapan.toISOString().replace(/\D/g, '').slice(0, 14);
    const until = Date.UTC(
      inJapan.getUTCFullYear() + 1,
      inJapan.getUTCMonth(),
      inJapan.getUTCDate(),
      23,
      59,
      59,
    );
    const { name: issuer, key: signer, chain } = authorityOf(this.generation);
    const serialNumber = `1${hash('sha256', `${loginId} ${this.#count} ${key}`).slice(0, 31)}`;
    const pem = makeCertificate({
      commonName: `${loginId} A${sequence} ${moment}${String(this.#count).padStart(6, '0')}`,
      ...{ key, signer, issuer, serialNumber, isCa: false },
      ...{ notBefore: new Date(this.now), notAfter: new Date(until) },
    });
    const made = { loginId, serialNumber, key, pem, chain, from: this.now, until, predecessor };
    const certificate = { ...made, confirmed: false, revokedAt: undefined, reason: undefined };
    this.certificates.set(loginId, [...all, certificate]);
    return certificate;
  }

  confirm(loginId: string, serialNumber: string): void {
    const certificate = this.find(serialNumber);
    if (certificate?.loginId !== loginId) throw refused('not-found');
    if (certificate.revokedAt !== undefined) throw refused('certificate-revoked');
    if (certificate.confirmed) return;
    if (!this.isLive(certificate)) throw refused('certificate-expired');
    for (const other of this.of(loginId)) {
      if (other.confirmed && this.isLive(other)) this.revoke(other, 'superseded');
    }
    certificate.confirmed = true;
  }

  revoke(certificate: BankCertificate, reason: RevocationReason): void {
    certificate.revokedAt = this.now;
    certificate.reason = reason;
  }

  /** With the unconfirmed one beside it. @throws CertToolError as the contract has it */
  revokeFor(loginId: string, serialNumber: string): Date {
    const named = this.find(serialNumber);
    if (named?.loginId === loginId && named.revokedAt !== undefined && named.reason !== 'superseded') {
      return new Date(named.revokedAt);
    }
    const deciding = this.deciding(loginId);
    const isExpired = deciding !== undefined && deciding.revokedAt === undefined;
    const expired = this.settings.expiredNeedsRevocation && isExpired ? deciding : undefined;
    const current = this.current(loginId) ?? expired;
    if (!current) throw refused('nothing-to-revoke');
    if (current.serialNumber !== serialNumber) {
      throw refused(named?.loginId === loginId ? 'certificate-changed' : 'not-found');
    }
    const beside = this.unconfirmed(loginId);
    if (beside) this.revoke(beside, 'unspecified');
    this.revoke(current, 'unspecified');
    return new Date(this.now);
  }
}
