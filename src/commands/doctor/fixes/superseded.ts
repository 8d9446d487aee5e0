import { holderOf } from '../../../core/certificate-name.ts';
import { judged } from '../../../doctor/judged.ts';
import { hasFound, type Offers } from './fix.ts';

/** Old certificates, where the store can hide them: they stay with their keys, and come back by `remove --undo`. */
export const supersededFixes: Offers = async (fixing) => {
  const { deps, probes } = fixing;
  if (!hasFound(fixing, 'superseded')) return [];
  const store = await deps.store();
  const { archive } = store;
  if (!archive) return [];
  const { holdings } = await judged(probes);
  return holdings
    .filter(({ superseded }) => superseded)
    .map(({ certificate }) => ({
      check: 'superseded',
      question: deps.ui.text('doctor.fix.superseded', {
        loginId: holderOf(certificate),
        serialNumber: certificate.serialNumber,
      }),
      act: () => archive(certificate.thumbprint, true),
    }));
};
