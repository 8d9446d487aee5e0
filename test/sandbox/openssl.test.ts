import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { createRequest } from '../../src/pki/csr.ts';
import { controlPracticeBank, readUsersCsv } from '../../src/sandbox/index.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { keyNamed, requestBy, startTestBank, useSeededFolder } from './support.ts';

useSeededFolder();

const run = promisify(execFile);

test('openssl agrees with the certificate: chain, purpose, subject, dates, serial number', async () => {
  const bank = await startTestBank();
  const token = await bank.logIn('jirodt');
  const json = { csr: requestBy(keyNamed('a'), '/CN=jirodt') };
  const { body } = await bank.call('POST', '/v1/certificates', { token, json });
  const [issuing, root] = body.chain;
  const folder = tempFolder();
  const file = (name: string, pem: string) => {
    const path = join(folder, name);
    writeFileSync(path, pem);
    return path;
  };
  const leaf = file('leaf.pem', body.certificate);
  const chain = ['-CAfile', file('root.pem', root), '-untrusted', file('issuing.pem', issuing)];
  const verified = await run('openssl', ['verify', '-x509_strict', '-purpose', 'sslclient', ...chain, leaf]);
  expect(verified.stdout).toContain('leaf.pem: OK');
  await expect(run('openssl', ['verify', '-purpose', 'sslserver', ...chain, leaf])).rejects.toThrow();

  const options = [
    '-noout',
    '-subject',
    '-serial',
    '-enddate',
    '-nameopt',
    'RFC2253',
    '-dateopt',
    'iso_8601',
  ];
  const { stdout } = await run('openssl', ['x509', '-in', leaf, ...options]);
  const japan = new Date(bank.clock.ms + 9 * 60 * 60 * 1000);
  japan.setUTCFullYear(japan.getUTCFullYear() + 1);
  const [subject, serial, end] = stdout.trim().split('\n');
  expect(subject).toMatch(
    /^subject=CN=jirodt A001 \d{20},OU=DEMO ANSER-WEB\(BizSOL\) TEST CA - G4,O=cert-tool DEMO$/,
  );
  expect(serial).toBe(`serial=${body.serialNumber.toUpperCase()}`);
  expect(end).toBe(`notAfter=${japan.toISOString().slice(0, 10)} 23:59:59Z`);

  const { stdout: text } = await run('openssl', [
    'x509',
    '-in',
    leaf,
    '-noout',
    '-text',
    '-certopt',
    'ext_parse',
  ]);
  expect(text).toMatch(/Key Usage: critical\s+Digital Signature\n/);
  expect(text).toMatch(/Extended Key Usage:\s+TLS Web Client Authentication\n/);
  for (const extension of ['Subject Key Identifier', 'Authority Key Identifier', 'CRL Distribution Points']) {
    expect(text).toContain(extension);
  }
  expect(text).toContain('Signature Algorithm: sha256WithRSAEncryption');
});

test('TLS 1.2 and 1.3, by the PEM beside the data, for every name of this PC; nothing older', async () => {
  const bank = await startTestBank();
  const address = new URL(bank.bankUrl).host;
  for (const version of ['-tls1_2', '-tls1_3']) {
    for (const name of [
      ['-verify_hostname', 'localhost'],
      ['-verify_ip', '127.0.0.1'],
      ['-verify_ip', '::1'],
    ]) {
      const options = [
        's_client',
        '-connect',
        address,
        version,
        '-CAfile',
        bank.caFile,
        '-verify_return_error',
      ];
      const session = run('openssl', [...options, ...name]);
      session.child.stdin?.end();
      expect((await session).stdout).toContain('Verify return code: 0 (ok)');
    }
  }
  const old = run('openssl', ['s_client', '-connect', address, '-tls1_1', '-cipher', 'ALL:@SECLEVEL=0']);
  old.child.stdin?.end();
  await expect(old).rejects.toThrow();
});

test('curl gets the status, and nothing without the PEM', async () => {
  const bank = await startTestBank();
  const { stdout } = await run('curl', [
    '-sS',
    '--noproxy',
    '*',
    '--cacert',
    bank.caFile,
    `${bank.bankUrl}/v1/status`,
  ]);
  expect(JSON.parse(stdout).bankId).toBe(bank.bankId);
  await expect(run('curl', ['-sS', '--noproxy', '*', `${bank.bankUrl}/v1/status`])).rejects.toThrow();
});

test('openssl reads the CN of every login ID as it is, up to the 64 characters of a CN', async () => {
  const bank = await startTestBank();
  const loginIds = ['"ab"', 'a\\b', '#ab', 'a,b+c=d;<e>', '=', '山田', 'x'.repeat(38)];
  const rows = loginIds.map((loginId) => quoted([loginId, 'n', 'general', `demo-${loginId}`, 'k', 'none']));
  const csv = ['loginId,name,role,password,confirmationPassword,otp', ...rows].join('\n');
  const control = await controlPracticeBank(bank.dir, () => new Date());
  await control.addUsers('users.csv', readUsersCsv('users.csv', csv));
  for (const loginId of loginIds) {
    const token = await bank.logIn(loginId);
    const json = { csr: createRequest(keyNamed(loginId), loginId) };
    const { status, body } = await bank.call('POST', '/v1/certificates', { token, json });
    expect([loginId, status]).toEqual([loginId, 201]);
    const leaf = join(tempFolder(), 'leaf.pem');
    writeFileSync(leaf, body.certificate);
    const options = ['-noout', '-subject', '-nameopt', 'multiline,-esc_msb,utf8,show_type'];
    const { stdout } = await run('openssl', ['x509', '-in', leaf, ...options]);
    const commonName = /commonName += UTF8STRING:(.*)$/m.exec(stdout)?.[1]?.replaceAll('\\\\', '\\') ?? '';
    expect(commonName.replace(/ A001 \d{20}$/, '')).toBe(loginId);
    expect([...commonName].length).toBeLessThanOrEqual(64);
  }
});

function quoted(values: readonly string[]): string {
  return values.map((value) => `"${value.replaceAll('"', '""')}"`).join(',');
}
