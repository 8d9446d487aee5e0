import { CertToolError } from '../core/error.ts';
import { untilText } from '../core/japan-time.ts';
import { isCaChain } from '../pki/verify.ts';
import type { Connection } from './connection.ts';
import type { EnrollmentPorts } from './ports.ts';

/**
 * Reaches the bank and learns who it is; what was learnt is kept, so that a later run need not ask.
 * @throws CertToolError `maintenance`, `bad-answer`, and whatever keeps the bank from being reached
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
  const { bankId, name, protocol, rules } = status;
  if (!isCaChain(chain, protocol === undefined))
    throw new CertToolError('bad-answer', { params: { host: name, detail: NO_CHAIN } });
  const said = { bankId, name, ...(protocol && { protocol }), ...(rules && { rules }) };
  const identity = await ports.keepIdentity({ ...said, chain, chains: [chain] });
  return { bank, identity, status, statusAt: ports.now() };
}

const NO_CHAIN = {
  ja: 'GET /ca: 認証局の証明書として読み取れません',
  en: 'GET /ca: no certificates of a certification authority',
};
