import { type ChildProcess, spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import { CertToolError } from '../core/error.ts';
import { membersIn } from '../core/json-object.ts';
import type { Text } from '../core/text.ts';
import { signalOfWork } from './ending.ts';
import { childEnvironment, killTree } from './processes.ts';

export interface ConversationOptions {
  /** The whole environment of the program; cert-tool's secrets are taken out of it. */
  readonly env: NodeJS.ProcessEnv;
  /** How long the program may be silent while an answer is awaited. Default 60 seconds. */
  readonly silenceMs?: number;
}

export interface AskOptions {
  /** Something of the request is secret: what the program says beside its answers is not repeated any more. */
  readonly secret?: boolean;
  /** Told each line of the answer but the last: those that have a property `item`. */
  readonly onItem?: (item: unknown) => void;
}

export interface Conversation {
  /**
   * Sends one request, a line of a number and these words, and returns the line that answers it: a JSON object whose
   * `id` is that number, without `item`. One at a time; the first starts the program, and so does one after a failure.
   * @param words ASCII without blanks
   * @throws CertToolError `program-missing`, `program-failed`; the reason of `signalOfWork`, which ends the program
   */
  ask(words: readonly string[], options?: AskOptions): Promise<Record<string, unknown>>;
  /** Closes the program's stdin, whereupon it should end, and waits for that. */
  close(): Promise<void>;
}

const SILENCE_MS = 60_000;
/** How much may be said that is no answer, and how long a line of an answer may be. */
const MAX_JUNK = 64 * 1024;
const MAX_LINE = 1024 * 1024;
/** What of it is told as the cause of a failure. */
const SHOWN_JUNK = 500;
/** As latin1 text: a byte order mark, which some programs write first. */
const BYTE_ORDER_MARK = /^\xef\xbb\xbf/;

/**
 * A program that runs as long as it is needed and answers line by line. It gets a process group, on Windows a console,
 * of its own, so that Ctrl-C does not strike it in the middle of its work. While nothing is asked it does not keep our
 * process alive; when ours ends, however it ends, the program's stdin does too.
 */
export function startConversation(
  program: string,
  args: readonly string[],
  options: ConversationOptions,
): Conversation {
  let talk: Talk | undefined;
  let before: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = before.then(work);
    before = result.catch(() => undefined);
    return result;
  };
  return {
    ask: (words, askOptions = {}) =>
      inTurn(async () => {
        signalOfWork()?.throwIfAborted();
        if (talk?.hasFailed) talk = undefined;
        talk ??= new Talk(program, start(program, args, options.env), options.silenceMs);
        return talk.ask(words, askOptions);
      }),
    close: () =>
      inTurn(async () => {
        await talk?.close();
        talk = undefined;
      }),
  };
}

interface Waiting {
  readonly id: number;
  readonly onItem: AskOptions['onItem'];
  readonly resolve: (answer: Record<string, unknown>) => void;
  readonly reject: (error: unknown) => void;
  readonly timer: NodeJS.Timeout;
}

/** @throws CertToolError `program-missing`, `program-failed` for what Node says at once, the rest is an event */
function start(program: string, args: readonly string[], env: NodeJS.ProcessEnv): ChildProcess {
  try {
    return spawn(program, args, {
      env: childEnvironment(env),
      stdio: ['pipe', 'pipe', 'pipe'],
      shell: false,
      windowsHide: true,
      detached: process.platform !== 'win32',
    });
  } catch (error) {
    throw startFailure(program, error as NodeJS.ErrnoException);
  }
}

/** One run of the program. Once it failed, it fails always. */
class Talk {
  private readonly program: string;
  private readonly silenceMs: number;
  private readonly child: ChildProcess;
  private readonly closed: Promise<void>;
  private waiting: Waiting | undefined;
  private failure: CertToolError | undefined;
  private count = 0;
  private line = '';
  private junk = '';
  private secret = false;

  constructor(program: string, child: ChildProcess, silenceMs = SILENCE_MS) {
    this.program = program;
    this.silenceMs = silenceMs;
    this.child = child;
    this.closed = new Promise((resolve) => {
      this.child.once('error', (error: NodeJS.ErrnoException) => {
        this.fail(startFailure(program, error));
        resolve();
      });
      this.child.once('close', (code, signal) => {
        this.fail(this.failed(reasons.ended(code ?? signal ?? '?')));
        resolve();
      });
    });
    this.child.stdout?.on('data', (chunk: Buffer) => this.read(chunk.toString('latin1')));
    this.child.stderr?.on('data', (chunk: Buffer) => this.ignore(chunk.toString('latin1')));
    // That it ended is told by 'close'.
    this.child.stdin?.on('error', () => undefined);
  }

  get hasFailed(): boolean {
    return this.failure !== undefined;
  }

  ask(words: readonly string[], { secret = false, onItem }: AskOptions): Promise<Record<string, unknown>> {
    if (this.failure) return Promise.reject(this.failure);
    this.secret ||= secret;
    this.keepAlive(true);
    this.count += 1;
    const id = this.count;
    const answer = new Promise<Record<string, unknown>>((resolve, reject) => {
      const timer = setTimeout(this.onSilence, this.silenceMs);
      this.waiting = { id, onItem, resolve, reject, timer };
    });
    const signal = signalOfWork();
    const onAbort = () => this.stop(signal?.reason);
    signal?.addEventListener('abort', onAbort, { once: true });
    this.child.stdin?.write(`${[id, ...words].join(' ')}\n`);
    return answer.finally(() => {
      signal?.removeEventListener('abort', onAbort);
      clearTimeout(this.waiting?.timer);
      this.waiting = undefined;
      this.keepAlive(false);
    });
  }

  async close(): Promise<void> {
    this.keepAlive(true);
    const timer = setTimeout(this.onSilence, this.silenceMs);
    this.child.stdin?.end();
    await this.closed;
    clearTimeout(timer);
  }

  private readonly onSilence = () => this.stop(this.failed(reasons.silent(this.silenceMs / 1000)));

  private read(text: string): void {
    this.waiting?.timer.refresh();
    const lines = (this.line + text).split('\n');
    this.line = lines.pop() ?? '';
    for (const line of lines) this.take(line.replace(BYTE_ORDER_MARK, '').trimEnd());
    if (this.line.length > MAX_LINE) this.stop(this.failed(reasons.junk));
  }

  private take(line: string): void {
    const message = membersIn(line);
    const { waiting } = this;
    if (!message || !waiting || message['id'] !== waiting.id) this.ignore(`${line}\n`);
    else if ('item' in message) this.takeItem(waiting, message['item']);
    else waiting.resolve(message);
  }

  private takeItem({ onItem, reject }: Waiting, item: unknown): void {
    try {
      onItem?.(item);
    } catch (error) {
      reject(error);
    }
  }

  private ignore(text: string): void {
    this.junk += text;
    if (this.junk.length > MAX_JUNK) this.stop(this.failed(reasons.junk));
  }

  /** Whatever the program says from now on is dropped. */
  private stop(failure: CertToolError): void {
    if (this.failure) return;
    this.child.stdout?.destroy();
    this.child.stderr?.destroy();
    this.fail(failure);
    killTree(this.child);
  }

  private fail(error: CertToolError): void {
    this.failure ??= error;
    this.waiting?.reject(this.failure);
  }

  private failed(detail: Text): CertToolError {
    const said = this.secret ? '' : this.junk.trim().slice(0, SHOWN_JUNK);
    const cause = said === '' ? undefined : new Error(said);
    return new CertToolError('program-failed', { params: { program: this.program, detail }, cause });
  }

  /** Child and pipes each keep our process alive for themselves. */
  private keepAlive(alive: boolean): void {
    const { child } = this;
    const pipes = [child.stdin, child.stdout, child.stderr] as unknown as (Socket | null)[];
    for (const each of [child, ...pipes]) {
      if (alive) each?.ref();
      else each?.unref();
    }
  }
}

function startFailure(program: string, error: NodeJS.ErrnoException): CertToolError {
  if (error.code === 'ENOENT')
    return new CertToolError('program-missing', { params: { program }, cause: error });
  const detail = reasons.notStarted(error.code ?? '?');
  return new CertToolError('program-failed', { params: { program, detail }, cause: error });
}

const reasons = {
  notStarted: (code: string) => ({
    ja: `起動できません(${code})。`,
    en: `it could not be started (${code}).`,
  }),
  ended: (code: number | string) => ({
    ja: `応答せずに終了しました(終了コード ${code})。`,
    en: `it ended without an answer (exit code ${code}).`,
  }),
  silent: (seconds: number) => ({
    ja: `${seconds} 秒間、応答がありません。`,
    en: `it did not answer within ${seconds} seconds.`,
  }),
  junk: { ja: '理解できない出力が返されました。', en: 'what it prints cannot be understood.' },
};
