import { asciiJson } from '../core/text.ts';
import { NOTES, objectSchema, SETTINGS } from './declarations.ts';
import type { JsonSchema } from './patterns.ts';

/** What the schema is called where it is not a file. */
const ID = 'urn:cert-tool:config.schema.json';

/** The JSON Schema (draft 7, which editors know) of config files, the user's and the PC's. */
export function configSchema(): JsonSchema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: ID,
    title: 'config.json of cert-tool',
    ...objectSchema({ ...NOTES, ...SETTINGS }),
  };
}

/** Its file, with which editors explain and check the config file beside it; in ASCII, for some of the characters in it cannot be seen. */
export function configSchemaText(): string {
  return `${asciiJson(configSchema(), 2)}\n`;
}
