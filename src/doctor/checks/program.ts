import { CertToolError } from '../../core/error.ts';
import { newerVersion } from '../../core/version.ts';
import { type Check, type Finding, failed, same, seen, warning } from '../check.ts';
import type { Outvoted, Probes } from '../probes.ts';
import { answerIfAny } from './network.ts';

/** The program itself, and what is set. */
export const programChecks: readonly Check[] = [
  {
    id: 'node',
    title: { ja: 'Node.js のバージョン', en: 'version of Node.js' },
    needs: [],
    look(probes) {
      const { node, oldest, version = '-' } = probes.runtime();
      const isOld = newerVersion(node, oldest) !== undefined;
      const error = new CertToolError('node-too-old', { params: { wanted: oldest, found: node } });
      return seen([isOld ? failed(error) : undefined], same(`Node.js ${node}, cert-tool ${version}`));
    },
  },
  {
    id: 'tls-verification',
    title: { ja: 'TLS の検証', en: 'verification of TLS' },
    needs: [],
    look: async (probes) => settingsFaults((await probes.config()).faults, ['tls-verification-disabled']),
  },
  {
    id: 'config-files',
    title: { ja: '設定ファイル', en: 'config files' },
    needs: [],
    async look(probes) {
      const { files } = await probes.config();
      const faults = files.map(({ fault }) => fault && failed(fault));
      const unused = files.map(({ path, whyUnused }) =>
        whyUnused
          ? warning(new CertToolError('invalid-config', { params: { file: path, detail: whyUnused } }))
          : undefined,
      );
      const there = files.filter(({ isThere }) => isThere).map(({ path }) => path);
      return seen([...faults, ...unused], there.length > 0 ? same(there.join(', ')) : undefined);
    },
  },
  {
    id: 'settings',
    title: { ja: '設定の値', en: 'settings' },
    needs: ['config-files'],
    look: async (probes) => settingsFaults((await probes.config()).faults, undefined),
  },
  {
    id: 'locked-settings',
    title: { ja: '有効にならない設定', en: 'settings that have no effect' },
    needs: ['settings'],
    async look(probes) {
      const { overridden, outvoted } = await probes.config();
      const locked = overridden.map(({ place, setting, file }) => {
        const detail = {
          ja: `${place} と、${file} でロックされている設定 ${setting}(こちらが有効)`,
          en: `${place}, and the setting ${setting} that ${file} locks, which counts`,
        };
        return warning(new CertToolError('conflicting-options', { params: { detail } }));
      });
      return seen([...(await Promise.all(outvoted.map((each) => ofVariable(each, probes)))), ...locked]);
    },
  },
];

/** Another bank is asked than the one that is configured: where that one does not answer it is the cause. */
async function ofVariable({ isBank, ...params }: Outvoted, probes: Probes): Promise<Finding> {
  const error = new CertToolError('variable-counts', { params });
  if (!isBank) return warning(error);
  return (await isMissed(probes)) ? failed(error) : { ...warning(error), isDue: true };
}

/** There is no bank, or none that answers, and not for want of a network. */
async function isMissed(probes: Probes): Promise<boolean> {
  const hasBank = await probes.bankHost().then(
    () => true,
    () => false,
  );
  return !hasBank || ((await answerIfAny(probes))?.error !== undefined && probes.hasNetwork());
}

/** @param names those that are meant; without it all that have no check of their own */
function settingsFaults(faults: readonly CertToolError[], names: readonly string[] | undefined) {
  const own = (error: CertToolError) =>
    names ? names.includes(error.errorName) : !WITH_OWN_CHECK.includes(error.errorName);
  return seen(faults.filter(own).map((error) => failed(error)));
}

const WITH_OWN_CHECK: readonly string[] = ['tls-verification-disabled'];
