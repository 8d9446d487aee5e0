import { X509Certificate } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { checkExtraCaFile, trustedCas } from '../../src/compose/ca-files.ts';
import { connect, json, routes, STATUS } from '../bank/fixtures.ts';
import { makeFifo } from '../support/fifo.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { makeServerCertificates, type ServerCertificates, serveTls } from '../support/tls-server.ts';

let certificates: ServerCertificates;
beforeAll(() => {
  certificates = makeServerCertificates();
});

const { signal } = new AbortController();
const ok = routes({ 'GET /status': json(200, STATUS) });

function fileOf(content: string | Buffer): string {
  const file = join(tempFolder(), 'root.cer');
  writeFileSync(file, content);
  return file;
}

test.each([
  ['--ca-file', (file: string) => trustedCas(file, { env: {}, signal })],
  [
    'NODE_EXTRA_CA_CERTS',
    (file: string) => trustedCas(undefined, { env: { NODE_EXTRA_CA_CERTS: file }, signal }),
  ],
  [
    'NODE_EXTRA_CA_CERTS beside --ca-file',
    (file: string) =>
      trustedCas(fileOf(certificates.selfSigned.pem), { env: { NODE_EXTRA_CA_CERTS: file }, signal }),
  ],
])('%s in DER is trusted', async (_, casOf) => {
  const { url } = await serveTls(certificates.good, ok);
  const { bank } = connect(url, '', {
    ca: await casOf(fileOf(new X509Certificate(certificates.ca.pem).raw)),
  });
  expect((await bank.status()).bankId).toBe('demo');
});

test('a file that is none is named', async () => {
  const file = fileOf(certificates.good.key);
  await expect(trustedCas(file, { env: {}, signal })).rejects.toMatchObject({
    errorName: 'unreadable-file',
    details: { params: { file, detail: { en: expect.stringContaining('private key') } } },
  });
});

test('of NODE_EXTRA_CA_CERTS, Node itself warns: nothing is added', async () => {
  for (const file of [fileOf('garbage'), join(tempFolder(), 'nowhere')]) {
    expect(await trustedCas(undefined, { env: { NODE_EXTRA_CA_CERTS: file }, signal })).toBeUndefined();
  }
});

test('what Node would wait for without end is refused as NODE_EXTRA_CA_CERTS', () => {
  const folder = tempFolder();
  mkdirSync(join(folder, 'folder'));
  const check = (file: string) => () => checkExtraCaFile({ NODE_EXTRA_CA_CERTS: file });
  for (const file of [makeFifo(join(folder, 'fifo')), '/dev/zero']) {
    expect(check(file)).toThrow(expect.objectContaining({ errorName: 'unreadable-file' }));
  }
  for (const file of [
    '',
    'a\0b',
    'x'.repeat(5000),
    `${fileOf('')}/x`,
    '/dev/null',
    join(folder, 'folder'),
    join(folder, 'nowhere'),
    fileOf(''),
  ]) {
    expect(check(file)).not.toThrow();
  }
});
