import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cleanEnvironment } from '../support/environment.ts';
import { homeWithBank, programLine, runCli, startCli } from '../support/run.ts';
import { onPath } from '../support/shells.ts';
import { tempFolder } from '../support/temp-folder.ts';

export const COLLECTION = fileURLToPath(new URL('../../integrations/ansible', import.meta.url));
export const NO_ANSIBLE = ['ansible-playbook', 'ansible-galaxy', 'ansible-vault'].some(
  (name) => !onPath(name),
);
export const SKIPPED = NO_ANSIBLE ? ' (needs ansible-core: skipped)' : '';

export interface Ended {
  readonly code: number;
  /** What it wrote to stdout and stderr. */
  readonly output: string;
}

/** A folder of its own in which everything is that Ansible and the hosts read and write. */
export interface Controller {
  readonly folder: string;
  run(program: string, args: readonly string[], cwd?: string): Promise<Ended>;
  /** With `ansible-playbook` over the inventory of the folder. */
  play(args: readonly string[]): Promise<Ended>;
}

/** A controller that has the collection as a stranger gets it: built and installed. */
export async function makeController(): Promise<Controller> {
  const folder = tempFolder();
  const env = cleanEnvironment(folder, {
    ANSIBLE_COLLECTIONS_PATH: join(folder, 'collections'),
    ANSIBLE_NOCOLOR: '1',
    PWD: folder,
  });
  delete env['CERT_TOOL_HOME'];
  const run = (program: string, args: readonly string[], cwd = folder) =>
    new Promise<Ended>((resolve, reject) => {
      const options = { env: { ...env, PWD: cwd }, cwd, maxBuffer: 1 << 26 };
      execFile(program, args, options, (error, stdout, stderr) => {
        if (error && typeof error.code !== 'number') reject(error);
        else resolve({ code: typeof error?.code === 'number' ? error.code : 0, output: stdout + stderr });
      });
    });
  await run('ansible-galaxy', ['collection', 'build', COLLECTION]);
  const archive = readdirSync(folder).find((name) => name.endsWith('.tar.gz')) ?? 'no archive';
  await run('ansible-galaxy', ['collection', 'install', archive, '-p', 'collections']);
  const play = (args: readonly string[]) =>
    run('ansible-playbook', ['-i', 'inventory.yml', '--forks', '10', ...args]);
  return { folder, run, play };
}

export interface Host {
  readonly name: string;
  readonly loginId: string;
  /** The one that the vault has. */
  readonly password: string;
  readonly otpSecret: string;
  readonly isUnreachable?: boolean;
}

/** Hosts with secrets that are found nowhere by chance. */
export function plantedHosts(count: number): Host[] {
  return Array.from({ length: count }, (_, index) => {
    const number = String(index + 1).padStart(2, '0');
    const letters = number.replace(/\d/g, (digit) => 'ABCDEFGHIJ'.charAt(Number(digit)));
    return {
      name: `pc-${number}`,
      loginId: `user${number}`,
      password: `Planted-${number}-himitsu`,
      otpSecret: `JBSWY3DPEHPK3PXPJBSWY3DPEHPK3P${letters}`,
    };
  });
}

export interface BankOfUsers {
  readonly home: string;
  readonly bankUrl: string;
  readonly caFile: string;
}

/** A running practice bank at which the hosts' login IDs are, with the passwords that are right. */
export async function bankOf(hosts: readonly Host[], extra: readonly string[] = []): Promise<BankOfUsers> {
  const home = homeWithBank();
  const rows = hosts.map(
    ({ loginId, password, otpSecret }) =>
      `${loginId},デモ,general,${password},kakunin,${otpSecret ? 'token' : 'none'},${otpSecret}`,
  );
  const csv = `loginId,name,role,password,confirmationPassword,otp,otpSecret\n${rows.join('\n')}\n`;
  await runCli(home, ['sandbox', 'users', 'add', '-'], { input: csv });
  for (const command of extra) await runCli(home, ['sandbox', ...command.split(' ')]);
  const { firstLine } = startCli(home, ['sandbox', 'start', '--json']);
  const { bankUrl, caFile } = JSON.parse(await firstLine) as { bankUrl: string; caFile: string };
  return { home, bankUrl, caFile };
}

/** Host variables by their names, the secrets in a vault; each host has a folder and a name of its own. */
export async function writeInventory(
  { folder, run }: Controller,
  { bankUrl, caFile }: BankOfUsers,
  hosts: readonly Host[],
): Promise<void> {
  const hostVars = hosts.map(({ name, loginId, isUnreachable }, index) => {
    mkdirSync(join(folder, 'homes', name), { recursive: true });
    writeFileSync(join(folder, 'homes', name, 'config.json'), JSON.stringify({ deviceLabel: name }));
    return [
      name,
      {
        rollout_login_id: loginId,
        // With and without the file on the host that holds the parameters for a moment.
        ansible_pipelining: index % 2 === 0,
        ...(isUnreachable ? { ansible_connection: 'ssh', ansible_host: '127.0.0.1', ansible_port: 1 } : {}),
      },
    ] as const;
  });
  const vars = {
    ansible_connection: 'local',
    ansible_python_interpreter: '/usr/bin/python3',
    rollout_bank: bankUrl,
    rollout_ca_file: caFile,
    rollout_store: 'file',
    rollout_executable: watchedProgram(folder),
    rollout_home: `${folder}/homes/{{ inventory_hostname }}`,
    rollout_password: '{{ vault_passwords[rollout_login_id] }}',
    rollout_otp_secret: '{{ vault_otp_secrets[rollout_login_id] }}',
  };
  // JSON is YAML, too.
  writeFileSync(
    join(folder, 'inventory.yml'),
    JSON.stringify({ all: { vars, hosts: Object.fromEntries(hostVars) } }),
  );
  const vault = join(folder, 'group_vars', 'all');
  mkdirSync(vault, { recursive: true });
  const secrets = {
    vault_passwords: Object.fromEntries(hosts.map(({ loginId, password }) => [loginId, password])),
    vault_otp_secrets: Object.fromEntries(hosts.map(({ loginId, otpSecret }) => [loginId, otpSecret])),
  };
  writeFileSync(join(folder, 'vault-password'), 'vault-password\n');
  writeFileSync(join(vault, 'vault.yml'), JSON.stringify(secrets));
  await run('ansible-vault', [
    'encrypt',
    '--vault-password-file',
    'vault-password',
    join(vault, 'vault.yml'),
  ]);
  writeFileSync(join(folder, 'ansible.cfg'), '[defaults]\nvault_password_file = vault-password\n');
}

/** cert-tool, before whose start all processes' arguments and environments are written down. */
function watchedProgram(folder: string): string {
  const program = join(folder, 'cert-tool');
  mkdirSync(join(folder, 'seen'), { recursive: true });
  writeFileSync(
    program,
    `#!/bin/sh
cat /proc/[0-9]*/cmdline /proc/[0-9]*/environ >'${folder}/seen/'$$ 2>/dev/null
exec ${programLine()} "$@"
`,
    { mode: 0o755 },
  );
  return program;
}

/** Files below a folder that hold one of the texts. */
export function filesWith(folder: string, texts: readonly string[]): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => {
      const bytes = readFileSync(file);
      return texts.some((text) => bytes.includes(text));
    });
}

/** What the recap says of each host: `{'pc-01': {ok: 9, changed: 1, …}}`. */
export function recapOf(output: string): Record<string, Record<string, number>> {
  const recap = output.slice(output.lastIndexOf('PLAY RECAP'));
  return Object.fromEntries(
    [...recap.matchAll(/^(\S+)\s+: (ok=.*)$/gm)].map(([, host = '', counts = '']) => [
      host,
      Object.fromEntries([...counts.matchAll(/(\w+)=(\d+)/g)].map(([, name = '', n]) => [name, Number(n)])),
    ]),
  );
}

/** Puts a copy of the collection where tools find it that want its sources. */
export function sourcesFor({ folder }: Controller): string {
  const copy = join(folder, 'sources', 'ansible_collections', 'cert_tool', 'cert_tool');
  cpSync(COLLECTION, copy, { recursive: true });
  return copy;
}
