import { CertToolError } from '../../core/error.ts';
import { DPAPI_MARK, type Seal } from '../shared/seal.ts';
import { HRESULT, WindowsError } from '../windows/errors.ts';
import { fromWire, type PowerShell, Refusal, toWire } from './session.ts';

/** What DPAPI says of a text that this account cannot open any more. */
const LOST: readonly number[] = [HRESULT.badKeyState, HRESULT.invalidData];

/** Windows' data protection (DPAPI) for this account on this PC; elsewhere the text as it is. */
export function createDpapiSeal(powerShell: PowerShell): Seal {
  return {
    mark: DPAPI_MARK,
    async seal(text) {
      const sealed = await powerShell.ask('seal', [toWire(text)], { secret: true }).catch(unlessNone);
      return sealed === undefined ? text : `${DPAPI_MARK}${sealed}\n`;
    },
    async open(kept) {
      const sealed = kept.slice(DPAPI_MARK.length).trim();
      return fromWire(await powerShell.ask('unseal', [sealed], { secret: true }).catch(lost));
    },
  };
}

function unlessNone(error: unknown): undefined {
  if (error instanceof Refusal && error.reason === 'no-seal') return undefined;
  throw error;
}

function lost(error: unknown): never {
  const isLost = error instanceof WindowsError ? LOST.includes(error.code) : error instanceof Refusal;
  throw isLost ? new CertToolError('key-lost', { cause: error }) : error;
}
