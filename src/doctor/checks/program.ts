import { CertToolError } from '../../core/error.ts';
import { newerVersion } from '../../core/version.ts';
import { type Check, failed, same, seen, warning } from '../check.ts';

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
    title: { ja: 'ロックされた設定', en: 'locked settings' },
    needs: ['settings'],
    look: async (probes) =>
      seen(
        (await probes.config()).overridden.map(({ place, setting, file }) => {
          const detail = {
            ja: `${place} と、${file} でロックされている設定 ${setting}(こちらが有効)`,
            en: `${place}, and the setting ${setting} that ${file} locks, which counts`,
          };
          return warning(new CertToolError('conflicting-options', { params: { detail } }));
        }),
      ),
  },
];

/** @param names those that are meant; without it all that have no check of their own */
function settingsFaults(faults: readonly CertToolError[], names: readonly string[] | undefined) {
  const own = (error: CertToolError) =>
    names ? names.includes(error.errorName) : !WITH_OWN_CHECK.includes(error.errorName);
  return seen(faults.filter(own).map((error) => failed(error)));
}

const WITH_OWN_CHECK: readonly string[] = ['tls-verification-disabled'];
