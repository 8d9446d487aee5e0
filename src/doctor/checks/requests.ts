import { CertToolError } from '../../core/error.ts';
import type { Text } from '../../core/text.ts';
import { type Check, failed, same, seen, WELL, warning } from '../check.ts';
import { judged } from '../judged.ts';
import { refusalText } from '../last-refusal.ts';
import { inOtherStore } from '../other-store.ts';

/** What was begun, and what was refused. */
export const requestChecks: readonly Check[] = [
  {
    id: 'unfinished',
    title: { ja: '途中の処理', en: 'unfinished requests' },
    needs: ['data-folder'],
    async look(probes) {
      const { entries } = await probes.journal();
      const { loginId } = probes;
      const concerned = entries.filter((entry) => loginId === undefined || entry.loginId === loginId);
      // Another cert-tool that is at work now may be about to complete it.
      const find = (await probes.atWork()) ? warning : failed;
      return seen(
        concerned.map(({ command, isKeyLost, ...entry }) => {
          const { loginId: whose } = entry;
          if (isKeyLost) return find(keyLost(command), same(whose));
          return find(new CertToolError('request-unfinished', { params: { loginId: whose, command } }));
        }),
      );
    },
  },
  {
    id: 'damaged-entries',
    title: { ja: '途中の処理の記録', en: 'records of requests' },
    needs: ['data-folder'],
    async look(probes) {
      return seen((await probes.journal()).unreadable.map((error) => failed(error)));
    },
  },
  {
    id: 'kept-files',
    title: { ja: 'そのほかの記録', en: 'other records' },
    needs: ['data-folder'],
    async look(probes) {
      const damaged = await probes.damagedFiles();
      return seen(
        damaged.map((file) => warning(new CertToolError('kept-file-damaged', { params: { file } }))),
      );
    },
  },
  {
    id: 'orphaned-keys',
    title: { ja: '記録のない秘密キー', en: 'keys without a request' },
    needs: ['damaged-entries', 'store'],
    async look(probes) {
      const { orphans } = await probes.journal();
      return seen(orphans.map((id) => warning(new CertToolError('orphaned-key', { params: { id } }))));
    },
  },
  {
    id: 'refusals',
    title: { ja: '拒否されたパスワード', en: 'passwords that were refused' },
    needs: ['store-readable'],
    async look(probes) {
      const { holdings } = await judged(probes);
      const { loginId } = probes;
      const ids =
        loginId === undefined ? holdings.flatMap(({ subject }) => subject?.loginId ?? []) : [loginId];
      const found = await probes.refusals([...new Set(ids)]);
      return seen(
        found.map(({ secret, attemptsLeft, loginId: whose }) => {
          const why = whyText(whose, attemptsLeft);
          const finding = warning(new CertToolError('refused-before', { params: { secret, why } }));
          // Without a certificate it is what keeps this user from getting one.
          const hasOne = holdings.some(({ current, subject }) => current && subject?.loginId === whose);
          return hasOne ? finding : { ...finding, isDue: true };
        }),
      );
    },
  },
  {
    id: 'last-refusal',
    title: { ja: '銀行の直前の拒否', en: 'what the bank refused last' },
    needs: ['store-readable'],
    async look(probes) {
      const refusal = await probes.lastRefusal();
      if (!refusal) return WELL;
      const { holdings } = await judged(probes);
      // With a good one here it has been seen to, or matters to nobody now.
      if (holdings.some(({ current, state }) => current && state === 'issued')) return WELL;
      // Then there is nothing to be revoked: it is on this PC, and was looked for in the wrong store.
      if (refusal.error.errorName === 'issued-elsewhere' && (await inOtherStore(probes))) return WELL;
      return seen([{ ...warning(refusal.error, refusalText(refusal)), isDue: true }]);
    },
  },
];

/** The next run goes on without it. */
function keyLost(command: string): CertToolError {
  return new CertToolError('key-lost', {
    remedy: {
      ja: `「${command}」を実行してください。新しい秘密キーで証明書を取得し直します。`,
      en: `Run "${command}": it gets a certificate for a new key.`,
    },
  });
}

function whyText(loginId: string, attemptsLeft: number | undefined): Text {
  if (attemptsLeft === undefined) {
    return {
      ja: `ログインID ${loginId} で、以前に拒否されました`,
      en: `for the login ID ${loginId} the bank has refused it before`,
    };
  }
  return {
    ja: `ログインID ${loginId} で、以前に拒否されました(あと ${attemptsLeft} 回でロック)`,
    en: `for the login ID ${loginId} the bank has refused it before (tries left: ${attemptsLeft})`,
  };
}
