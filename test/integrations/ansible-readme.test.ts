import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cleanEnvironment } from '../support/environment.ts';
import { programLine, startCli } from '../support/run.ts';
import { filesOf, runSession } from '../support/session.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { COLLECTION, NO_ANSIBLE, recapOf, SKIPPED } from './ansible.ts';

const page = readFileSync(join(COLLECTION, 'README.md'), 'utf8');

function commandsOf(section: string): string[] {
  const text = page.slice(page.indexOf(`## ${section}`)).split(/^## /m)[1] ?? '';
  return [...text.matchAll(/^```sh\n(.*?)^```$/gms)].flatMap(([, block = '']) => block.trim().split('\n'));
}

describe(`the collection's README${SKIPPED}`, { timeout: 600_000 }, () => {
  test.skipIf(NO_ANSIBLE)('leads a stranger to a first run', async () => {
    const home = tempFolder();
    const bin = join(home, 'bin');
    mkdirSync(bin);
    writeFileSync(join(bin, 'cert-tool'), `#!/bin/sh\nexec ${programLine()} "$@"\n`, {
      mode: 0o755,
    });
    symlinkSync(dirname(COLLECTION), join(home, 'integrations'));
    for (const { name, text } of filesOf(page)) writeFileSync(join(home, name), text);
    const env = cleanEnvironment(home, { PATH: `${bin}:${process.env['PATH']}`, ANSIBLE_NOCOLOR: '1' });
    const run = (commands: readonly string[]) =>
      runSession(
        commands.map((command) => ({ command, printed: '' })),
        { cwd: home, env },
      );

    await run(commandsOf('Install'));
    const [addUsers = '', start, play = ''] = commandsOf('Try it');
    expect(start).toBe('cert-tool sandbox start');
    await run([addUsers]);
    const { firstLine } = startCli(home, ['sandbox', 'start', '--json']);
    const { bankUrl, caFile } = JSON.parse(await firstLine) as { bankUrl: string; caFile: string };
    const command = play.replace('<address>', bankUrl).replace('<file>', caFile);
    const [first = '', second = ''] = await run([command, command]);
    for (const [output, changed] of [
      [first, 1],
      [second, 0],
    ] as const) {
      const counts = expect.objectContaining({ changed, failed: 0 });
      expect(recapOf(output)).toEqual({ pc1: counts, pc2: counts });
    }
  });
});
