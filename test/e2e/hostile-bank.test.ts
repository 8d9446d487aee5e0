import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { json, ME, problem, routes, SESSION, STATUS } from '../bank/fixtures.ts';
import { leftBehind, runCli } from '../support/run.ts';
import { tempFolder } from '../support/temp-folder.ts';
import {
  type Handler,
  makeServerCertificates,
  type ServerCertificates,
  serveTls,
} from '../support/tls-server.ts';

/** Moves the cursor, colours, rings, hides, turns the reading direction round, ends the line. */
const HOSTILE = '\u001b[2J\u001b[31m\u0007\u009b1A\u202egnp\u2066\u200b\r\nError CT-0000: all is well';
/** What no output may hold, besides the line feeds that end our own lines. */
const UNSAFE = /[^\P{C}\n]/u;

let certificates: ServerCertificates;
beforeAll(() => {
  certificates = makeServerCertificates();
});

async function issueAt(answers: Record<string, Handler>, ...args: string[]) {
  const chain = certificates.ca.pem;
  const getCa: Handler = (_, response) => {
    response.writeHead(200, { 'content-type': 'application/pem-certificate-chain' }).end(chain);
  };
  const { url } = await serveTls(
    certificates.good,
    routes({
      'GET /status': json(200, STATUS),
      'GET /ca': getCa,
      'POST /sessions': json(201, SESSION),
      'GET /me': json(200, ME),
      'DELETE /sessions/current': (_, response) => response.writeHead(204).end(),
      ...answers,
    }),
  );
  const home = tempFolder();
  const caFile = join(home, 'ca.pem');
  writeFileSync(caFile, certificates.ca.pem);
  const log = join(home, 'run.log');
  const run = await runCli(
    home,
    ['issue', 'jirodt', '--store', 'file', '--verbose', '--log-file', log, '--lang', 'ja', ...args],
    { env: { CERT_TOOL_BANK: url, CERT_TOOL_PASSWORD: 'planted-password', NODE_EXTRA_CA_CERTS: caFile } },
  );
  return { ...run, home };
}

const hostileSupport = { name: HOSTILE, phone: HOSTILE, hours: HOSTILE };

describe('words of a hostile bank cannot steer the terminal', () => {
  test.each<[string, number, Record<string, Handler>]>([
    [
      'support and request number of a refusal',
      5,
      {
        'GET /status': json(200, { ...STATUS, name: HOSTILE, support: hostileSupport }),
        'POST /sessions': problem(423, 'account-locked', {
          detail: HOSTILE,
          title: HOSTILE,
          requestId: HOSTILE,
        }),
      },
    ],
    ['a code that nobody knows', 6, { 'POST /sessions': problem(403, HOSTILE, { requestId: HOSTILE }) }],
    [
      'names and notices',
      6,
      {
        'GET /me': json(200, { ...ME, name: HOSTILE, notices: [{ code: HOSTILE, message: HOSTILE }] }),
        'POST /certificates': problem(409, 'certificate-exists', { detail: HOSTILE }),
      },
    ],
    [
      'a media type',
      6,
      {
        'GET /status': (_, response) => {
          response
            .writeHead(200, { 'content-type': 'text/\u202e; x="\u009b"'.replace(/[^ -~]/g, '%') })
            .end(HOSTILE);
        },
      },
    ],
    [
      'no JSON at all',
      6,
      {
        'GET /me': (_, response) =>
          response.writeHead(200, { 'content-type': 'application/json' }).end(HOSTILE),
      },
    ],
  ])('%s', async (_, exitCode, answers) => {
    const { code, stdout, stderr, home } = await issueAt(answers);
    expect(code, stderr).toBe(exitCode);
    expect(stderr).not.toMatch(UNSAFE);
    expect(stdout).not.toMatch(UNSAFE);
    expect(stderr).not.toMatch(/^Error CT-0000/m);
    expect(stderr).not.toContain('planted-password');
    expect(leftBehind(home)).toEqual([]);
  });
});

test('a bank whose id is a path keeps to the data folder', async () => {
  const { code } = await issueAt({ 'GET /status': json(200, { ...STATUS, bankId: '../../../escaped' }) });
  expect(code).toBe(6);
});
