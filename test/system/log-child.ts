import { openLogFolder } from '../../src/system/log-folder.ts';

/** Writes numbered lines of some size. `die` is the line before which it kills itself. */
const [folder = '', name = '', lines = '0', size = '100', die = '-1'] = process.argv.slice(2);
const log = openLogFolder(folder);
for (let line = 0; line < Number(lines); line++) {
  if (line === Number(die)) process.kill(process.pid, 'SIGKILL');
  log.append(JSON.stringify({ name, line, filler: 'x'.repeat(Number(size)) }));
}
