// Writes what the sources take from docs/bank-api.yaml: its types, and checks of answers and requests that need no
// ajv at run time. The client and the practice bank get their own copies, because neither may import the other. The check of
// a bank gets all answers, refusals included. And from the commands' declarations the page that names them all.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import standalone from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';
import openapiTypes, { astToString } from 'openapi-typescript';
import { parse } from 'yaml';
import { allowedAnswers, DECLARATIONS, OTHER_SCHEMAS } from './contract-answers.mjs';
import { formats } from './formats.mjs';
import { loadTypeScript } from './load-typescript.mjs';

const METHODS = ['get', 'put', 'post', 'delete', 'patch'];
const REF = '#/components/schemas/';
const NOTICE = '// Made from docs/bank-api.yaml by scripts/generate.mjs. Changes here are lost.\n';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const contract = parse(await readFile(path.join(root, 'docs/bank-api.yaml'), 'utf8'));
const operations = Object.values(contract.paths).flatMap((item) =>
  METHODS.flatMap((method) => (item[method] ? [item[method]] : [])),
);

const types = NOTICE + astToString(await openapiTypes(contract));
await Promise.all([
  write('src/bank/generated', 'answers', namesOf(operations.flatMap(goodAnswers))),
  write('src/sandbox/generated', 'requests', namesOf(operations.flatMap(requests))),
  write('src/bank-check/generated', 'refusals', OTHER_SCHEMAS),
  writeAllowed('src/bank-check/generated'),
]);
await writeProgramPage('src/cli/generated');

/** The JSON schemas of an operation's answers that are no errors. */
function goodAnswers(operation) {
  return Object.entries(operation.responses)
    .filter(([status]) => status.startsWith('2'))
    .flatMap(([, response]) => jsonSchemas(resolve(response)));
}

function requests(operation) {
  return operation.requestBody ? jsonSchemas(resolve(operation.requestBody)) : [];
}

function jsonSchemas(body) {
  const schema = body.content?.['application/json']?.schema;
  return schema ? [schema] : [];
}

function resolve(node) {
  if (!node.$ref) return node;
  return node.$ref
    .slice(2)
    .split('/')
    .reduce((at, key) => at[key], contract);
}

function namesOf(schemas) {
  const names = schemas.map((schema) => {
    if (!schema.$ref?.startsWith(REF))
      throw new Error(`a body without a named schema: ${JSON.stringify(schema)}`);
    return schema.$ref.slice(REF.length);
  });
  if (names.length === 0) throw new Error('docs/bank-api.yaml has no bodies');
  return [...new Set(names)].sort();
}

async function write(folder, file, names) {
  const into = path.join(root, folder);
  await mkdir(into, { recursive: true });
  await Promise.all([
    writeFile(path.join(into, 'contract.ts'), types),
    writeFile(path.join(into, `${file}.js`), NOTICE + (await validators(names))),
    writeFile(path.join(into, `${file}.d.ts`), NOTICE + declarations(names)),
  ]);
}

async function writeAllowed(folder) {
  const into = path.join(root, folder);
  await mkdir(into, { recursive: true });
  const table = `export const OPERATIONS = ${allowedAnswers(contract)};\n`;
  await Promise.all([
    writeFile(path.join(into, 'allowed.js'), NOTICE + table),
    writeFile(path.join(into, 'allowed.d.ts'), NOTICE + DECLARATIONS),
  ]);
}

async function writeProgramPage(folder) {
  const into = path.join(root, folder);
  await mkdir(into, { recursive: true });
  const { page } = await loadTypeScript('program-page.ts');
  const lines = [
    '// Made from the declarations of the commands by scripts/generate.mjs. Changes here are lost.',
    `import type { HelpPage } from '../help-pages.ts';`,
    '',
    `export const PROGRAM_PAGE: HelpPage = ${JSON.stringify(page)};`,
    '',
  ];
  await writeFile(path.join(into, 'program-page.ts'), lines.join('\n'));
}

/** One function a schema, as an ES module without imports. */
async function validators(names) {
  // strictRequired does not look past if/then and allOf, where the required property is defined.
  const ajv = new Ajv2020({
    strict: true,
    strictRequired: false,
    inlineRefs: false,
    messages: false,
    formats,
    code: { source: true, esm: true, lines: true },
  });
  const schemas = JSON.parse(JSON.stringify(contract.components.schemas).replaceAll(REF, '#/$defs/'));
  ajv.addSchema({ $id: 'bank-api', $defs: schemas });
  const source = standalone.default(
    ajv,
    Object.fromEntries(names.map((name) => [name, `bank-api#/$defs/${name}`])),
  );
  const bundle = await build({
    stdin: { contents: source, resolveDir: root },
    bundle: true,
    format: 'esm',
    target: 'node20.19',
    write: false,
    logLevel: 'warning',
  });
  return bundle.outputFiles[0].text;
}

function declarations(names) {
  return [
    `import type { components } from './contract.ts';`,
    '',
    '/** Where the last checked value broke the contract: JSON pointer, and the schema keyword that failed. */',
    'export interface Violation {',
    '  instancePath: string;',
    '  keyword: string;',
    '  params: Record<string, unknown>;',
    '}',
    '',
    'export interface Validator<T> {',
    '  (value: unknown): value is T;',
    '  errors?: Violation[] | null;',
    '}',
    '',
    ...names.map((name) => `export declare const ${name}: Validator<components['schemas']['${name}']>;`),
    '',
  ].join('\n');
}
