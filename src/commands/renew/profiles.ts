import { CertToolError, toCertToolError } from '../../core/error.ts';
import { openSecrets } from '../ask/secrets.ts';
import type { Deps } from '../deps.ts';
import { stepSpinner } from '../session/enrolling.ts';
import { banksOfProfiles, type ProfileBank } from '../session/profiles.ts';
import { type AtBank, renewAtBanks } from './all.ts';
import { chooseCandidates } from './choice.ts';
import { lookHere } from './look.ts';
import type { RenewOptions } from './spec.ts';

/**
 * `renew --all-profiles`: what is due at every bank of the config file. Looks at all of them first, so that whoever is asked
 * need not wait between the banks. Returns exit code 0, or throws the error that the whole of it ends with.
 * @throws CertToolError `certificate-not-found` where nothing of any of them is here
 */
export async function renewProfiles(
  deps: Deps,
  options: RenewOptions,
  after: readonly string[] | undefined,
): Promise<number> {
  const found: AtBank[] = [];
  const seen = new Set<string>();
  let isSomethingHere = false;
  for (const bank of banksOfProfiles(deps)) {
    const here = await lookAt(bank, options, after);
    // Another address of a bank that was looked at.
    if (here === undefined || seen.has(here.bankId ?? '')) continue;
    if (here.bankId !== undefined) seen.add(here.bankId);
    isSomethingHere = true;
    found.push(...here.items);
  }
  if (!isSomethingHere) throw new CertToolError('certificate-not-found');
  return renewAtBanks(deps, found);
}

interface Here {
  /** Left out where the bank could not be looked at. */
  readonly bankId?: string;
  readonly items: readonly AtBank[];
}

/** Undefined where nothing of the bank is here. */
async function lookAt(
  bank: ProfileBank,
  options: RenewOptions,
  after: readonly string[] | undefined,
): Promise<Here | undefined> {
  const { deps } = bank;
  try {
    const here = await lookHere(deps);
    const { candidates } = await chooseCandidates(deps, here, { ...options, all: true });
    const spinner = stepSpinner(deps);
    const sources = await openSecrets(deps, options, spinner.stop);
    const renewing = { deps, options, sources, spinner, after, identity: here.identity };
    const items = candidates.map((candidate) => ({ bank, what: { renewing, candidate } }));
    return { bankId: here.identity.bankId, items };
  } catch (thrown) {
    const error = toCertToolError(thrown);
    if (error.isCancellation || deps.signal.aborted) throw error;
    if (error.errorName === 'certificate-not-found') return undefined;
    return { items: [{ bank, what: error }] };
  }
}
