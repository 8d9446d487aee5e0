import { DOCUMENTS, type Document } from './commands.ts';
import { ERROR, either, object, type Schema, WARNINGS, words } from './parts.ts';

/** What every document may have besides. */
const RUN: Readonly<Record<string, Schema>> = {
  run: { type: 'string', pattern: '^[a-z0-9]{3,16}$' },
  warnings: WARNINGS,
};

/** The names in `schema`, without `cert-tool/` and the number. */
export const DOCUMENT_NAMES = Object.keys(DOCUMENTS);

/** The JSON Schema of a command's documents, good and bad. @throws Error for a name that is none */
export function documentSchema(name: string): Schema {
  const document = DOCUMENTS[name];
  if (!document) throw new Error(`there is no document ${name}`);
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: `urn:cert-tool:${name}:1`,
    title: `cert-tool ${name.replaceAll('-', ' ')} --json`,
    ...either(...formsOf(name, document)),
  };
}

function formsOf(name: string, { good, withError = {} }: Document): readonly Schema[] {
  const named = { schema: words(`cert-tool/${name}/1`) };
  return [
    ...good.map(({ always, sometimes = {} }) => object({ ...named, ...always }, { ...RUN, ...sometimes })),
    object({ ...named, ok: words(false), error: ERROR }, { ...RUN, ...withError }),
  ];
}

/** The same without leave for members that are not named: for a look at whether all are. */
export function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const inner = Object.fromEntries(Object.entries(schema).map(([name, value]) => [name, closed(value)]));
  const isNamed = 'properties' in schema && Object.keys(schema.properties ?? {}).length > 1;
  return isNamed ? { ...inner, additionalProperties: false } : inner;
}

export function schemaText(name: string): string {
  return `${JSON.stringify(documentSchema(name), null, 2)}\n`;
}
