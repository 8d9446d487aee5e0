import { DOCUMENTS, type Document } from './commands.ts';
import {
  BANK,
  CERTIFICATE,
  ERROR,
  either,
  NOTICES,
  object,
  type Schema,
  TEXT_OR_NULL,
  TIME,
  USER,
  WARNINGS,
  words,
} from './parts.ts';

/** What every document may have besides. */
const RUN: Readonly<Record<string, Schema>> = {
  run: { type: 'string', pattern: '^[a-z0-9]{3,16}$' },
  warnings: WARNINGS,
};

/** What stands once in a file, by its name there. */
const DEFINITIONS = new Map<unknown, string>([
  [CERTIFICATE, 'certificate'],
  [ERROR, 'error'],
  [WARNINGS, 'warnings'],
  [NOTICES, 'notices'],
  [USER, 'user'],
  [BANK, 'bank'],
  [TIME, 'time'],
  [TEXT_OR_NULL, 'textOrNull'],
]);

/** The names in `schema`, without `cert-tool/` and the number. */
export const DOCUMENT_NAMES = Object.keys(DOCUMENTS);

/** The JSON Schema of a command's documents, good and bad. @throws Error for a name that is none */
export function documentSchema(name: string): Schema {
  const document = DOCUMENTS[name];
  if (!document) throw new Error(`there is no document ${name}`);
  const definitions: Record<string, unknown> = {};
  const forms = either(...formsOf(name, document).map((form) => Object(withReferences(form, definitions))));
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: `urn:cert-tool:${name}:1`,
    title: `cert-tool ${name.replaceAll('-', ' ')} --json`,
    ...forms,
    definitions,
  };
}

function formsOf(name: string, { good, withError = {} }: Document): readonly Schema[] {
  const named = { schema: words(`cert-tool/${name}/1`) };
  return [
    ...good.map(({ always, sometimes = {} }) => object({ ...named, ...always }, { ...RUN, ...sometimes })),
    object({ ...named, ok: words(false), error: ERROR }, { ...RUN, ...withError }),
  ];
}

/** @param definitions gets what is referred to */
function withReferences(schema: unknown, definitions: Record<string, unknown>): unknown {
  if (Array.isArray(schema)) return schema.map((each) => withReferences(each, definitions));
  if (typeof schema !== 'object' || schema === null) return schema;
  const name = DEFINITIONS.get(schema);
  const inner = () =>
    Object.fromEntries(
      Object.entries(schema).map(([member, value]) => [member, withReferences(value, definitions)]),
    );
  if (name === undefined) return inner();
  definitions[name] ??= inner();
  return { $ref: `#/definitions/${name}` };
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
  return `${JSON.stringify(documentSchema(name), null, 1)}\n`;
}
