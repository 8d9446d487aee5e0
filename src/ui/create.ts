import type { Progress, Ui } from '../core/ports/ui.ts';
import { fill, type Language, type TextParams } from '../core/text.ts';
import { type MessageKey, messages } from './messages/index.ts';
import { columnsOf, writeNote, writeResult } from './output.ts';
import { printable } from './printable.ts';
import { createPrompts } from './prompts.ts';
import { discardTyped } from './raw-mode.ts';
import { createRedactor } from './redaction.ts';
import { fields, table } from './table.ts';
import { widthOf } from './width.ts';
import { wrap } from './wrap.ts';

export type { MessageKey } from './messages/index.ts';

export interface UiOptions {
  readonly language: Language;
  readonly json: boolean;
  /** Whether questions may be asked at all (`--no-input`); a terminal is needed besides. */
  readonly input: boolean;
  readonly verbosity: 'quiet' | 'normal' | 'verbose';
  /** `--no-color`, `NO_COLOR`, `FORCE_COLOR`; undefined: as the terminal is. */
  readonly color: boolean | undefined;
  /** Aborted by a signal of the system: open questions end. */
  readonly signal: AbortSignal;
  /** Gets every line of stderr, secrets masked, for `--log-file`. */
  readonly log?: (kind: 'info' | 'warn' | 'detail', line: string) => void;
}

export async function createUi(options: UiOptions): Promise<Ui<MessageKey>> {
  const { language, json } = options;
  tameForceColor(process.env);
  const redactor = createRedactor();
  // Asked for by those who have a question: opening stdin and stderr takes 4 ms each.
  const isInteractive = () => options.input && process.stdin.isTTY === true && process.stderr.isTTY === true;
  const columns = columnsOf(process.stdout);
  const style = await styleFor(options.color ?? process.stdout.isTTY === true);

  const toStderr = (kind: 'info' | 'warn' | 'detail', line: string) => {
    const safe = redactor.redact(line);
    options.log?.(kind, safe);
    if (
      kind === 'detail' ? options.verbosity === 'verbose' : kind === 'warn' || options.verbosity !== 'quiet'
    ) {
      writeNote(`${fitted(safe, columnsOf(process.stderr))}\n`);
    }
  };

  return {
    language,
    get interactive() {
      return isInteractive();
    },
    json,
    columns,
    get noteColumns() {
      return columnsOf(process.stderr);
    },
    text: (key, params) => fill(messages[key][language], safeParams(params), language),
    result(line) {
      if (!json) writeResult(`${fitted(line, columns)}\n`);
    },
    fields: (pairs, widest = columns) => fields(pairs, widest),
    table,
    widthOf,
    document(value) {
      if (json) writeResult(`${asciiJson(value)}\n`);
    },
    info: (line) => toStderr('info', line),
    warn: (line) => toStderr('warn', line),
    detail: (line) => toStderr('detail', printable(line)),
    style,
    progress: (text) =>
      options.verbosity === 'normal' && isInteractive() ? spinner(text, options.color) : NO_PROGRESS,
    prompts: createPrompts(language, options.signal),
    hide: redactor.hide,
  };
}

/** Lines that a terminal would break anywhere, broken between words. What is coloured is made to fit by those who made it. */
function fitted(text: string, columns: number): string {
  if (!Number.isFinite(columns) || text.includes('\u001b')) return text;
  return text
    .split('\n')
    .flatMap((line) => wrap(line, columns))
    .join('\n');
}

/** Plain text needs no code for colours. */
/** Where FORCE_COLOR is no level, chalk fails when it is loaded: what it says was judged before, in `color`. */
function tameForceColor(env: NodeJS.ProcessEnv): void {
  if (!/^([0-3]|true|false|)$/.test(env['FORCE_COLOR'] ?? '')) delete env['FORCE_COLOR'];
}

async function styleFor(color: boolean): Promise<Ui<MessageKey>['style']> {
  return color ? (await import('./style.ts')).style : (_kind, text) => text;
}

const NO_PROGRESS: Progress = { update() {}, stop() {} };

/** Shows as soon as the spinner's code is loaded, unless it was stopped meanwhile. */
function spinner(text: string, color: boolean | undefined): Progress {
  let current = text;
  let stopped = false;
  let running: import('ora').Ora | undefined;
  let giveBack = () => {};
  void import('ora').then(({ default: ora }) => {
    if (stopped) return;
    giveBack = discardTyped();
    // Its own way of discarding loses Ctrl-C where stdin was never read, or where it comes with other keys.
    running = ora({ text: current, stream: process.stderr, discardStdin: false, ...plain(color) }).start();
  });
  return {
    update(next) {
      current = next;
      if (running) running.text = next;
    },
    stop() {
      if (stopped) return;
      stopped = true;
      running?.stop();
      giveBack();
    },
  };
}

function plain(color: boolean | undefined): { color?: false } {
  return color === false ? { color: false } : {};
}

function safeParams(params: TextParams | undefined): TextParams {
  return Object.fromEntries(
    Object.entries(params ?? {}).map(([name, value]) => [
      name,
      typeof value === 'object'
        ? { ja: printable(value.ja), en: printable(value.en) }
        : printable(String(value)),
    ]),
  );
}

/** JSON in ASCII alone: Windows PowerShell 5.1 reads pipes in the OEM code page. */
export function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
