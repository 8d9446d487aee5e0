import { differenceText } from '../../core/clock-difference.ts';
import { CertToolError } from '../../core/error.ts';
import { formatDate } from '../../core/japan-time.ts';
import type { Text } from '../../core/text.ts';
import { hiddenError } from '../../holdings/hidden.ts';
import { hasGoodKey } from '../../holdings/holding.ts';
import type { JudgedHolding } from '../../holdings/holdings.ts';
import { clockDifference } from '../bank-clock.ts';
import { type Check, type Finding, failed, seen, warning } from '../check.ts';
import { currentOnes, isOfOtherBank, isRevoked, judged, loginIdOf, notBegunBy } from '../judged.ts';
import { noneHere } from '../none-here.ts';

/** The certificates that are here, by their dates and by whose they are. */
export const certificateChecks: readonly Check[] = [
  {
    id: 'certificate-present',
    title: { ja: '証明書の有無', en: 'whether a certificate is here' },
    needs: ['store-readable'],
    async look(probes) {
      const { holdings } = await judged(probes);
      const shown = holdings.filter(({ state }) => state !== 'archived');
      const [hidden] = holdings;
      if (shown.length > 0)
        return seen([], { ja: `${shown.length} 件`, en: `certificates: ${shown.length}` });
      return seen([hidden ? failed(hiddenError(hidden.certificate)) : await noneHere(probes)]);
    },
  },
  each(
    'certificate-bank',
    { ja: '証明書の銀行', en: 'bank of the certificates' },
    async (probes) => {
      const found = await judged(probes);
      return found.holdings.filter((holding) => holding.current && isOfOtherBank(holding, found));
    },
    async (holding, probes) => {
      const finding = warning(
        new CertToolError('other-bank', { params: { issuer: holding.certificate.issuer } }),
      );
      const found = await judged(probes);
      const isOnly = found.holdings.every((each) => isOfOtherBank(each, found));
      return isOnly ? { ...finding, isDue: true } : finding;
    },
  ),
  {
    ...each(
      'certificate-revoked',
      { ja: '銀行での失効', en: 'revocation at the bank' },
      async (probes) => {
        const found = await judged(probes);
        return found.holdings.filter((holding) => holding.current && isRevoked(holding, found));
      },
      (holding) =>
        failed(
          new CertToolError('revoked-at-bank', { params: { loginId: loginIdOf(holding), support: '' } }),
        ),
    ),
    needs: ['store-readable', 'bank'],
  },
  each(
    'certificate-begun',
    { ja: '有効期間の開始', en: 'begin of validity' },
    async (probes) => {
      const all = await currentOnes(probes);
      const not = await Promise.all(all.map((holding) => notBegunBy(probes, holding)));
      return all.filter((_, index) => not[index] !== undefined);
    },
    async (holding, probes) => {
      const by = await notBegunBy(probes, holding);
      if (by === 'pc') return failed(await clockOff(probes));
      const start = dateText(holding.certificate.notBefore);
      const params = { loginId: loginIdOf(holding), start };
      return failed(
        new CertToolError('certificate-not-yet-valid', { params, ...(by === 'both' && { remedy: WAIT }) }),
      );
    },
  ),
  each(
    'certificate-expired',
    { ja: '有効期限', en: 'expiry' },
    async (probes) => (await currentOnes(probes)).filter(({ state }) => state === 'expired'),
    (holding) =>
      failed(
        new CertToolError('certificate-expired', {
          params: { loginId: loginIdOf(holding), first: '', others: '' },
        }),
      ),
  ),
  each(
    'certificate-due',
    { ja: '更新の時期', en: 'time to renew' },
    async (probes) =>
      (await currentOnes(probes)).filter((holding) => holding.state === 'renewable' && hasGoodKey(holding)),
    (holding) => ({
      ...warning(
        new CertToolError('certificate-due', {
          params: { loginId: loginIdOf(holding), expiry: dateText(holding.certificate.notAfter) },
        }),
      ),
      isDue: true,
    }),
  ),
  each(
    'ca-validity',
    { ja: '認証局の有効期限', en: 'expiry of the certification authority' },
    async (probes) => {
      const { authorities } = await judged(probes);
      return (await currentOnes(probes)).filter((holding) => {
        const end = authorities.get(holding.certificate.authorityKeyId ?? '');
        return end !== undefined && end.notAfter < holding.certificate.notAfter;
      });
    },
    async (holding, probes) => {
      const end = (await judged(probes)).authorities.get(holding.certificate.authorityKeyId ?? '');
      const params = { loginId: loginIdOf(holding), expiry: dateText((end ?? holding.certificate).notAfter) };
      return warning(new CertToolError('ca-ends-first', { params }));
    },
  ),
  each(
    'former-ca',
    { ja: '以前の認証局', en: 'former certification authorities' },
    async (probes) => {
      const { authorities } = await judged(probes);
      return (await currentOnes(probes)).filter(
        ({ certificate }) => authorities.get(certificate.authorityKeyId ?? '')?.isPresent === false,
      );
    },
    (holding) => warning(new CertToolError('former-ca', { params: { loginId: loginIdOf(holding) } })),
  ),
  each(
    'superseded',
    { ja: '古い証明書', en: 'old certificates' },
    async (probes) =>
      (await judged(probes)).holdings.filter(({ superseded, state }) => superseded && state !== 'archived'),
    (holding) =>
      warning(
        new CertToolError('superseded-offered', {
          params: { loginId: loginIdOf(holding), serialNumber: holding.certificate.serialNumber },
        }),
      ),
  ),
];

const WAIT: Text = {
  ja: 'この PC の時計は合っています。{start} まで待ってください。デモ環境の日付を戻した場合は、「cert-tool sandbox clock now」で今日の日付にできます。',
  en: "This PC's clock is right: wait until {start}. Where the practice bank's date was set back, \"cert-tool sandbox clock now\" brings back today's.",
};

type Probed = Parameters<Check['look']>[0];

/** A finding for each certificate that something is the matter with. */
function each(
  id: string,
  title: Text,
  concerned: (probes: Probed) => Promise<readonly JudgedHolding[]>,
  finding: (holding: JudgedHolding, probes: Probed) => Finding | Promise<Finding>,
): Check {
  return {
    id,
    title,
    needs: ['store-readable'],
    async look(probes) {
      const holdings = await concerned(probes);
      return seen(await Promise.all(holdings.map((holding) => finding(holding, probes))));
    },
  };
}

async function clockOff(probes: Probed): Promise<CertToolError> {
  const difference = await clockDifference(probes);
  return new CertToolError('clock-off', {
    params: { difference: difference ? differenceText(difference) : '' },
  });
}

function dateText(moment: Date): Text {
  return { ja: formatDate(moment, 'ja'), en: formatDate(moment, 'en') };
}
