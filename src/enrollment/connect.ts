import type { BankIdentity } from '../core/bank-identity.ts';
import { CertToolError } from '../core/error.ts';
import { untilText } from '../core/japan-time.ts';
import type { Bank, BankStatus } from '../core/ports/bank.ts';
import type { EnrollmentPorts } from './ports.ts';

export interface Connection {
  readonly bank: Bank;
  readonly identity: BankIdentity;
  readonly status: BankStatus;
  /** This PC's time when the status came. */
  readonly statusAt: Date;
}

/**
 * Reaches the bank and learns who it is; what was learnt is kept, so that a later run need not ask.
 * @throws CertToolError `maintenance`, and whatever keeps the bank from being reached
 */
export async function connect(
  ports: Pick<EnrollmentPorts, 'onStep' | 'openBank' | 'keepIdentity' | 'now'>,
): Promise<Connection> {
  ports.onStep('connect');
  const bank = await ports.openBank();
  const [status, chain] = await Promise.all([bank.status(), bank.caChain()]);
  if (status.status === 'maintenance') {
    throw new CertToolError('maintenance', { params: { until: untilText(status.until) } });
  }
  const { bankId, name } = status;
  const identity = await ports.keepIdentity({ bankId, name, chain, chains: [chain] });
  return { bank, identity, status, statusAt: ports.now() };
}
