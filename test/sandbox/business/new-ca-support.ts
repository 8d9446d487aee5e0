import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { get } from 'node:https';
import { join } from 'node:path';
import { expect } from 'vitest';
import { tempFolder } from '../../support/temp-folder.ts';
import { ask, confirm, csrOf } from '../company-support.ts';
import type { TestBank } from '../support.ts';

/** Text of the openssl program; throws with what it said when it refuses. */
export function openssl(...args: string[]): string {
  return execFileSync('openssl', args, { stdio: 'pipe' }).toString();
}

function fileWith(name: string, content: string | Buffer): string {
  const path = join(tempFolder(), name);
  writeFileSync(path, content);
  return path;
}

/** An extension of a certificate's as openssl prints it. */
export function extensionOf(pem: string, name: string): string {
  return openssl('x509', '-in', fileWith('certificate.pem', pem), '-noout', '-ext', name);
}

function keyIdIn(pem: string, name: string): string {
  const hex = /[0-9A-F]{2}(?::[0-9A-F]{2}){19}/.exec(extensionOf(pem, name))?.[0] ?? '';
  return hex.replaceAll(':', '').toLowerCase();
}

const subjectKeyIds = new Map<string, string>();

export function subjectKeyId(pem = ''): string {
  const keyId = subjectKeyIds.get(pem) ?? keyIdIn(pem, 'subjectKeyIdentifier');
  subjectKeyIds.set(pem, keyId);
  return keyId;
}

export const authorityKeyId = (pem: string) => keyIdIn(pem, 'authorityKeyIdentifier');

/** The URL of the CRL distribution point. */
export function crlUrlIn(pem: string): string {
  return /URI:(\S+)/.exec(extensionOf(pem, 'crlDistributionPoints'))?.[1] ?? '';
}

/** Verifies a client certificate by this chain, and by the revocation list if one is given. */
export function verify(pem: string, chain: readonly string[], bank: TestBank, crl?: Buffer): string {
  const [issuing = '', root = ''] = chain;
  const at = String(Math.floor(bank.bankNow().getTime() / 1000) + 1);
  const trusted = ['-CAfile', fileWith('root.pem', root), '-untrusted', fileWith('issuing.pem', issuing)];
  const revoked = crl ? ['-crl_check', '-CRLfile', fileWith('crl.pem', crlAsPem(crl))] : [];
  const purpose = ['-x509_strict', '-purpose', 'sslclient', '-attime', at];
  return openssl('verify', ...purpose, ...trusted, ...revoked, fileWith('leaf.pem', pem));
}

function crlAsPem(der: Buffer): string {
  return openssl('crl', '-inform', 'DER', '-in', fileWith('crl.der', der), '-outform', 'PEM');
}

/** Number and serial numbers of a revocation list; the issuing CA's signature is checked. */
export function readCrl(der: Buffer, issuing: string): { number: number; serialNumbers: string[] } {
  const ca = fileWith('ca.pem', issuing);
  const crl = fileWith('crl.der', der);
  const said = execFileSync('sh', [
    '-c',
    `openssl crl -inform DER -in "$1" -CAfile "$2" -noout 2>&1`,
    'sh',
    crl,
    ca,
  ]);
  expect(said.toString()).toContain('verify OK');
  const text = openssl('crl', '-inform', 'DER', '-in', crl, '-noout', '-text');
  const number = Number(/CRL Number:\s*\n?\s*(0x[0-9A-F]+|\d+)/i.exec(text)?.[1]);
  const serialNumbers = [...text.matchAll(/Serial Number: ([0-9A-F]+)/g)].map(([, hex = '']) =>
    hex.toLowerCase(),
  );
  return { number, serialNumbers };
}

/** The bytes of an answer over TLS. */
export function bytesOf(bank: TestBank, path: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const asked = get(bank.bankUrl + path, { ca: bank.ca, agent: false }, (response) => {
      expect([path, response.statusCode]).toEqual([path, 200]);
      const chunks: Buffer[] = [];
      response.on('data', (chunk) => chunks.push(chunk)).on('end', () => resolve(Buffer.concat(chunks)));
    });
    asked.on('error', reject);
  });
}

/** A chain as `GET /ca` serves it. */
export async function chainAt(bank: TestBank, keyId?: string): Promise<string[]> {
  const { status, text } = await bank.call('GET', caPath('/v1/ca', keyId));
  expect([keyId, status]).toEqual([keyId, 200]);
  return text.split(/(?<=-----END CERTIFICATE-----\n)/);
}

export function caPath(path: string, keyId?: string): string {
  return keyId === undefined ? path : `${path}?authorityKeyId=${keyId}`;
}

export interface Issued {
  readonly certificate: string;
  readonly chain: readonly string[];
  readonly serialNumber: string;
}

/** A certificate for a key of this name, confirmed. */
export async function issued(bank: TestBank, loginId: string, key = `${loginId} new`): Promise<Issued> {
  const token = await bank.logIn(loginId);
  const { status, body } = await ask(bank, token, csrOf(key, loginId));
  expect(status).toBeLessThan(300);
  await confirm(bank, token, body.serialNumber);
  return body;
}

export const unitIn = (pem = '') => /OU=(.*)/.exec(new X509Certificate(pem).subject)?.[1];
