import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type CliResult, homeWithBank, leftBehind, runCli, startCli } from '../support/run.ts';
import { tempFolder } from '../support/temp-folder.ts';

interface Service {
  readonly estUrl: string;
  readonly caFile: string;
  readonly bankHome: string;
}

/** A practice bank that serves EST, for one test. */
async function serve(...more: string[]): Promise<Service> {
  const bankHome = homeWithBank();
  // Whatever is here can be renewed.
  expect(await runCli(bankHome, ['sandbox', 'rules', 'renewalDays=365', 'validityDays=300'])).toMatchObject({
    code: 0,
  });
  const { firstLine } = startCli(bankHome, ['sandbox', 'start', '--est', '--json', ...more]);
  return { ...JSON.parse(await firstLine), bankHome };
}

/** @param password the login ID's; none is given with an empty one */
function at(
  { estUrl, caFile }: Service,
  home: string,
  args: readonly string[],
  password = '',
  env: NodeJS.ProcessEnv = {},
): Promise<CliResult> {
  const bank = ['--protocol', 'est', '--bank', estUrl, '--ca-file', caFile, '--store', 'file', '--json'];
  return runCli(home, [...args, ...bank], {
    env: { ...(password && { CERT_TOOL_PASSWORD: password }), ...env },
  });
}

const certificatesIn = async (service: Service, home: string) => {
  const { stdout } = await at(service, home, ['list', '--check']);
  return JSON.parse(stdout).certificates as { loginId: string; serialNumber: string; keyUsable: boolean }[];
};

test('the life of a certificate at the practice bank', async () => {
  const service = await serve();
  const home = tempFolder();
  const issued = await at(service, home, ['issue', 'shirodt'], 'demo-shirodt');
  expect(issued, issued.stdout).toMatchObject({ code: 0 });
  const [first] = await certificatesIn(service, home);
  expect(first).toMatchObject({ loginId: 'shirodt', keyUsable: true });
  const renewed = await at(service, home, ['renew', 'shirodt', '--force']);
  expect(renewed, renewed.stdout).toMatchObject({ code: 0 });
  const after = await certificatesIn(service, home);
  expect(after).toMatchObject([{ loginId: 'shirodt', keyUsable: true }]);
  expect(after[0]?.serialNumber).not.toBe(first?.serialNumber);
  const checked = await at(service, home, ['doctor']);
  expect(checked, checked.stdout).toMatchObject({ code: 0 });
  expect(await at(service, home, ['remove', 'shirodt', '--yes'])).toMatchObject({ code: 0 });
  expect(await certificatesIn(service, home)).toEqual([]);
  const again = JSON.parse((await at(service, home, ['issue', 'shirodt'], 'demo-shirodt')).stdout);
  expect(again.error).toMatchObject({ name: 'request-refused', exitCode: 5 });
  expect(leftBehind(home)).toEqual([]);
}, 120_000);

test('a one-time password goes where the profile says', async () => {
  const service = await serve();
  const home = tempFolder();
  const profile = {
    ...{ protocol: 'est', bank: service.estUrl, caFile: service.caFile, estPassword: '{password}{otp}' },
  };
  writeFileSync(
    join(home, 'config.json'),
    JSON.stringify({ profiles: { ca: profile }, profile: 'ca', store: 'file' }),
  );
  const { users } = JSON.parse((await runCli(service.bankHome, ['sandbox', 'info', '--json'])).stdout);
  const { code } = users.find((each: { loginId: string }) => each.loginId === 'jirodt').otp;
  const env = { CERT_TOOL_PASSWORD: 'demo-jirodt' };
  const missing = await runCli(home, ['issue', 'jirodt', '--json'], { env });
  expect(JSON.parse(missing.stdout).error).toMatchObject({ name: 'missing-input' });
  expect(await runCli(home, ['issue', 'jirodt', '--json', '--otp', code], { env })).toMatchObject({
    code: 0,
  });
}, 120_000);

test('a request that has to wait is completed by a later run', async () => {
  const service = await serve('--fault', 'est-pending');
  const home = tempFolder();
  const first = JSON.parse((await at(service, home, ['issue', 'shirodt'], 'demo-shirodt')).stdout);
  expect(first.error).toMatchObject({ name: 'request-pending', exitCode: 10 });
  const until = async (): Promise<CliResult> => {
    const next = await at(service, home, ['issue', 'shirodt'], 'demo-shirodt');
    return next.code === 10 ? until() : next;
  };
  expect(JSON.parse((await until()).stdout)).toMatchObject({ ok: true, outcome: 'issued', resumed: true });
}, 120_000);
