import { describe, expect, test } from 'vitest';
import { knownClient } from '../../src/compose/client.ts';
import type { Bank, ClientVersions } from '../../src/core/ports/bank.ts';
import { worldWith } from '../enrollment/fakes.ts';

async function heard(version: string | undefined, ...told: ClientVersions[]) {
  const noVersions: string[] = [];
  const { client, watched } = knownClient(version, (text) => void noVersions.push(text));
  for (const each of told) {
    const { bank } = await worldWith({ status: { client: each } });
    await (watched(bank) satisfies Bank).status();
  }
  return { recommended: client.recommended(), noVersions };
}

describe('what the bank names', () => {
  test.each<[string, ClientVersions, string | undefined]>([
    ['nothing', {}, undefined],
    ['a newer one that it recommends', { recommended: '1.3.0' }, '1.3.0'],
    ['this one', { recommended: '1.2.0' }, undefined],
    ['an older one', { minimum: '1.0.0', recommended: '1.1.9' }, undefined],
    ['a minimum that is newer than what it recommends', { minimum: '2.0.0', recommended: '1.3.0' }, '2.0.0'],
  ])('%s', async (_, told, newest) => {
    expect(await heard('1.2.0', told)).toEqual({ recommended: newest, noVersions: [] });
  });

  test('what is no version is told once, and the other one counts', async () => {
    const told = { minimum: 'latest', recommended: '1.3.0' };
    expect(await heard('1.2.0', told, told)).toEqual({ recommended: '1.3.0', noVersions: ['latest'] });
  });

  test('nothing is recommended where it is not known what this is', async () => {
    for (const own of [undefined, 'dev']) {
      expect((await heard(own, { recommended: '1.3.0' })).recommended).toBeUndefined();
    }
  });
});
