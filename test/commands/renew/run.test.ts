import { X509Certificate } from 'node:crypto';
import { cpSync, readFileSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Deps } from '../../../src/commands/deps.ts';
import { messages } from '../../../src/ui/messages/index.ts';
import {
  type Company,
  certificatesHere,
  companyForFile,
  companyForTest,
  confirmationOf,
  passwordOf,
  type UserWanted,
} from '../../support/company.ts';
import { logged } from '../../support/json-document.ts';
import { leftBehind } from '../../support/left-behind.ts';
import { person } from '../../support/person.ts';
import { type RunInProcess, runInProcess } from '../../support/run-in-process.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const company = await companyForFile();

/** What must not go into a copy of a practice bank that runs. */
const isNotOfOneRun = (file: string) => !/(lock|endpoint\.json)$/.test(file);

let count = 0;
/** A PC that holds the certificates of new users; `login` gives the login ID of each by its name here. */
async function pc<Name extends string>(users: Readonly<Record<Name, UserWanted>>) {
  count += 1;
  const home = tempFolder();
  const login = (name: Name) => `${name}${count}`;
  const names = Object.keys(users) as Name[];
  await company.add(Object.fromEntries(names.map((name) => [login(name), users[name]])));
  for (const name of names) await company.install(home, login(name));
  return { home, login };
}

/** By which reports know the PC and the moment. */
const ORIGIN = { time: expect.stringMatching(/^20\d\d-.*Z$/), device: hostname() };

interface RunOptions extends Partial<RunInProcess> {
  readonly at?: Company;
}

function run(home: string, argv: readonly string[], { at = company, ...options }: RunOptions = {}) {
  const env = { CERT_TOOL_HOME: home, ...options.env };
  return runInProcess([...argv, ...at.args], { ...options, env });
}

/** Without a terminal, with JSON; the login ID's own password where one is named. */
async function renew(home: string, argv: readonly string[], as?: string, options: RunOptions = {}) {
  const secrets = as === undefined ? {} : { CERT_TOOL_LOGIN_ID: as, CERT_TOOL_PASSWORD: passwordOf(as) };
  const env = { ...secrets, ...options.env };
  const result = await run(home, ['renew', ...argv, '--json'], { ...options, env });
  return { ...result, document: JSON.parse(result.stdout) };
}

const summary = async (home: string) =>
  (await certificatesHere(home)).map(({ commonName, signs }) => [commonName.slice(0, -21), signs]);
const { actsOf } = company;

describe('a certificate that is due', () => {
  test('is renewed: the old one is gone here, and the new one is the bank’s', async () => {
    const { home, login } = await pc({ taro: {} });
    const { exitCode, document, stdout, stderr } = await renew(home, [], login('taro'));
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^[\x20-\x7e]+\n$/);
    expect(document).toEqual({
      ...logged('renew'),
      ...{ ok: true, outcome: 'renewed', resumed: false, warnings: [] },
      ...{ ...ORIGIN, loginId: login('taro'), bankId: company.bank.bankId },
      certificate: expect.objectContaining({
        ...{ loginId: login('taro'), sequence: 'A003', state: 'issued', hasPrivateKey: true },
        daysLeft: expect.toSatisfy((days) => days >= 364),
      }),
    });
    expect(await summary(home)).toEqual([[`${login('taro')} A003`, true]]);
    const { certificate, unconfirmed } = await company.me(login('taro'));
    expect(certificate.serialNumber).toBe(document.certificate.serialNumber);
    expect([unconfirmed, leftBehind(home)]).toEqual([undefined, []]);
    expect(await actsOf(login('taro'))).toContain('logged-out');
    const again = await renew(home, [], login('taro'));
    expect([again.exitCode, again.document.outcome]).toEqual([0, 'already-valid']);
  });

  test.each(['ja', 'en'])('the result is shown: %s', async (language) => {
    const { home, login } = await pc({ taro: {} });
    const env = { CERT_TOOL_PASSWORD: passwordOf(login('taro')), CERT_TOOL_LANG: language };
    const { exitCode, stdout, stderr } = await run(home, ['renew', '--no-color'], { env });
    expect([exitCode, stderr]).toEqual([0, '']);
    const words =
      language === 'ja'
        ? ['証明書を更新しました。', '証明書シリアル番号', '証明書有効期限', '残り日数', 'ウィンドウ']
        : ['The certificate is renewed', 'Serial number', 'Expiry', 'Days left', 'window'];
    for (const word of [...words, `${login('taro')} A003`]) expect(stdout).toContain(word);
  });

  test('--keep-old, --dry-run', async () => {
    const { home, login } = await pc({ taro: {} });
    const rehearsal = await renew(home, ['--dry-run'], login('taro'));
    expect([rehearsal.exitCode, rehearsal.document.outcome]).toEqual([0, 'dry-run']);
    expect([await summary(home), leftBehind(home)]).toEqual([[[`${login('taro')} A002`, true]], []]);
    expect((await company.me(login('taro'))).unconfirmed).toBeUndefined();
    const kept = await renew(home, ['--keep-old'], login('taro'));
    expect([kept.exitCode, (await summary(home)).length]).toEqual([0, 2]);
    const check = await run(home, ['list', '--check', '--json']);
    expect(check.exitCode, 'a superseded one does not count').toBe(0);
  });

  test('a key of another size', async () => {
    const { home, login } = await pc({ taro: {} });
    expect((await renew(home, ['--key-size', '3072'], login('taro'))).exitCode).toBe(0);
    const [only] = await certificatesHere(home);
    const { publicKey } = new X509Certificate(readFileSync(join(only?.location ?? '', 'certificate.pem')));
    expect(publicKey.asymmetricKeyDetails?.modulusLength).toBe(3072);
  });
});

describe('several certificates', () => {
  const users = { one: {}, two: {}, early: { state: 'issued' } } as const;

  test('without a terminal they have to be named, or --all', async () => {
    const { home, login } = await pc(users);
    const several = await renew(home, []);
    expect([several.exitCode, several.document.error.name]).toEqual([2, 'several-due']);
    for (const name of ['one', 'two'] as const) expect(several.document.error.message).toContain(login(name));
    expect(several.document.error.message).not.toContain(login('early'));
    expect((await renew(home, [login('two')], login('two'))).exitCode).toBe(0);
    // Now there is only one that is due.
    const { document } = await renew(home, [], login('one'));
    expect(document.certificate.loginId).toBe(login('one'));
  });

  test('--all renews what is due and goes on after a failure: 9', async () => {
    const { home } = await pc({ ...users, three: {} });
    const [, second] = (await certificatesHere(home)).filter(({ commonName }) => !/early/.test(commonName));
    rmSync(join(second?.location ?? '', 'key.pem'));
    const broken = second?.commonName.split(' ')[0] ?? '';
    // Types the password of whoever is at hand, as the line before the question tells.
    const alter = ({ ui }: Deps): Partial<Deps> => {
      let loginId = '';
      const say = (line: string) => {
        loginId = /(?:one|two|three)\d+/.exec(line)?.[0] ?? loginId;
        ui.say(line);
      };
      const prompts = { ...ui.prompts, secret: async () => passwordOf(loginId) };
      return { ui: { ...ui, interactive: true, say, prompts } };
    };
    const all = await run(home, ['renew', '--all', '--json'], { alter });
    const { ok, results } = JSON.parse(all.stdout);
    expect([all.exitCode, ok, results.length]).toEqual([9, false, 3]);
    for (const each of results) {
      expect(each).toMatchObject({ ...ORIGIN, bankId: company.bank.bankId });
      if (each.loginId === broken)
        expect(each).toMatchObject({ ok: false, error: { name: 'key-unusable', exitCode: 5 } });
      else
        expect(each).toMatchObject({ ok: true, outcome: 'renewed', certificate: { loginId: each.loginId } });
    }
    expect(leftBehind(home)).toEqual([]);
    expect((await summary(home)).filter(([, signs]) => signs)).toHaveLength(3);
  });

  test('a password for nobody in particular is not tried on several; for one it is named for', async () => {
    const { home, login } = await pc(users);
    const unnamed = await renew(home, ['--all'], undefined, { env: { CERT_TOOL_PASSWORD: 'planted' } });
    expect(unnamed.exitCode).toBe(9);
    for (const each of unnamed.document.results) expect(each.error.name).toBe('missing-input');
    const named = await renew(home, ['--all'], login('two'));
    expect(named.exitCode).toBe(9);
    expect(
      named.document.results.map(({ loginId, ok }: { loginId: string; ok: boolean }) => [loginId, ok]).sort(),
    ).toEqual([
      [login('one'), false],
      [login('two'), true],
    ]);
    expect(await actsOf(login('one'))).not.toContain('password-refused');
    const none = await renew(await pc({ early: { state: 'issued' } }).then((each) => each.home), ['--all']);
    expect([none.exitCode, none.document]).toEqual([
      0,
      { ...logged('renew'), ok: true, ...ORIGIN, results: [] },
    ]);
  });

  test('secrets given for another login ID are not used', async () => {
    const { home, login } = await pc(users);
    const refused = await renew(home, [login('one')], login('two'));
    expect([refused.exitCode, refused.document.error.name]).toEqual([2, 'missing-input']);
    expect(await actsOf(login('one'))).not.toContain('password-refused');
  });

  test('on a terminal there is a list, due ones first, with a way out', async () => {
    const { home, login } = await pc(users);
    const cancelled = person(messages['ask.cancel'].ja);
    const { exitCode } = await run(home, ['renew', '--lang', 'ja'], cancelled);
    expect(exitCode).toBe(130);
    const [{ choices = [] } = {}] = cancelled.asked;
    expect(choices.map((choice) => choice.slice(0, 3))).toEqual(
      expect.arrayContaining(['one', 'two', 'ear', messages['ask.cancel'].ja.slice(0, 3)]),
    );
    expect(choices.at(-2)).toContain(login('early'));
    const chosen = person(login('two'), passwordOf(login('two')));
    expect((await run(home, ['renew'], chosen)).exitCode).toBe(0);
    expect(chosen.asked).toHaveLength(2);
    expect((await company.me(login('one'))).certificate.state).toBe('renewable');
    expect((await company.me(login('two'))).certificate.state).toBe('issued');
    const early = await run(home, ['renew', '--lang', 'en'], person(login('early')));
    expect(early.exitCode).toBe(5);
    expect(early.stderr).toContain('CT-5020');
  });

  test('--within counts by days left; --force asks the bank, which may refuse', async () => {
    const { home, login } = await pc({ one: {}, early: { state: 'issued' } });
    expect((await renew(home, ['--within', '5'])).document.outcome).toBe('already-valid');
    expect((await renew(home, ['--within', '5', '--all'])).document.results).toEqual([]);
    const forced = await renew(home, [login('early'), '--force'], login('early'));
    expect([forced.exitCode, forced.document.error.name]).toEqual([5, 'too-early']);
    expect(forced.document.error.hint).toMatch(/after 20\d\d/);
    expect(leftBehind(home)).toEqual([]);
    const many = await renew(home, ['--within', '366', '--force', '--all'], login('one'));
    expect(many.document.results).toHaveLength(2);
  });
});

describe('one that has expired is never passed over in silence', () => {
  const told = (document: { results: { loginId: string; ok: boolean; error?: { code: string } }[] }) =>
    document.results.map(({ loginId, ok, error }) => [loginId, ok, error?.code]);

  test('--all: a failed result, with its own exit code where it is the only one', async () => {
    const { home, login } = await pc({ dead: { state: 'expired' }, early: { state: 'issued' } });
    const { exitCode, document, stderr } = await renew(home, ['--all', '--lang', 'en']);
    expect([exitCode, document.ok, document.error.code]).toEqual([5, false, 'CT-5021']);
    expect(told(document)).toEqual([[login('dead'), false, 'CT-5021']]);
    expect(document.results[0].error).toEqual(document.error);
    expect(document.results[0]).toMatchObject({
      thumbprint: expect.stringMatching(/^[0-9a-f]{40}$/),
      serialNumber: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
    expect(stderr).toContain(`cert-tool issue ${login('dead')}`);
    expect(stderr).not.toContain('nothing to do');
  });

  test('--all: beside one that is renewed, 9', async () => {
    const { home, login } = await pc({ dead: { state: 'expired' }, due: {} });
    const { exitCode, document } = await renew(home, ['--all'], login('due'));
    expect([exitCode, document.error.code]).toEqual([9, 'CT-9001']);
    expect(told(document)).toEqual([
      [login('due'), true, undefined],
      [login('dead'), false, 'CT-5021'],
    ]);
    expect(document.results[0]).toMatchObject({ outcome: 'renewed', resumed: false, warnings: [] });
  });

  test('nobody named, none due: 5, and the others are named', async () => {
    const { home, login } = await pc({
      ...{ dead: { state: 'expired' }, gone: { state: 'expired' }, early: { state: 'issued' } },
    });
    const { exitCode, document } = await renew(home, ['--lang', 'en']);
    expect([exitCode, document.error.code]).toEqual([5, 'CT-5021']);
    const { message, hint } = document.error;
    for (const name of ['dead', 'gone'] as const) expect(message + hint).toContain(login(name));
    expect(message + hint).not.toContain(login('early'));
  });

  test('what has expired: at a bank where it has to be revoked first, that is said before anybody runs issue', async () => {
    const { home, login } = await pc({ dead: { state: 'expired' } });
    const hint = async (...argv: string[]) =>
      (await renew(home, [...argv, '--lang', 'en'])).document.error.hint;
    const first = 'must revoke the expired one before that';
    for (const argv of [[login('dead')], [], ['--all']]) {
      expect(await hint(...argv)).not.toContain(first);
      await company.control((control) => control.rules(['expiredNeedsRevocation=true']));
      expect(await hint(...argv)).toContain(first);
      await company.control((control) => control.rules(['expiredNeedsRevocation=']));
    }
  });

  test('nobody named, one due: that one is renewed, with a warning', async () => {
    const { home, login } = await pc({ dead: { state: 'expired' }, due: {} });
    const { exitCode, document, stderr } = await renew(home, ['--lang', 'en'], login('due'));
    expect([exitCode, document.outcome, document.certificate.loginId]).toEqual([0, 'renewed', login('due')]);
    expect(document.warnings).toMatchObject([{ code: 'CT-5021', name: 'certificate-expired' }]);
    expect(stderr).toContain(login('dead'));
  });
});

describe('it cannot be', () => {
  /** Runs it in Japanese: exit code, error name, and what people are told to do. */
  async function refusal(home: string, argv: readonly string[], as?: string, options: RunOptions = {}) {
    const { exitCode, document } = await renew(home, [...argv, '--lang', 'ja'], as, options);
    const { name, message, hint, exitCode: told } = document.error;
    expect(told).toBe(exitCode);
    expect(`${message} ${hint}`).not.toMatch(/[{}]|undefined/);
    expect(message).toMatch(/[ぁ-ん]/);
    expect(leftBehind(home)).toEqual([]);
    return { exitCode, name, message, hint };
  }

  test('too early: says from when', async () => {
    const { home, login } = await pc({ taro: { state: 'issued' } });
    const early = await refusal(home, [login('taro')]);
    expect(early).toMatchObject({ exitCode: 5, name: 'too-early' });
    expect(early.hint).toMatch(/20\d\d/);
    expect(await actsOf(login('taro'))).not.toContain('logged-in');
    const unnamed = await renew(home, []);
    expect([unnamed.exitCode, unnamed.document.outcome]).toEqual([0, 'already-valid']);
  });

  test('expired: says issue, which then works', async () => {
    const { home, login } = await pc({ taro: { state: 'expired' } });
    const expired = await refusal(home, [login('taro')]);
    expect(expired).toMatchObject({ exitCode: 5, name: 'certificate-expired' });
    expect(expired.hint).toContain(`cert-tool issue ${login('taro')}`);
    expect(await refusal(home, [])).toMatchObject({ exitCode: 5, name: 'certificate-expired' });
    const env = { CERT_TOOL_PASSWORD: passwordOf(login('taro')) };
    expect((await run(home, ['issue', login('taro'), '--json'], { env })).exitCode).toBe(0);
    expect((await renew(home, [])).document.outcome).toBe('already-valid');
  });

  test('renewed already, here or on another PC', async () => {
    const { home, login } = await pc({ taro: {} });
    const [old] = await certificatesHere(home);
    const copy = join(tempFolder(), 'copy');
    cpSync(home, copy, { recursive: true });
    expect((await renew(home, ['--keep-old'], login('taro'))).exitCode).toBe(0);
    const thumbprint = old?.thumbprint.slice(0, 12) ?? '';
    for (const [place, name] of [
      [home, thumbprint],
      [copy, login('taro')],
    ] as const) {
      const renewed = await refusal(place, [name], login('taro'));
      expect(renewed).toMatchObject({ exitCode: 5, name: 'already-renewed' });
      expect(renewed.hint).toContain('cert-tool list');
    }
    expect((await summary(copy)).length).toBe(1);
  });

  test('revoked: says issue', async () => {
    const { home, login } = await pc({ taro: {}, hana: { role: 'administrator', state: 'issued' } });
    const env = {
      CERT_TOOL_LOGIN_ID: login('hana'),
      CERT_TOOL_PASSWORD: passwordOf(login('hana')),
      CERT_TOOL_CONFIRMATION_PASSWORD: confirmationOf(login('hana')),
    };
    const revoked = await run(home, ['revoke', login('taro'), '--yes', '--keep-local'], { env });
    expect(revoked.exitCode, revoked.stderr).toBe(0);
    const refused = await refusal(home, [login('taro')], login('taro'));
    expect(refused).toMatchObject({ exitCode: 5, name: 'revoked-at-bank' });
    expect(refused.hint).toContain(`cert-tool issue ${login('taro')}`);
    expect((await run(home, ['remove', '--revoked', '--yes'])).exitCode).toBe(0);
    expect((await summary(home)).map(([name]) => name)).toEqual([`${login('hana')} A002`]);
  });

  test('unknown to the bank, or of another bank', async () => {
    const { home, login } = await pc({ taro: {}, jiro: {} });
    const copyDir = join(tempFolder(), 'copy');
    cpSync(company.dir, copyDir, { recursive: true, filter: isNotOfOneRun });
    const copy = await companyForTest(copyDir);
    const elsewhere = tempFolder();
    await copy.install(elsewhere, login('taro'));
    const unknown = await refusal(elsewhere, [login('taro')], login('taro'));
    expect(unknown).toMatchObject({ exitCode: 8, name: 'unknown-to-bank' });

    const stranger = await companyForTest(join(tempFolder(), 'other'));
    const other = await refusal(home, [login('taro')], undefined, { at: stranger });
    expect(other).toMatchObject({ exitCode: 8, name: 'certificate-not-found' });
    expect(other.message).toContain('拇印で指定');
    const [{ thumbprint = '' } = {}] = await certificatesHere(home);
    const named = await refusal(home, [thumbprint], undefined, { at: stranger });
    expect(named).toMatchObject({ exitCode: 5, name: 'other-bank' });
    expect((await renew(home, [], undefined, { at: stranger })).document.error.name).toBe(
      'certificate-not-found',
    );
  });

  test.each([
    ['general', '管理者ユーザまたはマスターユーザ'],
    ['administrator', 'マスターユーザまたはほかの管理者ユーザ'],
    ['master', '機能申込書'],
  ] as const)('the old key is unusable: who helps a %s', async (role, who) => {
    const { home, login } = await pc({ taro: { role } });
    rmSync(join((await certificatesHere(home))[0]?.location ?? '', 'key.pem'));
    const refused = await refusal(home, [login('taro')], login('taro'));
    expect(refused).toMatchObject({ exitCode: 5, name: 'key-unusable' });
    expect(refused.hint).toContain(who);
  });

  test('not here, ambiguous, or two ways of naming', async () => {
    const { home, login } = await pc({ taro: {} });
    expect(await refusal(home, ['saburo'])).toMatchObject({ exitCode: 8, name: 'certificate-not-found' });
    expect(await refusal(home, ['12345'])).toMatchObject({ exitCode: 8, name: 'certificate-not-found' });
    expect(await refusal(tempFolder(), [])).toMatchObject({ exitCode: 8, name: 'certificate-not-found' });
    const both = await refusal(home, [login('taro'), '--all']);
    expect(both).toMatchObject({ exitCode: 2, name: 'conflicting-options' });
    for (const days of ['-1', 'x', '1.5']) {
      expect((await refusal(home, ['--within', days])).exitCode).toBe(2);
    }
  });

  test('a wrong password: once without a terminal, until right on one, never into the lock', async () => {
    const { home, login } = await pc({ taro: {} });
    const wrong = { CERT_TOOL_PASSWORD: 'wrong-77' };
    const once = await renew(home, [login('taro')], undefined, { env: wrong });
    expect([once.exitCode, once.document.error.attemptsLeft]).toEqual([3, 4]);
    const right = person('wrong', passwordOf(login('taro')));
    expect((await run(home, ['renew', login('taro'), '--dry-run'], right)).exitCode).toBe(0);
    const stubborn = person('a', 'b', 'c', 'd', 'e');
    const stopped = await run(home, ['renew', login('taro'), '--lang', 'en'], stubborn);
    expect([stopped.exitCode, stubborn.asked.length]).toEqual([3, 4]);
    expect(stopped.stderr).toMatch(/2[^\n]*\n/);
    expect((await renew(home, [], login('taro'))).exitCode).toBe(0);
  });
});
