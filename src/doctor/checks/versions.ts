import { CertToolError } from '../../core/error.ts';
import { supportSentence } from '../../core/support.ts';
import type { Text } from '../../core/text.ts';
import { newerVersion } from '../../core/version.ts';
import { type Check, failed, type Seen, same, seen, WELL, warning } from '../check.ts';
import type { Probes } from '../probes.ts';

/** What the bank's API and this client speak. */
export const versionChecks: readonly Check[] = [
  {
    id: 'contract',
    title: { ja: '銀行の API のバージョン', en: "version of the bank's API" },
    needs: ['bank'],
    look: contract,
  },
  {
    id: 'version',
    title: { ja: 'cert-tool のバージョン', en: 'version of cert-tool' },
    needs: ['bank'],
    look: version,
  },
];

/** The one of docs/bank-api.yaml that this client speaks, by its first number. */
const API_VERSION = 1;

async function contract(probes: Probes): Promise<Seen> {
  const { apiVersion = `${API_VERSION}` } = (await probes.answer()).status ?? {};
  const spoken = Number.parseInt(apiVersion, 10);
  const detail = {
    ja: `銀行の API はバージョン ${apiVersion} です(この cert-tool が対応するのは ${API_VERSION}.x)`,
    en: `the bank's API is of version ${apiVersion}; this cert-tool speaks ${API_VERSION}.x`,
  };
  const host = (await probes.bankHost()) ?? '';
  const params = { host, detail };
  if (spoken > API_VERSION) {
    return seen([failed(new CertToolError('bad-answer', { params, remedy: UPDATE }))], same(apiVersion));
  }
  const older = new CertToolError('bad-answer', { params, remedy: ASK_BANK });
  return seen([spoken < API_VERSION ? warning(older) : undefined], same(apiVersion));
}

const ASK_BANK: Text = {
  ja: '銀行に、この cert-tool が対応するバージョンの API のアドレスを確認してください。',
  en: 'Ask the bank for the address of an API of the version that this cert-tool speaks.',
};
const UPDATE: Text = { ja: 'cert-tool を更新してください。', en: 'Update cert-tool.' };

async function version(probes: Probes): Promise<Seen> {
  const { status } = await probes.answer();
  const { version: found } = probes.runtime();
  const { minimum, recommended } = status?.client ?? {};
  if (found === undefined) return WELL;
  const isOlder = (than: string | undefined) => than !== undefined && newerVersion(found, than) !== undefined;
  const support = supportSentence(status?.support);
  if (isOlder(minimum)) {
    return seen([
      failed(new CertToolError('client-too-old', { params: { version: minimum ?? '', found, support } })),
    ]);
  }
  const outdated = new CertToolError('client-outdated', { params: { version: recommended ?? '', found } });
  return seen([isOlder(recommended) ? warning(outdated) : undefined], same(found));
}
