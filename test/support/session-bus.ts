import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';

/** A message bus of the test's own, as a desktop session has one. */
export interface SessionBus {
  readonly env: NodeJS.ProcessEnv;
  /** Starts a service on it and waits for its first line. */
  serve(program: string, args: readonly string[], name: string): Promise<void>;
}

/** Ends with the test. */
export async function startBus(): Promise<SessionBus> {
  const daemon = start('dbus-daemon', ['--session', '--nofork', '--print-address'], process.env);
  const address = await firstLine(daemon, 'dbus-daemon');
  const env = { ...process.env, DBUS_SESSION_BUS_ADDRESS: address };
  return {
    env,
    async serve(program, args, name) {
      await firstLine(start(program, args, env), name);
    },
  };
}

function start(program: string, args: readonly string[], env: NodeJS.ProcessEnv): ChildProcess {
  const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => {
    child.kill();
  });
  return child;
}

async function firstLine({ stdout }: ChildProcess, what: string): Promise<string> {
  if (!stdout) throw new Error(`${what} has no output`);
  const lines = createInterface(stdout);
  const ended = once(lines, 'close').then(() => {
    throw new Error(`${what} ended`);
  });
  const [line] = await Promise.race([once(lines, 'line'), ended]);
  ended.catch(() => undefined);
  return String(line);
}
