import { statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { homeWithBank, leftBehind, POSIX_ONLY, runCli } from '../support/run.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { openssl } from '../support/test-ca.ts';

const ASCII = /^[\x20-\x7e]*\n$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: escapes and carriage returns are what is looked for.
const TERMINAL_CODES = /[\u001b\u009b\r]/;

interface Certificate {
  readonly loginId: string;
  readonly sequence: string;
  readonly serialNumber: string;
  readonly thumbprint: string;
  readonly location: string;
}

test('on a fresh machine without a terminal: the demo user gets a certificate', async () => {
  const home = join(tempFolder(), 'not', 'there', 'yet');
  const issued = await runCli(home, ['issue', '--sandbox']);
  expect(issued.code).toBe(0);
  expect(issued.stderr).toMatch(/^[^\n]*demo user jirodt[^\n]*\n$/);
  expect(issued.stdout).toContain('The certificate is issued and installed.');
  expect(issued.stdout).toMatch(/CN \(name\) +jirodt A001 \d{20}\n/);
  expect(issued.stdout).toContain('close every Edge and Chrome window');
  expect(issued.stdout + issued.stderr).not.toMatch(TERMINAL_CODES);
  expect(leftBehind(home)).toEqual([]);

  const listed = await runCli(home, ['list', '--sandbox']);
  expect(listed).toMatchObject({ code: 0, stderr: '' });
  expect(listed.stdout).toMatch(/^jirodt +A001 +issued .* present/m);
  expect(listed.stdout).not.toMatch(TERMINAL_CODES);

  const again = await runCli(home, ['issue', '--sandbox']);
  expect(again.code).toBe(0);
  expect(again.stdout).toContain('is here already');
});

test('with --json: one ASCII line, then the same certificate without the practice bank', async () => {
  const home = homeWithBank();
  const issued = await runCli(home, ['issue', '--sandbox', '--json', '--lang', 'ja']);
  expect(issued.code).toBe(0);
  expect(issued.stdout).toMatch(ASCII);
  const document = JSON.parse(issued.stdout);
  expect(document).toMatchObject({
    ok: true,
    outcome: 'issued',
    resumed: false,
    warnings: [],
    certificate: { loginId: 'jirodt', sequence: 'A001', state: 'issued', hasPrivateKey: true },
  });

  // A practice bank that cannot start: the second run must not need it.
  writeFileSync(join(home, 'sandbox/bank.sqlite'), 'no database');
  const again = await runCli(home, ['issue', '--sandbox', '--json']);
  expect(again.code).toBe(0);
  expect(JSON.parse(again.stdout)).toMatchObject({
    ok: true,
    outcome: 'already-valid',
    certificate: document.certificate,
  });

  const listed = await runCli(home, ['list', '--sandbox', '--json']);
  expect(listed.stdout).toMatch(ASCII);
  expect(JSON.parse(listed.stdout)).toEqual({
    schema: 'cert-tool/list/1',
    ok: true,
    store: 'file',
    certificates: [{ ...document.certificate, bank: { id: expect.stringMatching(/^demo-/) } }],
  });
});

test('in Japanese', async () => {
  const home = homeWithBank();
  const issued = await runCli(home, ['issue', '--sandbox', '--lang', 'ja']);
  expect(issued.code).toBe(0);
  expect(issued.stderr).toMatch(/^デモ環境の利用者 jirodt [^\n]*\n$/);
  expect(issued.stdout).toContain('証明書を取得しました。');
  const listed = await runCli(home, ['list', '--sandbox'], { env: { LANG: 'ja_JP.UTF-8' } });
  expect(listed.stdout).toMatch(/^ログインID .*証明書状態/m);
});

test('what openssl says of the certificate', async () => {
  const home = homeWithBank();
  const { stdout } = await runCli(home, ['issue', '--sandbox', '--json']);
  const { certificate } = JSON.parse(stdout) as { certificate: Certificate };
  const file = (name: string) => join(certificate.location, name);
  const ask = (...args: string[]) => openssl(args).toString().trim();
  const about = (...args: string[]) => ask('x509', '-in', file('certificate.pem'), '-noout', ...args);

  const verified = ask(
    'verify',
    '-purpose',
    'sslclient',
    '-CAfile',
    file('chain.pem'),
    file('certificate.pem'),
  );
  expect(verified).toBe(`${file('certificate.pem')}: OK`);
  expect(about('-pubkey')).toBe(ask('pkey', '-in', file('key.pem'), '-pubout'));
  expect(about('-subject', '-nameopt', 'RFC2253')).toMatch(/^subject=CN=jirodt A001 \d{20},OU=DEMO /);
  expect(about('-ext', 'extendedKeyUsage').split('\n').at(-1)?.trim()).toBe('TLS Web Client Authentication');
  expect(about('-serial')).toBe(`serial=${certificate.serialNumber.toUpperCase()}`);
  expect(about('-fingerprint', '-sha1').replace(/.*=|:/g, '').toLowerCase()).toBe(certificate.thumbprint);

  const [from, until] = [about('-startdate'), about('-enddate')].map(
    (line) => new Date(line.replace(/.*=/, '')),
  );
  if (!from || !until) throw new Error('no dates');
  const inJapan = new Date(from.getTime() + 9 * 60 * 60 * 1000);
  const end = Date.UTC(inJapan.getUTCFullYear() + 1, inJapan.getUTCMonth(), inJapan.getUTCDate(), 23, 59, 59);
  expect(until).toEqual(new Date(end));
  expect(Math.abs(Date.now() - from.getTime())).toBeLessThan(10 * 60 * 1000);
});

describe.skipIf(process.platform === 'win32')(`rights of files and folders${POSIX_ONLY}`, () => {
  test('only the owner can open them', async () => {
    const home = homeWithBank();
    const { stdout } = await runCli(home, ['issue', '--sandbox', '--json']);
    const { location } = (JSON.parse(stdout) as { certificate: Certificate }).certificate;
    const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);
    expect(mode(join(location, 'key.pem'))).toBe('600');
    expect(mode(join(location, 'certificate.pem'))).toBe('600');
    for (let folder = location; folder.length >= home.length; folder = dirname(folder)) {
      expect(mode(folder)).toBe('700');
    }
  });
});
