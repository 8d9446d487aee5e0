import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { namesIn, writeFileSynced } from '../../system/files.ts';
import { makeOwnerOnlyFolder } from '../../system/owner-only.ts';

export interface Email {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

const OUTBOX_FOLDER = 'outbox';
const BASE64_LINE = /.{1,76}/g;

/** The practice bank sends no e-mail: it puts each into its outbox folder as an `.eml` file (RFC 5322). */
export class Outbox {
  readonly #folder: string;

  constructor(dir: string) {
    this.#folder = join(dir, OUTBOX_FOLDER);
  }

  /** @param id of the message, of letters and digits; a random one without it */
  async send(email: Email, now: Date, id: string = randomUUID().replaceAll('-', '')): Promise<void> {
    await makeOwnerOnlyFolder(this.#folder);
    const time = now.toISOString().replace(/[-:.]/g, '');
    await writeFileSynced(
      join(this.#folder, `${time}-${plain(email.to)}-${id}.eml`),
      messageOf(email, now, id),
    );
  }

  /** The ids of all messages there. */
  async ids(): Promise<Set<string>> {
    return new Set((await namesIn(this.#folder)).map((name) => /([A-Za-z0-9]+)\.eml$/.exec(name)?.[1] ?? ''));
  }
}

/** A login ID as it can stand in a file name and in an address, whatever characters it has. */
function plain(loginId: string): string {
  return loginId.replace(/[^A-Za-z0-9_-]/g, '_');
}

function messageOf(email: Email, now: Date, id: string): string {
  return [
    'From: =?UTF-8?B?44OH44Oi6YqA6KGM?= <no-reply@practice-bank.invalid>',
    `To: <${plain(email.to)}@practice-bank.invalid>`,
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
