import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { formats } from '../../scripts/formats.mjs';

/** One request and its answer, as they went over the wire. */
export interface Exchange {
  readonly method: string;
  /** With or without the base path `/v1`, with its query. */
  readonly path: string;
  readonly status: number;
  /** Parsed, or the JSON text. */
  readonly requestBody?: unknown;
  readonly requestHeaders?: HeaderSource;
  readonly responseHeaders: HeaderSource;
  /** Parsed, or the text; undefined or empty where there is none. */
  readonly responseBody?: unknown;
}

type HeaderSource = Headers | Readonly<Record<string, string | readonly string[] | undefined>>;
type Schema = Readonly<Record<string, unknown>>;

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: Schema;
}
interface Body {
  readonly required?: boolean;
  readonly content?: Readonly<Record<string, { readonly schema: Schema }>>;
}
interface Response extends Body {
  readonly headers?: Readonly<Record<string, { readonly required?: boolean; readonly schema: Schema }>>;
}
interface Operation {
  readonly security?: readonly unknown[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: Body;
  readonly responses: Readonly<Record<string, Response>>;
}

const root = path.resolve(import.meta.dirname, '../..');
const contract = parse(readFileSync(path.join(root, 'docs/bank-api.yaml'), 'utf8'));
const SCHEMAS = '#/components/schemas/';

const ajv = new Ajv2020({ strict: true, strictRequired: false, formats, allErrors: true });
ajv.addSchema({ $id: 'bank-api', $defs: withRefs(contract.components.schemas, '#/$defs/') });
const compiled = new Map<string, ValidateFunction>();

/** Throws on anything in which an exchange differs from docs/bank-api.yaml. */
export function checkExchange(exchange: Exchange): void {
  const where = `${exchange.method.toUpperCase()} ${exchange.path} ${exchange.status}`;
  try {
    check(exchange);
  } catch (error) {
    throw new Error(`${where}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

function check(exchange: Exchange): void {
  const url = new URL(exchange.path.replace(/^\/v1(?=\/)/, ''), 'https://bank.example');
  const { operation, pathParameters } = operationFor(exchange.method, url.pathname);
  const response = operation.responses[String(exchange.status)];
  if (response === undefined) throw new Error('this status is not in the contract');
  checkHeaders(response, exchange);
  checkBody('answer', response, mediaType(exchange.responseHeaders), exchange.responseBody);
  checkProblemStatus(exchange);
  // What a bank refuses may break the contract; what it accepts may not.
  if (exchange.status < 300) checkRequest(operation, exchange, url, pathParameters);
}

function operationFor(method: string, pathname: string) {
  const literalFirst = Object.keys(contract.paths).sort((a, b) => a.split('{').length - b.split('{').length);
  for (const template of literalFirst) {
    const names = [...template.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
    const match = new RegExp(`^${template.replace(/\{\w+\}/g, '([^/]+)')}$`).exec(pathname);
    if (match === null) continue;
    const operation: Operation | undefined = resolved(contract.paths[template][method.toLowerCase()]);
    if (operation === undefined) throw new Error('this method is not in the contract');
    const values = names.map((name, index): [string, string] => [
      name,
      decodeURIComponent(match[index + 1] ?? ''),
    ]);
    return { operation, pathParameters: Object.fromEntries(values) };
  }
  throw new Error('this path is not in the contract');
}

function checkRequest(
  operation: Operation,
  exchange: Exchange,
  url: URL,
  pathParameters: Record<string, string>,
): void {
  const authorization = exchange.requestHeaders && header(exchange.requestHeaders, 'authorization');
  if (exchange.requestHeaders && operation.security === undefined && !authorization?.startsWith('Bearer ')) {
    throw new Error('answered without a session');
  }
  const query = Object.fromEntries(url.searchParams);
  for (const { name, in: place, required, schema } of operation.parameters ?? []) {
    const value = place === 'path' ? pathParameters[name] : place === 'query' ? query[name] : undefined;
    if (value !== undefined) validate(`parameter ${name}`, schema, value);
    else if (required) throw new Error(`accepted without the parameter ${name}`);
  }
  if (operation.requestBody)
    checkBody('request', operation.requestBody, 'application/json', exchange.requestBody);
}

function checkHeaders(response: Response, exchange: Exchange): void {
  for (const [name, { required, schema }] of Object.entries(response.headers ?? {})) {
    const value = header(exchange.responseHeaders, name);
    if (value === undefined && required) throw new Error(`the header ${name} is missing`);
    if (value === undefined) continue;
    validate(
      `header ${name}`,
      schema,
      schema['type'] === 'integer' && /^\d+$/.test(value) ? Number(value) : value,
    );
  }
}

function checkBody(what: string, declared: Body, type: string, body: unknown): void {
  if (declared.content === undefined) {
    if (!isEmpty(body)) throw new Error(`the ${what} has a body`);
    return;
  }
  const schema = declared.content[type]?.schema;
  if (schema === undefined) throw new Error(`the content type ${type || '(none)'} is not in the contract`);
  if (isEmpty(body)) throw new Error(`the ${what} has no body`);
  validate(what, schema, type.endsWith('json') && typeof body === 'string' ? JSON.parse(body) : asText(body));
}

function checkProblemStatus({ status, responseBody, responseHeaders }: Exchange): void {
  if (mediaType(responseHeaders) !== 'application/problem+json') return;
  const problem = typeof responseBody === 'string' ? JSON.parse(responseBody) : responseBody;
  if (problem.status !== status) throw new Error(`the problem's status is ${problem.status}`);
}

function validate(what: string, schema: Schema, value: unknown): void {
  const key = JSON.stringify(withRefs(schema, 'bank-api#/$defs/'));
  const validator = compiled.get(key) ?? ajv.compile(JSON.parse(key));
  compiled.set(key, validator);
  if (!validator(value)) throw new Error(`${what}: ${ajv.errorsText(validator.errors)}`);
}

function withRefs(schema: unknown, prefix: string): Schema {
  return JSON.parse(JSON.stringify(schema).replaceAll(SCHEMAS, prefix));
}

/** Follows the references that are not to schemas: to parameters, headers and responses. */
function resolved<T>(node: T): T {
  if (Array.isArray(node)) return node.map(resolved) as T;
  if (typeof node !== 'object' || node === null) return node;
  const reference = (node as { $ref?: unknown }).$ref;
  if (typeof reference === 'string' && !reference.startsWith(SCHEMAS)) return resolved(at<T>(reference));
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, resolved(value)])) as T;
}

function at<T>(reference: string): T {
  const keys = reference.slice('#/'.length).split('/');
  return keys.reduce((node: unknown, key) => (node as Record<string, unknown>)[key], contract) as T;
}

function header(headers: HeaderSource, name: string): string | undefined {
  if (headers instanceof Headers) return headers.get(name) ?? undefined;
  const found = Object.entries(headers).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
  return typeof found === 'string' ? found : found?.join(', ');
}

function mediaType(headers: HeaderSource): string {
  return (header(headers, 'content-type') ?? '').split(';', 1).join('').trim().toLowerCase();
}

function isEmpty(body: unknown): boolean {
  return (
    body === undefined || body === null || body === '' || (body instanceof Uint8Array && body.length === 0)
  );
}

function asText(body: unknown): unknown {
  return body instanceof Uint8Array ? Buffer.from(body).toString('latin1') : body;
}
