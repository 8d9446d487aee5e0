import { dirname, resolve } from 'node:path';
import type { Held } from '../../bank-check/kept.ts';
import { heldOf } from '../../bank-check/key.ts';
import { BadUsers, readTestUsers, type TestUsers } from '../../bank-check/users.ts';
import { CertToolError } from '../../core/error.ts';
import type { Text } from '../../core/text.ts';
import { MalformedDer } from '../../pki/certificate.ts';
import type { Deps } from '../deps.ts';

interface Given {
  readonly users: TestUsers;
  /** The certificates whose files it names. */
  readonly held: readonly Held[];
}

/** The users of a file; nobody without one. @throws CertToolError `invalid-test-users`, `unreadable-file` */
export async function testUsersIn(deps: Deps, file: string | undefined): Promise<Given> {
  if (file === undefined) return { users: { users: new Map(), formerAuthorityKeyIds: [] }, held: [] };
  const { text, readableByOthers } = await deps.readPrivateFile(file);
  if (readableByOthers) deps.ui.warn(deps.ui.text('bank-check.readable', { file }));
  try {
    const users = readTestUsers(text);
    return { users, held: await heldIn(deps, users, dirname(resolve(file))) };
  } catch (error) {
    if (!(error instanceof BadUsers)) throw error;
    throw new CertToolError('invalid-test-users', { params: { file, detail: error.detail }, cause: error });
  }
}

async function heldIn(deps: Deps, { users }: TestUsers, folder: string): Promise<Held[]> {
  const held: Held[] = [];
  for (const [part, { loginId, certificateFile, keyFile }] of users) {
    if (certificateFile === undefined || keyFile === undefined) continue;
    const certificate = (await deps.readPrivateFile(resolve(folder, certificateFile))).text;
    const key = (await deps.readPrivateFile(resolve(folder, keyFile))).text;
    try {
      held.push(heldOf(loginId, certificate, key));
    } catch (error) {
      if (!(error instanceof MalformedDer)) throw error;
      throw new BadUsers(noCertificate(`/users/${part}/certificateFile`));
    }
  }
  return held;
}

function noCertificate(place: string): Text {
  return { ja: `${place}: 証明書(PEM)ではありません`, en: `${place}: it is no certificate as PEM` };
}
