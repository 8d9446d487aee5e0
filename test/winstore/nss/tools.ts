import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nssPrograms } from '../../../src/system/programs.ts';
import { openssl } from '../../support/test-ca.ts';

/** NSS's own programs at work on a database, as other programs and people use them. */

export const programs = nssPrograms();

/** Runs one of them. @returns what it prints */
export function nss(database: string, program: 'certutil' | 'pk12util', ...args: string[]): string {
  const all = [...args, '-d', `sql:${database}`];
  return execFileSync(programs?.[program] ?? '', all, { stdio: ['ignore', 'pipe', 'pipe'] }).toString();
}

export function makeDatabase(database: string, password?: string): void {
  if (existsSync(database)) return;
  mkdirSync(database, { recursive: true, mode: 0o700 });
  const file = join(database, 'password.txt');
  if (password !== undefined) writeFileSync(file, password);
  nss(database, 'certutil', '-N', ...(password === undefined ? ['--empty-password'] : ['-f', file]));
}

/** `pk12util -i`. NSS gives it the nickname that its subject has already, if it has one. */
export function importKeyAndCertificate(
  database: string,
  { pem, key }: { readonly pem: string; readonly key: string },
  nickname: string,
): void {
  const name = (ending: string) => join(database, `import.${ending}`);
  writeFileSync(name('pem'), pem);
  writeFileSync(name('key'), key);
  const files = ['-in', name('pem'), '-inkey', name('key'), '-out', name('p12')];
  openssl(['pkcs12', '-export', '-passout', 'pass:x', '-name', nickname, ...files]);
  nss(database, 'pk12util', '-i', name('p12'), '-W', 'x', '-K', '');
}

/** `certutil -A`: the certificate alone, under any name. */
export function addCertificate(database: string, pem: string, nickname: string, trust = ',,'): void {
  const file = join(database, 'add.pem');
  writeFileSync(file, pem);
  nss(database, 'certutil', '-A', '-n', nickname, '-t', trust, '-i', file);
}

export interface Shown {
  /** Each line of `certutil -L`, sorted: nickname and trust. */
  readonly lines: readonly string[];
  /** Fingerprints of all certificates. */
  readonly certificates: ReadonlySet<string>;
}

/** What NSS itself shows of a database. */
export function shownByNss(database: string): Shown {
  const lines = nss(database, 'certutil', '-L').split('\n').slice(4).filter(Boolean).sort();
  const names = new Set(lines.map((line) => line.replace(/ +[A-Za-z]*,[A-Za-z]*,[A-Za-z]* *$/, '')));
  const certificates = [...names].flatMap((name) => {
    const pems = nss(database, 'certutil', '-L', '-a', '-n', name);
    return pems.match(/-----BEGIN[^-]+-----[^-]+-----END[^-]+-----/g) ?? [];
  });
  return { lines, certificates: new Set(certificates.map(thumbprintOf)) };
}

export function thumbprintOf(pem: string): string {
  return new X509Certificate(pem).fingerprint.replaceAll(':', '').toLowerCase();
}
