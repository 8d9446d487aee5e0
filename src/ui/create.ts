import { type Hints, PLAIN_HINTS, sentence } from '../core/hints.ts';
import type { LogFacts, LogLevel, Stamp } from '../core/ports/run-log.ts';
import type { Progress, Ui, Warning } from '../core/ports/ui.ts';
import { fill, type Language, type TextParams } from '../core/text.ts';
import { createSheet } from './document.ts';
import { givingWay } from './giving-way.ts';
import type { MessageKey } from './messages/index.ts';
import { messageFor } from './messages/one.ts';
import { columnsOf, withWidth, writeNote, writeResult } from './output.ts';
import { createPlainPrompts } from './plain-prompts.ts';
import { printable } from './printable.ts';
import { createPrompts } from './prompts.ts';
import { discardTyped } from './raw-mode.ts';
import { createRedactor, type Redactor } from './redaction.ts';
import { fields, table } from './table.ts';
import { isTerminal, STDERR, STDIN } from './terminal.ts';
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
  /** Nothing is redrawn, and the cursor moves on alone: for screen readers, and terminals that can do no more. */
  readonly plain?: boolean;
  /** For the commands that messages name. */
  readonly hints?: Hints;
  /** What is masked in all lines; of its own where that is left out. */
  readonly redactor?: Redactor;
  /** Gets every line of stderr, secrets masked, and what the line is about. */
  readonly log?: (level: LogLevel, line: string, facts?: LogFacts) => void;
  /** What names the document of `--json`, asked when it is written. */
  readonly stamp?: () => Stamp;
}

export async function createUi(options: UiOptions): Promise<Ui<MessageKey>> {
  const { language, json, hints = PLAIN_HINTS } = options;
  tameForceColor(process.env);
  const { redactor = createRedactor(), stamp } = options;
  // Asked for by those who have a question: opening stdin and stderr takes 4 ms each.
  const isInteractive = () => options.input && isTerminal(STDERR) && isTerminal(STDIN);
  const columns = columnsOf(process.stdout);
  const style = await styleFor(!options.plain && (options.color ?? process.stdout.isTTY === true));

  const sheet = createSheet(stamp);
  const note = noteWriter(options, redactor);

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
    text: sentences(language, hints),
    result(line, as) {
      if (!json) writeResult(`${as === 'to-copy' ? line : fitted(line, columns)}\n`);
    },
    fields: (pairs, widest = columns) => fields(pairs, widest),
    table,
    widthOf,
    document(value, when) {
      if (json) sheet.set(value);
      if (when === 'at-once') sheet.write();
    },
    end: sheet.write,
    info: (line) => note('info', line),
    warn(given, whose) {
      const warning = typeof given === 'string' ? { message: given } : given;
      sheet.warned({ ...warning, message: redactor.redact(warning.message) });
      note('warn', warningLine(warning, language), warningFacts(warning, whose));
    },
    say: (line) => note('warn', line),
    detail: (line, facts) => note('detail', printable(line), facts),
    style,
    ...talk(options, isInteractive),
    hide: redactor.hide,
  };
}

/** What is shown and asked while a command works. */
function talk(
  options: UiOptions,
  isInteractive: () => boolean,
): Pick<Ui<MessageKey>, 'progress' | 'prompts'> {
  const { plain: isPlain, language, signal } = options;
  return givingWay(
    (text, isAgain) => (isInteractive() ? progressOf(options, text, isAgain) : NO_PROGRESS),
    (isPlain ? createPlainPrompts : createPrompts)(language, signal),
  );
}

/** Writes lines to stderr and the log, secrets masked. */
function noteWriter({ verbosity, log }: UiOptions, redactor: Redactor) {
  return (kind: 'info' | 'warn' | 'detail', line: string, facts?: LogFacts) => {
    const isShown = kind === 'detail' ? verbosity === 'verbose' : kind === 'warn' || verbosity !== 'quiet';
    if (!isShown && !log) return;
    const safe = redactor.redact(line);
    log?.(kind, safe, facts);
    if (isShown) {
      writeNote(`${fitted(safe, columnsOf(process.stderr))}\n`);
    }
  };
}

const ESC = '\u001b';

/** Coloured from end to end. */
const COLOURED = new RegExp(`^((?:${ESC}\\[[\\d;]*m)+)([^${ESC}]*)((?:${ESC}\\[[\\d;]*m)+)$`);

/** Lines that a terminal would break anywhere, broken between words. Where parts are coloured, those who made it made it fit. */
function fitted(text: string, columns: number): string {
  if (!Number.isFinite(columns)) return text;
  const [, before = '', plain = text, after = ''] = COLOURED.exec(text) ?? [];
  if (plain.includes(ESC)) return text;
  const lines = plain.split('\n').flatMap((line) => indented(line, columns));
  return before + lines.join('\n') + after;
}

/** What goes on is indented as it began, where there is room. */
function indented(line: string, columns: number): string[] {
  const [indent = ''] = /^ {1,8}/.exec(line) ?? [];
  if (indent.length > columns / 2) return wrap(line, columns);
  return wrap(line.slice(indent.length), columns - indent.length).map((each) => indent + each);
}

/** Where FORCE_COLOR is no level, chalk fails when it is loaded: what it says was judged before, in `color`. */
function tameForceColor(env: NodeJS.ProcessEnv): void {
  if (!/^([0-3]|true|false|)$/.test(env['FORCE_COLOR'] ?? '')) delete env['FORCE_COLOR'];
}

/** Plain text needs no code for colours. */
async function styleFor(color: boolean): Promise<Ui<MessageKey>['style']> {
  return color ? (await import('./style.ts')).style : (_kind, text) => text;
}

function progressOf(
  { verbosity, plain: isPlain, color }: UiOptions,
  text: string,
  isAgain: boolean,
): Progress {
  if (verbosity !== 'normal') return NO_PROGRESS;
  return isPlain ? plainProgress(text, isAgain) : spinner(text, color);
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
    const stream = withWidth(process.stderr);
    running = ora({ text: current, stream, discardStdin: false, ...plain(color) }).start();
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

/** Each step once, a line each. */
function plainProgress(text: string, isAgain: boolean): Progress {
  let current = isAgain ? text : '';
  const giveBack = discardTyped();
  let isStopped = false;
  const show = (next: string) => {
    if (next !== current && !isStopped) writeNote(`${next}\n`);
    current = next;
  };
  show(text);
  return {
    update: show,
    stop() {
      if (!isStopped) giveBack();
      isStopped = true;
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

/** The messages in a language. Headings and states are asked for with each row, so those that take nothing are kept. */
function sentences(language: Language, hints: Hints): Ui<MessageKey>['text'] {
  const plain = new Map<MessageKey, string>();
  return (key, params) => {
    const found = params === undefined ? plain.get(key) : undefined;
    if (found !== undefined) return found;
    const text = sentence(messageFor(key)[language], safeParams(params), language, hints);
    if (params === undefined) plain.set(key, text);
    return text;
  };
}

/** Of a warning without a code its words are all that there is. */
function warningFacts({ code, name, message }: Warning, whose?: 'of-others'): LogFacts | undefined {
  return whose === undefined ? { event: 'warning', code, name, message } : undefined;
}

function warningLine({ code, message }: Warning, language: Language): string {
  return code === undefined ? message : fill(messageFor('warning.line')[language], { code, message });
}
