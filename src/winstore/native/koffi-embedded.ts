import { join } from 'node:path';
import { CertToolError } from '../../core/error.ts';
import { loadNativeModule } from '../../system/native-module.ts';
import { appFolders } from '../../system/paths.ts';
import { homeFolder } from '../../system/usual-folders.ts';
import type { Koffi, KoffiLoader } from './koffi.ts';

/**
 * koffi from inside the single executable, where this file takes the place of koffi.ts (scripts/build-exe.mjs). Its
 * native part lies in the user's profile whatever CERT_TOOL_HOME says: Windows lets nobody else write there.
 * @throws CertToolError `koffi-missing`
 */
export const loadKoffi: KoffiLoader = async () => {
  const { CERT_TOOL_HOME: _, ...env } = process.env;
  try {
    const { getAsset } = await import('node:sea');
    const folder = join(appFolders(process.platform, env, homeFolder()).data, 'native');
    return (await loadNativeModule(folder, 'koffi', new Uint8Array(getAsset('koffi.node')))) as Koffi;
  } catch (error) {
    throw new CertToolError('koffi-missing', { cause: error });
  }
};
