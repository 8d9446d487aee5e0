import { request } from 'node:https';
import { readKept } from '../../system/files.ts';
import { caFileOf } from '../place/folder.ts';
import { readIdentity } from '../place/identity.ts';
import { type Endpoint, readEndpoint } from './endpoint.ts';
import { CONTROL_PATH } from './paths.ts';

export interface ControlAnswer {
  readonly status: number;
  readonly body: unknown;
}

export interface FoundBank extends Endpoint {
  readonly caFile: string;
  /** PEM to trust for its TLS. */
  readonly ca: string;
  readonly bankId: string;
}

/** For acts that answer at once. */
const TIMEOUT_MS = 5_000;
/** Adding thousands of users takes its time. */
const ACT_TIMEOUT_MS = 120_000;

/** The practice bank that runs on this data folder and answers as the one it should be; undefined when none does. */
export async function findBank(dir: string): Promise<FoundBank | undefined> {
  const endpoint = readEndpoint(dir);
  const identity = readIdentity(dir);
  if (!endpoint || !identity) return undefined;
  try {
    const caFile = caFileOf(dir);
    const found = { ...endpoint, caFile, ca: readKept(caFile)?.toString() ?? '', bankId: identity.bankId };
    const { status, body } = await askBank(found, 'GET', 'identity');
    const { bankId } = (body ?? {}) as { bankId?: unknown };
    return status === 200 && bankId === identity.bankId ? found : undefined;
  } catch {
    // Its process is dead, or the file is from before a restart.
    return undefined;
  }
}

/** One request over the control channel. TLS makes sure that no one else who took the port gets the token. */
export function askBank(
  bank: Pick<FoundBank, 'bankUrl' | 'token' | 'ca'>,
  method: 'GET' | 'POST',
  name: string,
  value?: unknown,
): Promise<ControlAnswer> {
  const url = new URL(CONTROL_PATH + name, bank.bankUrl);
  const headers = { authorization: `Bearer ${bank.token}`, 'content-type': 'application/json' };
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      { method, headers, ca: bank.ca, agent: false, timeout: method === 'GET' ? TIMEOUT_MS : ACT_TIMEOUT_MS },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          text += chunk;
        });
        response.on('error', reject);
        response.on('end', () => {
          const isJson = response.headers['content-type']?.startsWith('application/json');
          resolve({ status: response.statusCode ?? 0, body: isJson ? JSON.parse(text) : undefined });
        });
      },
    );
    sent.on('timeout', () => sent.destroy(new Error('the practice bank does not answer')));
    sent.on('error', reject);
    sent.end(value === undefined ? undefined : JSON.stringify(value));
  });
}
