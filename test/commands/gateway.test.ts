import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { codeOf, companyForTest, confirmationOf, passwordOf } from '../support/company.ts';
import { serveGateway } from '../support/gateway.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { makeServerCertificates, type Seen, type ServerCertificates } from '../support/tls-server.ts';

let certificates: ServerCertificates;
beforeAll(() => {
  certificates = makeServerCertificates();
});

/** A company whose bank is behind a gateway that says of these requests that the bank cannot be reached. */
async function behindGateway(...lost: string[]) {
  const folder = tempFolder();
  const company = await companyForTest(join(folder, 'bank'));
  const caFile = join(folder, 'gateway.pem');
  writeFileSync(caFile, certificates.ca.pem);
  const nameOf = ({ method, path }: Seen) => `${method} ${path.replace(/^\/v1/, '')}`;
  const { bank } = company;
  const gateway = await serveGateway(certificates.good, bank, (request) => lost.includes(nameOf(request)));
  const run = async (argv: readonly string[], env: NodeJS.ProcessEnv) => {
    const args = [...argv, '--bank', gateway.url, '--ca-file', caFile, '--store', 'file', '--json'];
    const { exitCode, stdout } = await runInProcess(args, {
      env: { CERT_TOOL_HOME: join(folder, 'home'), ...env },
    });
    return { exitCode, document: JSON.parse(stdout) };
  };
  const acts = async () => (await company.control((control) => control.log())).map(({ act }) => act);
  return { company, home: join(folder, 'home'), run, acts, sent: () => gateway.seen.map(nameOf) };
}

test('a wrong password that a gateway passes on and then gives up on counts once', async () => {
  const { company, run, acts, sent } = await behindGateway('POST /sessions');
  await company.add({ user: { state: 'not-issued' } });
  const env = { CERT_TOOL_PASSWORD: 'wrong' };
  expect(await run(['issue', 'user'], env)).toMatchObject({
    exitCode: 6,
    document: { error: { name: 'bank-unavailable' } },
  });
  expect((await acts()).filter((act) => act === 'password-refused')).toHaveLength(1);
  expect(sent().filter((name) => name === 'POST /sessions')).toHaveLength(1);
});

test('a right one-time password: the bank is asked what became of it', async () => {
  const { company, run, acts, sent } = await behindGateway('POST /sessions/current/otp');
  const code = await codeOf(company, 'jirodt');
  const env = { CERT_TOOL_PASSWORD: passwordOf('jirodt'), CERT_TOOL_OTP: code };
  expect(await run(['issue', 'jirodt'], env)).toMatchObject({ exitCode: 0, document: { outcome: 'issued' } });
  expect((await acts()).filter((act) => act === 'otp-refused')).toEqual([]);
  expect(sent().filter((name) => name.endsWith('/otp'))).toHaveLength(1);
});

test('a wrong confirmation password counts once', async () => {
  const { company, home, run, acts } = await behindGateway('POST /users/clerk/revocation');
  await company.add({ boss: { role: 'master', state: 'issued' }, clerk: { state: 'issued' } });
  await company.install(home, 'boss');
  const env = {
    CERT_TOOL_LOGIN_ID: 'boss',
    CERT_TOOL_PASSWORD: passwordOf('boss'),
    CERT_TOOL_CONFIRMATION_PASSWORD: confirmationOf('nobody'),
  };
  const { document } = await run(['revoke', 'clerk', '--yes'], env);
  expect(document.error.name).toBe('revocation-unsettled');
  expect((await acts()).filter((act) => act === 'confirmation-refused')).toHaveLength(1);
});
