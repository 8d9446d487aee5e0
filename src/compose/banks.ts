import { type BankIdentity, joinedIdentity } from '../core/bank-identity.ts';
import { membersIn } from '../core/json-object.ts';
import { knownRules } from '../core/known-rules.ts';
import { refuseNewer } from '../core/newer-data.ts';
import type { SyncedFolder } from '../core/ports/files.ts';
import { readCertificate } from '../pki/certificate.ts';

/** What this PC keeps of the banks that it has asked. */
export interface KnownBanks {
  /** The one at this address; undefined when it was never asked. Throws `newer-data`. */
  at(address: string): Promise<BankIdentity | undefined>;
  /** Keeps who answers at an address, together with what was learnt of this bank before. Returns both. */
  keep(address: string, identity: BankIdentity): Promise<BankIdentity>;
  /** All of them, each once. */
  all(): Promise<BankIdentity[]>;
}

/** Files of the first version have none, and no more than the present chain: older builds still read what they know. */
const VERSION = 2;

/**
 * Two files a bank: who answers at an address, and all that was ever learnt of that bank, whatever its address.
 * @param place the folder's path, for error messages @param hash makes a file's name of an address or a bank's id
 */
export function knownBanks(folder: SyncedFolder, place: string, hash: (text: string) => string): KnownBanks {
  const addressFile = (address: string) => `${hash(address)}.json`;
  const bankFile = (bankId: string) => `bank-${hash(bankId)}.json`;
  const read = async (name: string) => parse(await folder.read(name), `${place}/${name}`);
  const whole = async (identity: BankIdentity) =>
    joinedIdentity(await read(bankFile(identity.bankId)), identity);
  const write = async (name: string, identity: BankIdentity) => {
    const text = JSON.stringify({ version: VERSION, ...identity });
    if ((await folder.read(name)) !== text) await folder.write(name, text);
  };
  return {
    async at(address) {
      // To look is quicker than to load what makes the name of a file.
      if ((await folder.names()).length === 0) return undefined;
      const identity = await read(addressFile(address));
      return identity && whole(identity);
    },
    async keep(address, seen) {
      const identity = joinedIdentity(await read(addressFile(address)), await whole(seen));
      // What was learnt first: the address's file alone would forget it.
      await write(bankFile(identity.bankId), identity);
      const { bankId, protocol, name, chain } = identity;
      await write(addressFile(address), {
        bankId,
        ...(protocol === undefined ? {} : { protocol }),
        ...(name === undefined ? {} : { name }),
        chain,
        chains: [],
      });
      return identity;
    },
    async all() {
      const banks = new Map<string, BankIdentity>();
      for (const name of await folder.names()) {
        const identity = await read(name);
        if (identity) banks.set(identity.bankId, joinedIdentity(banks.get(identity.bankId), identity));
      }
      return [...banks.values()];
    },
  };
}

/** What cannot be understood is asked of the bank again. */
function parse(text: string | undefined, file: string): BankIdentity | undefined {
  const value = membersIn(text);
  if (!value) return undefined;
  refuseNewer(value, VERSION, file);
  const { bankId, protocol, name, chain, chains, authorityKeyIds, rules } = value;
  try {
    const present = readChain(chain);
    if (typeof bankId !== 'string') return undefined;
    const former = Array.isArray(chains) ? chains.map(readChain) : [];
    const spoken: Pick<BankIdentity, 'protocol'> = protocol === 'est' ? { protocol } : {};
    const own = { bankId, ...spoken, chain: present, chains: [present] };
    return joinedIdentity(
      { ...own, chains: former, authorityKeyIds: strings(authorityKeyIds) },
      {
        ...own,
        ...(typeof name === 'string' ? { name } : {}),
        ...(rules === undefined ? {} : { rules: knownRules(rules) }),
      },
    );
  } catch {
    return undefined;
  }
}

function readChain(value: unknown): string[] {
  if (!Array.isArray(value)) throw new TypeError('no chain');
  return value.map((pem) => readCertificate(String(pem)).pem);
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}
