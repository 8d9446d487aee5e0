import { lstatSync } from 'node:fs';
import { win32 } from 'node:path';
import { asciiJson, type Text } from '../core/text.ts';
import { run } from './processes.ts';
import { endFailure, startFailure } from './program-failure.ts';
import { powerShellEnvironment, windowsPowerShell } from './programs.ts';
import { whyNotAdministratorsOnly } from './windows-rights.ts';

export interface AskingOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal | undefined;
}

const TIMEOUT_MS = 15_000;

/** In the language of Windows PowerShell 5.1, and nothing that Constrained Language Mode forbids. */
export const RIGHTS_SCRIPT = `$ErrorActionPreference = 'Stop'
$paths = $input | ConvertFrom-Json
foreach ($path in $paths) { (Get-Acl -LiteralPath $path).Sddl }`;

/**
 * Why others than administrators could change what is read at a path: the file, or a folder that it lies in. One PowerShell is
 * asked for all of them; where it cannot tell, that is the reason. Undefined where administrators alone can.
 * @param path absolute
 * @throws the system's errors; the signal's reason
 */
export async function whyNotOnWindows(path: string, options: AskingOptions): Promise<Text | undefined> {
  const paths = withFolders(path);
  const link = paths.find((each) => lstatSync(each).isSymbolicLink());
  if (link !== undefined) return isLink(link);
  const answer = await ask(paths, options);
  if ('failure' in answer) return notKnown(path, answer.failure);
  const lines = answer.text.split(/\r?\n/).filter((line) => line !== '');
  if (lines.length !== paths.length) return notKnown(path, NOT_UNDERSTOOD);
  return paths
    .map((each, at) => whyNotAdministratorsOnly(each, lines[at] ?? '', each === path ? 'file' : 'folder'))
    .find((why) => why !== undefined);
}

/** A path and the folders that it lies in, the outermost first. */
export function withFolders(path: string): string[] {
  const folder = win32.dirname(path);
  return folder === path ? [path] : [...withFolders(folder), path];
}

async function ask(
  paths: readonly string[],
  { env, signal }: AskingOptions,
): Promise<{ readonly text: string } | { readonly failure: Text }> {
  const args = ['-NoLogo', '-NoProfile', '-NonInteractive', '-Command', RIGHTS_SCRIPT];
  const stdin = `${asciiJson(paths)}\n`;
  try {
    const result = await run(windowsPowerShell(env), args, {
      ...{ stdin, env: powerShellEnvironment(env), timeoutMs: TIMEOUT_MS },
      ...(signal && { signal }),
    });
    const failure = endFailure(result, TIMEOUT_MS);
    return failure ? { failure } : { text: result.stdout.toString('latin1') };
  } catch (error) {
    signal?.throwIfAborted();
    return { failure: startFailure(error as NodeJS.ErrnoException) };
  }
}

const NOT_UNDERSTOOD = { ja: '応答が正しくありません。', en: 'its answer makes no sense.' };

function isLink(path: string): Text {
  return { ja: `${path} はリンクです`, en: `${path} is a link` };
}

function notKnown(path: string, { ja, en }: Text): Text {
  return {
    ja: `${path} を変更できるユーザを PowerShell で確認できません: ${ja.replace(/。$/, '')}`,
    en: `PowerShell could not tell who can change ${path}: ${en.replace(/\.$/, '')}`,
  };
}
