import { execFile, execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished } from 'vitest';
import { confirm, renewCertificate, requestCertificate } from '../../../src/sandbox/business/certificates.ts';
import type { BankContext } from '../../../src/sandbox/business/context.ts';
import { openBank } from '../../../src/sandbox/open.ts';
import { startPortal } from '../../../src/sandbox/portal/portal.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { copyOfSeeded, keyNamed, requestBy } from '../support.ts';

const run = promisify(execFile);

export interface TestPortal {
  readonly bank: BankContext;
  readonly url: string;
  readonly caFile: string;
  /** How far the bank's date is from the real one. */
  readonly date: { offsetMs: number };
  /** What went wrong inside. */
  readonly log: string[];
}

/** Files of a certificate and its key, as curl and openssl take them. */
export interface Identity {
  readonly certificateFile: string;
  readonly keyFile: string;
  readonly serialNumber: string;
}

export interface Page {
  readonly status: number;
  readonly headers: Headers;
  readonly html: string;
  /** The reason's code, if the page says one. */
  readonly reason: string | undefined;
}

/** The portal alone, over a copy of the seeded bank, on a date that the test sets. */
export async function openPortal(): Promise<TestPortal> {
  const open = await openBank(copyOfSeeded(), () => new Date(), 0);
  const date = { offsetMs: 0 };
  const bank = { ...open.context, bankNow: () => new Date(Date.now() + date.offsetMs) };
  const log: string[] = [];
  const { tls } = open.secrets;
  const portal = await startPortal(bank, tls, 0, (line) => log.push(line));
  onTestFinished(async () => {
    await portal.close();
    await open.close();
    expect(log).toEqual([]);
  });
  const caFile = join(tempFolder(), 'tls-ca.pem');
  writeFileSync(caFile, tls.root);
  return { bank, url: portal.url, caFile, date, log };
}

interface Wanted {
  readonly key?: string;
  readonly confirmed?: boolean;
  /** The certificate that it is to succeed. */
  readonly renewed?: Identity;
}

/** A certificate from the bank for a key of this name. */
export async function getCertificate(
  portal: TestPortal,
  loginId: string,
  { key = loginId, confirmed = true, renewed }: Wanted = {},
): Promise<Identity> {
  const csr = requestBy(keyNamed(key), `/CN=${loginId}`);
  const { certificate } = renewed
    ? await renewCertificate(portal.bank, loginId, renewed.serialNumber, { csr })
    : await requestCertificate(portal.bank, loginId, { csr });
  if (confirmed) await confirm(portal.bank, loginId, certificate.serialNumber);
  return identityOf(certificate.pem, keyNamed(key), certificate.serialNumber);
}

export function identityOf(pem: string, key: string, serialNumber: string): Identity {
  const folder = tempFolder();
  const certificateFile = join(folder, 'certificate.pem');
  const keyFile = join(folder, 'key.pem');
  writeFileSync(certificateFile, pem);
  writeFileSync(keyFile, key);
  return { certificateFile, keyFile, serialNumber };
}

/** A certificate by the openssl program: of the CA given, or signed by its own key. */
export function forge(
  key: string,
  options: { subject: string; serialNumber: string; purpose: string; ca?: Identity },
): Identity {
  const folder = tempFolder();
  const extensions = join(folder, 'extensions.cnf');
  writeFileSync(extensions, `extendedKeyUsage=${options.purpose}\n`);
  const csrFile = join(folder, 'request.pem');
  writeFileSync(csrFile, requestBy(keyNamed(key), options.subject));
  const keyFile = join(folder, 'key.pem');
  writeFileSync(keyFile, keyNamed(key));
  const by = options.ca
    ? ['-CA', options.ca.certificateFile, '-CAkey', options.ca.keyFile]
    : ['-signkey', keyFile];
  const serial = ['-set_serial', `0x${options.serialNumber}`];
  const pem = execFileSync(
    'openssl',
    ['x509', '-req', '-in', csrFile, ...by, ...serial, '-days', '30', '-sha256', '-extfile', extensions],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  ).toString();
  return identityOf(pem, keyNamed(key), options.serialNumber);
}

/** A browser: a certificate and its own cookies. */
export class Visit {
  readonly #portal: TestPortal;
  readonly #identity: Identity | undefined;
  readonly cookieFile: string;

  constructor(portal: TestPortal, identity?: Identity, cookieFile = join(tempFolder(), 'cookies')) {
    this.#portal = portal;
    this.#identity = identity;
    this.cookieFile = cookieFile;
  }

  /** One request by the curl program. */
  async get(path = '/', ...more: string[]): Promise<Page> {
    const { certificateFile, keyFile } = this.#identity ?? {};
    const own = certificateFile && keyFile ? ['--cert', certificateFile, '--key', keyFile] : [];
    const jar = ['--cookie', this.cookieFile, '--cookie-jar', this.cookieFile];
    const common = [
      '-sS',
      '-i',
      '--http1.1',
      '--header',
      'Expect:',
      '--noproxy',
      '*',
      '--cacert',
      this.#portal.caFile,
      ...jar,
    ];
    const { stdout } = await run('curl', [...common, ...own, ...more, this.#portal.url + path]);
    return pageIn(stdout);
  }

  post(path: string, form: Readonly<Record<string, string>>, ...more: string[]): Promise<Page> {
    const fields = Object.entries(form).flatMap(([name, value]) => ['--data-urlencode', `${name}=${value}`]);
    return this.get(path, ...fields, ...more);
  }

  /** Opens the login page and sends its form. */
  async logIn(loginId: string, password = `demo-${loginId}`): Promise<Page> {
    const token = tokenIn(await this.get());
    return this.post('/login', { token, loginId, password });
  }

  cookies(): string {
    return existsSync(this.cookieFile) ? readFileSync(this.cookieFile, 'utf8') : '';
  }
}

/** The hidden field that a form has to send along. */
export function tokenIn(page: Page): string {
  return /name="token" value="([^"]+)"/.exec(page.html)?.[1] ?? '';
}

function pageIn(answer: string): Page {
  const [head = '', ...rest] = answer.split('\r\n\r\n');
  const [statusLine = '', ...lines] = head.split('\r\n');
  const headers = new Headers();
  for (const line of lines) {
    const colon = line.indexOf(':');
    headers.append(line.slice(0, colon), line.slice(colon + 1).trim());
  }
  const html = rest.join('\r\n\r\n');
  const reason = /class="code">[^<]*<code>([^<]*)<\/code>/.exec(html)?.[1];
  return { status: Number(statusLine.split(' ')[1]), headers, html, reason };
}
