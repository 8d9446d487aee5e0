import { CertToolError, toCertToolError } from '../../src/core/error.ts';
import type { EnrollmentResult } from '../../src/enrollment/ports.ts';
import { enrolled } from './acts.ts';
import { forgetTries } from './bank-records.ts';
import { entriesOf } from './entries.ts';
import type { Pc } from './pc.ts';
import { LOGIN_IDS, type LoginId, type World } from './world.ts';

/** What a person does in the end: everything works again, and each user asks for their certificate on each PC. */
export async function judgeEnd(world: World): Promise<void> {
  const { bank, pcs, judge, promises } = world;
  // What was issued is in date again where the bank's date was set back.
  if (bank.now < bank.latest) promises.forgetAll();
  bank.now = bank.latest;
  for (const user of bank.users.values()) forgetTries(user);
  for (const pc of Object.values(pcs)) pc.now = bank.now;
  for (const loginId of LOGIN_IDS) {
    const promised = Object.values(pcs).filter((pc) => promises.has(pc.name, loginId));
    // One that was promised something comes first, for whoever asks first has the certificate.
    const others = Object.values(pcs).filter((pc) => !promised.includes(pc) && isConcerned(pc, loginId));
    for (const pc of [...promised, ...others]) await judgeUser(world, pc, loginId);
    for (const pc of promised) {
      const confirmed = world.confirmedOf(loginId);
      if (!confirmed || !pc.holds(confirmed.pem)) {
        judge.violated(`${loginId} was promised a certificate on PC ${pc.name} and has none`);
      }
    }
  }
  judge.look();
}

/** Something of theirs was begun on this PC, and left there. */
function isConcerned(pc: Pc, loginId: LoginId): boolean {
  if (!pc.users.has(loginId)) return false;
  if (entriesOf(pc, loginId).length > 0) return true;
  for (const { csr } of pc.pending.values()) if (csr.endsWith(` ${loginId}`)) return true;
  for (const { certificate } of pc.kept.values()) {
    if (certificate.commonName.startsWith(`${loginId} `)) return true;
  }
  return false;
}

/** Run again, as the program says: until it is content, or says what somebody else has to do. */
async function judgeUser(world: World, pc: Pc, loginId: LoginId): Promise<void> {
  const { judge } = world;
  let last: EnrollmentResult | CertToolError | undefined;
  for (let tries = 0; tries < 3 && !isContent(last); tries += 1) {
    last = await ask(world, pc, loginId);
  }
  if (isContent(last)) {
    const confirmed = world.confirmedOf(loginId);
    const isHere = confirmed && pc.holds(confirmed.pem);
    if (!isHere)
      judge.violated(`PC ${pc.name} is content for ${loginId}, and the bank's certificate is not here`);
  } else if (last instanceof CertToolError && !isJust(world, pc, loginId, last)) {
    judge.violated(`in the end PC ${pc.name} gets ${last.errorName} for ${loginId}`);
  }
  judgeLeftovers(world, pc, loginId, last);
}

function isContent(last: EnrollmentResult | CertToolError | undefined): last is EnrollmentResult {
  return last !== undefined && !(last instanceof CertToolError) && last.warnings.every(isHarmless);
}

function isHarmless(warning: unknown): boolean {
  return warning !== 'not-confirmed' && warning !== 'confirm-by-login';
}

async function ask(world: World, pc: Pc, loginId: LoginId): Promise<EnrollmentResult | CertToolError> {
  const client = world.client(pc.name === 'b' ? 'b' : 'a', []);
  let answer: EnrollmentResult | CertToolError = new CertToolError('internal');
  await world.begin(client, async () => {
    answer = await enrolled({ world, client, given: 'typed' }, loginId, { checkBank: true }).catch(
      toCertToolError,
    );
  });
  return answer;
}

/** Whether what the program says is so. */
function isJust(world: World, pc: Pc, loginId: LoginId, { errorName }: CertToolError): boolean {
  const { judge } = world;
  const confirmed = world.confirmedOf(loginId);
  switch (errorName) {
    case 'issued-elsewhere':
      return confirmed !== undefined && !pc.holds(confirmed.pem);
    case 'key-unusable':
      return confirmed !== undefined && judge.forgiven.has(confirmed.serialNumber);
    case 'damaged-entry':
      return entriesOf(pc, loginId)[0] === 'damaged';
    case 'expired-not-revoked':
      return isExpiredForGood(world, loginId);
    default:
      return false;
  }
}

/** The bank issues nothing before somebody has revoked the expired one, however often it is asked. */
function isExpiredForGood({ bank }: World, loginId: LoginId): boolean {
  const deciding = bank.deciding(loginId);
  return (
    bank.settings.expiredNeedsRevocation && deciding !== undefined && bank.stateOf(deciding) === 'expired'
  );
}

/** Nothing is left open, and no key waits, unless an entry was damaged. */
function judgeLeftovers(
  { judge }: World,
  pc: Pc,
  loginId: LoginId,
  last: EnrollmentResult | CertToolError | undefined,
): void {
  const [step] = entriesOf(pc, loginId);
  if (step === 'damaged' && isContent(last))
    judge.violated(`in the end PC ${pc.name} is content for ${loginId}, and a damaged entry is left`);
  if (step !== undefined && step !== 'damaged') {
    const name = last instanceof CertToolError ? last.errorName : (last?.outcome ?? '');
    judge.violated(`in the end an entry of ${loginId} (${step}) is left on PC ${pc.name} after ${name}`);
  }
  for (const { id, csr } of pc.pending.values()) {
    if (!csr.endsWith(` ${loginId}`) || judge.unaccounted.has(id) || step === 'damaged') continue;
    judge.violated(`in the end a key of ${loginId} waits on PC ${pc.name}`);
  }
}
