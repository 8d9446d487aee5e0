import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { type AtAShell, atAShell, wrongSteps } from '../support/at-a-shell.ts';
import { POSIX_ONLY } from '../support/run.ts';
import { filesOf, isAsPrinted, type Step, sessionsOf } from '../support/session.ts';

const english = readFileSync('docs/bank-check.md', 'utf8');
const japanese = readFileSync('docs/bank-check.ja.md', 'utf8');
/** On the page; another test may have it. */
const PORT = '8443';

/** Types the command that starts the bank in a window of its own, with any free port. */
async function startedBy(steps: readonly Step[], { cwd, env }: AtAShell) {
  const script = steps.map(({ command }) => command.replace(PORT, '0')).join('\n');
  const child = spawn('bash', ['-c', script.replace(/(.*)$/, 'exec $1')], {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(async () => {
    child.kill();
    await once(child, 'close');
  });
  let printed = '';
  for await (const chunk of child.stdout.setEncoding('utf8')) {
    printed += chunk;
    const port = /https:\/\/127\.0\.0\.1:(\d+)'/.exec(printed)?.[1];
    if (port !== undefined) return { port, printed };
  }
  throw new Error(`the practice bank has not started: ${printed}`);
}

test.skipIf(process.platform === 'win32')(
  `the check of the practice bank passes as the page types it${POSIX_ONLY}`,
  { timeout: 300_000 },
  async () => {
    const steps = sessionsOf(english);
    const start = steps.findIndex(({ command }) => command.includes('sandbox start'));
    const person = atAShell('en_US.UTF-8', filesOf(english));
    const { port, printed } = await startedBy(steps.slice(0, start + 1), person);
    expect(isAsPrinted(steps[start]?.printed ?? '', printed.trimEnd())).toBe(true);
    const rest = steps
      .slice(start + 1)
      .map((step) => ({ ...step, command: step.command.replace(PORT, port) }));
    expect(rest.length).toBeGreaterThan(3);
    expect(await wrongSteps(rest, person)).toEqual([]);
  },
);

test('both pages type the same, and show the same files', () => {
  const typed = (page: string) => sessionsOf(page).map(({ command }) => command);
  expect(typed(japanese)).toEqual(typed(english));
  expect(filesOf(japanese)).toEqual(filesOf(english));
});
