import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Deps } from '../../src/commands/deps.ts';
import { NO_CLOCK } from '../../src/compose/clock.ts';
import {
  type Company,
  confirmationOf,
  openCompany,
  passwordOf,
  type UserWanted,
} from '../support/company.ts';
import { leftBehind } from '../support/left-behind.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { makeTempFolder, tempFolder } from '../support/temp-folder.ts';

/**
 * What a bank's rules mean for people, in rows that a clerk can read: what somebody does, by which rules, and what comes of
 * it with who must act. The first row counts whose rules are all met; `-` stands for any. A rule with `has` or `lacks` is
 * about one of several values.
 */
const TABLE = `
an administrator revokes a master's certificate  | masterRevocableBy has administrator | revoked by the bank
an administrator revokes a master's certificate  | masterRevocableBy has self, masterRevocableBy has master | master-certificate: the master user personally or another master user
an administrator revokes a master's certificate  | masterRevocableBy has self          | master-certificate: the master user personally or the branch
an administrator revokes a master's certificate  | masterRevocableBy has master        | master-certificate: another master user
an administrator revokes a master's certificate  | -                                   | master-certificate: the branch
another master revokes a master's certificate    | masterRevocableBy has master        | revoked by the bank
another master revokes a master's certificate    | masterRevocableBy has self, masterRevocableBy has administrator | master-certificate: the master user personally or an administrator
another master revokes a master's certificate    | masterRevocableBy has self          | master-certificate: the master user personally or the branch
another master revokes a master's certificate    | masterRevocableBy has administrator | master-certificate: an administrator
another master revokes a master's certificate    | -                                   | master-certificate: the branch
a master revokes their own certificate           | masterRevocableBy has self          | revoked by the bank
a master revokes their own certificate           | masterRevocableBy has master, masterRevocableBy has administrator | master-certificate: another master user or an administrator
a master revokes their own certificate           | masterRevocableBy has master        | master-certificate: another master user
a master revokes their own certificate           | masterRevocableBy has administrator | master-certificate: an administrator
a master revokes their own certificate           | -                                   | master-certificate: the branch
a general user's has expired: issue              | expiredNeedsRevocation is true      | expired-not-revoked: an administrator or the master user
a general user's has expired: issue              | certificatesPerContract is 1        | contract-full: an administrator or the master user
a general user's has expired: issue              | -                                   | issued
an administrator revokes an expired one          | expiredNeedsRevocation is false     | nothing-to-revoke
an administrator revokes an expired one          | -                                   | revoked by the bank
that user: issue again                           | expiredNeedsRevocation is true, revocationMinutes is 90 | revocation-pending
that user: issue again                           | certificatesPerContract is 1        | contract-full: an administrator or the master user
that user: issue again                           | -                                   | issued
that user, two hours later: issue                | certificatesPerContract is 1        | contract-full: an administrator or the master user
that user, two hours later: issue                | -                                   | issued
a user's certificate is on another PC: issue     | -                                   | issued-elsewhere: an administrator or the master user
an administrator revokes it                      | -                                   | revoked by the bank
the user, then: issue                            | revocationMinutes is 90             | revocation-pending
the user, then: issue                            | certificatesPerContract is 1        | contract-full: an administrator or the master user
the user, then: issue                            | -                                   | issued
renew, a day before it can be renewed            | -                                   | too-early
renew, a day after it can be renewed             | -                                   | renewed
`;

/** From when a certificate can be renewed, in days before its end. */
const RENEWABLE = `
renewalDays is 28  | 28
renewalDays is 7   | 7
validityDays is 30 | 10
-                  | 40
`;

type Rules = Readonly<Record<string, string>>;

const rowsOf = (table: string) =>
  table
    .trim()
    .split('\n')
    .map((line) => line.split(/\s*\|\s*/));

function isMet(condition: string, rules: Rules): boolean {
  if (condition === '-') return true;
  return condition.split(', ').every((each) => {
    const [name = '', verb, value = ''] = each.split(' ');
    const own = rules[name] ?? '';
    return verb === 'has' ? own.split(',').includes(value) : own === value;
  });
}

/** Of the table, and with what the rules call a revocation that takes time. */
function expectedOf(what: string, rules: Rules): string {
  const row = rowsOf(TABLE).find(([whose, when = '']) => whose === what && isMet(when, rules));
  expect(row, what).toBeDefined();
  const outcome = row?.[2] ?? '';
  if (outcome !== 'revoked by the bank') return outcome;
  return rules['revocationMinutes'] === '0' ? 'revoked' : 'revocation-pending';
}

const SUBSETS = [
  'none',
  'self',
  'master',
  'administrator',
  'self,master',
  'self,administrator',
  'master,administrator',
  'self,master,administrator',
];

/** Each subset twice; of the others, which have nothing to do with it, every two values of two of them somewhere. */
const COMBINATIONS = SUBSETS.flatMap((masterRevocableBy, at) =>
  [0, 1].map((half): Rules => {
    const turn = at + half * SUBSETS.length;
    return {
      masterRevocableBy,
      expiredNeedsRevocation: String((at + half) % 2 === 0),
      revocationMinutes: Math.floor(turn / 2) % 2 === 0 ? '0' : '90',
      certificatesPerContract: Math.floor(turn / 4) % 2 === 0 ? '' : '1',
      renewalDays: ['', '28', '7'][turn % 3] ?? '',
      validityDays: ['', '30', '730'][(Math.floor(turn / 2) + half) % 3] ?? '',
    };
  }),
);

const DAY_MS = 24 * 60 * 60 * 1000;
const folder = makeTempFolder();
const office = join(folder, 'office');
let company: Company;
let aheadMs = 0;

beforeAll(async () => {
  company = await openCompany(join(folder, 'bank'));
  await company.add({
    admin: { role: 'administrator', state: 'issued' },
    chief: { role: 'master', state: 'issued' },
  });
  for (const loginId of ['admin', 'chief']) await company.install(office, loginId);
});
afterAll(async () => {
  await company.close();
  rmSync(folder, { recursive: true, force: true });
});

const setRules = (rules: Rules) =>
  company.control((control) =>
    control.rules(Object.entries(rules).map(([name, value]) => `${name}=${value}`)),
  );

async function setDate(date: Date): Promise<void> {
  aheadMs = date.getTime() - Date.now();
  await company.control((control) => control.clock({ to: date }));
}

let count = 0;
async function user(wanted: UserWanted): Promise<string> {
  count += 1;
  await company.add({ [`user${count}`]: wanted });
  return `user${count}`;
}

const alter = (): Partial<Deps> => ({ now: () => new Date(Date.now() + aheadMs), clock: NO_CLOCK });

async function run(home: string, loginId: string, ...argv: string[]) {
  const env = {
    CERT_TOOL_HOME: home,
    CERT_TOOL_LOGIN_ID: loginId,
    CERT_TOOL_PASSWORD: passwordOf(loginId),
    CERT_TOOL_CONFIRMATION_PASSWORD: confirmationOf(loginId),
  };
  const { exitCode, stdout } = await runInProcess([...argv, ...company.args, '--yes', '--json'], {
    env,
    alter,
  });
  const document = JSON.parse(stdout);
  expect(leftBehind(home)).toEqual([]);
  expect(exitCode).toBe(document.ok ? 0 : 5);
  return document;
}

/** Who the hint says has to act, in the order in which it does. */
const WHO = [
  ['the master user personally', /the master user personally/i],
  ['another master user', /another master user/i],
  ['an administrator or the master user', /an administrator or the master user/i],
  ['an administrator', /an administrator in/i],
  ['the branch', /your branch/i],
] as const;

/** What became of it, in the words of the table. */
function told(document: {
  outcome?: string;
  results?: { outcome?: string }[];
  error?: { name: string; hint: string };
}) {
  const { outcome, results, error } = document;
  if (!error) return outcome ?? results?.[0]?.outcome;
  if (error.name === 'revocation-pending') return error.name;
  const who = WHO.filter(([, said]) => said.test(error.hint)).map(([name]) => name);
  const list = who.join(' or ');
  return ['nothing-to-revoke', 'too-early'].includes(error.name) ? error.name : `${error.name}: ${list}`;
}

const title = (rules: Rules) =>
  Object.entries(rules)
    .map(([name, value]) => `${name} ${value || 'unset'}`)
    .join(', ');

const named = (combinations: readonly Rules[]) => combinations.map((rules) => [title(rules), rules] as const);

const comparing = (rules: Rules) => (what: string, document: Parameters<typeof told>[0]) =>
  expect([what, told(document)]).toEqual([what, expectedOf(what, rules)]);

test('every two values of two rules are tried together, but for who revokes a master', () => {
  const names = Object.keys(COMBINATIONS[0] ?? {}).filter((name) => name !== 'masterRevocableBy');
  const valuesOf = (name: string) => [...new Set(COMBINATIONS.map((rules) => rules[name]))];
  for (const one of names) {
    for (const other of names.filter((name) => name > one)) {
      const tried = new Set(COMBINATIONS.map((rules) => `${rules[one]} ${rules[other]}`));
      expect([one, other, tried.size]).toEqual([one, other, valuesOf(one).length * valuesOf(other).length]);
    }
  }
});

describe.each(named(COMBINATIONS.filter((_, at) => at % 2 === 0)))('%s', (_, rules) => {
  const compare = comparing(rules);

  test("a master's certificate", async () => {
    await setRules(rules);
    for (const [actor, what] of [
      ['admin', "an administrator revokes a master's certificate"],
      ['chief', "another master revokes a master's certificate"],
    ] as const) {
      const master = await user({ role: 'master' });
      compare(what, await run(office, actor, 'revoke', master));
    }
    const [own, home] = [await user({ role: 'master' }), tempFolder()];
    await company.install(home, own);
    compare('a master revokes their own certificate', await run(home, own, 'revoke', own));
  });
});

describe.each(named(COMBINATIONS))('%s', (_, rules) => {
  const compare = comparing(rules);

  test('one that has expired, and one that is on another PC', async () => {
    await setRules(rules);
    const [expired, home] = [await user({ state: 'expired' }), tempFolder()];
    let last = await run(home, expired, 'issue');
    compare("a general user's has expired: issue", last);
    if (!last.ok) {
      compare('an administrator revokes an expired one', await run(office, 'admin', 'revoke', expired));
      last = await run(tempFolder(), expired, 'issue');
      compare('that user: issue again', last);
    }
    const elsewhere = await user({ state: 'issued' });
    compare("a user's certificate is on another PC: issue", await run(tempFolder(), elsewhere, 'issue'));
    compare('an administrator revokes it', await run(office, 'admin', 'revoke', elsewhere));
    compare('the user, then: issue', await run(tempFolder(), elsewhere, 'issue'));
    if (last.ok) return;
    await setDate(new Date(Date.now() + 2 * 60 * 60 * 1000));
    compare('that user, two hours later: issue', await run(tempFolder(), expired, 'issue'));
    await setDate(new Date());
  });

  test('renewing', async () => {
    await setRules({ ...rules, certificatesPerContract: '' });
    const [loginId, home] = [await user({ state: 'not-issued' }), tempFolder()];
    const { certificate } = await run(home, loginId, 'issue');
    await setRules(rules);
    const days = Number(rowsOf(RENEWABLE).find(([when = '']) => isMet(when, rules))?.[1]);
    const from = new Date(certificate.notAfter).getTime() - days * DAY_MS;
    await setDate(new Date(from - DAY_MS));
    compare('renew, a day before it can be renewed', await run(home, loginId, 'renew', loginId));
    await setDate(new Date(from + DAY_MS));
    compare('renew, a day after it can be renewed', await run(home, loginId, 'renew', loginId));
    await setDate(new Date());
  });
});
