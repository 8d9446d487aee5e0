import { createHash } from 'node:crypto';
import { createJournal, type Entry, readEntry } from '../../../src/enrollment/journal.ts';
import { unfinishedHere } from '../../../src/enrollment/unfinished-here.ts';
import { readCertificate } from '../../../src/pki/certificate.ts';
import { CLIENT } from '../authority.ts';
import { folderOf } from '../folder.ts';
import { showAll } from '../show.ts';
import { type FuzzTarget, MIB, tolerateLater } from '../target.ts';

const WHOSE = { bankId: 'demo', loginId: 'jirodt' };
const NAME = `${createHash('sha256').update('demo\0jirodt').digest('hex').slice(0, 32)}.json`;
const HERE = Object.assign(readCertificate(CLIENT), { hasPrivateKey: true, friendlyName: '' });

/** An entry of the journal: what is damaged is told as such, and what is not holds what the flow takes from it. */
export const journal: FuzzTarget = {
  name: 'journal',
  longest: MIB,
  async run(bytes) {
    const kept = createJournal(folderOf(bytes.toString('utf8'), [NAME]), '/journal');
    const read = await tolerateLater(() => readEntry(kept, WHOSE.bankId, WHOSE.loginId));
    const { entries, unreadable } = await unfinishedHere(kept, [HERE], []);
    showAll(unreadable);
    if (entries.length + unreadable.length !== 1) throw new Error('an entry that nobody tells of');
    if (read?.entry) checkEntry(read.entry);
  },
};

function checkEntry(entry: Entry): void {
  const { step, kind, keySize, startedAt, certificate, chain } = entry;
  if (!['key', 'sent', 'issued', 'installed'].some((each) => each === step)) throw new Error('no step');
  if (kind !== 'issue' && kind !== 'renewal') throw new Error('no kind');
  // A key of any other size is refused, or takes for ever to make.
  if (!Number.isInteger(keySize) || keySize < 1024 || keySize > 16_384) throw new Error('no size of a key');
  showAll(new Date(startedAt));
  if (step === 'issued' || step === 'installed') {
    readCertificate(certificate ?? '');
    if (!chain) throw new Error('no chain');
  }
}
