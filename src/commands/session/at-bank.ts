import type { BankIdentity } from '../../core/bank-identity.ts';
import type { Bank } from '../../core/ports/bank.ts';
import { connect } from '../../enrollment/connect.ts';
import type { Connection } from '../../enrollment/connection.ts';
import type { Deps } from '../deps.ts';
import { stepSpinner } from './enrolling.ts';

/** Who the bank is, as kept on this PC or asked of it. */
export async function bankIdentity(deps: Deps): Promise<BankIdentity> {
  return (await deps.knownIdentity()) ?? (await atBank(deps, async ({ identity }) => identity));
}

/** Connects to the bank for what needs no login. */
export async function atBank<T>(deps: Deps, work: (connection: Connection) => Promise<T>): Promise<T> {
  const { openBank, keepIdentity, now } = deps;
  const spinner = stepSpinner(deps);
  let opened: Bank | undefined;
  try {
    const opening = async () => {
      opened = await openBank();
      return opened;
    };
    return await work(await connect({ openBank: opening, keepIdentity, now, onStep: spinner.show }));
  } finally {
    spinner.stop();
    await opened?.close();
  }
}
