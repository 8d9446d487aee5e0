import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import type { Role } from '../../src/core/ports/bank.ts';
import {
  type Company,
  certificatesHere,
  companyForTest,
  confirmationOf,
  expectNothingLost,
  passwordOf,
} from '../support/company.ts';
import { cleanEnvironment } from '../support/environment.ts';
import { filesIn } from '../support/folder-bytes.ts';
import { homeWithBank, POSIX_ONLY, programLine, runCli } from '../support/run.ts';
import { tempFolder } from '../support/temp-folder.ts';

const HOOK = fileURLToPath(new URL('../support/kill-hook.cjs', import.meta.url));
const LONGEST_MS = 240_000;
const ROLES: Readonly<Record<string, Role>> = {
  admin: 'administrator',
  boss: 'master',
  clerk: 'general',
  teller: 'general',
};
const EVERYBODY = Object.keys(ROLES);

/** The store lets go of a certificate, whose key is gone already. */
const REMOVAL = '^rename /store/certificates/[0-9a-f]{40}';
const BEFORE_REMOVAL = { KILL_MATCH: REMOVAL };
const AFTER_REMOVAL = { KILL_AFTER: REMOVAL, KILL_MATCH: '/retirement/' };

/** A PC with the certificates of four users, and their bank. */
async function office(): Promise<{ readonly home: string; readonly company: Company }> {
  const home = homeWithBank();
  const company = await companyForTest(join(home, 'sandbox'));
  await company.control((control) => control.rules(['masterRevocableBy=administrator']));
  await company.add(
    Object.fromEntries(
      EVERYBODY.map((loginId) => [loginId, { role: ROLES[loginId] ?? 'general', state: 'issued' as const }]),
    ),
  );
  for (const loginId of EVERYBODY) {
    const { code, stderr } = await runCli(home, ['sandbox', 'install', loginId, '--yes']);
    expect(code, stderr).toBe(0);
  }
  return { home, company };
}

function retire(home: string, { env }: Company, sheet: string, hook: NodeJS.ProcessEnv = {}) {
  const striking = { NODE_OPTIONS: `--require ${HOOK}`, KILL_SIGNAL: 'SIGKILL', ...hook };
  return runCli(home, ['retire', '--yes', '--json', '--sheet', sheet], {
    env: {
      ...env,
      CERT_TOOL_LOGIN_ID: 'admin',
      CERT_TOOL_PASSWORD: passwordOf('admin'),
      CERT_TOOL_CONFIRMATION_PASSWORD: confirmationOf('admin'),
      ...(Object.keys(hook).length > 0 ? striking : {}),
    },
  });
}

/** What the page says to type, without its markup. */
function commandsOn(page: string): string[] {
  const entities: Readonly<Record<string, string>> = {
    '&amp;': '&',
    '&lt;': '<',
    '&gt;': '>',
    '&quot;': '"',
    '&#39;': "'",
  };
  return [...page.matchAll(/<code>(.*?)<\/code>/g)].map(([, text = '']) =>
    text.replace(/<[^>]*>/g, '').replace(/&\w+;|&#39;/g, (entity) => entities[entity] ?? entity),
  );
}

/** A shell of a new PC, on which nothing but npx is known. */
async function typeOn(home: string, command: string, loginId: string) {
  const bin = join(home, 'bin');
  mkdirSync(bin, { recursive: true });
  const npx = `#!/bin/sh\n[ "$1" = cert-tool ] || exit 99\nshift\nexec ${programLine()} "$@"\n`;
  writeFileSync(join(bin, 'npx'), npx, { mode: 0o755 });
  const env = cleanEnvironment(home, { CERT_TOOL_PASSWORD: passwordOf(loginId), CERT_TOOL_NO_INPUT: '1' });
  const PATH = [bin, env['PATH']].join(delimiter);
  return promisify(execFile)('/bin/sh', ['-c', command], { env: { ...env, PATH } });
}

test.skipIf(process.platform === 'win32')(
  `a PC is given up, killed three times on the way, and the new one is set up from the sheet alone${POSIX_ONLY}`,
  async () => {
    const { home, company } = await office();
    const sheet = join(tempFolder(), 'sheet.html');
    const left: number[] = [];
    for (const hook of [BEFORE_REMOVAL, AFTER_REMOVAL, AFTER_REMOVAL]) {
      expect((await retire(home, company, sheet, hook)).signal).toBe('SIGKILL');
      left.push((await certificatesHere(home)).length);
      // Whenever the PC dies, everybody is on the sheet.
      const commands = commandsOn(readFileSync(sheet, 'utf8')).join('\n');
      for (const loginId of EVERYBODY) expect(commands).toContain(`issue ${loginId} `);
    }
    expect(left).toEqual([4, 3, 2]);

    const { code, stdout, stderr } = await retire(home, company, sheet);
    expect(code, stderr).toBe(0);
    const { results } = JSON.parse(stdout);
    expect(results.map(({ loginId }: { loginId: string }) => loginId)).toEqual(EVERYBODY);
    for (const result of results) expect(result).toMatchObject({ outcome: 'revoked', removedHere: true });
    expect(await certificatesHere(home)).toEqual([]);

    const page = readFileSync(sheet, 'utf8');
    const noted = filesIn(home).filter((path) => path.startsWith('retirement/'));
    for (const text of [page, ...noted.map((path) => readFileSync(join(home, path), 'utf8'))]) {
      for (const loginId of EVERYBODY) expect(text).not.toContain(passwordOf(loginId));
      expect(text).not.toContain(confirmationOf('admin'));
      expect(text).not.toContain('PRIVATE KEY');
    }
    const commands = commandsOn(page);
    expect(commands).toHaveLength(EVERYBODY.length);
    for (const loginId of EVERYBODY) {
      const newPc = tempFolder();
      const command = commands.find((each) => each.includes(` issue ${loginId} `)) ?? '';
      await typeOn(newPc, command, loginId);
      await expectNothingLost(company, newPc, loginId);
    }
  },
  LONGEST_MS,
);

/** Before these the state of the PC or of the bank changes. */
const TURNING = /^(request|answer|rename|rm|unlink) ?/;

test.skipIf(process.platform === 'win32')(
  `killed at any moment, the next run leaves nothing undone${POSIX_ONLY}`,
  async () => {
    const list = join(tempFolder(), 'points.json');
    const whole = await office();
    const run = await retire(whole.home, whole.company, join(tempFolder(), 's.html'), { KILL_LIST: list });
    expect(run.code, run.stderr).toBe(0);
    const names = JSON.parse(readFileSync(list, 'utf8')) as string[];
    const turning = [...names.entries()].filter(([, name]) => TURNING.test(name));
    const every = process.env['THOROUGH'] === '1' ? 1 : Math.ceil(turning.length / 8);
    for (const [at, name] of turning.filter((_, index) => index % every === every - 1)) {
      const { home, company } = await office();
      const sheet = join(tempFolder(), 's.html');
      const killed = await retire(home, company, sheet, { KILL_AT: String(at) });
      expect(killed.signal ?? killed.code, name).toBeOneOf(['SIGKILL', 0]);
      const next = await retire(home, company, sheet);
      expect(next.code, `${at} ${name}: ${next.stdout}${next.stderr}`).toBe(0);
      const { results } = JSON.parse(next.stdout);
      expect(results).toHaveLength(EVERYBODY.length);
      expect(await certificatesHere(home)).toEqual([]);
      await company.close();
    }
  },
  LONGEST_MS,
);
