import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import type { BankIdentity } from '../../src/core/bank-identity.ts';
import { CertToolError } from '../../src/core/error.ts';
import { daysLeft } from '../../src/core/renewal.ts';
import { type AdministrationPorts, administer } from '../../src/enrollment/administer.ts';
import type { Secrets } from '../../src/enrollment/ports.ts';
import { readClockOffset } from '../../src/sandbox/place/identity.ts';
import { systemClock } from '../../src/system/clock.ts';
import { acquireLock } from '../../src/system/lock.ts';
import { altered } from '../support/flat-session.ts';
import { type Desk, demoSecrets, failure, openDesk, seedTemplate, withControl } from './support.ts';

const ADMINISTRATOR = 'hanakodt';

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cert-tool-administer-'));
  await seedTemplate(join(folder, 'template'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function portsOf(desk: Desk, secrets: Secrets): AdministrationPorts {
  return {
    openStore: async () => desk.store,
    journal: desk.journal,
    secrets,
    refusals: desk.refusals,
    openBank: async () => desk.client(),
    knownIdentity: async () => undefined,
    keepIdentity: async (identity: BankIdentity) => identity,
    lock: (bankId, loginId) =>
      acquireLock(join(desk.bankDir, '..', 'locks', `${bankId}-${loginId}`), {
        waitMs: 20_000,
        busy: () => new CertToolError('busy', { params: { loginId } }),
      }),
    now: () => new Date(systemClock().getTime() + readClockOffset(desk.bankDir)),
    onStep() {},
    beforeLogin: async () => [],
    onLoggedIn: async () => {},
  };
}

it('proves with the confirmed certificate, though a newer one waits for its confirmation', async () => {
  const desk = await openDesk(join(folder, 'template'), mkdtempSync(join(folder, 'desk-')));
  onTestFinished(() => desk.close());
  const certificate = await desk.install(ADMINISTRATOR);
  await desk.advance(daysLeft(certificate.notAfter, systemClock()) - 30);
  const secrets = demoSecrets(desk.bankDir, ADMINISTRATOR);
  const confirm = () => Promise.reject(new CertToolError('connection-lost', { params: { host: 'test' } }));
  const renewal = { certificate, force: false, keepOld: false };
  const openBank = async () => altered(desk.client(), () => ({ confirm }));
  const result = await desk.issue({ secrets, openBank }, { loginId: ADMINISTRATOR, renewal });
  expect(result.warnings).toEqual(['not-confirmed']);
  expect(await desk.store.list()).toHaveLength(2);

  const ports = portsOf(desk, secrets);
  const users = await administer(ports, { loginId: ADMINISTRATOR, confirms: false }, ({ administration }) =>
    administration.users(),
  );
  expect(users.map(({ loginId }) => loginId)).toContain(ADMINISTRATOR);
});

it('of runs that start together one sends an old password, and the others learn of it', async () => {
  const desk = await openDesk(join(folder, 'template'), mkdtempSync(join(folder, 'desk-')));
  onTestFinished(() => desk.close());
  await desk.install(ADMINISTRATOR);
  const ports = portsOf(desk, { ...demoSecrets(desk.bankDir, ADMINISTRATOR), password: async () => 'old' });
  const act = () =>
    failure(administer(ports, { loginId: ADMINISTRATOR, confirms: false }, async () => undefined));
  const names = (await Promise.all([act(), act(), act()])).map(({ errorName }) => errorName);
  expect(names.sort()).toEqual(['credentials-refused', 'refused-before', 'refused-before']);
  const log = await withControl(desk.bankDir, (control) => control.log());
  expect(log.filter((entry) => entry.act === 'password-refused')).toHaveLength(1);
});
