import { expect, test } from 'vitest';
import { readCertificate } from '../../src/pki/certificate.ts';
import { control } from '../sandbox/company-support.ts';
import { startTestBank, useSeededFolder } from '../sandbox/support.ts';
import { addCheckedUsers, check, notPassed } from './checked-bank.ts';

useSeededFolder();

/** What the practice bank has no users for. */
const BEYOND = [
  ['suspended', 'suspended'],
  ['service-not-enabled', 'notEnabled'],
  ['password-change-required', 'passwordChange'],
];

test('the practice bank keeps every promise that can be tried', async () => {
  const bank = await startTestBank();
  const users = await control(bank, async (opened) => {
    const { json, held } = await addCheckedUsers(opened, '01');
    await opened.newCa();
    const former = held.map(({ certificate }) => readCertificate(certificate).authorityKeyId);
    return { json: { ...json, formerAuthorityKeyIds: former }, held };
  });
  const results = await check({
    bank,
    users,
    code: ({ loginId }) => bank.codeFor(loginId),
    setClock: (time) => control(bank, async (opened) => void (await opened.clock({ to: time }))),
  });
  expect(notPassed(results)).toEqual(
    BEYOND.map(([name, part]) => `${name} skipped: the file of users has no "${part}"`),
  );
}, 120_000);
