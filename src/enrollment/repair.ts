import type { StoredCertificate } from '../core/certificate.ts';
import type { CertificateStates } from '../core/ports/bank.ts';
import { belongsToBank, chainOf, friendlyNameOf } from '../pki/bank-certificate.ts';
import { certificateAtBank } from './certificate-at-bank.ts';
import type { Run } from './ports.ts';

/**
 * The certificate of this serial number, when its key is here and only its file is damaged: fetched from the bank and
 * written beside the key again. Undefined when it is not here.
 */
export async function repair(
  run: Run,
  states: CertificateStates,
  serialNumber: string,
): Promise<StoredCertificate | undefined> {
  const { store } = run.ports;
  const damaged = (await store.damaged?.(await store.list())) ?? [];
  if (damaged.length === 0) return undefined;
  const record = await certificateAtBank(run, states, serialNumber);
  const isHere = damaged.some(({ thumbprint }) => thumbprint === record.thumbprint);
  const chain = isHere && belongsToBank(record, run.identity) ? chainOf(record, run.identity) : undefined;
  if (!chain || !(await store.repair?.(record.pem, chain, friendlyNameOf(record)))) return undefined;
  return store.find(record.thumbprint);
}

/** Writes the chain of a good certificate anew when it is damaged. */
export async function repairChain(run: Run, certificate: StoredCertificate): Promise<void> {
  const { store } = run.ports;
  const damaged = (await store.damagedChains?.([certificate])) ?? [];
  if (damaged.length === 0) return;
  const chain = chainOf(certificate, run.identity);
  if (chain) await store.repair?.(certificate.pem, chain, certificate.friendlyName);
}
