import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { makeOwnerOnlyFolder, writeFileSynced } from '../system/files.ts';

export interface Email {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

export const OUTBOX_FOLDER = 'outbox';
const BASE64_LINE = /.{1,76}/g;

/** The practice bank sends no e-mail: it puts each into its outbox folder as an `.eml` file (RFC 5322). */
export class Outbox {
  readonly #folder: string;

  constructor(dir: string) {
    this.#folder = join(dir, OUTBOX_FOLDER);
  }

  async send(email: Email, now: Date): Promise<void> {
    await makeOwnerOnlyFolder(this.#folder);
    const id = randomUUID();
    const name = `${now.toISOString().replace(/[-:.]/g, '')}-${email.to}-${id.slice(0, 8)}.eml`;
    await writeFileSynced(join(this.#folder, name), messageOf(email, now, id));
  }
}

function messageOf(email: Email, now: Date, id: string): string {
  return [
    'From: =?UTF-8?B?44OH44Oi6YqA6KGM?= <no-reply@practice-bank.invalid>',
    `To: <${email.to}@practice-bank.invalid>`,
    `Subject: =?UTF-8?B?${Buffer.from(email.subject).toString('base64')}?=`,
    `Date: ${now.toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${id}@practice-bank.invalid>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=UTF-8',
    'Content-Transfer-Encoding: base64',
    '',
    ...(Buffer.from(email.text).toString('base64').match(BASE64_LINE) ?? []),
    '',
  ].join('\r\n');
}
