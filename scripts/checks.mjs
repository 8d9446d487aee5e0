// Runs the checks that need no test, side by side.
//
//     node scripts/checks.mjs
import { spawn } from 'node:child_process';
import { once } from 'node:events';

const codes = await Promise.all(
  ['lint', 'typecheck'].map(async (name) => {
    const options = { stdio: ['ignore', 'inherit', 'inherit'], shell: process.platform === 'win32' };
    const [code] = await once(spawn('npm', ['run', '--silent', name], options), 'close');
    return code;
  }),
);
process.exitCode = codes.every((code) => code === 0) ? 0 : 1;
