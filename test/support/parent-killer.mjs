// Stands for pwsh: runs it (PWSH), and kills who started it as the request KILL_AT arrives, which PowerShell still gets.
// Writes the file ENDED when PowerShell has ended.
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const child = spawn(process.env.PWSH, process.argv.slice(2), { stdio: ['pipe', 'inherit', 'inherit'] });
const parent = process.ppid;
let requests = 0;
createInterface({ input: process.stdin })
  .on('line', (line) => {
    requests += 1;
    if (requests === Number(process.env.KILL_AT)) process.kill(parent, 'SIGKILL');
    child.stdin.write(`${line}\n`);
  })
  .on('close', () => child.stdin.end());
child.on('exit', () => writeFileSync(process.env.ENDED, ''));
