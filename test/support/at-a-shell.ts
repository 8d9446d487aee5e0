import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cleanEnvironment } from './environment.ts';
import { programLine } from './run.ts';
import { isAsPrinted, runSession, type ShownFile, type Step } from './session.ts';
import { tempFolder } from './temp-folder.ts';

/** Somebody's folders, with cert-tool on the PATH, for the sessions of a page. POSIX only. */
export interface AtAShell {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

/** @param lang as in LANG @param files what the page shows of files, put where the commands run */
export function atAShell(lang: string, files: readonly ShownFile[] = []): AtAShell {
  const home = tempFolder();
  const [bin, cwd] = [join(home, 'bin'), join(home, 'work')];
  for (const folder of [bin, cwd]) mkdirSync(folder);
  writeFileSync(join(bin, 'cert-tool'), `#!/bin/sh\nexec ${programLine()} "$@"\n`, {
    mode: 0o755,
  });
  for (const { name, text } of files) writeFileSync(join(cwd, name), text);
  const env = cleanEnvironment(home, { LANG: lang, PATH: `${bin}:${process.env['PATH']}` });
  delete env['CERT_TOOL_HOME'];
  return { cwd, env };
}

/** Types a page's commands; those that did not print what the page shows, and what they printed. */
export async function wrongSteps(steps: readonly Step[], { cwd, env }: AtAShell) {
  const printed = await runSession(steps, { cwd, env });
  return steps.flatMap((step, index) => {
    const seen = printed[index] ?? 'nothing, for an earlier command ended the shell';
    return isAsPrinted(step.printed, seen) ? [] : [{ ...step, seen }];
  });
}
