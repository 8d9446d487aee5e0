import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { controlPracticeBank, startPracticeBank } from '../../../src/sandbox/index.ts';
import { copyOfSeeded, send, useSeededFolder } from '../support.ts';

useSeededFolder();

const options = { now: () => new Date(), waitMs: 0, port: 0 };

test('a shared bank has a portal, which info tells; it ends with the bank', async () => {
  const dir = copyOfSeeded();
  const bank = await startPracticeBank({ ...options, dir, shared: true });
  const { portalUrl = '', ca } = bank;
  expect(portalUrl).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
  const control = await controlPracticeBank(dir, options.now);
  expect(await control.info()).toMatchObject({ bankUrl: bank.bankUrl, portalUrl });
  await control.close();
  const refused = await send({ bankUrl: portalUrl, ca }, 'GET', '/', {});
  expect(refused.status).toBe(403);
  expect(refused.text).toContain('certificate-missing');
  await bank.close();
  await expect(send({ bankUrl: portalUrl, ca }, 'GET', '/', {})).rejects.toThrow('ECONNREFUSED');
});

test("a command's own bank has none", async () => {
  const dir = copyOfSeeded();
  const bank = await startPracticeBank({ ...options, dir, shared: false });
  onTestFinished(() => bank.close());
  expect(bank.portalUrl).toBeUndefined();
  expect(readFileSync(join(dir, 'endpoint.json'), 'utf8')).not.toContain('portalUrl');
  const control = await controlPracticeBank(dir, options.now);
  expect(await control.info()).not.toHaveProperty('portalUrl');
  await control.close();
});

test('the port of the portal: the one wished for, or an error that leaves nothing behind', async () => {
  const dir = copyOfSeeded();
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port: portalPort } = server.address() as AddressInfo;
  const attempt = startPracticeBank({ ...options, dir, shared: true, portalPort });
  await expect(attempt).rejects.toMatchObject({ errorName: 'practice-bank-failed' });
  server.close();
  await once(server, 'close');
  const bank = await startPracticeBank({ ...options, dir, shared: true, portalPort });
  onTestFinished(() => bank.close());
  expect(bank.portalUrl).toBe(`https://127.0.0.1:${portalPort}`);
});
