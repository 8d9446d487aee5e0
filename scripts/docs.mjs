// Writes, in both languages, docs/errors.md from the catalogue, the tables of docs/commands.md from the declarations of
// commands, those of docs/doctor.md from the checks and those of docs/bank-check.md from its cases; the list of manual pages in
// package.json, docs/config.schema.json from the settings, the schema of a check's users, and docs/schemas from json-documents.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadTypeScript } from './load-typescript.mjs';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const docs = path.join(root, 'docs');

const { errorsPage, ERRORS_PAGES } = await loadTypeScript('errors-page.ts');
for (const [language, page] of Object.entries(ERRORS_PAGES)) {
  await writeFile(path.join(docs, page), errorsPage(language));
}
const { withTables, COMMANDS_PAGES } = await loadTypeScript('command-tables.ts');
for (const [language, name] of Object.entries(COMMANDS_PAGES)) {
  const page = path.join(docs, name);
  await writeFile(page, withTables(await readFile(page, 'utf8'), language));
}
const { withChecks } = await loadTypeScript('doctor-table.ts');
for (const [name, language] of [
  ['doctor.md', 'en'],
  ['doctor.ja.md', 'ja'],
]) {
  const page = path.join(docs, name);
  await writeFile(page, withChecks(await readFile(page, 'utf8'), language));
}
const { testUsersSchemaText, withBankCheckTables } = await loadTypeScript('bank-check-parts.ts');
for (const [name, language] of [
  ['bank-check.md', 'en'],
  ['bank-check.ja.md', 'ja'],
]) {
  const page = path.join(docs, name);
  await writeFile(page, withBankCheckTables(await readFile(page, 'utf8'), language));
}
await writeFile(path.join(docs, 'bank-check-users.schema.json'), testUsersSchemaText());
const { withRuns } = await loadTypeScript('windows-truth-table.ts');
for (const [name, language] of [
  ['windows-truth.md', 'en'],
  ['windows-truth.ja.md', 'ja'],
]) {
  const page = path.join(docs, name);
  await writeFile(page, withRuns(await readFile(page, 'utf8'), language));
}
const { installedPages } = await loadTypeScript('man-pages.ts');
const manifest = path.join(root, 'package.json');
const content = { ...JSON.parse(await readFile(manifest, 'utf8')), man: installedPages() };
await writeFile(manifest, `${JSON.stringify(content, undefined, 2)}\n`);
const { configSchemaText } = await loadTypeScript('../src/config/json-schema.ts');
await writeFile(path.join(docs, 'config.schema.json'), configSchemaText());
const { scheduleFiles } = await loadTypeScript('schedule-files.ts');
for (const [name, content] of scheduleFiles()) {
  await writeFile(path.join(root, 'integrations', 'schedule', name), content);
}
const { DOCUMENT_NAMES, schemaText } = await loadTypeScript('json-documents/schemas.ts');
for (const name of DOCUMENT_NAMES) {
  await writeFile(path.join(docs, 'schemas', `${name}.schema.json`), schemaText(name));
}
