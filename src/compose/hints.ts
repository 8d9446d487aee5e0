import type { BankChoice } from '../commands/deps.ts';
import type { ChosenBank } from '../config/chosen-bank.ts';
import { readBankUrl } from '../config/schema.ts';
import type { Settings } from '../config/settings.ts';
import type { Hints } from '../core/hints.ts';
import { shellOf } from '../core/shell.ts';
import type { Base, ComposeOptions } from './base.ts';

/** What was typed on the command line; what is configured holds for the next command by itself. */
export function hintsOf({ given, env, program = 'cert-tool' }: ComposeOptions, settings: Settings): Hints {
  const { bank, protocol, profile, sandbox, caFile, proxy, store, storeDir, nssProfile } = given;
  const loginId = 'loginId' in given && typeof given.loginId === 'string' ? given.loginId : undefined;
  const practice = sandbox ? ['--sandbox'] : [];
  return {
    program,
    shell: shellOf(process.platform, env),
    // An address counts before a profile.
    bank: settings.sandbox
      ? practice
      : [
          ...(typed('--bank', bank) ?? typed('--profile', profile) ?? []),
          ...(typed('--protocol', protocol) ?? []),
        ],
    caFile: typed('--ca-file', caFile) ?? [],
    // It is http without a scheme, too; with it, a user name is masked as what may be a password.
    proxy: typed('--proxy', proxy?.replace(/^http:\/\//i, '')) ?? [],
    store: [
      typed('--store', store) ?? [],
      typed('--store-dir', storeDir) ?? [],
      typed('--nss-profile', nssProfile) ?? [],
    ].flat(),
    actor: loginId === undefined ? {} : { loginId },
  };
}

/** The same run with the bank that a person chose at a question: the next command has to name it, unless it was kept. */
export function bankChosen(base: Base, choice: BankChoice): Base {
  const { hints, settings } = base;
  if ('sandbox' in choice) {
    hints.bank = ['--sandbox'];
    return { ...base, settings: { ...settings, sandbox: true } };
  }
  const bank = readBankUrl(choice.bank);
  if ('profile' in choice) {
    // Its own: the run goes on with others after it.
    const own = { ...hints, bank: ['--profile', choice.profile], actor: { ...hints.actor } };
    return { ...base, hints: own, settings: { ...withoutBank(settings), ...choice } };
  }
  hints.bank = choice.isKept ? [] : ['--bank', bank];
  return { ...base, settings: { ...settings, bank } };
}

/** What belongs to one bank must not reach another: its page, its CA, the label of this PC. */
function withoutBank({
  bank: _bank,
  protocol: _protocol,
  estUser: _estUser,
  estPassword: _estPassword,
  profile: _profile,
  caFile: _caFile,
  loginPage: _loginPage,
  isLoginPageLocked: _isLoginPageLocked,
  deviceLabel: _deviceLabel,
  ...others
}: Settings): Omit<Settings, keyof ChosenBank> {
  return others;
}

function typed(option: string, value: string | undefined): string[] | undefined {
  return value === undefined ? undefined : [option, value];
}
