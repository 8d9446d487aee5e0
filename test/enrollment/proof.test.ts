import { verify, X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import { prove } from '../../src/enrollment/proof.ts';
import { certificates } from './certificates.ts';
import { failed, worldWith } from './fakes.ts';

const { old } = certificates;

test('the challenge of the session is signed, as docs/bank-api.yaml has it', async () => {
  const proofs: [string, Uint8Array][] = [];
  const { ports, session } = await worldWith({
    here: [old],
    session: { challenge: 'a challenge', prove: async (...proof) => void proofs.push(proof) },
  });
  await prove(ports.store, session, old);
  const [[serialNumber, signature] = []] = proofs;
  expect(serialNumber).toBe(old.serialNumber);
  const { publicKey } = new X509Certificate(old.pem);
  const signed = Buffer.from('cert-tool proof v1\na challenge');
  expect(verify('sha256', signed, publicKey, signature ?? Buffer.alloc(0))).toBe(true);
});

test('a bank that wants no proof gets none', async () => {
  const { ports, session, acts } = await worldWith({ here: [old], without: ['proof'] });
  await prove(ports.store, session, old);
  expect(acts).toEqual([]);
});

test('nothing is sent where the key cannot sign', async () => {
  const sign = () => Promise.reject(failed('key-unusable'));
  const { ports, session, acts } = await worldWith({ here: [old], store: { sign } });
  await expect(prove(ports.store, session, old)).rejects.toMatchObject({ errorName: 'key-unusable' });
  expect(acts).toEqual([]);
});
