import { LONGEST_TIMEOUT_SECONDS } from '../core/shared-options.ts';
import { STORE_CHOICES } from '../core/store-kinds.ts';
import { type JsonSchema, STRINGS } from './patterns.ts';
import { readProxy } from './proxy.ts';
import { readNamed, readObject, textOf, unknownSetting } from './read-object.ts';
import {
  type ConfigFile,
  type Hooks,
  InvalidValue,
  PROTOCOLS,
  type Profile,
  type RemovalConfig,
  readBankUrl,
  readChoice,
  readCommand,
  readDeviceLabel,
  readLoginField,
  readLoginPage,
  readTimeout,
} from './schema.ts';

/** A setting as it may stand in a config file. Reading, the JSON Schema and `cert-tool config` come from it. */
export interface Setting {
  /** For who edits the file: what it is. */
  readonly description: string;
  /** What `read` takes (JSON Schema, draft 7), as far as a schema can say it; never less. */
  readonly schema: JsonSchema;
  /** The value that counts. @throws InvalidValue; CertToolError `invalid-bank-url` */
  read(value: unknown): unknown;
  /** A path: nothing expands it. */
  readonly isPath?: boolean;
  /** Of an object: its members. */
  readonly members?: Settings;
  /** Of an object whose members have any name: the members of each. */
  readonly named?: Settings;
}

export type Settings = Readonly<Record<string, Setting>>;

function text(description: string): Setting {
  return { description, schema: STRINGS.text, read: textOf };
}

function path(description: string): Setting {
  return { ...text(description), isPath: true };
}

function parsed(description: string, schema: JsonSchema, read: (text: string) => unknown): Setting {
  return { description, schema, read: (value) => read(textOf(value)) };
}

function choice(description: string, words: readonly string[]): Setting {
  return { description, schema: { enum: words }, read: (value) => readChoice(textOf(value), words) };
}

function yesOrNo(description: string): Setting {
  return {
    description,
    schema: { type: 'boolean' },
    read(value) {
      if (typeof value === 'boolean') return value;
      throw new InvalidValue({ ja: 'true または false が必要です', en: 'it must be true or false' });
    },
  };
}

function object<T extends object>(
  description: string,
  members: Readonly<Record<keyof T & string, Setting>>,
): Setting & { members: Settings } {
  return { description, members, schema: objectSchema(members), read: (value) => readObject(value, members) };
}

/** Without members that are not declared, for a misspelt one would have no effect. */
export function objectSchema(members: Settings): JsonSchema {
  const properties = Object.entries(members).map(([name, { description, schema }]) => [
    name,
    { description, ...schema },
  ]);
  return { type: 'object', additionalProperties: false, properties: Object.fromEntries(properties) };
}

const PROFILE = {
  bank: parsed('The base URL of the bank API, https only.', STRINGS.bank, readBankUrl),
  protocol: choice('What the bank is spoken to by: its own API, or EST (RFC 7030).', PROTOCOLS),
  estUser: parsed(
    'By EST: the user name of HTTP Basic; {loginId} and {otp} in it are put in.',
    STRINGS.text,
    (field) => readLoginField('estUser', field),
  ),
  estPassword: parsed(
    'By EST: the password of HTTP Basic; {password}, {otp} and {loginId} in it are put in.',
    STRINGS.text,
    (field) => readLoginField('estPassword', field),
  ),
  caFile: path("A PEM file with further root certificates to trust for the bank's TLS."),
  loginPage: parsed(
    'The https address of the page where users of the bank beside it log in with a browser.',
    STRINGS.httpsAddress,
    readLoginPage,
  ),
  deviceLabel: parsed(
    "What the company calls this PC; {computer} in it stands for the computer's name. The bank is told.",
    STRINGS.deviceLabel,
    readDeviceLabel,
  ),
} satisfies Record<keyof Profile, Setting>;

const profile = object<Profile>('A bank, and what belongs to it.', PROFILE);

const profiles: Setting = {
  description: 'Named banks, to be chosen by profile or --profile.',
  schema: { type: 'object', additionalProperties: { description: profile.description, ...profile.schema } },
  named: PROFILE,
  read: (value) => readNamed(value, profile),
};

const hooks = object<Hooks>("Programs of the company's that cert-tool starts.", {
  installed: {
    description: 'The program to run after an installation, by its absolute path, and its arguments.',
    schema: {
      type: 'array',
      minItems: 1,
      items: [STRINGS.absolutePath],
      additionalItems: STRINGS.argument,
    },
    read: readCommand,
  },
});

const OWN = {
  ...PROFILE,
  profile: text('The bank of profiles that is used where no other is named.'),
  profiles,
  store: choice('The certificate store.', STORE_CHOICES),
  storeDir: path('The folder of the file store.'),
  nssProfile: path("The folder of a Firefox profile or another browser's database, for the nss store."),
  lang: choice('The language of the output.', ['ja', 'en']),
  timeout: {
    description: 'How long to wait for each try of a request to the bank, in seconds.',
    schema: {
      anyOf: [{ type: 'integer', minimum: 1, maximum: LONGEST_TIMEOUT_SECONDS }, STRINGS.timeout],
    },
    read: (value) => readTimeout(typeof value === 'number' ? String(value) : textOf(value)),
  },
  logFile: path('A file to which a log is appended, as JSON lines.'),
  log: yesOrNo('Whether what commands did is logged on this PC, for cert-tool log.'),
  proxy: {
    description: 'The proxy through which banks are reached: its address without a password, or none.',
    schema: STRINGS.proxy,
    read(value) {
      const address = textOf(value);
      readProxy(address);
      return address;
    },
  },
  remember: yesOrNo('Whether login IDs that were used are noted on this PC.'),
  eventLog: yesOrNo("Whether results go to the system's event log, too."),
  remove: object<RemovalConfig>('What removing means on this PC.', {
    archive: yesOrNo('Whether certificates are hidden instead of deleted.'),
  }),
  hooks,
} satisfies Record<Exclude<keyof ConfigFile, 'locked'>, Setting>;

const locked: Setting = {
  description:
    "In the PC's file only: names of settings whose value here counts, or that have none, whatever users set.",
  schema: { type: 'array', items: { enum: [...Object.keys(OWN), 'locked'] } },
  read(value) {
    if (!Array.isArray(value)) {
      throw new InvalidValue({ ja: '文字列の配列が必要です', en: 'it must be an array of strings' });
    }
    // A misspelt name would leave a setting open that the administrator means to be locked.
    for (const name of value.map(textOf))
      if (!Object.hasOwn(SETTINGS, name)) throw unknownSetting(name, Object.keys(SETTINGS));
    return value;
  },
};

/** All settings of a config file, in the order in which they are shown. */
export const SETTINGS: Readonly<Record<keyof ConfigFile, Setting>> = { ...OWN, locked };

/** What may stand in a config file besides, for editors and readers; it sets nothing. */
export const NOTES: Settings = {
  $schema: text('Where the JSON Schema of this file is, for editors.'),
  $comment: text('For people; it sets nothing.'),
};

/** @throws InvalidValue */
export function readSettings(value: unknown): ConfigFile {
  const members = readObject<Record<string, unknown>>(value, { ...SETTINGS, ...NOTES });
  return Object.fromEntries(Object.entries(members).filter(([name]) => !Object.hasOwn(NOTES, name)));
}
