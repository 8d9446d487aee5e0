import { AsyncLocalStorage } from 'node:async_hooks';

const current = new AsyncLocalStorage<AbortSignal>();

/** How long a piece of work that is to end may still take to put away what it has begun. */
const GRACE_MS = 300;

/**
 * Does a piece of work until this signal. Then it rejects with the signal's reason, as soon as the work has come to an end
 * of its own, at the latest after a moment; and the programs that the work has started by `run` or asked by
 * `startConversation` are ended at once with all their children, however deep in it that was.
 */
export function untilSignal<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  if (signal.aborted) return Promise.reject(signal.reason);
  return new Promise((resolve, reject) => {
    let grace: NodeJS.Timeout | undefined;
    const end = () => reject(signal.reason);
    const onAbort = () => {
      grace = setTimeout(end, GRACE_MS);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    const over = () => {
      clearTimeout(grace);
      signal.removeEventListener('abort', onAbort);
      if (signal.aborted) end();
    };
    // A signal that came while something was read at one go is heard only now.
    const heard = <R>(result: R) => new Promise<R>((go) => setImmediate(go, result));
    current.run(signal, work).then(heard).finally(over).then(resolve, reject);
  });
}

/** The signal of the work that this is a part of. */
export function signalOfWork(): AbortSignal | undefined {
  return current.getStore();
}
