import { Ajv } from 'ajv';
import { expect } from 'vitest';
import { closed, documentSchema } from '../../scripts/json-documents/schemas.ts';

const ajv = new Ajv({ strict: false });
const checks = new Map<string, ReturnType<typeof ajv.compile>>();

/**
 * Holds what a run printed with `--json` against the schema that it names; every member has to be named there. Anything else
 * than one document is left to those who look at it.
 */
export function expectToKeepItsSchema(argv: readonly string[], stdout: string): void {
  if (!argv.includes('--json') || !/^\{[^\n]*\}\n$/.test(stdout)) return;
  const document: unknown = JSON.parse(stdout);
  const name = nameIn(document);
  const check = checks.get(name) ?? ajv.compile(Object(closed({ ...documentSchema(name), $id: undefined })));
  checks.set(name, check);
  expect(check(document) ? [] : { stdout, errors: check.errors }, argv.join(' ')).toEqual([]);
}

function nameIn(document: unknown): string {
  const schema = typeof document === 'object' && document !== null && 'schema' in document && document.schema;
  return /^cert-tool\/([a-z-]+)\/1$/.exec(String(schema))?.[1] ?? '';
}

/** What every document of a command has besides, of one that is logged. */
export function logged(name: string): { schema: string; run: unknown } {
  return { schema: `cert-tool/${name}/1`, run: expect.stringMatching(/^[a-z0-9]{5}$/) };
}
