import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { laidOut } from '../../src/cli/help-layout.ts';
import { plainHelp } from '../../src/cli/plain-help.ts';
import type { Invocation } from '../../src/cli/plain-line.ts';
import { buildProgram } from '../../src/cli/program.ts';
import { COMMANDS, GROUPS } from '../../src/commands/index.ts';
import { longNameOf } from '../../src/core/option.ts';
import { SHARED_OPTIONS } from '../../src/core/shared-options.ts';
import type { Language } from '../../src/core/text.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { tempFolder } from '../support/temp-folder.ts';

const help = async (words: readonly string[], lang = 'en', columns?: number) => {
  const argv = [...words, '--help', '--lang', lang];
  const env = { CERT_TOOL_HOME: tempFolder() };
  return (await runInProcess(argv, { env, ...(columns && { columns }) })).stdout;
};

async function parsed(line: string): Promise<Invocation | undefined> {
  let seen: Invocation | undefined;
  const program = buildProgram({
    language: 'en',
    version: '0',
    writeOut: () => {},
    run: async (invocation) => {
      seen = invocation;
    },
  });
  await program.parseAsync(line.split(' '), { from: 'user' });
  return seen;
}

describe.each(COMMANDS.map((spec) => [spec.name, spec] as const))('the help of %s', (name, spec) => {
  test('has two or three examples, which can be typed as they stand', async () => {
    expect(spec.examples.length).toBeGreaterThanOrEqual(2);
    expect(spec.examples.length).toBeLessThanOrEqual(3);
    for (const { line } of spec.examples) expect((await parsed(line))?.spec.name, line).toBe(name);
  });

  test('begins with the examples', async () => {
    const sections = (await help(name.split(' '))).split('\n\n');
    expect(sections[2]).toMatch(/^Examples:\n/);
    for (const { line } of spec.examples) expect(sections[2]).toContain(`  cert-tool ${line}`);
    expect((await help(name.split(' '), 'ja')).split('\n\n')[2]).toMatch(/^例:\n/);
  });

  test('has its own options before those of every command', async () => {
    const sections = (await help(name.split(' '))).split('\n\n');
    const own = sections.findIndex((section) => section.startsWith('Options:'));
    const general = sections.findIndex((section) => section.startsWith('General options:'));
    expect(own >= 0).toBe(spec.options.length > 0);
    expect(general).toBe(sections.length - 2);
    expect(own).toBeLessThan(general);
    for (const option of spec.options) expect(sections[own]).toContain(longNameOf(option));
    for (const option of [...SHARED_OPTIONS, { flags: '--help' }]) {
      expect(sections[general]).toContain(longNameOf(option));
    }
  });

  test('ends with the place in the docs, which is there', async () => {
    for (const [lang, page] of [
      ['en', 'docs/commands.md'],
      ['ja', 'docs/commands.ja.md'],
    ] as const) {
      const shown = await help(name.split(' '), lang);
      const [, file = '', anchor] = /(?:More about it|詳しい説明): (\S+)#(\S+)\n$/.exec(shown) ?? [];
      expect(file).toBe(page);
      expect(readFileSync(file, 'utf8')).toMatch(new RegExp(`^## ${anchor}$`, 'm'));
    }
  });
});

describe('the help of what holds commands', () => {
  test.each([[[]], [['sandbox']], [['sandbox', 'users']]])(
    '%j begins with examples and commands',
    async (words) => {
      const sections = (await help(words)).split('\n\n').map((section) => section.split('\n')[0]);
      expect(sections.slice(2, 4)).toEqual(['Examples:', 'Commands:']);
      expect(await help(words)).toMatch(/More about it: docs\/commands.md(#sandbox)?\n$/);
    },
  );

  test.each([[['help']], [['sandbox', 'help']]])('%j has examples that can be typed', async (words) => {
    const [, , examples = ''] = (await help(words)).split('\n\n');
    const lines = [...examples.matchAll(/^ {2}cert-tool ((?:\S+ )+) /gm)].map(([, line = '']) => line.trim());
    expect(lines.length).toBe(2);
    for (const line of lines) expect(await parsed(line), line).toBeUndefined();
  });
});

/** What commander says of a line. */
async function byCommander(argv: readonly string[], language: Language): Promise<string> {
  let text = '';
  const program = buildProgram({
    ...{ language, version: '0', argv, run: async () => {} },
    writeOut(written) {
      text += written;
    },
  });
  await program.parseAsync(argv, { from: 'user' }).catch(() => undefined);
  return text;
}

describe('a line that asks for help and nothing else', () => {
  const groups = ['', ...Object.keys(GROUPS)];
  const names = [
    ...groups,
    ...groups.map((group) => `${group} help`.trim()),
    ...COMMANDS.map(({ name }) => name),
  ];

  test.each(names.map((name) => [name]))('is read without commander, to the same page: %s', async (name) => {
    const words = name.split(' ').filter((word) => word !== '');
    const lines = [
      [...words, '--help'],
      ['-h', '--lang', 'ja', ...words],
      ...(name.endsWith('help') ? [] : [['help', ...words]]),
    ];
    for (const line of lines) {
      const page = await plainHelp(line);
      expect(page, line.join(' ')).toBeDefined();
      for (const language of ['ja', 'en'] as const) {
        const shown = page && laidOut(page, language, Number.POSITIVE_INFINITY);
        expect(shown, line.join(' ')).toBe(await byCommander(line, language));
      }
    }
  });

  test.each([
    [['nothing', '--help']],
    [['issue', 'taro', '--help']],
    [['sandbox users', '--help']],
    [['', '--help']],
    [['help', 'environment']],
    [['help', 'config', '--help']],
    [['list', '--lang', 'de', '--help']],
    [['list', '--users', '--help']],
    [['constructor', '--help']],
    [['issue']],
  ])('any other is left to commander: %j', async (line) => {
    expect(await plainHelp(line)).toBeUndefined();
  });
});
