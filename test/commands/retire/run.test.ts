import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Deps } from '../../../src/commands/deps.ts';
import { CertToolError } from '../../../src/core/error.ts';
import { browserFolder } from '../../../src/desktop/browser-folders.ts';
import type { Entry } from '../../../src/enrollment/journal.ts';
import {
  type Company,
  certificatesHere,
  confirmationOf,
  openCompany,
  passwordOf,
  secretsInEnvironment,
  storeOf,
  type UserWanted,
} from '../../support/company.ts';
import { altered } from '../../support/flat-session.ts';
import { logged } from '../../support/json-document.ts';
import { person } from '../../support/person.ts';
import { type RunInProcess, runInProcess } from '../../support/run-in-process.ts';
import { makeTempFolder, tempFolder } from '../../support/temp-folder.ts';

const folder = makeTempFolder();
const USUAL = ['masterRevocableBy=', 'expiredNeedsRevocation=', 'revocationMinutes='];
let company: Company;
beforeAll(async () => {
  company = await openCompany(join(folder, 'bank'));
});
afterEach(() => setRules(...USUAL));
afterAll(async () => {
  await company.close();
  rmSync(folder, { recursive: true, force: true });
});

const setRules = (...changes: string[]) => company.control((control) => control.rules(changes));

interface Pc {
  readonly home: string;
  /** The login IDs of its users, by what they are called in the test. */
  readonly ids: Readonly<Record<string, string>>;
  id(name: string): string;
}

const USERS: Readonly<Record<string, UserWanted>> = {
  admin: { role: 'administrator', state: 'issued', name: 'データ花子' },
  boss: { role: 'master', state: 'issued', name: 'データ三郎' },
  clerk: { state: 'issued', name: 'データ幸子' },
  teller: { state: 'renewable', name: 'データ太郎' },
};

/** Enough where it matters little who is there. */
const TWO: Readonly<Record<string, UserWanted>> = {
  admin: { role: 'administrator', state: 'issued', name: 'データ花子' },
  clerk: { state: 'issued', name: 'データ幸子' },
};

let count = 0;
/** A PC that holds the certificates of these users. */
async function pcWith(users: Readonly<Record<string, UserWanted>> = USERS): Promise<Pc> {
  count += 1;
  const ids = Object.fromEntries(Object.keys(users).map((name) => [name, `${name}${count}`]));
  const home = tempFolder();
  await company.add(Object.fromEntries(Object.entries(users).map(([name, user]) => [ids[name], user])));
  for (const [name, { state }] of Object.entries(users)) {
    if (state !== 'not-issued') await company.install(home, ids[name] ?? '');
  }
  return { home, ids, id: (name) => ids[name] ?? '' };
}

function run(home: string, argv: readonly string[], { env, ...options }: Partial<RunInProcess> = {}) {
  return runInProcess([...argv, ...company.args], { ...options, env: { CERT_TOOL_HOME: home, ...env } });
}

async function retire({ home }: Pick<Pc, 'home'>, as: string | undefined, ...more: string[]) {
  const env = as === undefined ? {} : secretsInEnvironment(as);
  const result = await run(home, ['retire', '--yes', '--json', ...more], { env });
  const document = JSON.parse(result.stdout);
  const of = (loginId: string) =>
    document.results?.find((each: { loginId: string }) => each.loginId === loginId);
  return { ...result, document, of };
}

const loginIdsHere = async (home: string) =>
  (await certificatesHere(home)).map(({ commonName }) => commonName.split(' ')[0]);
const stateOf = async (loginId: string) => (await company.me(loginId)).certificate.state;
const acts = async () => (await company.control((control) => control.log())).map(({ act }) => act);

describe('everybody on the PC', () => {
  test('is revoked and removed, the one who acts last; a master user where the bank lets them', async () => {
    await setRules('masterRevocableBy=administrator');
    const pc = await pcWith();
    const before = (await acts()).length;
    const { exitCode, document, of } = await retire(pc, pc.id('admin'));
    expect([exitCode, document.ok]).toEqual([0, true]);
    for (const name of Object.keys(USERS)) {
      expect(of(pc.id(name))).toMatchObject({ ok: true, outcome: 'revoked', removedHere: true });
      expect(await stateOf(pc.id(name))).toBe('revoked');
    }
    const log = (await company.control((control) => control.log())).slice(before);
    const revoked = log.filter(({ act }) => act === 'certificate-revoked').map(({ loginId }) => loginId);
    expect(revoked.at(-1)).toBe(pc.id('admin'));
    expect(revoked).toHaveLength(4);
    expect(await certificatesHere(pc.home)).toEqual([]);
    expect(of(pc.id('clerk'))).toMatchObject({
      name: 'データ幸子',
      role: 'general',
      bank: { name: expect.any(String) },
      command: expect.stringMatching(
        new RegExp(`^npx cert-tool issue ${pc.id('clerk')} --bank https://\\S+ --ca-file \\S+ --store file$`),
      ),
    });
  });

  test.each([
    ['none', /^Your branch \(by the paper form/],
    ['master', /^Another master user in your company$/],
    ['self', /^The master user themself, at the old PC \("cert-tool retire .*--login-id boss\d+"\)$/],
    ['self,master', /^The master user themself, .*; or another master user in your company$/],
  ])(
    'masterRevocableBy=%s: what an administrator may not revoke stays, and who may is said',
    async (by, who) => {
      await setRules(`masterRevocableBy=${by}`);
      const pc = await pcWith();
      const { exitCode, document, of } = await retire(pc, pc.id('admin'));
      expect([exitCode, document.ok, document.error.name]).toEqual([11, false, 'attention']);
      expect(of(pc.id('boss'))).toMatchObject({
        ok: true,
        outcome: 'others-must-revoke',
        removedHere: false,
      });
      expect(of(pc.id('boss')).who).toMatch(who);
      expect(of(pc.id('admin')).outcome).toBe('revoked');
      expect(await loginIdsHere(pc.home)).toEqual([pc.id('boss')]);
    },
  );

  test('a master user revokes all, their own last, where the bank lets them; who is logged in matters', async () => {
    await setRules('masterRevocableBy=self');
    const pc = await pcWith();
    const { exitCode } = await retire(pc, pc.id('boss'));
    expect(exitCode).toBe(0);
    expect(await certificatesHere(pc.home)).toEqual([]);
  });

  test('a general user revokes nobody: others must, and nothing goes', async () => {
    const pc = await pcWith();
    const { exitCode, of, stderr } = await retire(pc, pc.id('clerk'));
    expect(exitCode).toBe(11);
    for (const name of Object.keys(USERS)) expect(of(pc.id(name)).outcome).toBe('others-must-revoke');
    expect(of(pc.id('clerk'))).toMatchObject({ name: 'データ幸子', role: 'general' });
    expect(of(pc.id('clerk')).who).toBe('An administrator or the master user in your company');
    expect(await certificatesHere(pc.home)).toHaveLength(4);
    expect(stderr).toContain('is a general user and cannot revoke');
  });

  test('whoever others have revoked meanwhile is removed without a login', async () => {
    const pc = await pcWith({ clerk: { state: 'issued' } });
    expect((await retire(pc, pc.id('clerk'))).exitCode).toBe(11);
    const office = await pcWith({ admin: { role: 'administrator', state: 'issued' } });
    await run(office.home, ['revoke', pc.id('clerk'), '--yes'], {
      env: secretsInEnvironment(office.id('admin')),
    });
    const { exitCode, of } = await retire(pc, undefined);
    expect([exitCode, of(pc.id('clerk')).outcome]).toEqual([0, 'revoked']);
    expect(await certificatesHere(pc.home)).toEqual([]);
    // Nobody asked the bank whether a certificate is on another PC.
    const { stdout } = await run(pc.home, ['retire', '--yes']);
    expect(stdout).toContain("revoked by the bank's list");
    expect(stdout).toContain('unless the certificate is there already');
  });

  test('who has moved to another PC already keeps that certificate; the dead one here goes', async () => {
    const pc = await pcWith(TWO);
    await company.install(tempFolder(), pc.id('clerk'));
    const { of } = await retire(pc, pc.id('admin'));
    expect(of(pc.id('clerk'))).toMatchObject({ outcome: 'removed', removedHere: true });
    expect(of(pc.id('clerk'))).not.toHaveProperty('command');
    expect(await stateOf(pc.id('clerk'))).toBe('issued');
  });

  test.each([
    ['expiredNeedsRevocation=true', 'revoked'],
    ['expiredNeedsRevocation=false', 'removed'],
  ])('an expired certificate, %s: %s', async (rule, outcome) => {
    await setRules(rule);
    const pc = await pcWith({ ...TWO, late: { state: 'expired' } });
    const { of } = await retire(pc, pc.id('admin'));
    expect(of(pc.id('late'))).toMatchObject({ ok: true, outcome, removedHere: true });
  });

  test('a bank that states no rules decides all the same', async () => {
    const pc = await pcWith({ ...USERS, late: { state: 'expired' } });
    const result = await run(pc.home, ['retire', '--yes', '--json'], {
      env: secretsInEnvironment(pc.id('admin')),
      alter: (deps) => ({
        async openBank() {
          const bank = await deps.openBank();
          const status = async () => {
            const { rules: _, ...others } = await bank.status();
            return others;
          };
          return { ...bank, status };
        },
      }),
    });
    const { results } = JSON.parse(result.stdout);
    const outcomes = Object.fromEntries(
      results.map(({ loginId, outcome }: { loginId: string; outcome: string }) => [loginId, outcome]),
    );
    expect(result.exitCode).toBe(11);
    expect(outcomes[pc.id('late')]).toBe('removed');
    expect(outcomes[pc.id('boss')]).toBe('others-must-revoke');
    expect(results.find(({ loginId }: { loginId: string }) => loginId === pc.id('boss')).who).toContain(
      'where your bank allows it',
    );
  });

  test('hidden certificates are the PC’s as well', async () => {
    const pc = await pcWith(TWO);
    const [hidden] = (await certificatesHere(pc.home)).filter(({ commonName }) =>
      commonName.startsWith(pc.id('clerk')),
    );
    await storeOf(pc.home).archive?.(hidden?.thumbprint ?? '', true);
    const { of } = await retire(pc, pc.id('admin'));
    expect(of(pc.id('clerk'))).toMatchObject({ outcome: 'revoked', removedHere: true });
  });
});

describe('what is kept beside the certificates', () => {
  test('goes with them: the browser folder, and what the bank has said of renewals', async () => {
    const pc = await pcWith(TWO);
    const { bankId } = company.bank;
    const browsersOf = (loginId: string) =>
      browserFolder(join(pc.home, 'browsers'), { bankId, loginId }, 'chromium');
    const gone = await Promise.all([browsersOf(pc.id('clerk')), browsersOf(pc.id('admin'))]);
    const stays = await browsersOf('somebody');
    mkdirSync(join(pc.home, 'renewal'));
    for (const { thumbprint } of await certificatesHere(pc.home)) {
      const said = { version: 1, renewableFrom: '2026-01-01T00:00:00Z', store: 'file' };
      writeFileSync(join(pc.home, 'renewal', `${thumbprint}.json`), JSON.stringify(said));
    }
    const { exitCode, stderr } = await retire(pc, pc.id('admin'));
    expect(exitCode).toBe(0);
    expect(gone.filter((each) => existsSync(each))).toEqual([]);
    expect(existsSync(stays)).toBe(true);
    expect(stderr).toContain(`for ${pc.id('clerk')} alone kept is gone`);
    expect(readdirSync(join(pc.home, 'renewal'))).toEqual([]);
  });

  test('stays for whom a certificate stays', async () => {
    const pc = await pcWith({ clerk: { state: 'issued' } });
    const owner = { bankId: company.bank.bankId, loginId: pc.id('clerk') };
    const folder = await browserFolder(join(pc.home, 'browsers'), owner, 'chromium');
    await retire(pc, pc.id('clerk'));
    expect(existsSync(folder)).toBe(true);
  });
});

describe('another run at work for one of them', () => {
  const alter = (loginId: string, fail: () => Promise<never>) => (deps: Deps) => ({
    lock: (bankId: string, other: string) => (other === loginId ? fail() : deps.lock(bankId, other)),
  });

  test('keeps that one and one’s own from being revoked, and nobody else', async () => {
    const pc = await pcWith();
    const busy = async () => Promise.reject(new CertToolError('busy', { params: { loginId: 'x' } }));
    const { exitCode, stdout } = await run(pc.home, ['retire', '--yes', '--json'], {
      env: secretsInEnvironment(pc.id('admin')),
      alter: alter(pc.id('clerk'), busy),
    });
    const { results } = JSON.parse(stdout);
    const names = results.map(
      ({ error, outcome }: { error?: { name: string }; outcome?: string }) => outcome ?? error?.name,
    );
    expect([exitCode, names]).toEqual([9, ['not-tried', 'others-must-revoke', 'busy', 'revoked']]);
    expect(await stateOf(pc.id('clerk'))).toBe('issued');
  });

  test('whose request was begun meanwhile is left alone, and so is whose certificate is a new one by now', async () => {
    const pc = await pcWith(TWO);
    const entry = { bankId: company.bank.bankId, loginId: pc.id('clerk'), kind: 'renewal' } as Entry;
    const first = await run(pc.home, ['retire', '--yes', '--json'], {
      env: secretsInEnvironment(pc.id('admin')),
      alter: (deps) => ({
        journal: {
          ...deps.journal,
          read: async (bankId, loginId) =>
            loginId === entry.loginId ? entry : deps.journal.read(bankId, loginId),
        },
      }),
    });
    expect([first.exitCode, first.stdout]).toEqual([9, expect.stringContaining('"finish-first"')]);
    expect(await stateOf(pc.id('clerk'))).toBe('issued');

    let isRenewed = false;
    const second = await run(pc.home, ['retire', '--yes', '--json'], {
      env: secretsInEnvironment(pc.id('admin')),
      alter: (deps) => ({
        async lock(bankId, loginId) {
          if (loginId === pc.id('clerk') && !isRenewed) {
            isRenewed = true;
            await company.install(pc.home, loginId);
          }
          return deps.lock(bankId, loginId);
        },
      }),
    });
    expect([second.exitCode, second.stdout]).toEqual([9, expect.stringContaining('"certificate-changed"')]);
    expect(await stateOf(pc.id('clerk'))).toBe('issued');
    expect((await retire(pc, pc.id('admin'))).exitCode).toBe(0);
    expect(await certificatesHere(pc.home)).toEqual([]);
  });
});

describe('a revocation that takes time', () => {
  test('what is pending stays; a later run removes it, without a login', async () => {
    await setRules('revocationMinutes=10', 'masterRevocableBy=administrator');
    const pc = await pcWith();
    const first = await retire(pc, pc.id('admin'));
    expect(first.exitCode).toBe(11);
    for (const name of Object.keys(USERS)) {
      expect(first.of(pc.id(name))).toMatchObject({ outcome: 'revocation-pending', removedHere: false });
      expect(first.of(pc.id(name)).effectiveAt).toMatch(/Z$/);
    }
    expect(await certificatesHere(pc.home)).toHaveLength(4);

    const before = (await acts()).filter((act) => act === 'logged-in').length;
    const meanwhile = await retire(pc, undefined);
    expect(meanwhile.exitCode).toBe(11);
    expect(meanwhile.of(pc.id('clerk')).outcome).toBe('revocation-pending');

    await company.control((control) => control.clock({ advanceDays: 1 }));
    const last = await retire(pc, pc.id('admin'));
    expect([last.exitCode, last.of(pc.id('clerk')).outcome]).toEqual([0, 'revoked']);
    expect(await certificatesHere(pc.home)).toEqual([]);
    expect((await acts()).filter((act) => act === 'logged-in')).toHaveLength(before);
  });
});

describe('the sheet', () => {
  test('as text, in both languages: for each user login ID, name, state and command; how to go on', async () => {
    const pc = await pcWith();
    const { stdout } = await run(pc.home, ['retire', '--yes', '--lang', 'ja'], {
      env: secretsInEnvironment(pc.id('admin')),
    });
    for (const name of Object.keys(USERS)) {
      expect(stdout).toContain(pc.id(name));
      expect(stdout).toContain(USERS[name]?.name);
      expect(stdout).toContain(`npx cert-tool issue ${pc.id(name)} --bank ${company.bank.bankUrl}`);
    }
    expect(stdout).toContain('PC 入れ替えの引き継ぎ票');
    expect(stdout).toContain('0120-000-000');
    expect(stdout).toContain('会計ソフト');
    expect(stdout).toContain('お取引店');
    const again = await run(pc.home, ['retire', '--yes', '--lang', 'en']);
    expect(again.stdout).toContain('Hand-over sheet');
    expect(again.stdout).toContain(`npx cert-tool issue ${pc.id('admin')} --bank`);
    expect(again.stdout).toContain('Accounting software');
  });

  test('as a page: owner-only, escaped, with its language, without secrets', async () => {
    const pc = await pcWith({
      admin: { role: 'administrator', state: 'issued' },
      odd: { state: 'issued', name: '<script>alert("1")</script>&' },
    });
    const file = join(tempFolder(), 'sheet.html');
    const { document } = await retire(pc, pc.id('admin'), '--sheet', file, '--lang', 'ja');
    expect(document.sheet).toBe(file);
    const page = readFileSync(file, 'utf8');
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(page).toMatch(/^<!DOCTYPE html>\n<html lang="ja">/);
    expect(page).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;');
    expect(page).not.toMatch(/<script|https?:\/\/[^<]*\.(css|js)/);
    const words = ['npx', 'cert-tool', 'issue', pc.id('odd'), '--bank'].map((word) => `<span>${word}</span>`);
    expect(page).toContain(`<code>${words.join(' ')} `);
    for (const secret of [passwordOf(pc.id('admin')), confirmationOf(pc.id('admin'))]) {
      expect(page).not.toContain(secret);
    }
  });

  test('login IDs that are only noted here are on it, and in no result', async () => {
    const pc = await pcWith({ clerk: { state: 'issued' }, gone: { state: 'issued' } });
    await run(pc.home, ['remove', pc.id('gone'), '--yes']);
    const { stdout } = await run(pc.home, ['retire', '--dry-run']);
    expect(stdout).toContain(pc.id('gone'));
    expect(stdout).toContain('the login ID was noted there');
    const { document } = await retire(pc, undefined, '--dry-run');
    expect(document.results.map(({ loginId }: { loginId: string }) => loginId)).toEqual([pc.id('clerk')]);
  });

  test.each([
    ['in no folder', (dir: string) => join(dir, 'none', 'sheet.html'), 'its folder does not exist'],
    ['in the place of a folder', (dir: string) => dir, 'it is no ordinary file'],
  ])('that cannot be written, %s: nothing is done', async (_, place, detail) => {
    const pc = await pcWith(TWO);
    const { exitCode, document } = await retire(pc, pc.id('admin'), '--sheet', place(tempFolder()));
    expect([exitCode, document.error.code]).toEqual([2, 'CT-2027']);
    expect(document.error.message).toContain(detail);
    expect(await certificatesHere(pc.home)).toHaveLength(2);
  });

  test.skipIf(process.platform !== 'linux')(
    'that turns out to be unwritable: nothing is destroyed (needs Linux)',
    async () => {
      const pc = await pcWith(TWO);
      const { exitCode, document } = await retire(pc, pc.id('admin'), '--sheet', '/proc/sheet.html');
      expect([exitCode, document.error.code]).toEqual([2, 'CT-2027']);
      expect(await certificatesHere(pc.home)).toHaveLength(2);
      expect(await stateOf(pc.id('clerk'))).toBe('issued');
    },
  );

  test('a file that is there stays unless the person agrees', async () => {
    const [pc, file] = [await pcWith(TWO), join(tempFolder(), 'mine.html')];
    writeFileSync(file, 'mine');
    const somebody = person(false);
    const { exitCode } = await run(pc.home, ['retire', '--sheet', file], { alter: somebody.alter });
    expect([exitCode, readFileSync(file, 'utf8')]).toEqual([130, 'mine']);
    expect(somebody.asked[0]?.question).toContain('Replace it');
  });

  test('with --yes an earlier sheet is replaced, and any other file keeps it all from being done', async () => {
    const [pc, file] = [await pcWith(TWO), join(tempFolder(), 'mine.html')];
    for (const mine of ['mine', '<!DOCTYPE html><html><head></head><body>cert-tool retire</body></html>']) {
      writeFileSync(file, mine);
      const refused = await retire(pc, pc.id('admin'), '--sheet', file);
      expect([refused.exitCode, refused.document.error.code]).toEqual([2, 'CT-2027']);
      expect(refused.document.error.message).toContain('no hand-over sheet');
      expect(readFileSync(file, 'utf8')).toBe(mine);
    }
    expect(await certificatesHere(pc.home)).toHaveLength(2);
    rmSync(file);
    expect((await retire(pc, undefined, '--dry-run', '--sheet', file)).document.sheet).toBe(file);
    const planned = readFileSync(file, 'utf8');
    expect((await retire(pc, pc.id('admin'), '--sheet', file)).exitCode).toBe(0);
    expect(readFileSync(file, 'utf8')).not.toBe(planned);
  });

  test('is named in the document where it was written, and nowhere else', async () => {
    const file = join(tempFolder(), 'sheet.html');
    const none = await retire({ home: tempFolder() }, undefined, '--sheet', file);
    expect([none.document, existsSync(file)]).toEqual([
      { ...logged('retire'), ok: true, results: [] },
      false,
    ]);
  });
});

describe('before anything is done', () => {
  test('without a terminal --yes is needed, and who acts', async () => {
    const pc = await pcWith(TWO);
    const unasked = await run(pc.home, ['retire', '--json'], { env: secretsInEnvironment(pc.id('admin')) });
    expect([unasked.exitCode, JSON.parse(unasked.stdout).error.name]).toEqual([2, 'missing-confirmation']);
    const { exitCode, document } = await retire(pc, undefined);
    expect([exitCode, document.error.name]).toEqual([2, 'missing-input']);
    expect(document.error.hint).toContain('--login-id');
    expect(await certificatesHere(pc.home)).toHaveLength(2);
  });

  test('what is left is at the old PC, and needs none of those whose certificate is gone', async () => {
    await setRules('masterRevocableBy=self');
    const pc = await pcWith();
    const [admin, boss] = [pc.id('admin'), pc.id('boss')];
    for (const [lang, old] of [
      ['ja', '古い PC で'],
      ['en', 'at the old PC'],
    ] as const) {
      const { stdout } = await run(pc.home, ['retire', '--yes', '--lang', lang, '--login-id', admin], {
        env: secretsInEnvironment(admin),
      });
      expect(stdout).toMatch(new RegExp(`${old}.*cert-tool retire .*--login-id ${boss}`));
      expect(stdout).not.toMatch(new RegExp(`retire .*--login-id ${admin}`));
    }
  });

  test('was made after what it tells of', async () => {
    const pc = await pcWith(TWO);
    const file = join(tempFolder(), 'sheet.html');
    let step = 0;
    // Ten seconds go by between one look at the clock and the next.
    const alter = (deps: Deps) => ({ now: () => new Date(deps.now().getTime() + 10_000 * step++) });
    const { stdout } = await run(pc.home, ['retire', '--yes', '--lang', 'en', '--sheet', file], {
      env: secretsInEnvironment(pc.id('admin')),
      alter,
    });
    const [, made = ''] = /Made: (\S+ \S+) JST/.exec(stdout) ?? [];
    const told = [...stdout.matchAll(/revoked \((\S+ \S+) JST\)/g)].map(([, when = '']) => when);
    expect(told).toHaveLength(2);
    for (const when of told) expect(made > when).toBe(true);
  });

  test('a dry run changes nothing and logs in nowhere', async () => {
    const pc = await pcWith(TWO);
    const before = await acts();
    const { exitCode, document } = await retire(pc, undefined, '--dry-run');
    expect(exitCode).toBe(0);
    expect(document.results.map(({ outcome }: { outcome: string }) => outcome)).toEqual(
      Array.from({ length: 2 }, () => 'planned'),
    );
    expect(await acts()).toEqual(before);
    expect(existsSync(join(pc.home, 'retirement'))).toBe(false);
  });

  test.each([
    ['false', '有効期限切れ(失効の必要はありません)', '新しい PC で実行'],
    ['true', 'まだ失効していません', '失効したあと、新しい PC で実行'],
  ])(
    'a dry run tells of an expired certificate by the bank’s rules: needs revocation %s',
    async (needs, state, after) => {
      await setRules(`expiredNeedsRevocation=${needs}`);
      const pc = await pcWith({ gone: { state: 'expired' } });
      const { stdout } = await run(pc.home, ['retire', '--dry-run', '--lang', 'ja']);
      const [, user = ''] = stdout.split(pc.id('gone'));
      expect(user).toContain(`証明書状態  ${state}\n${after}\n`);
    },
  );

  test('an unfinished request comes first', async () => {
    const pc = await pcWith(TWO);
    await company.add({ [`fresh${count}`]: { state: 'not-issued' } });
    const cut = await run(pc.home, ['issue', `fresh${count}`, '--json'], {
      env: secretsInEnvironment(`fresh${count}`),
      alter: (deps) => ({
        openBank: async () =>
          altered(await deps.openBank(), () => ({
            requestCertificate: () => Promise.reject(new Error('cut off')),
          })),
      }),
    });
    expect(cut.exitCode).toBe(10);
    const { exitCode, document } = await retire(pc, pc.id('admin'));
    expect([exitCode, document.error.code]).toEqual([5, 'CT-5042']);
    expect(document.error.hint).toContain(`cert-tool issue fresh${count} --bank`);
    expect(await certificatesHere(pc.home)).toHaveLength(2);
  });

  test('a wrong password ends it, with nothing done', async () => {
    const pc = await pcWith(TWO);
    const env = { ...secretsInEnvironment(pc.id('admin')), CERT_TOOL_PASSWORD: 'wrong' };
    const { exitCode } = await run(pc.home, ['retire', '--yes'], { env });
    expect(exitCode).toBe(3);
    expect(await certificatesHere(pc.home)).toHaveLength(2);
  });

  test('a PC without certificates has nothing to give up', async () => {
    const { exitCode, document } = await retire({ home: tempFolder() }, undefined);
    expect([exitCode, document]).toEqual([0, { ...logged('retire'), ok: true, results: [] }]);
  });
});

describe('at a terminal', () => {
  test('the one who acts is chosen, the plan is shown, and Enter is no yes', async () => {
    const pc = await pcWith(TWO);
    const somebody = person(pc.id('admin'), passwordOf(pc.id('admin')), false);
    const { exitCode, stdout, stderr } = await run(pc.home, ['retire'], { alter: somebody.alter });
    expect([exitCode, stdout]).toEqual([0, 'Nothing was changed.\n']);
    expect(somebody.asked[0]?.choices).toHaveLength(3);
    expect(stderr).toMatch(new RegExp(`${pc.id('clerk')} データ幸子 +revoke, and remove from this PC`));
    expect(await certificatesHere(pc.home)).toHaveLength(2);
  });

  test('where nobody here may revoke, nobody logs in', async () => {
    const pc = await pcWith(TWO);
    const somebody = person('None of them');
    const { exitCode, stdout } = await run(pc.home, ['retire'], { alter: somebody.alter });
    expect(exitCode).toBe(11);
    expect(stdout).toContain(`cert-tool revoke ${pc.id('clerk')}`);
    expect(await certificatesHere(pc.home)).toHaveLength(2);
  });
});

describe('what fails', () => {
  test('with one user stops no other, and one’s own stays', async () => {
    const [pc, sheet] = [await pcWith(), join(tempFolder(), 'sheet.html')];
    const { exitCode, stdout } = await run(pc.home, ['retire', '--yes', '--json', '--sheet', sheet], {
      env: secretsInEnvironment(pc.id('admin')),
      alter: (deps) => ({
        openBank: async () =>
          altered(await deps.openBank(), (session) => ({
            users: async () => session.users(),
            revoke: (loginId, request) =>
              session.revoke(loginId, {
                ...request,
                ...(loginId === pc.id('clerk') ? { serialNumber: 'f'.repeat(32) } : {}),
              }),
          })),
      }),
    });
    const { results, ...document } = JSON.parse(stdout);
    expect(document).toMatchObject({ ok: false, sheet, error: { name: 'partly-failed' } });
    const of = (name: string) => results.find(({ loginId }: { loginId: string }) => loginId === pc.id(name));
    expect(exitCode).toBe(9);
    expect(of('clerk')).toMatchObject({ ok: false, error: { name: 'unknown-to-bank' }, removedHere: false });
    expect(of('teller')).toMatchObject({ ok: true, outcome: 'revoked' });
    expect(of('admin')).toMatchObject({ ok: false, error: { name: 'not-tried' } });
    expect((await retire(pc, pc.id('admin'))).of(pc.id('admin')).outcome).toBe('revoked');
  });
});

test('a lost answer stops there, with one’s own left; the next run finds what was done', async () => {
  const pc = await pcWith();
  const { exitCode, stdout } = await run(pc.home, ['retire', '--yes', '--json'], {
    env: secretsInEnvironment(pc.id('admin')),
    alter: (deps) => ({
      openBank: async () =>
        altered(await deps.openBank(), (session) => ({
          async revoke(loginId, request) {
            const done = await session.revoke(loginId, request);
            if (loginId !== pc.id('clerk')) return done;
            const params = { loginId, serialNumber: request.serialNumber };
            throw new CertToolError('revocation-unsettled', { params });
          },
        })),
    }),
  });
  const { results } = JSON.parse(stdout);
  const names = results.map(({ error }: { error?: { name: string } }) => error?.name);
  expect([exitCode, names]).toEqual([9, ['not-tried', undefined, 'revocation-unsettled', 'not-tried']]);
  const next = await retire(pc, pc.id('admin'));
  for (const name of ['admin', 'clerk', 'teller']) {
    expect(next.of(pc.id(name))).toMatchObject({ outcome: 'revoked', removedHere: true });
  }
});

test('one’s own is revoked although the bank ends the session with it, and tells nothing of an older one', async () => {
  const pc = await pcWith({ admin: { role: 'administrator', state: 'issued' } });
  await company.install(pc.home, pc.id('admin'));
  const { exitCode, stdout } = await run(pc.home, ['retire', '--yes', '--json'], {
    env: secretsInEnvironment(pc.id('admin')),
    alter: (deps) => ({
      openBank: async () => {
        const bank = altered(await deps.openBank(), () => ({
          certificate: () => Promise.reject(new CertToolError('session-ended')),
        }));
        return { ...bank, crl: () => Promise.reject(new CertToolError('bad-answer')) };
      },
    }),
  });
  const [own] = JSON.parse(stdout).results;
  expect([exitCode, own]).toEqual([
    11,
    expect.objectContaining({ ok: true, outcome: 'revoked', removedHere: false }),
  ]);
  expect(await certificatesHere(pc.home)).toHaveLength(1);
});

describe('afterwards', () => {
  test('the sheet can be had again, until new certificates come here', async () => {
    const pc = await pcWith({
      admin: { role: 'administrator', state: 'issued' },
      clerk: { state: 'issued' },
    });
    await retire(pc, pc.id('admin'));
    const again = await retire(pc, undefined);
    expect([again.exitCode, again.document.results.length]).toEqual([0, 2]);
    expect(again.of(pc.id('clerk'))).toMatchObject({ outcome: 'revoked', name: expect.any(String) });
    await run(pc.home, ['issue', pc.id('clerk')], { env: secretsInEnvironment(pc.id('clerk')) });
    const anew = await retire(pc, undefined, '--dry-run');
    expect(anew.document.results).toMatchObject([{ loginId: pc.id('clerk'), outcome: 'planned' }]);
  });
});
