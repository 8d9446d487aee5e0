import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInProcess } from '../support/run-in-process.ts';
import { tempFolder } from '../support/temp-folder.ts';
import type { FakeCa } from './fake-ca.ts';

interface Ran {
  readonly code: number;
  // biome-ignore lint/suspicious/noExplicitAny: what a command printed is what the tests look at
  readonly json: any;
  readonly stderr: string;
}

/** Somebody at a PC of their own who gets certificates from a CA. */
export interface Person {
  readonly home: string;
  /** Runs a command at the CA, without a terminal. @param password left out for none */
  run(args: readonly string[], password?: string, alter?: Alter): Promise<Ran>;
  /** The journal's entries. */
  entries(): Record<string, unknown>[];
}

type Alter = NonNullable<Parameters<typeof runInProcess>[1]['alter']>;

export function personAt({ url, caFile }: Pick<FakeCa, 'url' | 'caFile'>, store = 'file'): Person {
  const home = join(tempFolder(), 'home');
  const journal = join(home, 'journal');
  return {
    home,
    async run(args, password, alter) {
      const options = ['--protocol', 'est', '--bank', url, '--ca-file', caFile, '--store', store, '--json'];
      const env = {
        ...{ HOME: home, CERT_TOOL_HOME: home, CERT_TOOL_LANG: 'en' },
        ...(password !== undefined && { CERT_TOOL_PASSWORD: password }),
      };
      const given = alter ? { env, alter } : { env };
      const { exitCode, stdout, stderr } = await runInProcess([...args, ...options], given);
      return { code: exitCode, json: JSON.parse(stdout), stderr };
    },
    entries() {
      return filesIn(journal).map((name) => JSON.parse(readFileSync(join(journal, name), 'utf8')));
    },
  };
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.json'));
  } catch {
    return [];
  }
}
