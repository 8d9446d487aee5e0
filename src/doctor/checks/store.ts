import { holderOf } from '../../core/certificate-name.ts';
import { CertToolError } from '../../core/error.ts';
import type { KeyFacts } from '../../core/ports/store.ts';
import type { Text } from '../../core/text.ts';
import { hasGoodKey } from '../../holdings/holding.ts';
import type { JudgedHolding } from '../../holdings/holdings.ts';
import { type Check, type Finding, failed, same, seen, WELL, warning } from '../check.ts';
import { currentOnes, loginIdOf } from '../judged.ts';
import { BAD_KEY_STATE, INVALID_DATA, isOldProvider } from '../old-provider.ts';

/** The certificate store, and the private keys in it. */
export const storeChecks: readonly Check[] = [
  {
    id: 'store',
    title: { ja: '証明書ストア', en: 'certificate store' },
    needs: ['settings', 'data-folder'],
    async look(probes) {
      const { kind } = await probes.store();
      return seen([], same(kind));
    },
  },
  {
    id: 'store-programs',
    title: { ja: 'PowerShell と .NET', en: 'PowerShell and .NET' },
    needs: ['store'],
    async look(probes) {
      const { passedOver, kind } = await probes.store();
      const detail: Text = { ja: `代わりに ${kind} を使用します`, en: `${kind} is used in its place` };
      return seen(passedOver.map(({ reason }) => warning(reason, detail)));
    },
  },
  {
    id: 'store-writable',
    title: { ja: '証明書ストアへの書き込み', en: 'writing to the certificate store' },
    needs: ['store'],
    async look(probes) {
      await probes.storeWritable();
      return WELL;
    },
  },
  {
    id: 'store-readable',
    title: { ja: '証明書の読み取り', en: 'reading the certificates' },
    needs: ['store'],
    async look(probes) {
      const { found } = await probes.inventory();
      return seen([], { ja: `${found.length} 件`, en: `certificates: ${found.length}` });
    },
  },
  {
    id: 'lasting',
    title: { ja: '保存先の永続性', en: 'whether what is kept here stays' },
    needs: ['store'],
    async look(probes) {
      const detail = await probes.whyNotLasting();
      return seen([detail && failed(new CertToolError('place-not-lasting', { params: { detail } }))]);
    },
  },
  {
    id: 'damaged-certificates',
    title: { ja: '証明書のファイル', en: 'files of the certificates' },
    needs: ['store-readable'],
    async look(probes) {
      const { damaged } = await probes.inventory();
      return seen(
        damaged.map(({ location }) =>
          failed(new CertToolError('damaged-certificate', { params: { folder: location } })),
        ),
      );
    },
  },
  {
    id: 'key-missing',
    title: { ja: '秘密キーの有無', en: 'private keys that are missing' },
    needs: ['store-readable'],
    async look(probes) {
      const without = (await currentOnes(probes)).filter(({ key }) => key === 'missing');
      return seen(without.map((each) => failed(unusable(each), KEY_MISSING)));
    },
  },
  {
    id: 'key-provider',
    title: { ja: '秘密キーのプロバイダ', en: 'providers of the private keys' },
    needs: ['store-readable'],
    async look(probes) {
      const broken = await brokenKeys(probes);
      return seen(
        broken.map(({ holding, facts }) => {
          const params = { loginId: loginIdOf(holding), provider: facts?.provider ?? '' };
          return isOldProvider(facts)
            ? { ...warning(new CertToolError('old-key-provider', { params })), isDue: true as const }
            : undefined;
        }),
      );
    },
  },
  {
    id: 'key-signs',
    title: { ja: '秘密キーによる署名', en: 'whether the private keys sign' },
    needs: ['store-readable'],
    async look(probes) {
      const findings = (await brokenKeys(probes)).map(({ holding, facts }) =>
        isOldProvider(facts) ? undefined : signFinding(holding, facts),
      );
      return seen(findings);
    },
  },
];

interface BrokenKey {
  readonly holding: JudgedHolding;
  readonly facts: KeyFacts | undefined;
}

/** Those that are there and do not sign, with what Windows says of them. */
async function brokenKeys(probes: Parameters<Check['look']>[0]): Promise<readonly BrokenKey[]> {
  const broken = (await currentOnes(probes)).filter((each) => !hasGoodKey(each) && each.key !== 'missing');
  if (broken.length === 0) return [];
  const facts = await probes.keys(broken.map(({ certificate }) => certificate.thumbprint));
  return broken.map((holding) => ({ holding, facts: facts.get(holding.certificate.thumbprint) }));
}

/** NTE_BAD_KEYSET. */
const NO_CONTAINER = 0x80090016;

function signFinding(holding: JudgedHolding, facts: KeyFacts | undefined): Finding {
  const { refusal } = holding;
  if (refusal) return failed(refusal);
  return failed(unusable(holding), detailOf(facts?.code));
}

function detailOf(code: number | undefined): Text {
  if (code === BAD_KEY_STATE || code === INVALID_DATA) return DPAPI;
  if (code === NO_CONTAINER) return KEY_MISSING;
  return code === undefined ? KEY_DAMAGED : same(`0x${code.toString(16)}`);
}

function unusable(holding: JudgedHolding): CertToolError {
  const loginId = holderOf(holding.certificate);
  return new CertToolError('key-unusable', { params: { loginId, revoker: REVOKER, takes: '', support: '' } });
}

const REVOKER: Text = {
  ja: '自社の管理者ユーザまたはマスターユーザ',
  en: 'An administrator or the master user in your company',
};
const KEY_MISSING: Text = { ja: '秘密キーがありません', en: 'the key is not there' };
const KEY_DAMAGED: Text = {
  ja: '秘密キーが壊れているか、この証明書のものではありません',
  en: 'the key is damaged, or is not that of this certificate',
};
const DPAPI: Text = {
  ja: 'Windows がキーの保護(DPAPI)を解除できません。Windows のパスワードのリセットやプロファイルの復元のあとに起こります',
  en: 'Windows cannot open its protection (DPAPI), as after a reset of the Windows password or a restored profile',
};
