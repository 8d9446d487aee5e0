import { join, resolve } from 'node:path';
import type { Deps } from '../commands/deps.ts';
import { CertToolError } from '../core/error.ts';
import { longNameOf, type OptionDeclaration, optionKeyOf } from '../core/option.ts';
import type { StartLine } from '../core/ports/scheduler.ts';
import { SHARED_OPTIONS } from '../core/shared-options.ts';
import { systemClock } from '../system/clock.ts';
import { ownProgram } from '../system/own-program.ts';
import { HOME_VARIABLE } from '../system/paths.ts';
import { type Base, hash, homeOf } from './base.ts';

type ReminderDeps = Pick<Deps, 'pcTime' | 'scheduler' | 'startMenu' | 'notify' | 'self'>;

const NAME = 'cert-tool';
/** What a session's shell may have set, and the scheduler has not. */
const FOLDER_VARIABLES = [HOME_VARIABLE, 'XDG_CONFIG_HOME', 'XDG_DATA_HOME'];

/** What goes on without a person: schedulers, start menus, notifications; their code is loaded when it is needed. */
export function remindersOf(base: Base): ReminderDeps {
  const { env, signal, folders } = base;
  // Another folder is another cert-tool, whose task and entry are its own.
  const suffix = () => (env[HOME_VARIABLE] ? `-${hash(folders.data).slice(0, 8)}` : '');
  const place = { platform: process.platform, env, home: homeOf(env), signal };
  const { isCached } = ownProgram(base.script);
  return {
    pcTime: systemClock,
    async scheduler() {
      const { schedulerOf } = await import('../desktop/scheduler/scheduler.ts');
      const ownFolder = join(folders.data, 'remind');
      return schedulerOf({ ...place, ownFolder, name: `${NAME}-remind${suffix()}` });
    },
    async startMenu() {
      const { startMenuOf } = await import('../desktop/start-menu/start-menu.ts');
      return startMenuOf({ ...place, name: `${NAME}${suffix()}` });
    },
    async notify(note) {
      const { notify } = await import('../desktop/notification.ts');
      return notify(note, place);
    },
    self: { isCached, line: (words) => startLine(base, words) },
  };
}

function startLine(base: Base, words: readonly string[]): StartLine {
  const { env, settings } = base;
  const { program, args } = ownProgram(base.script);
  const set = process.platform === 'win32' ? [HOME_VARIABLE] : FOLDER_VARIABLES;
  const variables = set.flatMap((name) => (env[name] ? [[name, env[name]] as const] : []));
  const line = {
    program,
    args: [...args, ...words, ...carried(base), `--lang=${settings.language}`],
    variables: Object.fromEntries(variables),
  };
  for (const each of [program, ...line.args, ...Object.values(line.variables)]) checkWord(each);
  return line;
}

const PATHS = ['storeDir', 'nssProfile', 'caFile', 'logFile'] as const;
const OTHERS = ['bank', 'profile', 'sandbox', 'store', 'proxy', 'timeout'] as const;
/** What names a bank: the command line means one and no other. */
const BANKS: readonly string[] = ['bank', 'profile', 'sandbox'];

/** The options of this run that a later one needs to mean the same: as typed, otherwise from the variables, paths whole. */
function carried({ given, env }: Base): string[] {
  const typed = new Map<string, unknown>(Object.entries(given));
  const isBankTyped = BANKS.some((key) => typed.get(key) !== undefined);
  return SHARED_OPTIONS.flatMap((option: OptionDeclaration) => {
    const key = optionKeyOf(option);
    if (![...PATHS, ...OTHERS].some((each) => each === key)) return [];
    const isOfOtherBank = isBankTyped && BANKS.includes(key);
    const ofVariable = isOfOtherBank || !option.variable ? undefined : env[option.variable] || undefined;
    const value = typed.get(key) ?? ofVariable;
    const name = longNameOf(option);
    if (value === undefined || value === false) return [];
    if (key === 'sandbox') return value === '0' ? [] : [name];
    return `${name}=${PATHS.some((each) => each === key) ? resolve(String(value)) : String(value)}`;
  });
}

/** No scheduler's file has a word for control characters; on Windows a variable would be put in place of a percent sign. */
function checkWord(word: string): void {
  const isOdd = /\p{Cc}/u.test(word) || (process.platform === 'win32' && word.includes('%'));
  if (!isOdd) return;
  const shown = word.replace(/\p{Cc}/gu, '\ufffd');
  const detail = {
    ja: `「${shown}」はスケジューラに登録できません(制御文字、または % があります)`,
    en: `"${shown}" cannot be handed to a scheduler: it has a control character or a % in it`,
  };
  throw new CertToolError('invalid-option', { params: { detail } });
}
