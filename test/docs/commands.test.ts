import { readdirSync, readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { COMMANDS_PAGES } from '../../scripts/command-tables.ts';
import { buildProgram } from '../../src/cli/program.ts';

const program = buildProgram({ language: 'en', version: '0', run: async () => {} });
const commands = everyCommand(program);

/** Of no concern to people: Windows' own folder, and a folder that nothing is written to. */
const NOT_FOR_PEOPLE = ['SystemRoot'];

function everyCommand(command: Command): Command[] {
  return [command, ...command.commands.flatMap(everyCommand)];
}

function nameOf(command: Command): string {
  return command.parent ? `${nameOf(command.parent)} ${command.name()}` : command.name();
}

/** Options as they are named anywhere in the page, code blocks included; PowerShell has others of its own. */
function namedOptions(page: string): Set<string> {
  const ours = page.replace(/^```powershell\n.*?^```/gms, (block) => block.replace(/(?<!-)-(?=\w)/g, ''));
  return new Set(ours.match(/(?<![\p{L}\p{N}_-])--?[a-zA-Z][a-z-]*/gu));
}

function declaredOptions(): Set<string> {
  const options = commands.flatMap((command) => [
    ...command.options,
    ...command.createHelp().visibleOptions(command),
  ]);
  return new Set(
    options.flatMap(({ long, short }) => [long, short].filter((name) => typeof name === 'string')),
  );
}

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(`${folder}/${name}`, 'utf8'));
}

describe.each(['en', 'ja'] as const)('the page of commands (%s)', (language) => {
  const page = readFileSync(`docs/${COMMANDS_PAGES[language]}`, 'utf8');

  test('every option of the program is described', () => {
    expect([...declaredOptions()].filter((name) => !namedOptions(page).has(name))).toEqual([]);
  });

  test('every option that is described exists', () => {
    expect([...namedOptions(page)].filter((name) => !declaredOptions().has(name))).toEqual([]);
  });

  test('options are described with the values they take', () => {
    const taking = commands
      .flatMap(({ options }) => options)
      .filter(({ required, optional }) => required || optional);
    const described = page.replaceAll('\\|', '|');
    expect(
      taking
        .filter(({ long, flags }) => !described.includes(`\`${flags.slice(flags.indexOf(long ?? ''))}\``))
        .map(({ flags }) => flags),
    ).toEqual([]);
  });

  test('every command is described, and every command that is described exists', () => {
    const runnable = commands.filter((command) => command.commands.length === 0).map(nameOf);
    const described = [...page.matchAll(/^\| \[?`(cert-tool[a-z -]*[a-z])/gm)].map(([, name]) => name);
    expect(described.filter((name) => name !== 'cert-tool help').sort()).toEqual(
      runnable.filter((name) => !name.endsWith(' help')).sort(),
    );
  });

  test('every environment variable that is read is described', () => {
    const read = sources('src').flatMap((text) => [
      ...[...text.matchAll(/env\[?\.?'([\w()]+)'\]/g)].map(([, name = '']) => name),
      ...(text.match(/CERT_TOOL_[A-Z_]+/g) ?? []),
    ]);
    const wanted = new Set(read.filter((name) => !NOT_FOR_PEOPLE.includes(name)));
    expect(wanted.size).toBeGreaterThan(10);
    expect([...wanted].filter((name) => !page.includes(`\`${name}`))).toEqual([]);
  });

  test('every environment variable of cert-tool that is described is read', () => {
    const text = sources('src').join('\n');
    expect((page.match(/CERT_TOOL_[A-Z_]+/g) ?? []).filter((name) => !text.includes(name))).toEqual([]);
  });
});
