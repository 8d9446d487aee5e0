import { CertToolError, codeOf } from '../../core/error.ts';
import { longNameOf } from '../../core/option.ts';
import { type Batch, endingOf } from '../../core/several.ts';
import { SHARED_OPTIONS } from '../../core/shared-options.ts';
import { VARIABLES } from '../ask/options.ts';
import type { Deps } from '../deps.ts';
import type { Banks } from '../show/bank-names.ts';

/** A bank that the config file names. */
export interface ProfileBank {
  readonly profile: string;
  /** Of a run with this bank: its questions name it, and what was given for one bank of several is not in it. */
  readonly deps: Deps;
  readonly isOneOfSeveral: boolean;
}

/** What is for one login ID at one bank. A program that makes codes is not told of which bank. */
const FOR_ONE_BANK = [
  ['loginId', '--login-id'],
  ['passwordStdin', '--password-stdin'],
  ['otp', '--otp'],
  ['otpCommand', '--otp-command'],
  ['credentials', '--credentials'],
  ['lastTry', '--last-try'],
] as const;

type Options = Readonly<Partial<Record<(typeof FOR_ONE_BANK)[number][0], unknown>>> & {
  readonly allProfiles?: boolean;
};

/**
 * What goes together with all banks of the config file.
 * @throws CertToolError `conflicting-options`, `invalid-option` where the config file names no bank
 */
export function checkAllProfiles(deps: Deps, options: Options): void {
  if (!options.allProfiles) return;
  const chosen = chosenBank(deps);
  if (chosen !== undefined) throw conflict(chosen);
  const addresses = addressesOf(deps);
  if (addresses.length === 0) throw new CertToolError('invalid-option', { params: { detail: NO_PROFILES } });
  const typed = FOR_ONE_BANK.filter(([key]) => options[key] !== undefined && options[key] !== false);
  if (addresses.length > 1 && typed.length > 0) throw conflict(...typed.map(([, flag]) => flag));
}

const NO_PROFILES = {
  ja: '--all-profiles(設定ファイルの profiles に銀行がありません)',
  en: '--all-profiles (the config file names no bank in "profiles")',
};

function conflict(...others: string[]): CertToolError {
  const detail = ['--all-profiles', ...others].join(', ');
  return new CertToolError('conflicting-options', { params: { detail } });
}

/** By what one bank was chosen for the run, as option or variable; undefined where none was. */
function chosenBank({ settings, hints }: Deps): string | undefined {
  const { sandbox, bank, banks, profile } = settings;
  if (!sandbox && (bank === undefined || banks.length > 0)) return undefined;
  const flag = sandbox ? '--sandbox' : profile === undefined ? '--bank' : '--profile';
  if (hints.bank.includes(flag)) return flag;
  return SHARED_OPTIONS.filter((option) => longNameOf(option) === flag).flatMap((option) =>
    'variable' in option ? option.variable : [],
  )[0];
}

/** The profiles, each address once: two names of an address are one bank. */
function addressesOf({ settings: { profiles } }: Deps): Deps['settings']['profiles'] {
  return profiles.filter(({ bank }, index) => profiles.findIndex((other) => other.bank === bank) === index);
}

/** All banks that this PC knows, with the config's names of those that it has; none of them is asked. */
export async function banksOfConfig(deps: Deps): Promise<Banks> {
  const profiles = new Map<string, string>();
  for (const { profile = '', ...bank } of addressesOf(deps)) {
    const identity = await deps.withBank({ ...bank, profile }).knownIdentity();
    if (identity && !profiles.has(identity.bankId)) profiles.set(identity.bankId, profile);
  }
  return { all: await deps.knownBanks(), set: undefined, profiles };
}

/** The banks of the config file, each once. Warns of secrets that are for one bank and were given for several. */
export function banksOfProfiles(deps: Deps): ProfileBank[] {
  const addresses = addressesOf(deps);
  const isOneOfSeveral = addresses.length > 1;
  const names = Object.values(VARIABLES).filter((name) => deps.env[name]);
  if (isOneOfSeveral && names.length > 0) {
    deps.ui.warn(deps.ui.text('profiles.not-used', { names: names.join(', ') }));
  }
  return addresses.map(({ profile = '', ...bank }) => {
    const own = deps.withBank({ ...bank, profile });
    const { store, desktop } = deps;
    const env = isOneOfSeveral ? withoutSecrets(deps.env) : deps.env;
    return {
      profile,
      deps: { ...own, store, desktop, env, ui: naming(deps.ui, profile) },
      isOneOfSeveral,
    };
  });
}

/** A password that was given belongs to one login ID of one bank, and nothing says of which. */
function withoutSecrets(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const names: readonly string[] = Object.values(VARIABLES);
  return Object.fromEntries(Object.entries(env).filter(([name]) => !names.includes(name)));
}

/** Whoever is asked is to know which bank the answer goes to. */
function naming(ui: Deps['ui'], profile: string): Deps['ui'] {
  const { prompts } = ui;
  const named = (question: string) => ui.text('profiles.question', { profile, question });
  return {
    ...ui,
    // Asked anew each time: opening stdin takes a while.
    get interactive() {
      return ui.interactive;
    },
    get noteColumns() {
      return ui.noteColumns;
    },
    prompts: {
      text: (question, options) => prompts.text(named(question), options),
      secret: (question, options) => prompts.secret(named(question), options),
      confirm: (question, options) => prompts.confirm(named(question), options),
      choose: (question, choices) => prompts.choose(named(question), choices),
      chooseMany: (question, choices) => prompts.chooseMany(named(question), choices),
    },
  };
}

/** Does the work at a bank. What could not be asked there has to be given for this bank alone. */
export async function atProfile<T>(
  { profile, isOneOfSeveral }: ProfileBank,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const isMissing = error instanceof CertToolError && error.errorName === 'missing-input';
    if (!isMissing || !isOneOfSeveral) throw error;
    const { params, ...details } = error.details;
    const { option = '', variable = '' } = params ?? {};
    const alone = {
      option: `--profile ${profile} ${String(option)}`,
      variable: {
        ja: `${String(variable)}(--profile ${profile} と一緒に)`,
        en: `${String(variable)} (with --profile ${profile})`,
      },
    };
    throw new CertToolError(
      'missing-input',
      { ...details, params: { ...params, ...alone } },
      error.notInstalledYet,
    );
  }
}

/**
 * The error that something at several banks ends with: where all fail alike, as without a network, that error; otherwise as
 * usual. What it suggests is for the bank of the first that failed so.
 */
export function endingOfBanks<T extends Pick<ProfileBank, 'profile'>, R>(
  { hints }: Deps,
  batch: Batch<T, R>,
): CertToolError | undefined {
  const usual = endingOf(batch);
  const [first, ...others] = batch.results;
  if (!usual || batch.cancelled || !first || first.ok) return usual;
  const { error, item } = first;
  if (others.some((other) => other.ok || codeOf(other.error) !== codeOf(error))) return usual;
  hints.bank = ['--profile', item.profile];
  return error;
}
