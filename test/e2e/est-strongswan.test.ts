import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { homeWithBank, runCli, startCli } from '../support/run.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { openssl } from '../support/test-ca.ts';

/** strongSwan's program; Debian's packages stand in CONTRIBUTING.md. */
const PKI = '/usr/bin/pki';
const hasPki = existsSync(PKI);
const why = hasPki ? '' : ' (skipped: strongswan-pki is not installed)';

async function pki(args: readonly string[]): Promise<Buffer> {
  const { stdout } = await promisify(execFile)(PKI, [...args], { encoding: 'buffer' });
  return stdout;
}

test.skipIf(!hasPki)(
  `strongSwan's client enrols at the practice bank${why}`,
  async () => {
    const bank = homeWithBank();
    await runCli(bank, ['sandbox', 'rules', 'renewalDays=365', 'validityDays=300']);
    const { firstLine } = startCli(bank, ['sandbox', 'start', '--est', '--json']);
    const { estUrl, caFile } = JSON.parse(await firstLine);
    const { origin } = new URL(estUrl);
    const folder = tempFolder();
    const file = (name: string) => join(folder, name);
    const cas = ['ca.pem', 'ca-1.pem'].flatMap((name) => ['--cacert', file(name)]);
    const service = ['--url', origin, '--cacert', caFile];
    await pki(['--estca', ...service, '--caout', file('ca'), '--outform', 'pem']);
    const key = async (name: string) => {
      writeFileSync(file(name), await pki(['--gen', '--type', 'rsa', '--size', '2048', '--outform', 'pem']));
      return file(name);
    };
    const request = async (name: string, subject: string) => {
      const named = ['--in', await key(`${name}-key`), '--type', 'rsa', '--dn', subject, '--outform', 'pem'];
      writeFileSync(file(name), await pki(['--req', ...named]));
      return ['--in', file(name)];
    };
    const enrolled = async (name: string, args: readonly string[]) => {
      const pem = await pki(['--est', ...service, ...cas, ...args, '--outform', 'pem']);
      writeFileSync(file(`${name}-pem`), pem);
      const own = openssl(['pkey', '-pubout'], readFileSync(file(`${name}-key`))).toString();
      expect(openssl(['x509', '-noout', '-pubkey'], pem).toString()).toBe(own);
      return openssl(['x509', '-noout', '-subject', '-nameopt', 'RFC2253'], pem).toString();
    };
    const login = ['--userpass', 'shirodt:demo-shirodt'];
    const first = await enrolled('first', [...(await request('first', 'CN=shirodt')), ...login]);
    expect(first).toMatch(/CN=shirodt A\d{3} \d{20}/);
    // A successor, by the certificate alone.
    const old = ['--cert', file('first-pem'), '--key', file('first-key')];
    const second = await enrolled('second', [...(await request('second', 'CN=shirodt')), ...old]);
    expect(second).toMatch(/CN=shirodt A\d{3} \d{20}/);
    expect(second).not.toBe(first);
  },
  60_000,
);
