import certificates from './certificates.ps1';
import keys from './keys.ps1';
import loop from './loop.ps1';
import probe from './probe.ps1';
import seal from './seal.ps1';
import start from './start.ps1';

/** `start` answers for itself where nothing else can run; `loop` uses all the others. */
export const powerShellScript = [start, probe, certificates, keys, seal, loop]
  .map(withoutComments)
  .join('\n');

/** A command line of Windows has room for 32,767 characters. Comments and indentation are for readers of the source. */
function withoutComments(script: string): string {
  return script
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .join('\n');
}
