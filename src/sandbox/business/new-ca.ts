import { unitOf } from '../ca/parts.ts';
import { recordAct } from '../records/audit.ts';
import type { BankContext } from './context.ts';

export interface NewCa {
  /** The unit (OU) that names its generation. */
  readonly name: string;
  /** Its subject key identifier, lower-case hex: the authority key identifier of all that it will sign. */
  readonly authorityKeyId: string;
}

/**
 * Has the bank go on with a new CA: what is signed from now on is signed by it. Certificates of the former ones stay
 * valid, and their revocation lists are signed on.
 */
export function newCa(bank: BankContext): Promise<NewCa> {
  // A slash is in no login ID.
  return bank.serializer.run('/new-ca', async () => {
    const { generation, keyId } = await bank.authorities.rollOver(bank.now(), (next) => {
      recordAct(bank.database, bank.now(), '', 'ca-changed', `G${next.generation} ${next.keyId}`);
    });
    await bank.publishIdentity();
    return { name: unitOf(generation), authorityKeyId: keyId };
  });
}
