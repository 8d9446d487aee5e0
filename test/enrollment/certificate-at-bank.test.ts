import { expect, test } from 'vitest';
import { BankRefusal } from '../../src/core/ports/bank-refusals.ts';
import { certificateAtBank } from '../../src/enrollment/certificate-at-bank.ts';
import { certificates, LOGIN_ID } from './certificates.ts';
import { worldWith } from './fakes.ts';

const { old } = certificates;

async function worldShowing(certificate: string) {
  return worldWith({
    session: {
      certificate: async (serialNumber) => ({
        ...{ loginId: LOGIN_ID, state: 'issued', confirmed: true, serialNumber, certificate },
      }),
    },
  });
}

test('the bank’s copy is read', async () => {
  const { run, session } = await worldShowing(old.pem);
  expect((await certificateAtBank(run(), session, old.serialNumber)).thumbprint).toBe(old.thumbprint);
});

test.each(['', 'junk', old.pem.replace(/\n[^\n]+(?=\n-----END)/, '')])('%j is a bad answer', async (text) => {
  const { run, session } = await worldShowing(text);
  const detail = { en: expect.stringContaining('no certificate'), ja: expect.stringContaining('証明書') };
  for (const [shared, host] of [
    [run(), 'Test Bank'],
    [run({ connection: undefined }), 'bank'],
  ] as const) {
    await expect(certificateAtBank(shared, session, '00')).rejects.toMatchObject({
      errorName: 'bad-answer',
      details: { params: { host, detail }, cause: expect.any(Error) },
    });
  }
});

test('what the bank refuses is told as it is', async () => {
  const refusal = new BankRefusal('not-found', 404);
  const { run, session } = await worldWith({ session: { certificate: () => Promise.reject(refusal) } });
  await expect(certificateAtBank(run(), session, '00')).rejects.toBe(refusal);
});
