import { createHash } from 'node:crypto';
import { membersIn, membersOf } from '../core/json-object.ts';
import { refuseNewer } from '../core/newer-data.ts';
import type { SyncedFolder } from '../core/ports/files.ts';
import type { RetirementRecord, Standing, StandingOutcome } from '../core/ports/retirement.ts';

const VERSION = 1;

const OUTCOMES: readonly string[] = [
  'planned',
  'revoked',
  'revocation-pending',
  'others-must-revoke',
  'removed',
  'kept',
] satisfies StandingOutcome[];
const ROLES: readonly string[] = ['master', 'administrator', 'general'] satisfies Standing['role'][];

/** One file a bank. @param place the folder's path, for error messages */
export function createRetirementRecord(folder: SyncedFolder, place: string): RetirementRecord {
  return {
    async read(bankId) {
      const name = fileName(bankId);
      const value = membersIn(await folder.read(name));
      refuseNewer(value, VERSION, `${place}/${name}`);
      const users: unknown = value?.['users'];
      return Array.isArray(users) ? users.flatMap((each) => standingIn(each) ?? []) : [];
    },
    async write(bankId, standings) {
      const file = { version: VERSION, bankId, users: standings };
      await folder.write(fileName(bankId), `${JSON.stringify(file, null, 2)}\n`);
    },
    forget: (bankId) => folder.remove(fileName(bankId)),
  };
}

/** A bank's id may hold what file names may not. */
function fileName(bankId: string): string {
  return `${createHash('sha256').update(bankId).digest('hex').slice(0, 32)}.json`;
}

function standingIn(value: unknown): Standing | undefined {
  const members = membersOf(value);
  if (!members || typeof members['loginId'] !== 'string' || !isOutcome(members['outcome'])) return undefined;
  const { loginId, outcome, name, role, serialNumber, when, isElsewhere, isByList, removedHere } = members;
  const moment = typeof when === 'string' ? new Date(when) : undefined;
  return {
    loginId,
    outcome,
    removedHere: removedHere === true,
    ...(typeof name === 'string' ? { name } : {}),
    ...(isRole(role) ? { role } : {}),
    ...(typeof serialNumber === 'string' ? { serialNumber } : {}),
    ...(moment && !Number.isNaN(moment.getTime()) ? { when: moment } : {}),
    ...(isElsewhere === true ? { isElsewhere } : {}),
    ...(isByList === true ? { isByList } : {}),
  };
}

function isOutcome(value: unknown): value is StandingOutcome {
  return typeof value === 'string' && OUTCOMES.includes(value);
}

function isRole(value: unknown): value is NonNullable<Standing['role']> {
  return typeof value === 'string' && ROLES.includes(value);
}
