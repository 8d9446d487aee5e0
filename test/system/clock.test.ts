import { expect, test } from 'vitest';
import { CertToolError } from '../../src/core/error.ts';
import { wait } from '../../src/system/clock.ts';

const LONG_MS = 60_000;

test('an aborted signal ends the wait by its reason, before it begins or on the way', async () => {
  const reason = new CertToolError('cancelled');
  await expect(wait(LONG_MS, AbortSignal.abort(reason))).rejects.toBe(reason);
  const cancel = new AbortController();
  const waiting = wait(LONG_MS, cancel.signal);
  cancel.abort(reason);
  await expect(waiting).rejects.toBe(reason);
});

test('otherwise it comes to its end', async () => {
  await wait(1);
  await wait(1, new AbortController().signal);
});
