import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { beforeAll, describe, expect, test } from 'vitest';
import { closed, DOCUMENT_NAMES, documentSchema, schemaText } from '../../scripts/json-documents/schemas.ts';
import { COMMANDS } from '../../src/commands/index.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { makeTempFolder } from '../support/temp-folder.ts';

test('the package has them as they are declared ("npm run docs" writes them), and no others', () => {
  const files = readdirSync('docs/schemas').filter((name) => name.endsWith('.json'));
  expect(files.sort()).toEqual(DOCUMENT_NAMES.map((name) => `${name}.schema.json`).sort());
  for (const name of DOCUMENT_NAMES) {
    expect(readFileSync(`docs/schemas/${name}.schema.json`, 'utf8'), name).toBe(schemaText(name));
  }
});

test('every command has one, and besides there are help, version and error', () => {
  const names = COMMANDS.map(({ name }) => name.replaceAll(' ', '-'));
  expect(DOCUMENT_NAMES.toSorted()).toEqual([...names, 'help', 'version', 'error'].sort());
});

const ajv = new Ajv({ strict: false });

test('a member that is not named may be there; one that is named is as it is named', () => {
  const check = ajv.compile(documentSchema('sandbox-unlock'));
  const good = { schema: 'cert-tool/sandbox-unlock/1', ok: true, loginId: 'jirodt' };
  expect(check(good)).toBe(true);
  expect(check({ ...good, tomorrow: 1 })).toBe(true);
  expect(check({ ...good, loginId: 7 })).toBe(false);
  expect(check({ ...good, schema: 'cert-tool/list/1' })).toBe(false);
  const strict = ajv.compile(Object(closed({ ...documentSchema('sandbox-unlock'), $id: undefined })));
  expect([strict(good), strict({ ...good, tomorrow: 1 })]).toEqual([true, false]);
});

/** Each command, when all goes well and when it does not; one after the other on one PC. */
const GOOD = [
  'sandbox info',
  'issue --sandbox',
  'issue --sandbox',
  'renew --sandbox --all',
  'list --sandbox',
  'list --sandbox --all',
  'sandbox install hanakodt',
  'list --sandbox --users --login-id hanakodt',
  'revoke jirodt --sandbox --login-id hanakodt --yes',
  'issue --sandbox',
  'sandbox advance 340',
  'renew jirodt --sandbox',
  'remove hanakodt --sandbox --yes --archive',
  'remove --forget --yes',
  'retire --sandbox --dry-run',
  'remind install --dry-run',
  'remind install',
  'remind run',
  'remind remove',
  'shortcut',
  'shortcut --remove',
  'report $FILE',
  'browser-policy --sandbox --format json --browser chromium --login-page https://bank.example',
  'explain CT-3001',
  'explain',
  'log',
  'log --last',
  'config init',
  'config path',
  'config show',
  'config set timeout 60',
  'config unset timeout',
  'uninstall --dry-run',
  'completion bash',
  'sandbox clock',
  'sandbox clock now',
  'sandbox rules renewalDays=60',
  'sandbox users add $USERS',
  'sandbox new-ca',
  'sandbox log',
  'sandbox unlock jirodt',
  'sandbox reset --yes',
  '--help',
  '--version',
];
/**
 * Without a case above that ends well: `doctor` looks at this PC, `open` wants a browser, `remind status` a scheduler, `bank-check` a
 * server; `sandbox start` goes on.
 */
const ELSEWHERE = ['open', 'remind status', 'doctor', 'bank-check', 'sandbox start'];

describe('the documents of each command keep to it', () => {
  let home: string;
  beforeAll(() => {
    home = makeTempFolder();
    writeFileSync(
      join(home, 'results.json'),
      '{"ok":true,"time":"2026-11-28T05:00:00Z","store":"file","device":"PC","certificates":[]}',
    );
    writeFileSync(
      join(home, 'users.csv'),
      'loginId,name,role,password,confirmationPassword,otp\nsaburo1,データ三郎,general,demo-1,kakunin-1,none\n',
    );
  });

  const run = async (line: string) => {
    const words = line
      .replace('$FILE', join(home, 'results.json'))
      .replace('$USERS', join(home, 'users.csv'));
    const { exitCode, stdout, stderr } = await runInProcess([...words.split(' '), '--json'], {
      env: { CERT_TOOL_HOME: home, CERT_TOOL_NO_INPUT: '1', CERT_TOOL_LANG: 'en' },
    });
    const document = JSON.parse(stdout);
    return { exitCode, document, shown: stderr + stdout };
  };

  // What one leaves the next one finds.
  test('where all goes well', { timeout: 120_000 }, async () => {
    for (const line of GOOD) {
      const { exitCode, document, shown } = await run(line);
      expect(exitCode, `${line}\n${shown}`).toBe(0);
      expect(document.ok, line).toBe(true);
    }
    const tried = COMMANDS.filter(({ name }) => GOOD.some((line) => `${line} `.startsWith(`${name} `)));
    expect(COMMANDS.filter((each) => !tried.includes(each)).map(({ name }) => name)).toEqual(ELSEWHERE);
  });

  test.each(COMMANDS.map(({ name, args }) => [name, args] as const))(
    'where %s %s fails',
    async (name, args) => {
      const given = args.split(' ').map((each) => (each.startsWith('<') ? 'given' : ''));
      const line = [name, ...given, '--timeout', 'nonsense'].filter((word) => word !== '').join(' ');
      const { exitCode, document } = await run(line);
      expect(exitCode).toBe(2);
      expect(document).toMatchObject({ schema: `cert-tool/${name.replaceAll(' ', '-')}/1`, ok: false });
    },
  );
});
