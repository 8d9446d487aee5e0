import type { BankIdentity } from '../core/bank-identity.ts';
import type { StoredCertificate } from '../core/certificate.ts';
import type { CertToolError } from '../core/error.ts';
import type { BankStatus } from '../core/ports/bank.ts';
import type { FoundConfigFile } from '../core/ports/config.ts';
import type { OpenBrowser } from '../core/ports/desktop.ts';
import type { DamagedCertificate, KeyFacts } from '../core/ports/store.ts';
import type { ReminderFacts } from '../core/reminder-state.ts';
import type { StoreKind } from '../core/store-kinds.ts';
import type { Text } from '../core/text.ts';
import type { Found } from '../holdings/holding.ts';
import type { KeptStarts } from '../holdings/renewal-start.ts';
import type { Unfinished } from '../holdings/unfinished.ts';
import type { LastInstalled } from './last-installed.ts';
import type { LastRefusal } from './last-refusal.ts';

/** Node, by its version and the oldest one that cert-tool runs on. */
export interface Runtime {
  readonly node: string;
  readonly oldest: string;
  readonly version: string | undefined;
}

export interface ConfigFacts {
  readonly files: readonly FoundConfigFile[];
  /** Why settings, or what belongs to them, cannot be used. */
  readonly faults: readonly CertToolError[];
  /** What a person has set and the PC's config locks. */
  readonly overridden: readonly { readonly place: string; readonly setting: string; readonly file: string }[];
  readonly outvoted: readonly Outvoted[];
  /** Variables of the environment that say where certificates are looked for, whether a file says otherwise or not. */
  readonly led: readonly Led[];
}

export interface Led {
  readonly variable: string;
  readonly value: string;
}

/** What variables of the environment set otherwise than a config file, or without it than the usual folders. */
export interface Outvoted {
  readonly variable: string;
  readonly used: Text | string;
  readonly set: string;
  /** Another bank is asked than the one that is configured. */
  readonly isBank: boolean;
}

/** A folder of cert-tool's, or the nearest one above it that is there. */
export interface FolderFacts {
  readonly folder: string;
  /** For this user, in octets. */
  readonly free: number;
  /** How many files can still be made, where the file system has a limit. */
  readonly files?: number;
}

/** By which way the bank is reached. */
export interface Way {
  /** A proxy, and what chose it. Undefined: directly. */
  readonly proxy?: { readonly name: string; readonly place: Text };
  /** A script of Windows' settings that would choose one, and is not run. */
  readonly script?: string;
  /** What is meant to keep a bank from the proxy (NO_PROXY), and names none. */
  readonly exceptingNobody?: readonly { readonly variable: string; readonly entry: string }[];
}

/** What became of one question to the bank. */
export type Answer =
  | { readonly status: BankStatus; readonly error?: undefined }
  | { readonly error: CertToolError; readonly status?: undefined };

/** The certificate chain that the other side shows, whoever that is. */
export interface Shown {
  /** Who issued the last certificate of the chain. */
  readonly root: string;
  /** It is one that Node, or the system where Node asks it, trusts for everybody. */
  readonly isPublic: boolean;
  /** It is a CA of the bank's own certificates. */
  readonly isBanks: boolean;
  readonly isTrusted: boolean;
  /** The other side's time, where it told one. */
  readonly time?: Date;
}

/** What the bank that is set says of the certificates here, by thumbprint. */
export interface AtBank {
  /** Those on one of its revocation lists, the superseded ones too. */
  readonly revoked: ReadonlySet<string>;
  /** Those that no certification authority of its has issued, present or former. */
  readonly others: ReadonlySet<string>;
}

export interface StoreFacts {
  readonly kind: StoreKind;
  /** Those that come before it, and why they cannot be used. */
  readonly passedOver: readonly { readonly kind: StoreKind; readonly reason: CertToolError }[];
}

/** What this PC holds. */
export interface Inventory {
  readonly found: readonly Found[];
  readonly banks: readonly BankIdentity[];
  /** The bank that is set, where it was asked before. */
  readonly set: BankIdentity | undefined;
  readonly kept: KeptStarts;
  readonly unfinished: readonly Unfinished[];
  readonly damaged: readonly DamagedCertificate[];
  /** The CAs of the banks that are known, by the key identifiers of those that issue. */
  readonly authorities: ReadonlyMap<string, Authority>;
}

export interface Authority {
  /** When it, or one above it, ends. */
  readonly notAfter: Date;
  /** It is the one that the bank issues by today. */
  readonly isPresent: boolean;
}

export interface JournalFacts {
  readonly entries: readonly {
    readonly loginId: string;
    readonly bankId: string;
    readonly step: string;
    readonly kind: 'issue' | 'renewal';
    /** What completes it, ready to be typed. */
    readonly command: string;
    /** It needs the key that was made for it, and the store does not have it any more. */
    readonly isKeyLost: boolean;
  }[];
  readonly unreadable: readonly CertToolError[];
  /** Pending keys that no entry knows. */
  readonly orphans: readonly string[];
}

/** A secret that the bank refused, and that no run sends again by itself. */
export interface RememberedRefusal {
  readonly loginId: string;
  readonly secret: Text;
  readonly attemptsLeft?: number;
}

/** How a page answered a visitor who showed a certificate, or had none to show. */
export interface PageFacts {
  readonly status: number;
  readonly root: string;
  readonly isPublic: boolean;
  /** Whether a certificate was shown: for that the store must give away its key. */
  readonly hasShown: boolean;
}

/** One browser's entries of the policy by which it chooses a certificate, whoever set them. */
export interface ChoosingPolicy {
  readonly browser: string;
  readonly entries: readonly string[];
  /** The browser asks where several fit. */
  readonly asks: boolean;
  /** Entries that do not count, for the file `by` sets the policy, too. */
  readonly outvoted?: readonly {
    readonly file: string;
    readonly by: string;
    readonly entries: readonly string[];
  }[];
}

export interface PolicyFacts {
  readonly policies: readonly ChoosingPolicy[];
  readonly loginPage: string | undefined;
  /** Files that browsers leave out. */
  readonly unreadable?: readonly { readonly browser: string; readonly file: string }[];
}

/**
 * Everything that checks look at: handed in, asked for when it is wanted, and looked at once. Nothing of it changes anything on this
 * PC, logs in or asks a person. What cannot be seen throws a `CertToolError` that says why.
 */
export interface Probes {
  /** Of whom the help desk asks. */
  readonly loginId: string | undefined;
  /** This PC's time. */
  now(): Date;
  runtime(): Runtime;
  config(): Promise<ConfigFacts>;
  /** Its host; undefined for the practice bank where it does not run. Throws `no-bank`. */
  bankHost(): Promise<string | undefined>;
  /** What Node takes no notice of. Throws `unreadable-file` for all else. */
  caFile(): Promise<CertToolError | undefined>;
  /** Throws `store-unsafe`, `data-folder-failed`. */
  dataFolder(): Promise<void>;
  /** Whether this user may write there. Throws `data-folder-failed`. */
  dataFolderWritable(): Promise<FolderFacts>;
  /** Why runs cannot be logged there. */
  logFolder(): Promise<CertToolError | undefined>;
  /** Why what is kept here would be gone tomorrow. */
  whyNotLasting(): Promise<Text | undefined>;
  /** Files of small records in the data folder that hold something else than they should. Those of requests are no part of it. */
  damagedFiles(): Promise<readonly string[]>;
  /** Another cert-tool at work on this data. */
  atWork(): Promise<boolean>;
  /** Whether this PC has an address of any network, itself not counted. */
  hasNetwork(): boolean;
  way(): Promise<Way>;
  answer(): Promise<Answer>;
  shown(): Promise<Shown | undefined>;
  store(): Promise<StoreFacts>;
  storeWritable(): Promise<void>;
  inventory(): Promise<Inventory>;
  /** Undefined where the bank does not answer. */
  atBank(): Promise<AtBank | undefined>;
  /** Of keys that did not sign, by thumbprint. */
  keys(thumbprints: readonly string[]): Promise<ReadonlyMap<string, KeyFacts>>;
  journal(): Promise<JournalFacts>;
  refusals(loginIds: readonly string[]): Promise<readonly RememberedRefusal[]>;
  /** What the bank last said to runs of the login ID, where that was no. Undefined without a login ID. */
  lastRefusal(): Promise<LastRefusal | undefined>;
  /** Where an earlier run has installed a certificate of the login ID. Undefined without a login ID. */
  lastInstalled(): Promise<LastInstalled | undefined>;
  /**
   * Goes to a page as a browser does. Throws the network's errors.
   * @param certificate to be shown there
   */
  visit(url: string, certificate: StoredCertificate | undefined): Promise<PageFacts>;
  browsers(): Promise<readonly OpenBrowser[]>;
  policies(): Promise<PolicyFacts>;
  /** Browsers that look for certificates elsewhere than in the store of this run. */
  elsewhere(): Promise<readonly { readonly browser: string; readonly place: string }[]>;
  /** What scheduler and records say of the daily reminder. Throws what asking the scheduler does. */
  reminder(): Promise<ReminderFacts>;
}
