import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { certificatesHere, expectNothingLost } from '../company.ts';
import type { CliResult } from '../run.ts';
import type { Act, Place } from './replay.ts';

const LOGIN_ID = 'one';
const ISSUED = { issue: 'certificate-issued', renew: 'certificate-renewed' };

function expectCode({ code, stdout, stderr }: CliResult, ...codes: number[]): void {
  expect(code, stdout + stderr).toBeOneOf(codes);
}

/** One certificate, which works and is the bank's; it has issued one and no second. */
async function expectOneIssued({ company, home }: Place, act: keyof typeof ISSUED): Promise<void> {
  await expectNothingLost(company, home, LOGIN_ID);
  const acts = await company.actsOf(LOGIN_ID);
  expect(acts.filter((each) => each === ISSUED[act])).toHaveLength(1);
}

/** What is here signs: a certificate that works is never given up before another one does. */
async function expectOneSigns({ home }: Place): Promise<void> {
  expect((await certificatesHere(home)).some(({ signs }) => signs)).toBe(true);
}

export const ISSUE: Act = {
  args: () => ['issue', LOGIN_ID],
  loginId: LOGIN_ID,
  furnish: ({ company }) => company.add({ [LOGIN_ID]: { state: 'not-issued' } }),
  promised: (place) => expectOneIssued(place, 'issue'),
  async afterwards(place, next) {
    expectCode(next, 0);
    await expectOneIssued(place, 'issue');
  },
};

export const RENEW: Act = {
  args: () => ['renew', LOGIN_ID],
  loginId: LOGIN_ID,
  async furnish({ company, home }) {
    await company.add({ [LOGIN_ID]: {} });
    await company.install(home, LOGIN_ID);
  },
  atOnce: expectOneSigns,
  promised: (place) => expectOneIssued(place, 'renew'),
  async afterwards(place, next) {
    // Only the log-out was missing: the new certificate cannot be renewed yet.
    if (next.code !== 0) expect(JSON.parse(next.stdout).error.name).toBe('too-early');
    await expectOneIssued(place, 'renew');
  },
};

const byEst = ({ company: { bank } }: Place) => ['--protocol', 'est', '--bank', bank.estUrl ?? ''];

export const EST_ISSUE: Act = {
  ...ISSUE,
  byEst: true,
  args: (place) => ['issue', LOGIN_ID, ...byEst(place)],
};

/** By the certificate: a password is at hand, and not sent. */
export const EST_RENEW: Act = {
  ...RENEW,
  byEst: true,
  args: (place) => ['renew', LOGIN_ID, ...byEst(place)],
  async afterwards(place, next) {
    // All was done: what is not to be renewed yet, only the CA can tell.
    if (next.code !== 0) expect(JSON.parse(next.stdout).error.name).toBe('request-refused');
    await expectOneIssued(place, 'renew');
  },
};

const OTHER = 'two';

async function furnishTwo({ company, home }: Place): Promise<void> {
  await company.add({ [LOGIN_ID]: { role: 'administrator', state: 'issued' }, [OTHER]: { state: 'issued' } });
  for (const loginId of [LOGIN_ID, OTHER]) await company.install(home, loginId);
}

async function expectOnlyOther({ home }: Place): Promise<void> {
  const here = await certificatesHere(home);
  expect(here.map(({ commonName, signs }) => [commonName.split(' ')[0], signs])).toEqual([[OTHER, true]]);
}

export const REMOVE: Act = {
  args: () => ['remove', LOGIN_ID, '--yes'],
  loginId: LOGIN_ID,
  furnish: furnishTwo,
  promised: expectOnlyOther,
  async afterwards(place, next) {
    expectCode(next, 0, 8);
    await expectOnlyOther(place);
  },
};

const SHEET = 'sheet.html';

async function expectRetired({ company, home }: Place): Promise<void> {
  expect(await certificatesHere(home)).toEqual([]);
  const text = readFileSync(join(home, SHEET), 'utf8').replace(/<[^>]*>/g, '');
  const { users } = await company.control((control) => control.info());
  for (const loginId of [LOGIN_ID, OTHER]) {
    expect(users.find((user) => user.loginId === loginId)?.state).toBe('revoked');
    expect(text).toContain(`issue ${loginId} `);
  }
}

export const RETIRE: Act = {
  args: ({ home }) => ['retire', '--yes', '--sheet', join(home, SHEET)],
  loginId: LOGIN_ID,
  furnish: furnishTwo,
  promised: expectRetired,
  async afterwards(place, next) {
    expectCode(next, 0);
    expect(JSON.parse(next.stdout).results).toHaveLength(2);
    await expectRetired(place);
  },
};

async function expectConfig({ home }: Place, settings: object): Promise<void> {
  expect(JSON.parse(readFileSync(join(home, 'config.json'), 'utf8'))).toMatchObject(settings);
}

const expectSet = (place: Place) => expectConfig(place, { deviceLabel: 'pc-7' });

export const CONFIG_SET: Act = {
  args: () => ['config', 'set', 'deviceLabel', 'pc-7'],
  loginId: LOGIN_ID,
  async furnish({ home }) {
    mkdirSync(home, { mode: 0o700 });
    writeFileSync(join(home, 'config.json'), '{\n  "lang": "en"\n}\n');
  },
  atOnce: (place) => expectConfig(place, { lang: 'en' }),
  promised: expectSet,
  async afterwards(place, next) {
    expectCode(next, 0);
    await expectSet(place);
  },
};

/** The first on a PC, which makes the folder. */
export const CONFIG_SET_FIRST: Act = {
  ...CONFIG_SET,
  furnish: async () => undefined,
  atOnce: async () => undefined,
};
