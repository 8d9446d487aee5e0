import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type MessageKey, messages } from '../../src/ui/messages/index.ts';
import { messageFor } from '../../src/ui/messages/one.ts';

const SRC = join(import.meta.dirname, '../../src');

function sources(folder = SRC): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !file.includes('generated') && !file.includes(join('ui', 'messages')))
    .map((file) => readFileSync(file, 'utf8'));
}

const placeholders = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();

describe('every message', () => {
  const code = sources().join('\n');
  /** Keys that are put together: `state.${state}`. */
  const families = [...code.matchAll(/`([a-z.-]+\.)\$\{/g)].map(([, start]) => start ?? '');

  test.each(Object.entries(messages))('%s', (key, { ja, en }) => {
    expect(ja).not.toBe('');
    expect(en).not.toBe('');
    // The way to the other language is named in it.
    if (key !== 'menu.language') expect(en).toMatch(/^[\x20-\x7e–—’…↑↓•]*$/);
    expect(placeholders(ja)).toEqual(placeholders(en));
    expect(ja + en).not.toMatch(/^\s|\s$|undefined/);
    const used = code.includes(`'${key}'`) || families.some((start) => key.startsWith(start));
    expect(used, 'is used nowhere').toBe(true);
  });

  test('that is asked for with parameters has them', () => {
    const asked = [...code.matchAll(/\.text\(\s*'([a-z.-]+)',\s*\{([^}]*)\}/g)];
    expect(asked.length).toBeGreaterThan(10);
    for (const [, key = '', given = ''] of asked) {
      const names = [...given.replace(/\((?:[^()]|\([^()]*\))*\)/g, '').matchAll(/(?:^|,)\s*(\w+)/g)]
        .map(([, name]) => `{${name}}`)
        .sort();
      expect(placeholders(messages[key as keyof typeof messages].en), key).toEqual(names);
    }
  });

  test('that is asked for without parameters has none', () => {
    const asked = new Set([...code.matchAll(/\bui\.text\(\s*'([a-z.-]+)',?\s*\)/g)].map(([, key]) => key));
    expect(asked.size).toBeGreaterThan(10);
    const bare = Object.entries(messages).filter(([key]) => asked.has(key));
    expect(bare.filter(([, { en }]) => placeholders(en).length > 0)).toEqual([]);
  });
});

test('each message is found without the others', () => {
  for (const key of Object.keys(messages) as MessageKey[]) expect(messageFor(key)).toBe(messages[key]);
});
