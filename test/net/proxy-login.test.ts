import { expect, test } from 'vitest';
import { proxyAt } from '../support/through-proxy.ts';

const { signal } = new AbortController();
const taken = async () => ({ answer: 'taken', isTaken: true });
const never = () => Promise.reject(new Error('sent all the same'));

test('until it was taken one connection after the other sends it', async () => {
  const { login } = proxyAt('http://taro:x@proxy');
  const order: string[] = [];
  let answer = (_: { answer: string; isTaken: boolean }) => {};
  const first = login.use(
    () =>
      new Promise<{ answer: string; isTaken: boolean }>((resolve) => {
        order.push('first');
        answer = resolve;
      }),
    signal,
  );
  const second = login.use(async () => {
    order.push('second');
    return taken();
  }, signal);
  await expect.poll(() => order).toEqual(['first']);
  answer({ answer: 'first', isTaken: true });
  expect(await Promise.all([first, second])).toEqual(['first', 'taken']);
  expect(order).toEqual(['first', 'second']);
});

test('what was refused is not sent again', async () => {
  const { login } = proxyAt('http://taro:x@proxy');
  expect(await login.use(async () => ({ answer: 'no', isTaken: false }), signal)).toBe('no');
  expect(await login.use(never, signal)).toBeUndefined();
  expect(login.failed).toMatchObject({ how: 'refused' });
});

test('what had no answer is not sent again, but after it was taken once', async () => {
  const broken = () => Promise.reject(new Error('cut'));
  const { login } = proxyAt('http://taro:x@proxy');
  await expect(login.use(broken, signal)).rejects.toThrow('cut');
  expect(await login.use(never, signal)).toBeUndefined();
  expect(login.failed).toMatchObject({ how: 'unanswered' });

  const other = proxyAt('http://taro:x@proxy').login;
  await other.use(taken, signal);
  await expect(other.use(broken, signal)).rejects.toThrow('cut');
  expect(await other.use(taken, signal)).toBe('taken');
});

test('a connection that was given up while it waited sends nothing, and spends nothing', async () => {
  const { login } = proxyAt('http://taro:x@proxy');
  const stop = new AbortController();
  stop.abort(new Error('given up'));
  await expect(login.use(never, stop.signal)).rejects.toThrow('given up');
  expect(await login.use(taken, signal)).toBe('taken');
});
