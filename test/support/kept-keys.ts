import crypto, { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inject } from 'vitest';

/**
 * Making RSA keys would be more than half of what the tests within this process cost. So a test file takes what other
 * files of the run have made, never a key twice, and makes what is missing. Keys of other kinds, and those of programs
 * that the tests start, are always new.
 */
interface KeyPair {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

interface RsaOptions {
  readonly modulusLength: number;
}

const make = promisify(crypto.generateKeyPair);
const taken = new Set<string>();

async function takeOrMake(type: 'rsa', options: RsaOptions): Promise<KeyPair> {
  if (type !== 'rsa' || Object.keys(options).join() !== 'modulusLength') return make(type, options);
  return take(options.modulusLength) ?? (await makeAndKeep(options));
}

function take(modulusLength: number): KeyPair | undefined {
  const folder = inject('keysFolder');
  const name = readdirSync(folder).find(
    (each) => each.startsWith(`${modulusLength}-`) && each.endsWith('.pem') && !taken.has(each),
  );
  if (!name) return undefined;
  taken.add(name);
  const privateKey = createPrivateKey(readFileSync(join(folder, name)));
  return { privateKey, publicKey: createPublicKey(privateKey) };
}

async function makeAndKeep(options: RsaOptions): Promise<KeyPair> {
  const pair = await make('rsa', options);
  const name = `${options.modulusLength}-${crypto.randomUUID()}.pem`;
  taken.add(name);
  const path = join(inject('keysFolder'), name);
  writeFileSync(`${path}.new`, pair.privateKey.export({ type: 'pkcs8', format: 'pem' }));
  renameSync(`${path}.new`, path);
  return pair;
}

Object.defineProperty(crypto.generateKeyPair, promisify.custom, { value: takeOrMake });
syncBuiltinESMExports();
