import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import type { BankIdentity } from '../../src/core/bank-identity.ts';
import { CertToolError } from '../../src/core/error.ts';
import { daysLeft } from '../../src/core/renewal.ts';
import { administer } from '../../src/enrollment/administer.ts';
import { readClockOffset } from '../../src/sandbox/identity.ts';
import { systemClock } from '../../src/system/clock.ts';
import { altered, demoSecrets, openDesk, seedTemplate } from './support.ts';

const ADMINISTRATOR = 'hanakodt';

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cert-tool-administer-'));
  await seedTemplate(join(folder, 'template'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

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

  const ports = {
    store: desk.store,
    secrets,
    openBank: async () => desk.client(),
    keepIdentity: async (identity: BankIdentity) => identity,
    now: () => new Date(systemClock().getTime() + readClockOffset(desk.bankDir)),
    onStep() {},
    beforeLogin: async () => [],
  };
  const users = await administer(ports, ADMINISTRATOR, ({ session }) => session.users());
  expect(users.map(({ loginId }) => loginId)).toContain(ADMINISTRATOR);
});
