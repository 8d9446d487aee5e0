import { CertToolError } from '../../core/error.ts';
import { type AskOptions, startConversation } from '../../system/conversation.ts';
import { powerShellEnvironment } from '../../system/programs.ts';
import { reasons } from '../shared/failures.ts';
import type { OnLeftOut } from '../shared/left-out.ts';
import { WindowsError } from '../windows/errors.ts';
import { powerShellScript } from './script.ts';

export interface PowerShellOptions {
  /** powershell.exe or pwsh, by its absolute path. */
  readonly program: string;
  readonly env: NodeJS.ProcessEnv;
  /** How long PowerShell may be silent while an answer is awaited. Default 60 seconds. */
  readonly silenceMs?: number;
  /** Told of certificates that a listing leaves out. */
  readonly onLeftOut?: OnLeftOut;
}

/** One PowerShell for many requests, started by the first. */
export interface PowerShell {
  readonly onLeftOut?: OnLeftOut | undefined;
  /**
   * @param operation a name in `powershell/loop.ps1` @param parameters ASCII without blanks
   * @returns what the operation answers
   * @throws Refusal, WindowsError; CertToolError `powershell-restricted`, `program-missing`, `program-failed`
   */
  ask(operation: string, parameters?: readonly string[], options?: AskOptions): Promise<unknown>;
  close(): Promise<void>;
}

/** The script does not do it, for a reason of its own: the word it gave to `Stop-Request`. */
export class Refusal extends Error {
  readonly reason: string;

  constructor(operation: string, reason: string) {
    super(`${operation}: ${reason}`);
    this.name = 'Refusal';
    this.reason = reason;
  }
}

export function openPowerShell({ program, env, silenceMs, onLeftOut }: PowerShellOptions): PowerShell {
  const args = ['-NoLogo', '-NoProfile', '-NonInteractive', '-Command', powerShellScript];
  const conversation = startConversation(program, args, {
    env: powerShellEnvironment(env),
    ...(silenceMs === undefined ? {} : { silenceMs }),
  });
  return {
    onLeftOut,
    async ask(operation, parameters = [], options = {}) {
      return answerIn(operation, await conversation.ask([operation, ...parameters], options));
    },
    close: () => conversation.close(),
  };
}

/** What the last line of an answer says. Throws as `ask`. */
export function answerIn(operation: string, line: Readonly<Record<string, unknown>>): unknown {
  const { answer, refused, failed } = line;
  if (refused === 'language-mode') throw new CertToolError('powershell-restricted');
  if (typeof refused === 'string') throw new Refusal(operation, refused);
  if (isFailure(failed)) throw new WindowsError(`${operation}: ${fromWire(failed.text)}`, failed.code);
  return answer ?? notUnderstood();
}

/** Text as it goes over the wire: base64 of UTF-16LE. .NET makes U+FFFD of half a surrogate pair. */
export function toWire(text: string): string {
  return Buffer.from(text, 'utf16le').toString('base64');
}

/** @throws CertToolError `program-failed` for what is no text */
export function fromWire(text: unknown): string {
  return bytesFromWire(text).toString('utf16le');
}

/** @throws CertToolError `program-failed` for what is no text */
export function bytesFromWire(base64: unknown): Buffer {
  return typeof base64 === 'string' ? Buffer.from(base64, 'base64') : notUnderstood();
}

/** For answers that are not of the script's shape: another program gave them. */
export function notUnderstood(): never {
  const detail = reasons.notUnderstood;
  throw new CertToolError('program-failed', { params: { program: 'PowerShell', detail } });
}

interface Failure {
  /** HRESULT. */
  readonly code: number;
  /** On the wire: the type of the exception and what it says. */
  readonly text: string;
}

function isFailure(failed: unknown): failed is Failure {
  const { code, text } = (failed ?? {}) as Partial<Record<keyof Failure, unknown>>;
  return typeof code === 'number' && typeof text === 'string';
}
