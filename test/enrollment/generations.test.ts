import { describe, expect, test } from 'vitest';
import type { BankIdentity } from '../../src/core/bank-identity.ts';
import type { ErrorName } from '../../src/core/catalogue/index.ts';
import type { StoredCertificate } from '../../src/core/certificate.ts';
import { connectFrom, learnGenerations, learnIssuer } from '../../src/enrollment/generations.ts';
import { BANK, certificates, chains } from './certificates.ts';
import { failed, worldWith } from './fakes.ts';

const { old, fresh, next, strange } = certificates;
const withoutKeyId = { ...next, authorityKeyId: undefined };

/** A bank that hands out its next CA's chain, or ends so; what it was asked for, and what was kept. */
async function bankWith(
  answer: readonly string[] | ErrorName = chains.g5,
  here: readonly StoredCertificate[] = [],
) {
  const asked: (string | undefined)[] = [];
  const caChain = async (keyId?: string) => {
    asked.push(keyId);
    if (keyId === undefined) return [...chains.g4];
    if (typeof answer === 'string') throw failed(answer);
    return [...answer];
  };
  const kept: BankIdentity[] = [];
  const keepIdentity = async (identity: BankIdentity) => {
    kept.push(identity);
    return { ...identity, name: 'kept' };
  };
  const { run, ports } = await worldWith({ here, bank: { caChain }, ports: { keepIdentity } });
  const { connection } = run();
  if (!connection) throw new Error('no connection');
  return { asked, kept, ports, connection };
}

describe('the CAs of what is here', () => {
  async function learnt(here: readonly StoredCertificate[], answer?: readonly string[] | ErrorName) {
    const { asked, ports, connection } = await bankWith(answer);
    const after = await learnGenerations(ports, connection, here);
    expect({ ...after, identity: BANK }).toEqual(connection);
    return { asked, identity: after.identity };
  }

  test('are asked for where they are not known, each once', async () => {
    const { asked, identity } = await learnt([old, next, { ...next }, fresh]);
    expect(asked).toEqual([next.authorityKeyId]);
    expect(identity).toEqual({ ...BANK, name: 'kept', chains: [chains.g4, chains.g5] });
  });

  test.each<[string, readonly StoredCertificate[]]>([
    ['known', [old, fresh]],
    ['none of a certificate of ours', [{ ...next, commonName: 'taro VPN' }]],
    ['not named', [withoutKeyId]],
    ['none', []],
  ])('are not asked for where they are %s', async (_, here) => {
    expect(await learnt(here)).toEqual({ asked: [], identity: BANK });
  });

  test('are not taken from a bank that did not issue it', async () => {
    expect(await learnt([strange])).toEqual({ asked: [strange.authorityKeyId], identity: BANK });
  });

  test.each<ErrorName>(['unexpected-refusal', 'bad-answer', 'bank-error'])(
    'that the bank does not know are no reason to stop: %s',
    async (name) => {
      expect(await learnt([next], name)).toEqual({ asked: [next.authorityKeyId], identity: BANK });
    },
  );

  test.each<ErrorName>(['timeout', 'connection-lost'])('cannot be had: %s', async (name) => {
    await expect(learnt([next], name)).rejects.toMatchObject({ errorName: name });
  });

  test('are learnt when the bank is connected to', async () => {
    const { ports, asked } = await bankWith(chains.g5, [old, next]);
    const { identity } = await connectFrom(ports);
    expect(asked).toEqual([undefined, next.authorityKeyId]);
    expect(identity.chains).toEqual([chains.g4, chains.g5]);
  });
});

describe('the CA of a certificate that the bank calls its own', () => {
  async function learnt(
    certificate: StoredCertificate,
    answer?: ErrorName,
    known: Partial<BankIdentity> = {},
  ) {
    const { ports, connection, kept } = await bankWith(answer);
    const identity = { ...BANK, ...known };
    const result = await learnIssuer(ports, { ...connection, identity }, certificate);
    expect(kept).toHaveLength(result === identity ? 0 : 1);
    return result;
  }

  test('is learnt with its chain', async () => {
    expect(await learnt(next)).toEqual({ ...BANK, name: 'kept', chains: [chains.g4, chains.g5] });
  });

  test('is known by its key where the chain cannot be had', async () => {
    const authorityKeyIds = ['aa'];
    for (const [known, expected] of [
      [{}, [strange.authorityKeyId]],
      [{ authorityKeyIds }, ['aa', strange.authorityKeyId]],
    ] as const) {
      const identity = await learnt(strange, 'bank-error', known);
      expect(identity).toEqual({ ...BANK, name: 'kept', authorityKeyIds: expected });
    }
  });

  test('without a key identifier nothing is learnt', async () => {
    expect(await learnt(withoutKeyId)).toEqual(BANK);
  });
});
