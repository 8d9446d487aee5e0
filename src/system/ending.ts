import { AsyncLocalStorage } from 'node:async_hooks';

const current = new AsyncLocalStorage<AbortSignal>();

/**
 * Does a piece of work until this signal. Then it rejects at once with the signal's reason, and the programs that the
 * work has started by `run` or asked by `startConversation` are ended with all their children, however deep in it that
 * was.
 */
export function untilSignal<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  if (signal.aborted) return Promise.reject(signal.reason);
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    const over = () => signal.removeEventListener('abort', onAbort);
    current.run(signal, work).finally(over).then(resolve, reject);
  });
}

/** The signal of the work that this is a part of. */
export function signalOfWork(): AbortSignal | undefined {
  return current.getStore();
}
