import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Company, certificatesHere, expectNothingLost } from '../support/company.ts';
import { type CliResult, leftBehind } from '../support/run.ts';
import { perform, RENEW, serve } from '../support/struck.ts';
import { tempFolder } from '../support/temp-folder.ts';

const LOGIN_ID = 'one';

async function renewable(): Promise<{ company: Company; home: string }> {
  const [company, home] = [await serve(RENEW), tempFolder()];
  await company.install(home, LOGIN_ID);
  return { company, home };
}

const summary = ({ code, stdout }: CliResult) => {
  const { outcome, error } = JSON.parse(stdout);
  return [code, outcome ?? error.name];
};

test('two renewals at once on one PC: one waits for the other, and there is one new certificate', async () => {
  const { company, home } = await renewable();
  const renew = () => perform(RENEW, company, home, LOGIN_ID);
  const runs = (await Promise.all([renew(), renew()])).map(summary);
  expect(runs).toContainEqual([0, 'renewed']);
  // The other one chose the certificate that was due before it had to wait, or found none that is due any more.
  for (const run of runs) {
    expect(run).toBeOneOf([
      [0, 'renewed'],
      [0, 'already-valid'],
      [5, 'too-early'],
    ]);
  }
  await expectNothingLost(company, home, LOGIN_ID);
  const log = await company.control((control) => control.log());
  const confirmed = log.filter(
    (entry) => entry.loginId === LOGIN_ID && entry.act === 'certificate-confirmed',
  );
  expect(confirmed).toHaveLength(1);
});

test('two PCs with copies of one store: one of them ends with the certificate, the other says so', async () => {
  const { company, home } = await renewable();
  const copy = join(tempFolder(), 'copy');
  cpSync(home, copy, { recursive: true });
  const homes = [home, copy];
  const renew = (each: string) => perform(RENEW, company, each, LOGIN_ID);
  await Promise.all(homes.map(renew));
  // Whatever they did to each other: the same command again, one after the other, settles it.
  const ends = [];
  for (const each of [...homes, ...homes]) ends.push(summary(await renew(each)));
  for (const end of ends) {
    expect(end).toBeOneOf([
      [0, 'renewed'],
      [5, 'too-early'],
      [5, 'already-renewed'],
      [5, 'certificate-revoked'],
    ]);
  }
  const { certificate, unconfirmed } = await company.me(LOGIN_ID);
  expect([certificate.state, unconfirmed]).toEqual(['issued', undefined]);
  const holders = [];
  for (const each of homes) {
    expect(leftBehind(each)).toEqual([]);
    const here = await certificatesHere(each);
    expect(here).toHaveLength(1);
    if (here.some(({ serialNumber, signs }) => signs && serialNumber === certificate.serialNumber)) {
      holders.push(each);
    }
  }
  expect(holders).toHaveLength(1);
});
