import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { makeTempFolder, tempFolder } from '../support/temp-folder.ts';
import { type Desk, openDesk, seedTemplate } from './support.ts';

let template: string;
let desk: Desk;

beforeAll(async () => {
  template = makeTempFolder();
  await seedTemplate(template);
});
afterAll(() => rmSync(template, { recursive: true, force: true }));
beforeEach(async () => {
  desk = await openDesk(template, tempFolder());
});
afterEach(() => desk.close());

test('a damaged certificate whose key is here is fetched again', async () => {
  const { certificate } = await desk.issue();
  const folder = certificate?.location ?? '';
  const good = ['certificate.pem', 'chain.pem'].map((name) => readFileSync(join(folder, name), 'utf8'));
  writeFileSync(join(folder, 'certificate.pem'), '');
  writeFileSync(join(folder, 'chain.pem'), 'garbage');
  expect(await desk.issue()).toMatchObject({ outcome: 'already-valid', certificate: { location: folder } });
  expect(['certificate.pem', 'chain.pem'].map((name) => readFileSync(join(folder, name), 'utf8'))).toEqual(
    good,
  );
  expect(await desk.store.pending()).toEqual([]);
});

test('a damaged certificate without its key is elsewhere', async () => {
  const { certificate } = await desk.issue();
  const folder = certificate?.location ?? '';
  writeFileSync(join(folder, 'certificate.pem'), '');
  rmSync(join(folder, 'key.pem'));
  await expect(desk.issue()).rejects.toMatchObject({ errorName: 'issued-elsewhere' });
});

test('a damaged chain is written anew', async () => {
  const { certificate } = await desk.issue();
  const chain = join(certificate?.location ?? '', 'chain.pem');
  const good = readFileSync(chain, 'utf8');
  writeFileSync(chain, '');
  expect((await desk.issue()).outcome).toBe('already-valid');
  expect(readFileSync(chain, 'utf8')).toBe(good);
});
