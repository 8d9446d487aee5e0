import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { tempFolder } from './temp-folder.ts';
import { type Issued, openssl } from './test-ca.ts';

const SQUID = '/usr/sbin/squid';
const HELPERS = '/usr/lib/squid';
const TINYPROXY = '/usr/bin/tinyproxy';
const APACHE = '/usr/sbin/apache2';
const MODULES = '/usr/lib/apache2/modules';

export const NO_SQUID =
  existsSync(SQUID) && existsSync(join(HELPERS, 'security_file_certgen'))
    ? ''
    : ' (needs squid-openssl: skipped)';
export const NO_TINYPROXY = existsSync(TINYPROXY) ? '' : ' (needs tinyproxy-bin: skipped)';
export const NO_APACHE = existsSync(APACHE) ? '' : ' (needs apache2-bin: skipped)';

/** User names with their passwords. */
type Users = Readonly<Record<string, string>>;

export interface SquidOptions {
  readonly users?: Users;
  /** It asks for these instead, and takes nobody. */
  readonly schemes?: readonly ('negotiate' | 'ntlm' | 'digest')[];
  /** It opens what is encrypted, and signs with this CA. @see `bank` */
  readonly inspects?: { readonly ca: Issued; readonly bank: Issued };
  /** Ports that it lets through; all by default. */
  readonly ports?: readonly number[];
  /** Names for 127.0.0.1. */
  readonly hosts?: readonly string[];
}

/** Squid on a port of its own, for one test. @returns `127.0.0.1:port` */
export async function startSquid(options: SquidOptions = {}): Promise<string> {
  const { folder, file } = folderFor('proxy');
  const port = await freePort();
  const { users, schemes, inspects, ports } = options;
  file('hosts', ['localhost', ...(options.hosts ?? [])].map((name) => `127.0.0.1 ${name}\n`).join(''));
  const asks = users !== undefined || schemes !== undefined;
  const lines = [
    ...portLines(port, inspects, { folder, file }),
    `pid_filename ${folder}/pid`,
    `cache_log ${folder}/cache.log`,
    'access_log none',
    'cache deny all',
    'cache_mem 4 MB',
    'shutdown_lifetime 0 seconds',
    'pinger_enable off',
    'netdb_filename none',
    `coredump_dir ${folder}`,
    `hosts_file ${folder}/hosts`,
    ...(users ? basicLines(file('passwd', passwordFile(users))) : []),
    ...(schemes ?? []).flatMap((scheme) => SCHEME_LINES[scheme](file('digest', 'taro:Test:0\n'))),
    ...(ports ? [`acl allowed port ${ports.join(' ')}`, 'http_access deny !allowed'] : []),
    ...(asks ? ['acl known proxy_auth REQUIRED', 'http_access allow known', 'http_access deny all'] : []),
    ...(asks ? [] : ['http_access allow all']),
  ];
  await start(SQUID, ['-N', '-f', file('squid.conf', lines.join('\n'))], port, `${folder}/cache.log`);
  return `127.0.0.1:${port}`;
}

const basicLines = (passwords: string) => [
  `auth_param basic program ${HELPERS}/basic_ncsa_auth ${passwords}`,
  'auth_param basic children 1',
  'auth_param basic realm Corporate proxy',
];

const SCHEME_LINES = {
  negotiate: () => [`auth_param negotiate program ${HELPERS}/ntlm_fake_auth`],
  ntlm: () => [`auth_param ntlm program ${HELPERS}/ntlm_fake_auth`],
  digest: (file: string) => [
    `auth_param digest program ${HELPERS}/digest_file_auth -c ${file}`,
    'auth_param digest realm Test',
  ],
} as const;

function portLines(port: number, inspects: SquidOptions['inspects'], { folder, file }: Folder): string[] {
  if (!inspects) return [`http_port 127.0.0.1:${port}`];
  const ca = file('ca.pem', inspects.ca.pem + inspects.ca.key);
  const certificates = join(folder, 'certificates');
  execFileSync(join(HELPERS, 'security_file_certgen'), ['-c', '-s', certificates, '-M', '4MB'], {
    stdio: 'pipe',
  });
  const names = readdirSync(certificates, { recursive: true, encoding: 'utf8' });
  for (const name of ['', ...names]) giveTo('proxy', join(certificates, name));
  return [
    `http_port 127.0.0.1:${port} ssl-bump generate-host-certificates=on tls-cert=${ca}`,
    `sslcrtd_program ${HELPERS}/security_file_certgen -s ${certificates} -M 4MB`,
    'sslcrtd_children 1',
    `tls_outgoing_options cafile=${file('bank.pem', inspects.bank.pem)}`,
    'acl first at_step SslBump1',
    'ssl_bump peek first',
    'ssl_bump bump all',
  ];
}

/** Tinyproxy on a port of its own, for one test. @returns `127.0.0.1:port` */
export async function startTinyproxy(users: Users): Promise<string> {
  const { folder, file } = folderFor();
  const port = await freePort();
  const lines = [
    `Port ${port}`,
    'Listen 127.0.0.1',
    'Timeout 60',
    'MaxClients 20',
    `LogFile "${folder}/log"`,
    ...Object.entries(users).map(([user, password]) => `BasicAuth ${user} ${password}`),
  ];
  await start(TINYPROXY, ['-d', '-c', file('conf', `${lines.join('\n')}\n`)], port, `${folder}/log`);
  return `127.0.0.1:${port}`;
}

/** Apache as a forward proxy on a port of its own, for one test. @returns `127.0.0.1:port` */
export async function startApache(users: Users): Promise<string> {
  const { folder, file } = folderFor('www-data');
  const port = await freePort();
  const modules = [
    'authn_core',
    'authn_file',
    'authz_core',
    'authz_user',
    'auth_basic',
    'proxy',
    'proxy_connect',
  ];
  const lines = [
    ...['mpm_event', ...modules].map((name) => `LoadModule ${name}_module ${MODULES}/mod_${name}.so`),
    `ServerRoot ${folder}`,
    `DefaultRuntimeDir ${folder}`,
    `PidFile ${folder}/pid`,
    `ErrorLog ${folder}/log`,
    'ServerName localhost',
    `Listen 127.0.0.1:${port}`,
    ...(isRoot() ? ['User www-data', 'Group www-data'] : []),
    'StartServers 1',
    'ProxyRequests On',
    'AllowCONNECT 1-65535',
    '<Proxy "*">',
    'AuthType Basic',
    'AuthName "Corporate proxy"',
    `AuthUserFile ${file('passwd', passwordFile(users))}`,
    'Require valid-user',
    '</Proxy>',
  ];
  await start(APACHE, ['-DFOREGROUND', '-f', file('conf', `${lines.join('\n')}\n`)], port, `${folder}/log`);
  return `127.0.0.1:${port}`;
}

/** As `htpasswd` writes them. */
function passwordFile(users: Users): string {
  const lines = Object.entries(users).map(
    ([user, password]) =>
      `${user}:${openssl(['passwd', '-apr1', '-stdin'], `${password}\n`).toString().trim()}\n`,
  );
  return lines.join('');
}

interface Folder {
  readonly folder: string;
  /** Writes a file there. @returns its path */
  file(name: string, content: string): string;
}

/** A folder of the test's own. @param user as whom the program goes on that root starts */
function folderFor(user?: string): Folder {
  const folder = tempFolder();
  chmodSync(folder, 0o755);
  if (user !== undefined) giveTo(user, folder);
  return {
    folder,
    file(name, content) {
      const path = join(folder, name);
      writeFileSync(path, content);
      if (user !== undefined) giveTo(user, path);
      return path;
    },
  };
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

function giveTo(user: string, path: string): void {
  if (isRoot())
    chownSync(path, Number(execFileSync('id', ['-u', user])), Number(execFileSync('id', ['-g', user])));
}

/** A port that was free a moment ago: these programs must be told one. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

/** Runs the program until the test is over; returns when it listens. */
async function start(program: string, args: readonly string[], port: number, log: string): Promise<void> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += String(chunk)));
  onTestFinished(() => ended(child));
  const state = async () => {
    if (child.exitCode !== null)
      throw new Error(`${program}: ${said}${existsSync(log) ? readFileSync(log) : ''}`);
    return listens(port);
  };
  await expect.poll(state, { timeout: 20_000 }).toBe(true);
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

/** Squid takes its time to end when it is asked to; its helpers end with it. */
async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const over = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await over;
}
