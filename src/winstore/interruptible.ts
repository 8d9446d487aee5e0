import type { Insistence } from '../core/insistence.ts';
import type { CertificateStore } from '../core/ports/store.ts';
import { untilSignal } from '../system/ending.ts';

/** What the wishes to end mean for a store. */
export interface Interruption {
  /** The first wish. */
  readonly signal: AbortSignal;
  /** The second one, and whether a request is on its way. */
  readonly insistence: Insistence;
  /** Told once when the first wish has come and changes go on to their end. */
  onFinishing(): void;
}

/** How long a change may still take after the first wish. */
const LONGEST_MS = 60_000;
/** Of what is over by then nobody needs to be told. */
const UNTOLD_MS = 300;

/**
 * A store whose operations end when they are to: those that change nothing at the first wish, those that change something
 * at the second, or 60 seconds after the first. While a request is on its way nothing ends at the first: its
 * certificate is to be installed. The programs that an operation runs end with it.
 */
export function interruptible<Store extends CertificateStore>(
  store: Store,
  given: Interruption,
  longestMs = LONGEST_MS,
): Store {
  const interruption = { ...given, onFinishing: onlyOnce(given.onFinishing) };
  const limit = limitOf(longestMs);
  const change = <T>(work: () => Promise<T>) => finishing(interruption, limit, work);
  const look = <T>(work: () => Promise<T>) => {
    const { signal, insistence } = interruption;
    if (insistence.isSent) return change(work);
    return untilSignal(AbortSignal.any([signal, insistence.signal]), work);
  };
  const { signAll, tlsKey, keyFacts, damaged, damagedChains, repair, archive } = store;
  return {
    ...store,
    probe: () => look(() => store.probe()),
    pending: () => look(() => store.pending()),
    list: () => look(() => store.list()),
    find: (thumbprint) => look(() => store.find(thumbprint)),
    sign: (thumbprint, bytes) => look(() => store.sign(thumbprint, bytes)),
    ...(signAll && { signAll: (...given) => look(() => signAll(...given)) }),
    ...(tlsKey && { tlsKey: (thumbprint) => look(() => tlsKey(thumbprint)) }),
    ...(keyFacts && { keyFacts: (...given) => look(() => keyFacts(...given)) }),
    ...(damaged && { damaged: (...given) => look(() => damaged(...given)) }),
    ...(damagedChains && { damagedChains: (...given) => look(() => damagedChains(...given)) }),
    request: (id, wanted) => change(() => store.request(id, wanted)),
    install: (...given) => change(() => store.install(...given)),
    ...(repair && { repair: (...given) => change(() => repair(...given)) }),
    ...(archive && { archive: (...given) => change(() => archive(...given)) }),
    remove: (thumbprint) => change(() => store.remove(thumbprint)),
    discard: (id) => change(() => store.discard(id)),
  } satisfies CertificateStore as Store;
}

/** Many changes may go on at once. */
function onlyOnce(tell: () => void): () => void {
  let isTold = false;
  return () => {
    if (!isTold) tell();
    isTold = true;
  };
}

/** One time for all changes that go on: it begins with the first of them that meets the wish. */
interface Limit {
  readonly late: AbortSignal;
  begin(reason: unknown): void;
}

function limitOf(ms: number): Limit {
  const late = new AbortController();
  let isBegun = false;
  return {
    late: late.signal,
    begin(reason) {
      if (isBegun) return;
      isBegun = true;
      // What is waited for keeps the process alive, the limit alone need not.
      setTimeout(() => late.abort(reason), ms).unref();
    },
  };
}

async function finishing<T>(
  { signal, insistence, onFinishing }: Interruption,
  { late, begin }: Limit,
  work: () => Promise<T>,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const onWish = () => {
    const tell = () => insistence.signal.aborted || onFinishing();
    begin(signal.reason);
    if (!insistence.isSent) timer = setTimeout(tell, UNTOLD_MS);
  };
  if (signal.aborted) begin(signal.reason);
  else signal.addEventListener('abort', onWish, { once: true });
  try {
    return await untilSignal(AbortSignal.any([insistence.signal, late]), work);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onWish);
  }
}
