// The answers that docs/bank-api.yaml allows, as tables for the check of a bank: for each operation its statuses, of each the
// headers, media types, the schema of the body, and of refusals the codes.
const METHODS = ['get', 'post', 'delete'];
const REF = '#/components/schemas/';

/** The schemas that only refusals and chains have: all others are those of good answers. */
export const OTHER_SCHEMAS = ['Problem', 'PemChain'];

/** @returns JSON of `Operation[]`, which DECLARATIONS describes */
export function allowedAnswers(contract) {
  const operations = Object.entries(contract.paths).flatMap(([path, item]) =>
    METHODS.filter((method) => item[method]).map((method) => ({
      method: method.toUpperCase(),
      path,
      answers: Object.fromEntries(
        Object.entries(item[method].responses).map(([status, response]) => [
          status,
          answerOf(resolve(response, contract), contract),
        ]),
      ),
    })),
  );
  return JSON.stringify(operations);
}

export const DECLARATIONS = `/** What a body has to be. */
export interface AllowedBody {
  /** Left out where it is bytes, which no schema can describe. */
  readonly schema?: string;
  /** Of a refusal. */
  readonly codes?: readonly string[];
}

/** What an answer of one status may be. */
export interface AllowedAnswer {
  /** What has to stand in which header, by its name in lower case: a regular expression. */
  readonly headers: Readonly<Record<string, string>>;
  /** By the media type; none where there is no body. */
  readonly content: Readonly<Record<string, AllowedBody>>;
}

export interface Operation {
  readonly method: string;
  /** Below the base path, with \`{names}\`. */
  readonly path: string;
  readonly answers: Readonly<Record<string, AllowedAnswer>>;
}

export declare const OPERATIONS: readonly Operation[];
`;

function answerOf(response, contract) {
  const headers = Object.entries(response.headers ?? {}).map(([name, header]) => {
    const { schema } = resolve(header, contract);
    return [name.toLowerCase(), schema.type === 'integer' ? '^\\d+$' : schema.pattern];
  });
  const content = Object.entries(response.content ?? {}).map(([type, { schema }]) => [type, bodyOf(schema)]);
  return {
    headers: Object.fromEntries(headers),
    content: Object.fromEntries(content),
  };
}

/** A schema by its name, bytes, or `Problem` with the codes that this answer may have. */
function bodyOf(schema) {
  if (schema.$ref) return { schema: schema.$ref.slice(REF.length) };
  if (!schema.allOf) return {};
  const [{ $ref }, { properties }] = schema.allOf;
  const { const: only, enum: codes = [only] } = properties.code;
  return { schema: $ref.slice(REF.length), codes };
}

function resolve(node, contract) {
  if (!node.$ref) return node;
  return node.$ref
    .slice(2)
    .split('/')
    .reduce((at, key) => at[key], contract);
}
