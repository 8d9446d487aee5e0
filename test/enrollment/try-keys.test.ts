import { createPrivateKey, sign } from 'node:crypto';
import { rmSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { KeyState } from '../../src/core/certificate.ts';
import { CertToolError } from '../../src/core/error.ts';
import { holdingsOfUser } from '../../src/enrollment/local.ts';
import { tryKeys } from '../../src/enrollment/try-keys.ts';
import { isUsable } from '../../src/holdings/holding.ts';
import { holdingsOf } from '../../src/holdings/holdings.ts';
import { createFileStore } from '../../src/winstore/file/store.ts';
import { answersOf } from '../holdings/answers.ts';
import { randomPc, told } from '../holdings/random-pc.ts';
import { banks, certificateOf, type Facts, NOW, type Pc } from '../holdings/support.ts';
import { makeTempFolder } from '../support/temp-folder.ts';
import { issue } from '../support/test-ca.ts';

const FIXED = { seed: 20_260_701, numRuns: 500 };

/** One key that signs for all certificates whose key works. */
const real = makeReal();

function makeReal() {
  const folder = makeTempFolder();
  try {
    const { pem, key } = issue(folder, { subject: '/CN=real' });
    return { pem, key: createPrivateKey(key) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Of which nothing but what `storeOf` replaces is used. */
const base = createFileStore({ dir: 'unused' });

/** A store that holds what is on the PC, and notes whose keys are tried. */
function storeOf({ found }: Pick<Pc, 'found'>) {
  const certificates = found.map(({ certificate }) => ({ ...certificate, pem: real.pem }));
  const keys = new Map(found.map(({ certificate, key }) => [certificate.thumbprint, key]));
  const tried: string[] = [];
  return {
    ...base,
    certificates,
    tried,
    list: async () => certificates,
    async sign(thumbprint: string, bytes: Uint8Array) {
      tried.push(thumbprint);
      return signed(keys.get(thumbprint), bytes);
    },
  };
}

function signed(key: KeyState | undefined, bytes: Uint8Array): Uint8Array {
  if (key === 'untried') throw new CertToolError('signing-not-possible', { params: { store: 'test' } });
  if (key !== 'works') throw new CertToolError('key-unusable');
  return sign('sha256', bytes, real.key);
}

const smallest = async (holds: (pc: Pc) => Promise<boolean>) => {
  // The smallest one that fails tells the most.
  const { counterexample } = await fc.check(fc.asyncProperty(randomPc, holds), FIXED);
  return counterexample?.map(told).join('\n');
};

test('trying down to the first key that works tells the same as trying each', async () => {
  const judged = async (pc: Pc, untilOneWorks: boolean) => {
    const store = storeOf(pc);
    const found = await tryKeys(store, store.certificates, { ...pc, untilOneWorks });
    const holdings = holdingsOf(found, pc);
    return holdings.map(({ current, superseded, certificate: { thumbprint }, state, key }) =>
      [thumbprint, current, superseded, current && state !== 'expired' && key].join(),
    );
  };
  const example = await smallest(
    async (pc) => (await judged(pc, true)).join() === (await judged(pc, false)).join(),
  );
  expect(example).toBeUndefined();
});

test('a trial of each key finds what each is good for', async () => {
  const example = await smallest(async (pc) => {
    const store = storeOf(pc);
    const found = await tryKeys(store, store.certificates, { ...pc, untilOneWorks: false });
    return found.every(({ certificate, key }, index) => {
      const { key: wanted = 'untried', certificate: given } = pc.found[index] ?? {};
      const isOurs = given?.forClientAuthentication;
      return key === (isOurs || wanted === 'missing' ? wanted : 'untried') && certificate.pem === real.pem;
    });
  });
  expect(example).toBeUndefined();
});

test('issue is content with what the judgement of all certificates calls enough', async () => {
  const example = await smallest(async (given) => {
    const pc = { ...given, unfinished: [] };
    const answers = answersOf(pc);
    for (const identity of pc.banks) {
      for (const loginId of ['hanako', 'jiro']) {
        const holdings = await holdingsOfUser(storeOf(pc), { identity, loginId, now: pc.now }, true);
        const current = holdings.find((each) => each.current);
        const enough = answers.find(
          (answer) =>
            answer.enough &&
            answer.holding.bankIds.includes(identity.bankId) &&
            answer.holding.subject?.loginId === loginId,
        );
        const wanted = enough?.holding.certificate.thumbprint;
        if ((current && isUsable(current) ? current.certificate.thumbprint : undefined) !== wanted)
          return false;
      }
    }
    return true;
  });
  expect(example).toBeUndefined();
});

const ends = (left: number, facts: Facts = {}) => ({ left, facts });

test.each([
  ['not the older ones', [ends(20), ends(364)], [1]],
  ['not the expired ones', [ends(-20)], []],
  [
    'the next one where the newest does not work',
    [ends(10), ends(20), ends(364, { key: 'unusable' })],
    [2, 1],
  ],
  ['those of the future too', [ends(20), ends(400)], [1, 0]],
  [
    'each user’s, and each bank’s',
    [ends(20), ends(364, { loginId: 'jiro' }), ends(30, { by: 'B' })],
    [1, 2, 0],
  ],
  ['not those without a key', [ends(20), ends(364, { key: 'missing' })], [0]],
  ['nobody else’s', [ends(20, { commonName: 'VPN' })], []],
])('of the keys are tried: %s', async (_, certificates, tried) => {
  const found = certificates.map(({ left, facts }, index) => ({
    certificate: certificateOf(left, facts, `certificate ${index}`),
    key: facts.key ?? 'works',
  }));
  const store = storeOf({ found });
  await tryKeys(store, store.certificates, { banks: [banks.a, banks.b], now: NOW, untilOneWorks: true });
  expect(store.tried).toEqual(tried.map((index) => found[index]?.certificate.thumbprint));
});
