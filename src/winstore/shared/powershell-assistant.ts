import { CertToolError } from '../../core/error.ts';
import { DPAPI_MARK, type Seal } from './seal.ts';

/** What PowerShell does for a store that cannot do it. */
export interface PowerShellAssistant {
  /** Windows' data protection for pending keys; leaves them as they are where PowerShell is not at hand. */
  readonly seal: Seal;
  /** Removes a certificate and its key. @returns false when that cannot be done */
  remove(thumbprint: string): Promise<boolean>;
}

/** Where there is no PowerShell: what it sealed before cannot be opened. */
export const NO_POWERSHELL: PowerShellAssistant = {
  seal: {
    mark: DPAPI_MARK,
    seal: async (text) => text,
    async open() {
      throw new CertToolError('program-missing', { params: { program: 'PowerShell' } });
    },
  },
  remove: async () => false,
};
