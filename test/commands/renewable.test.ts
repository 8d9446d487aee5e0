import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Deps } from '../../src/commands/deps.ts';
import { NO_CLOCK } from '../../src/compose/clock.ts';
import type { BankRules } from '../../src/core/ports/bank.ts';
import { type Company, certificatesHere, openCompany, passwordOf } from '../support/company.ts';
import { bytesIn } from '../support/folder-bytes.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { makeTempFolder, tempFolder } from '../support/temp-folder.ts';

/** From when a certificate can be renewed, at banks of other habits than the usual one. */

const DAY_MS = 24 * 60 * 60 * 1000;
const folder = makeTempFolder();
let company: Company;

beforeAll(async () => {
  company = await openCompany(join(folder, 'bank'));
});
afterAll(async () => {
  await company.close();
  rmSync(folder, { recursive: true, force: true });
});

let count = 0;
let loginId = '';
let home = '';
/** What the bank says of its rules in this test. */
let told: (rules: BankRules) => BankRules | undefined = (rules) => rules;
/** How far the PC's date is ahead, and mostly the bank's, too. */
let aheadMs = 0;
beforeEach(async () => {
  count += 1;
  loginId = `user${count}`;
  home = tempFolder();
  await company.add({ [loginId]: { state: 'not-issued' } });
});
afterEach(async () => {
  told = (rules) => rules;
  await company.control((control) => control.rules(['validityDays=', 'renewalDays=']));
  await setDate(new Date());
});

function setDateHere(date: Date): void {
  aheadMs = date.getTime() - Date.now();
}

async function setDate(date: Date): Promise<void> {
  setDateHere(date);
  await company.control((control) => control.clock({ to: date }));
}

const alter = (deps: Deps): Partial<Deps> => ({
  now: () => new Date(Date.now() + aheadMs),
  // The PC has the bank's date.
  clock: NO_CLOCK,
  async openBank() {
    const bank = await deps.openBank();
    return {
      ...bank,
      async status() {
        const { rules = {}, ...status } = await bank.status();
        const said = told(rules);
        return { ...status, ...(said && { rules: said }) };
      },
    };
  },
});

async function run(...argv: string[]) {
  const env = {
    CERT_TOOL_HOME: home,
    CERT_TOOL_LOGIN_ID: loginId,
    CERT_TOOL_PASSWORD: passwordOf(loginId),
  };
  const result = await runInProcess([...argv, ...company.args, '--json'], { env, alter });
  return { ...result, document: JSON.parse(result.stdout) };
}

/** A new certificate of a bank whose rules are these. */
async function issued(...rules: string[]) {
  await company.control((control) => control.rules(rules));
  const { document } = await run('issue');
  expect(document.outcome).toBe('issued');
  const notAfter = new Date(document.certificate.notAfter);
  return { ...document.certificate, leftTo: (days: number) => new Date(notAfter.getTime() - days * DAY_MS) };
}

/** `list`: the state, and what --check ends with. */
async function seen() {
  const [listed, checked] = [await run('list'), await run('list', '--check')];
  const [certificate] = listed.document.certificates;
  const expiring = (await run('list', '--expiring')).document.certificates.length;
  expect(checked.document.certificates[0].state).toBe(certificate.state);
  return [certificate.state, checked.exitCode, expiring];
}

const logins = async () =>
  (await company.control((control) => control.log())).filter(
    ({ act, loginId: whose }) => act === 'logged-in' && whose === loginId,
  ).length;
const factsKept = () => readdirSync(join(home, 'renewal'));

const SAYING: readonly [string, typeof told][] = [
  ['that states its rules', (rules) => rules],
  ['that states no rules', () => undefined],
  ['that states others of its rules', ({ masterRevocableBy = [] }) => ({ masterRevocableBy })],
];

describe.each(SAYING)('at a bank %s', (_, says) => {
  test.each([
    ['of 30 days, 28 before the end', 30, 28],
    ['of 30 days, 7 before the end', 30, 7],
    ['of 730 days, 28 before the end', 730, 28],
    ['of 730 days, 90 before the end', 730, 90],
  ])('a certificate %s', async (_title, validityDays, renewalDays) => {
    told = says;
    const certificate = await issued(`validityDays=${validityDays}`, `renewalDays=${renewalDays}`);
    expect(certificate.state).toBe('issued');
    await setDate(certificate.leftTo(renewalDays + 0.1));
    expect(await seen()).toEqual(['issued', 0, 0]);
    expect((await run('renew', '--all')).document).toMatchObject({ ok: true, results: [] });
    expect((await run('renew')).document.outcome).toBe('already-valid');
    const early = await run('renew', loginId);
    expect([early.exitCode, early.document.error.name]).toEqual([5, 'too-early']);
    await setDate(certificate.leftTo(renewalDays - 0.1));
    expect(await seen()).toEqual(['renewable', 11, 1]);
    expect((await run('renew')).document.outcome).toBe('renewed');
    expect(factsKept()).toHaveLength(1);
    expect(factsKept()).toEqual([`${(await certificatesHere(home))[0]?.thumbprint}.json`]);
  });
});

describe('where nobody has said anything', () => {
  test.each([
    ['30 days', 30, 10],
    ['90 days', 90, 30],
    ['a year', 365, 40],
  ])('a certificate of %s is renewable in its last third, at most 40 days', async (_, lasts, days) => {
    told = () => undefined;
    const certificate = await issued(`validityDays=${lasts}`);
    rmSync(join(home, 'renewal'), { recursive: true });
    setDateHere(certificate.leftTo(days + 2));
    expect(await seen()).toEqual(['issued', 0, 0]);
    setDateHere(certificate.leftTo(days - 1));
    expect(await seen()).toEqual(['renewable', 11, 1]);
  });

  test('the bank is asked about a named certificate, and its answer is kept', async () => {
    told = () => undefined;
    const certificate = await issued('renewalDays=28');
    rmSync(join(home, 'renewal'), { recursive: true });
    await setDate(certificate.leftTo(50));
    const before = await logins();
    expect((await run('renew')).document.outcome).toBe('already-valid');
    expect(await logins()).toBe(before);
    const asked = await run('renew', loginId);
    expect([asked.exitCode, asked.document.error.name]).toEqual([5, 'too-early']);
    expect(await logins()).toBe(before + 1);
    const known = await run('renew', loginId);
    expect(known.document.error).toEqual(asked.document.error);
    expect(await logins()).toBe(before + 1);
  });

  test('the bank may allow it earlier than is usual', async () => {
    told = () => undefined;
    const certificate = await issued('renewalDays=90');
    rmSync(join(home, 'renewal'), { recursive: true });
    await setDate(certificate.leftTo(80));
    expect((await run('renew', loginId)).document.outcome).toBe('renewed');
  });
});

test('what the rules allow by now is asked of the bank, whatever it said of this certificate before', async () => {
  const certificate = await issued('renewalDays=28');
  await company.control((control) => control.rules(['renewalDays=60']));
  await setDate(certificate.leftTo(50));
  expect((await run('renew', loginId)).document.outcome).toBe('renewed');
});

test('days that are named are asked of the bank, too early or not', async () => {
  const certificate = await issued('renewalDays=28');
  await setDate(certificate.leftTo(50));
  const before = await logins();
  expect((await run('list', '--check', '60')).exitCode).toBe(11);
  expect((await run('list', '--check', '45')).exitCode).toBe(0);
  expect((await run('renew', '--within', '45')).document.outcome).toBe('already-valid');
  expect(await logins()).toBe(before);
  expect((await run('renew', '--within', '60')).document.error.name).toBe('too-early');
  expect(await logins()).toBe(before + 1);
});

describe('what is kept', () => {
  test('may be damaged or of a later version: the bank’s rules count then, and -v tells of the file', async () => {
    const certificate = await issued('validityDays=730', 'renewalDays=28');
    const [name = ''] = factsKept();
    for (const text of ['{', '[]', 'null', '{"version":1,"renewableFrom":"soon"}', '{"version":2}', '']) {
      writeFileSync(join(home, 'renewal', name), text);
      setDateHere(certificate.leftTo(29));
      expect(await seen()).toEqual(['issued', 0, 0]);
      setDateHere(certificate.leftTo(27));
      expect(await seen()).toEqual(['renewable', 11, 1]);
    }
    expect((await run('list')).stderr).toBe('');
    expect((await run('list', '-v')).stderr).toContain(name);
    await setDate(certificate.leftTo(27));
    expect((await run('renew')).document.outcome).toBe('renewed');
  });

  test('is written by nothing that changes nothing here', async () => {
    await issued('renewalDays=28');
    const before = bytesIn(home);
    for (const argv of [['list'], ['list', '--check'], ['list', '--expiring']]) await run(...argv);
    expect(bytesIn(home)).toEqual(before);
  });

  test('goes with the certificate', async () => {
    await issued('renewalDays=28');
    expect(factsKept()).toHaveLength(1);
    await run('remove', loginId, '--yes');
    expect(factsKept()).toEqual([]);
  });
});
