import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { COMMANDS } from '../../src/commands/index.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { makeTempFolder, tempFolder } from '../support/temp-folder.ts';

const usersWith = (loginId: string) =>
  `loginId,name,role,password,confirmationPassword,otp\n${loginId},デモ三郎,general,demo-1,kakunin-1,none\n`;
/** What the files hold that a line names. */
const filesFor = (line: string) => ({
  'users.csv': line.startsWith('sandbox') ? usersWith('saburo') : 'loginId,password\nsaburo,demo-1\n',
  'leavers.csv': 'loginId,serialNumber\nsaburo,5b8e869e2bc4b2225302f34ada65184e\n',
});

/** That lines name. */
const FOLDERS = ['results', '/srv/cert-tool'];

/** They would change this PC for all, start a browser, run until somebody ends them, or ask a server that is not there. */
const NOT_HERE = /^(browser-policy.* --install|open .*|sandbox start.*|bank-check .*)$/;

/** What the others end with where nobody answers questions, and nobody has a certificate yet. */
const ELSE: Readonly<Record<string, string>> = {
  // There is no taro at the practice bank, whose users have their passwords in advance.
  'issue taro --dry-run': 'missing-input',
  renew: 'certificate-not-found',
  'renew --all': 'certificate-not-found',
  'renew --from users.csv --results results.jsonl': 'certificate-not-found',
  'list --check 14': 'certificate-not-found',
  'revoke taro --dry-run': 'proof-impossible',
  'revoke taro': 'missing-confirmation',
  // What would be asked has to be said.
  'revoke --from leavers.csv': 'invalid-option',
  remove: 'invalid-option',
  'remove --superseded': 'missing-confirmation',
  'remove --expired --archive': 'missing-confirmation',
  retire: 'missing-confirmation',
  'browser-policy': 'portal-not-running',
  'remind status': 'not-set-up',
  doctor: 'certificate-not-found',
  'doctor --bundle support.zip': 'certificate-not-found',
  // No run has this name.
  'log --run k3f9m': 'invalid-option',
  uninstall: 'missing-confirmation',
  'sandbox reset': 'missing-confirmation',
};

/** With the practice bank, but where another bank is named. */
function environmentFor(line: string, home: string): NodeJS.ProcessEnv {
  // Doctor would see what whoever runs the tests has in the folders that are used without CERT_TOOL_HOME.
  const folders = { CERT_TOOL_HOME: home, XDG_DATA_HOME: home, XDG_CONFIG_HOME: home };
  return { ...folders, ...(line.includes('--bank') ? {} : { CERT_TOOL_SANDBOX: '1' }) };
}

const lines = COMMANDS.flatMap(({ examples }) => examples.map(({ line }) => line)).filter(
  // With --json all of them are run.
  (line) => !NOT_HERE.test(line) && !line.endsWith(' --json'),
);
/** Of one practice bank, in the order of the examples; its date moves on, so that later no certificate is left to take over. */
const shared = makeTempFolder();
// Loading the first time takes long where much else is at work, and a run has not that long.
beforeAll(async () => {
  await Promise.all([
    import('../../src/sandbox/index.ts'),
    import('../../src/bank/client.ts'),
    import('../../src/commands/issue/run.ts'),
  ]);
}, 120_000);
afterAll(() => rmSync(shared, { recursive: true, force: true }));
const isShared = (line: string) => /^sandbox (?!install)/.test(line);

test.each(lines)('cert-tool %s', { timeout: 60_000 }, async (line) => {
  const folder = tempFolder();
  for (const [name, text] of Object.entries(filesFor(line))) {
    writeFileSync(join(folder, name), text, { mode: 0o600 });
  }
  for (const name of FOLDERS) mkdirSync(join(folder, name), { recursive: true });
  const isPath = (word: string) => FOLDERS.includes(word) || /\.(csv|html|ics|jsonl|zip)$/.test(word);
  const argv = line.split(' ').map((word) => (isPath(word) ? join(folder, word) : word));
  const { stdout } = await runInProcess([...argv, '--json'], {
    env: environmentFor(line, isShared(line) ? shared : join(folder, 'home')),
    stdin: line.endsWith(' -') ? usersWith('shiro') : '',
  });
  const { ok, error, results = [] } = JSON.parse(stdout);
  const name = (error ?? results.find((each: { error?: object }) => each.error)?.error)?.name;
  expect({ ok, name }).toEqual({ ok: ELSE[line] === undefined, name: ELSE[line] });
});
