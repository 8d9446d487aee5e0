import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { controlPracticeBank } from '../../src/sandbox/index.ts';
import { buildChild, send } from './support.ts';

/** A practice bank in a process of its own. */
export interface Target {
  readonly bankUrl: string;
  readonly ca: string;
  /** By SIGKILL; done when it is gone. */
  kill(): Promise<void>;
}

/** Bundles what `startBankProcess` runs into a folder. */
export async function buildBankProcess(scripts: string): Promise<void> {
  await buildChild('bank', scripts);
}

export async function startBankProcess(scripts: string, dir: string): Promise<Target> {
  const script = join(scripts, 'bank.cjs');
  const child = spawn(process.execPath, [script, dir], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit').then(() => {
    throw new Error('the bank did not start');
  });
  const [line] = await Promise.race([once(createInterface({ input: child.stdout }), 'line'), ended]);
  ended.catch(() => undefined);
  const bank = JSON.parse(line) as { bankUrl: string; ca: string };
  const kill = async () => {
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  };
  return { ...bank, kill };
}

/** A full login with the demo password and a handed-out code. */
export async function logInAt(
  bank: Target,
  dir: string,
  loginId: string,
): Promise<{ token: string; challenge: string }> {
  const json = { loginId, password: `demo-${loginId}` };
  const { token, challenge } = (await send(bank, 'POST', '/v1/sessions', { json })).body;
  const control = await controlPracticeBank(dir, () => new Date());
  const code = (await control.info()).users.find((user) => user.loginId === loginId)?.otp.code;
  await control.close();
  if (code) await send(bank, 'POST', '/v1/sessions/current/otp', { token, json: { code } });
  return { token, challenge };
}
