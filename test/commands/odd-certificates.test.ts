import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nssPrograms } from '../../src/system/programs.ts';
import { putInFileStore } from '../support/file-store.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { makeTempFolder, tempFolder } from '../support/temp-folder.ts';
import { CLIENT_EXTENSIONS, type Issued, type IssueOptions, issue } from '../support/test-ca.ts';
import { importKeyAndCertificate, makeDatabase } from '../winstore/nss/tools.ts';

/** Other programs' certificates of many kinds, in one store: none stops a command, and each can be removed. */
const ours = (loginId: string) => `/O=Other/CN=${loginId} A001 20260101090000123456`;
const EC = (curve: string) => ['-algorithm', 'EC', '-pkeyopt', `ec_paramgen_curve:${curve}`];
const RSA = (bits: number) => ['-algorithm', 'RSA', '-pkeyopt', `rsa_keygen_bits:${bits}`];
const ed = (name: string) => ({ subject: ours(name), newKey: ['-algorithm', name] });
const KINDS: readonly IssueOptions[] = [
  { subject: ours('p384'), newKey: EC('P-384') },
  { subject: ours('rsa1024'), newKey: RSA(1024) },
  { subject: ours('rsa2048'), newKey: RSA(2048) },
  { subject: ours('y9999'), until: '99991231235959Z' },
  { subject: ours('expired'), until: '20210101000000Z' },
  { subject: ours('serial20'), serial: `7F${'01'.repeat(19)}` },
  { subject: ours('serial1'), serial: '01' },
  { subject: ours('bmp'), stringMask: 'MASK:0x800' },
  { subject: '/CN=山田太郎の証明書😀' },
  { subject: '/CN=か\u3099き\u3099' },
  { subject: '/CN=  blanks around  ' },
  { subject: '/CN=red\u202etxt' },
  { subject: '/O=Device Maker/OU=Printer 7' },
  { subject: ours('none'), extensions: [] },
  { subject: ours('sans'), extensions: [`subjectAltName=${names(1400)}`] },
  { subject: ours('server'), extensions: ['extendedKeyUsage=serverAuth'] },
];
/** Kinds of keys that NSS does not take. */
const FILES_ALONE: readonly IssueOptions[] = [ed('ED25519'), ed('ED448')];

function names(count: number): string {
  return Array.from({ length: count }, (_, at) => `DNS:host-${at}.department.example`).join(',');
}

let folder: string;
let issued: Issued[];

beforeAll(() => {
  folder = makeTempFolder();
  issued = [...KINDS, ...FILES_ALONE].map((kind, at) =>
    // Of one issuer and number NSS takes only one.
    issue(folder, { extensions: CLIENT_EXTENSIONS, serial: `5B0${at + 10}A`, ...kind }),
  );
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const STORES = [
  {
    name: 'file',
    runs: true,
    count: KINDS.length + FILES_ALONE.length,
    put(home: string): readonly string[] {
      for (const { pem, key } of issued) putInFileStore(home, pem, key);
      return ['--store', 'file'];
    },
  },
  {
    name: 'nss (needs certutil and pk12util)',
    runs: nssPrograms() !== undefined,
    count: KINDS.length,
    put(home: string): readonly string[] {
      const database = join(home, 'database');
      makeDatabase(database);
      for (const each of issued.slice(0, KINDS.length)) importKeyAndCertificate(database, each, 'name');
      return ['--store', 'nss', '--nss-profile', database];
    },
  },
];

describe.each(STORES)('certificates of many kinds in the store $name', ({ runs, count, put }) => {
  test.skipIf(!runs)(
    'list, list --check, remove of each',
    async () => {
      const home = tempFolder();
      const store = put(home);
      const run = async (...argv: string[]) => {
        const env = { CERT_TOOL_HOME: home, CERT_TOOL_NO_INPUT: '1' };
        const { exitCode, stdout } = await runInProcess([...argv, ...store, '--json'], { env });
        return { exitCode, ...(JSON.parse(stdout) as { certificates?: Listed[]; results?: Removed[] }) };
      };
      const listed = await run('list', '--all');
      expect(listed.exitCode).toBe(0);
      expect(listed.certificates).toHaveLength(count);
      expect(listed.certificates?.filter(({ name }) => name.trim() === '')).toEqual([]);
      const checked = await run('list', '--all', '--check');
      expect(checked.exitCode).toBe(11);
      expect(checked.certificates).toHaveLength(count);

      const thumbprints = (listed.certificates ?? []).map(({ thumbprint }) => thumbprint);
      const [first = '', ...others] = thumbprints;
      expect((await run('remove', first, '--yes')).exitCode).toBe(0);
      const removed = await run('remove', ...others, '--yes');
      expect(removed.exitCode).toBe(0);
      expect(removed.results?.map(({ outcome }) => outcome)).toEqual(others.map(() => 'removed'));
      expect((await run('list', '--all')).certificates).toEqual([]);
    },
    60_000,
  );
});

interface Listed {
  readonly name: string;
  readonly thumbprint: string;
}

interface Removed {
  readonly outcome?: string;
}
