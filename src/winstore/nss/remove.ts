import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { reasons, storeFailed } from '../shared/failures.ts';
import { inWorkFolder } from '../shared/work-folder.ts';
import {
  isNameable,
  type NssCertificate,
  type NssContent,
  type NssNames,
  readDatabase,
} from './certificates.ts';
import { mustRunNss, type NssPlace, passwordFile, runNss } from './program.ts';
import { keepNote, type RemovalNote, removeNote } from './removal-notes.ts';
import { selectorOf } from './selector.ts';

/**
 * Removes the certificate, then its key, unless another certificate uses it; nothing when it is gone. The key last: as
 * long as the certificate is there, it works. Killed in between, `finishRemoval` does the rest.
 */
export async function removeFromDatabase(place: NssPlace, thumbprint: string): Promise<void> {
  const content = await readDatabase(place);
  const target = content.certificates.find(({ certificate }) => certificate.thumbprint === thumbprint);
  if (!target) return;
  const note: RemovalNote = { thumbprint, keyId: target.keyId, database: place.database };
  await keepNote(place.pendingDir, note);
  await removeCertificate(place, target, content);
  await finishRemoval(place, note);
}

/** Removes a removed certificate's key, if no certificate uses it. Repeatable. */
export async function finishRemoval(place: NssPlace, note: RemovalNote): Promise<void> {
  if (await isUnused(place, note.keyId)) {
    const { ok, error } = await removeKey(place, note.keyId);
    // Another process may have been quicker.
    if (!ok && (await isUnused(place, note.keyId)))
      throw storeFailed(reasons.nssFailed('certutil', error ?? '?'));
  }
  await removeNote(place.pendingDir, note);
}

async function isUnused(place: NssPlace, keyId: string): Promise<boolean> {
  const { certificates, unreadable, keyIds } = await readDatabase(place);
  return keyIds.has(keyId) && ![...certificates, ...unreadable].some((each) => each.keyId === keyId);
}

function removeKey(place: NssPlace, keyId: string) {
  return inWorkFolder(place.pendingDir, async (folder) => {
    const ofDatabase = await passwordFile(join(folder, 'database'), '');
    return runNss(place, 'certutil', ['-F', '-k', keyId, '-f', ofDatabase]);
  });
}

async function removeCertificate(
  place: NssPlace,
  target: NssCertificate,
  { certificates, unreadable }: NssContent,
): Promise<void> {
  // By a key alone certutil would take one that cannot be read as well.
  const ofKey: NssNames[] = [...certificates, ...unreadable].filter(({ keyId }) => keyId === target.keyId);
  const twins = ofKey.filter((each) => each !== target && each.label.equals(target.label));
  if (ofKey.length === 1) await deleteSelected(place, selectorOf({ keyId: target.keyId }));
  else if (twins.length === 0) await deleteSelected(place, selectorOf(target));
  else await removeFromTwins(place, target, twins);
  if (await find(place, target)) throw storeFailed(reasons.notRemoved);
}

function deleteSelected(place: NssPlace, selector: string): Promise<unknown> {
  return mustRunNss(place, 'certutil', ['-D', '-n', selector]);
}

/**
 * Of certificates with the same key and label certutil takes one that cannot be chosen. So they are renamed, one by
 * one, until only the right one goes by its name, and get their names back: a kill costs a name at most.
 */
async function removeFromTwins(
  place: NssPlace,
  target: NssCertificate,
  twins: readonly NssNames[],
): Promise<void> {
  const { label } = target;
  if (!isNameable(label)) throw storeFailed(reasons.nssName);
  const lent = new Set<string>();
  try {
    for (let left = twins.length; left > 0 && (await find(place, target))?.label.equals(label); left -= 1) {
      const name = `${label} ${randomBytes(4).toString('hex')}`;
      lent.add(name);
      await rename(place, target, name);
    }
    const now = await find(place, target);
    if (now) await deleteSelected(place, selectorOf(now));
  } finally {
    const { certificates, unreadable } = await readDatabase(place);
    for (const each of [...certificates, ...unreadable]) {
      if (lent.has(String(each.label))) await rename(place, each, String(label));
    }
  }
}

function rename(place: NssPlace, which: NssNames, name: string): Promise<unknown> {
  return mustRunNss(place, 'certutil', ['--rename', '-n', selectorOf(which), '--new-n', name]);
}

/** The same certificate as it is in the database now. */
async function find(
  place: NssPlace,
  { certificate: { thumbprint } }: NssCertificate,
): Promise<NssCertificate | undefined> {
  const { certificates } = await readDatabase(place);
  return certificates.find((each) => each.certificate.thumbprint === thumbprint);
}
