import { resolve } from 'node:path';
import { bankSubjectOf } from '../../core/certificate.ts';
import { CertToolError } from '../../core/error.ts';
import { commandLine } from '../../core/hints.ts';
import { isOurs } from '../../holdings/holding.ts';
import { belongsToAny, belongsToBank } from '../../pki/bank-certificate.ts';
import { VARIABLES } from '../ask/options.ts';
import type { Deps } from '../deps.ts';
import { warn } from '../show/warnings.ts';
import { type BankHere, lookAtBank } from './look.ts';
import type { RetireOptions } from './spec.ts';

/** The banks of which this PC holds something, or did: the one that was typed, otherwise all that are configured. */
export async function banksOfThisPc(deps: Deps): Promise<BankHere[]> {
  const { banks } = deps.settings;
  if (banks.length === 0) return [await lookAtBank(deps)].filter(hasSomething);
  const found: BankHere[] = [];
  for (const { profile, ...bank } of banks) {
    const own = profile === undefined ? deps : deps.withBank({ profile, ...bank });
    const here = await lookUnlessStranger(own, banks.length);
    if (here && found.every(({ identity }) => identity.bankId !== here.identity.bankId)) found.push(here);
  }
  return found.filter(hasSomething);
}

function hasSomething({ users, done, remembered }: BankHere): boolean {
  return users.length + done.length + remembered.length > 0;
}

/** Of several banks one that was never asked, and does not answer, has nothing here as far as anybody knows. */
async function lookUnlessStranger(deps: Deps, count: number): Promise<BankHere | undefined> {
  try {
    return await lookAtBank(deps);
  } catch (error) {
    const isStranger = count > 1 && (await deps.knownIdentity()) === undefined;
    if (!isStranger || !(error instanceof CertToolError) || error.kind !== 'bank-unreachable') throw error;
    warn(deps, error);
    return undefined;
  }
}

/**
 * What was given by option, variable or file is for one bank: a password must never go to another one.
 * @throws CertToolError `invalid-option`
 */
export function refuseSeveral({ ui, env }: Deps, banks: readonly BankHere[], options: RetireOptions): void {
  const withUsers = banks.filter(({ users }) => users.length > 0);
  if (withUsers.length < 2) return;
  const { loginId, passwordStdin, otp, otpCommand, credentials } = options;
  const given = [
    loginId,
    passwordStdin,
    otp,
    otpCommand,
    credentials,
    ...Object.values(VARIABLES).map((name) => env[name]),
  ];
  if (ui.interactive && given.every((each) => !each)) return;
  const names = withUsers.map(({ identity }) => identity.name ?? identity.bankId).join(', ');
  throw new CertToolError('invalid-option', {
    params: {
      detail: {
        ja: `この PC には複数の銀行(${names})の証明書があるため、--bank または --profile で 1 つずつ指定してください`,
        en: `this PC holds certificates of several banks (${names}): name one at a time by --bank or --profile`,
      },
    },
  });
}

/** Whose certificates of other banks are here: a login ID and its bank each. None with the practice bank. */
export async function othersHere(deps: Deps, banks: readonly BankHere[]): Promise<string[]> {
  if (deps.settings.sandbox) return [];
  const all = await (await deps.store()).list();
  const known = await deps.knownBanks();
  const practice = known.filter(({ bankId }) => bankId === deps.practiceBank.bankId());
  const seen = [...banks.map(({ identity }) => identity), ...practice];
  const others = all.filter((each) => isOurs(each) && !belongsToAny(each, seen));
  const names = others.map((each) => {
    const bank = known.find((other) => belongsToBank(each, other));
    return `${bankSubjectOf(each)?.loginId ?? ''} (${bank?.name ?? bank?.bankId ?? each.issuer})`;
  });
  return [...new Set(names)];
}

/** A command for another PC, which knows nothing of this one: npx, and the bank by its address. */
export function commandElsewhere({ deps }: Pick<BankHere, 'deps'>, words: readonly string[]): string {
  const { hints, settings } = deps;
  const { sandbox, bank = '' } = settings;
  const caFile = caFileOf(deps);
  const at = hints.store.indexOf('--store');
  return commandLine(
    {
      ...hints,
      program: 'npx cert-tool',
      bank: sandbox ? ['--sandbox'] : ['--bank', bank],
      caFile: caFile === undefined ? [] : ['--ca-file', caFile],
      // Paths are of this PC.
      store: at < 0 ? [] : hints.store.slice(at, at + 2),
      actor: {},
    },
    words,
  );
}

/** Without the CA that this PC is told to trust, a new one would not reach the bank. */
export function caFileOf({ settings, env }: Deps): string | undefined {
  const given = settings.caFile ?? (env['NODE_EXTRA_CA_CERTS'] || undefined);
  return given === undefined || settings.sandbox ? undefined : resolve(given);
}
