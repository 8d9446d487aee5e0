import { join } from 'node:path';
import { expect, test } from 'vitest';
import { BankDatabase } from '../../src/sandbox/database.ts';
import { ask, csrOf } from './company-support.ts';
import { startTestBank, useSeededFolder } from './support.ts';

useSeededFolder();

function changeDatabase(dir: string, ...statements: string[]): void {
  const database = BankDatabase.open(join(dir, 'bank.sqlite'));
  for (const statement of statements) database.run(statement);
  database.close();
}

test('a database of version 2 is taken over: what was superseded stays so', async () => {
  const bank = await startTestBank();
  const token = await bank.logIn('jirodt');
  await ask(bank, token, csrOf('a', 'jirodt'));
  const { body } = await ask(bank, token, csrOf('b', 'jirodt'));
  await bank.close();
  changeDatabase(
    bank.dir,
    'ALTER TABLE certificates DROP COLUMN superseded',
    'ALTER TABLE certificates DROP COLUMN predecessor',
    'PRAGMA user_version = 2',
  );
  const again = await startTestBank(bank.dir);
  const me = await again.call('GET', '/v1/me', { token: await again.logIn('jirodt') });
  expect(me.body).toMatchObject({
    certificate: { state: 'not-issued' },
    unconfirmed: { serialNumber: body.serialNumber },
  });
  const shiro = await again.call('GET', '/v1/me', { token: await again.logIn('shirodt') });
  expect(shiro.body.certificate.state).toBe('revoked');
});

test('one of an unknown version is refused', async () => {
  const bank = await startTestBank();
  await bank.close();
  changeDatabase(bank.dir, 'PRAGMA user_version = 99');
  await expect(startTestBank(bank.dir)).rejects.toMatchObject({ errorName: 'practice-bank-failed' });
});
