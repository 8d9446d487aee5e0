import { openStoreOf } from '../../../enrollment/entry-store.ts';
import { install } from '../../../enrollment/install.ts';
import type { Entry } from '../../../enrollment/journal.ts';
import type { Deps } from '../../deps.ts';
import { hasFound, type Offers } from './fix.ts';

/** Certificates that have arrived, and are not installed yet: for that nobody has to log in. */
export const entryFixes: Offers = async (fixing) => {
  const { deps, probes } = fixing;
  if (!hasFound(fixing, 'unfinished')) return [];
  const [entries, { entries: examined }] = await Promise.all([deps.journal.all(), probes.journal()]);
  const lost = new Set(examined.filter(({ isKeyLost }) => isKeyLost).map(({ loginId }) => loginId));
  const arrived = entries.filter(
    ({ step, loginId }) =>
      step === 'issued' && !lost.has(loginId) && (probes.loginId === undefined || probes.loginId === loginId),
  );
  return arrived.map((entry) => ({
    check: 'unfinished',
    question: deps.ui.text('doctor.fix.entry', { loginId: entry.loginId }),
    act: () => complete(deps, entry),
  }));
};

/** The bank is told by the next run of the command that began it, whose entry stays until then. */
async function complete(deps: Deps, { bankId, loginId }: Entry): Promise<void> {
  const lock = await deps.lock(bankId, loginId);
  try {
    const present = await deps.journal.read(bankId, loginId);
    if (present?.step !== 'issued') return;
    const opened = await openStoreOf({ openStore: deps.store }, present);
    const { store, entry = present } = opened;
    await install({ ports: { store, journal: deps.journal, onStep: () => {} }, entry }, entry);
  } finally {
    await lock.release();
  }
}
