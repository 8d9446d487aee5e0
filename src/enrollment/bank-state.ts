import type { StoredCertificate } from '../core/certificate.ts';
import { CertToolError } from '../core/error.ts';
import type { CertificateStates, Me } from '../core/ports/bank.ts';
import { belongsToBank } from '../pki/bank-certificate.ts';
import type { Run } from './ports.ts';
import type { SaidOfRenewal } from './renewal-memory.ts';

/** Asks the bank for the login ID's state, and keeps from when its certificate can be renewed. */
export async function stateAtBank(run: Run, states: CertificateStates): Promise<Me> {
  const me = await states.me();
  run.role = me.role;
  await keepRenewalStart(run, me);
  return me;
}

/**
 * The state once a new certificate is confirmed: from when that one can be renewed, and what the bank has to tell now. It is
 * installed whether the bank can be asked or not.
 */
export async function stateAfterwards(
  run: Run,
  states: CertificateStates | undefined,
): Promise<Me | undefined> {
  if (!states) return undefined;
  try {
    return await stateAtBank(run, states);
  } catch (error) {
    if (error instanceof CertToolError) return undefined;
    throw error;
  }
}

async function keepRenewalStart({ ports, probe, identity }: Run, { certificate }: Me): Promise<void> {
  const { serialNumber, renewableFrom } = certificate;
  if (!ports.renewals || serialNumber === undefined || renewableFrom === undefined) return;
  const all = await ports.store.list();
  const own = all.find((each) => each.serialNumber === serialNumber && belongsToBank(each, identity));
  if (own) await keepSaid({ ports, probe }, { thumbprint: own.thumbprint, renewableFrom }, all);
}

/** Keeps what the bank has said of a certificate that is here. @param all what the store holds */
export async function keepSaid(
  { ports, probe: { identity } }: Pick<Run, 'ports' | 'probe'>,
  said: SaidOfRenewal,
  all: readonly StoredCertificate[],
): Promise<void> {
  const here = all.map(({ thumbprint }) => thumbprint);
  await ports.renewals?.keep(said, { identity, here });
}
