import type { Failure, SeenCertificate, Statement } from './statement.ts';

/** How it stands with a user, the worst first: what it says of them is true whatever comes after it. */
export const USER_STATES = [
  'expired',
  'unusable',
  'failed',
  'due',
  'unfinished',
  'not-yet-valid',
  'not-tried',
  'renewable',
  'issued',
  'none',
] as const;

export type UserState = (typeof USER_STATES)[number];

const URGENT_STATES: readonly UserState[] = [
  'expired',
  'unusable',
  'failed',
  'due',
  'unfinished',
  'not-yet-valid',
];

/** A certificate that is due has so many working days left, or fewer. */
export const DUE_WORKING_DAYS = 14;
/** Who has not been heard of for so many days is silent. */
export const SILENT_DAYS = 14;

/** What became of the last run for a user. */
export interface LastResult {
  readonly time: Date;
  readonly outcome?: string;
  readonly failure?: Failure;
}

export interface UserStanding {
  readonly loginId: string;
  /** Of the bank, where it is known: its name, otherwise its id. */
  readonly bank?: string;
  /** Where the certificate is, otherwise where it was last tried. */
  readonly device: string;
  /** The one that counts: that which was issued last. */
  readonly certificate?: SeenCertificate;
  /** Undefined where there is no certificate, or it has no end. */
  readonly workingDays?: number;
  /** All that is to be said of them; never empty, the worst first. */
  readonly states: readonly [UserState, ...UserState[]];
  readonly result?: LastResult;
  readonly lastSeen: Date;
}

/** Whether somebody has to look at it now. */
export function isUrgent({ states }: Pick<UserStanding, 'states'>): boolean {
  return states.some((state) => URGENT_STATES.includes(state));
}

export interface PcStanding {
  readonly device: string;
  readonly lastSeen: Date;
  readonly isSilent: boolean;
  /** Users whose certificate is there. */
  readonly users: number;
  /** Users of it that are to be looked at now. */
  readonly urgent: number;
  readonly damaged: number;
  /** What it last said, where that was only why it could say nothing. */
  readonly failure?: Failure;
}

/** Who is expected to report, and has not for 14 days. */
export interface Silence {
  readonly loginId?: string;
  readonly device?: string;
  readonly lastSeen?: Date;
  /** Never heard of; too long ago; or the PC reports and has no certificate of this user's. */
  readonly why: 'never' | 'too-long' | 'no-certificate';
}

/** All that is known, by the newest word of each. */
export interface Report {
  readonly now: Date;
  readonly users: readonly UserStanding[];
  readonly pcs: readonly PcStanding[];
  readonly silences: readonly Silence[];
  /** Whether there was a list of those who are expected. */
  readonly isExpectedKnown: boolean;
}

/** Statements of one user at one bank. */
export interface UserWords {
  readonly loginId: string;
  readonly bankId: string | undefined;
  readonly results: readonly Statement[];
  readonly seen: readonly Seen[];
  /** PCs on which a request of this user is unfinished. */
  readonly unfinished: readonly Statement[];
}

/** A certificate, and who said so. */
export interface Seen {
  readonly certificate: SeenCertificate;
  readonly by: Statement;
}
