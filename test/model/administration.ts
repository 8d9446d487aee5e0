import { bankSubjectOf } from '../../src/core/certificate.ts';
import { CertToolError } from '../../src/core/error.ts';
import { endingOf } from '../../src/core/several.ts';
import { administer, type ProvenSession } from '../../src/enrollment/administer.ts';
import { untilTaken } from '../../src/enrollment/login.ts';
import { createRetirementRecord } from '../../src/enrollment/retirement.ts';
import { forgetRefusals, sendSecret } from '../../src/enrollment/send-secret.ts';
import { unfinishedHere } from '../../src/enrollment/unfinished-here.ts';
import { belongsToBank } from '../../src/pki/bank-certificate.ts';
import type { Doing } from './acts.ts';
import { BANK_ID } from './bank-port.ts';
import { judgedBatch } from './batch-judge.ts';
import { pcOf, portsOf } from './ports.ts';
import { LOGIN_IDS, type LoginId } from './world.ts';

const ADMINISTRATOR = 'kanri';

/** An administrator revokes somebody's certificate; where it is on this PC it goes. */
export async function revoke(doing: Doing, loginId: LoginId): Promise<void> {
  const { store } = portsOf(doing, ADMINISTRATOR);
  await administer(
    portsOf(doing, ADMINISTRATOR),
    { loginId: ADMINISTRATOR, confirms: true },
    async (proven) => {
      const users = await proven.administration.users();
      const serialNumber = users.find((each) => each.loginId === loginId)?.certificate.serialNumber;
      if (serialNumber === undefined) throw new CertToolError('nothing-to-revoke');
      await revokeConfirmed(doing, proven, { loginId, serialNumber });
      const here = (await store.list()).find((each) => each.serialNumber === serialNumber);
      if (here) await store.remove(here.thumbprint);
    },
  );
}

interface Target {
  readonly loginId: LoginId;
  readonly serialNumber: string;
}

/** With the confirmation password, as `src/commands/session/revoking.ts` does it. */
async function revokeConfirmed(
  doing: Doing,
  { administration }: ProvenSession,
  { loginId, serialNumber }: Target,
): Promise<void> {
  const { secrets, refusals, now } = portsOf(doing, ADMINISTRATOR);
  await untilTaken(secrets, 'confirmation', async (retry) => {
    const secret = await secrets.confirmation(retry);
    const sending = { bankId: BANK_ID, loginId: ADMINISTRATOR, kind: 'confirmation', secret } as const;
    await sendSecret({ secrets, refusals, now }, sending, () =>
      administration.revoke(loginId, { serialNumber, confirmationPassword: secret }),
    );
    await forgetRefusals({ refusals }, sending, 'confirmation');
  });
  doing.world.promises.onRevoked(loginId);
}

/** A PC is given up: what the bank has for current is revoked, what is dead goes, one's own last. */
export async function retire(doing: Doing): Promise<void> {
  const { world, client } = doing;
  const { store, journal, lock, knownIdentity } = portsOf(doing, ADMINISTRATOR);
  const identity = await knownIdentity();
  if (!identity) return;
  const certificates = (await store.list()).filter((each) => belongsToBank(each, identity));
  const { entries, unknown } = await unfinishedHere(journal, certificates, [identity]);
  if (unknown[0]) throw unknown[0].error;
  if (entries.length > 0) throw new CertToolError('finish-first');
  const record = createRetirementRecord(pcOf(world, client).folder(client, 'retired'), '/retired');
  const users = LOGIN_IDS.filter((loginId) =>
    certificates.some((each) => bankSubjectOf(each)?.loginId === loginId),
  );
  const who = { loginId: ADMINISTRATOR, confirms: true, evenRevoked: true };
  await administer(portsOf(doing, ADMINISTRATOR), who, async (proven) => {
    const listed = proven.isProven ? await proven.administration.users() : [];
    const rules = { signal: client.signal, stopsAt: (error: CertToolError) => error.kind !== 'refused' };
    // The administrator is the last of the list.
    const batch = await judgedBatch(world.judge, users, rules, async (loginId) => {
      const held = loginId === ADMINISTRATOR ? undefined : await lock(BANK_ID, loginId);
      try {
        if (await journal.read(BANK_ID, loginId)) throw new CertToolError('finish-first');
        const current = listed.find((each) => each.loginId === loginId)?.certificate.serialNumber;
        for (const { thumbprint, serialNumber } of certificates.filter(
          (each) => bankSubjectOf(each)?.loginId === loginId,
        )) {
          const before = await proven.session.states?.certificate(serialNumber);
          const isDead = before?.state === 'revoked' || before?.state === 'expired';
          if (!isDead && serialNumber !== current) continue;
          await record.write(BANK_ID, [{ loginId, serialNumber, outcome: 'planned', removedHere: false }]);
          if (!isDead) await revokeConfirmed(doing, proven, { loginId, serialNumber });
          await store.remove(thumbprint);
        }
      } finally {
        await held?.release();
      }
    });
    const ending = endingOf(batch);
    if (ending) throw ending;
  });
}
