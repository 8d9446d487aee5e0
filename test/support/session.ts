import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** What is typed at a prompt, and what the page says is printed then. */
export interface Step {
  readonly command: string;
  readonly printed: string;
}

/** A file that the page shows: its name in code and a colon, then a block. */
export interface ShownFile {
  readonly name: string;
  readonly text: string;
}

/**
 * The sessions of a page in their order: blocks of text in which `$ ` stands before each command, `> ` before each further
 * line of it.
 */
export function sessionsOf(page: string): Step[] {
  return [...page.matchAll(/^```text\n(\$ .*?)^```$/gms)].flatMap(([, block = '']) =>
    block
      .split(/^\$ /m)
      .slice(1)
      .map((part) => {
        const [, command = '', printed = ''] = /^([^\n]*(?:\n> [^\n]*)*)\n?(.*)$/s.exec(part) ?? [];
        return { command: command.replaceAll('\n> ', '\n'), printed: printed.trimEnd() };
      }),
  );
}

export function filesOf(page: string): ShownFile[] {
  return [...page.matchAll(/^`([\w.-]+)`[:：]\n\n```\w+\n(.*?)^```$/gms)].map(([, name = '', text = '']) => ({
    name,
    text,
  }));
}

/** Runs commands one after the other in one bash without a terminal; of each what it printed, to whichever stream. */
export async function runSession(
  steps: readonly Step[],
  options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): Promise<string[]> {
  // As a person sees it: the exit code of the command before is still there for the next one.
  const script = steps.map(({ command }) => `(exit $code)\n${command}\ncode=$?\nprintf '${END}'\n`);
  const child = spawn('bash', ['-c', `exec 2>&1\ncode=0\n${script.join('')}`], {
    ...options,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    said += chunk;
  });
  await once(child, 'close');
  return said
    .split(END)
    .slice(0, steps.length)
    .map((part) => part.trimEnd());
}

const END = '\u001e';

/** Whether that was printed; `…` on the page stands for anything within a line, and alone on one for any lines. */
export function isAsPrinted(onPage: string, printed: string): boolean {
  const pattern = onPage
    .split('\n')
    .map((line) => (line.trim() === '…' ? ANY_LINES : line.split('…').map(escaped).join('.*')))
    .join('\n')
    .replaceAll(`\n${ANY_LINES}`, `(?:\n${ANY_LINES})?`)
    .replace(new RegExp(`^${escaped(ANY_LINES)}\n`), `(?:${ANY_LINES}\n)?`);
  return new RegExp(`^${pattern}$`).test(printed);
}

const ANY_LINES = '[\\s\\S]*';

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
