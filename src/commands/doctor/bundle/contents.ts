import { homedir, hostname, release, userInfo } from 'node:os';
import { basename } from 'node:path';
import { bankSubjectOf } from '../../../core/certificate.ts';
import { toCertToolError } from '../../../core/error.ts';
import { type LogRecord, readRuns } from '../../../core/logged-runs.ts';
import { judged } from '../../../doctor/judged.ts';
import type { Probes } from '../../../doctor/probes.ts';
import type { Deps } from '../../deps.ts';
import { maskOf, type Names } from './mask.ts';
import { withoutTyped } from './typed.ts';

/** A file in the bundle. */
export interface Part {
  readonly name: 'doctor.json' | 'log.jsonl' | 'config.json' | 'store.json' | 'versions.json';
  readonly text: string;
}

/** What is looked at for a bundle besides what doctor finds. */
export interface Gathered {
  readonly log: readonly object[];
  readonly config: unknown;
  readonly store: unknown;
  readonly loginIds: readonly string[];
}

/** More runs than these nobody reads. */
const MOST_RUNS = 20;

/** What cannot be seen stands there with its reason: a bundle is made where something is broken. */
export async function gather(deps: Deps, probes: Probes): Promise<Gathered> {
  const runs = await orReason(async () => readRuns(await deps.runLogs.lines().read()).runs);
  const known = 'reason' in runs ? [] : runs;
  const lines = known.slice(-MOST_RUNS).flatMap(({ records }) => records);
  const holdings = await orReason(() => judged(probes));
  const journal = await orReason(() => probes.journal());
  const config = await orReason(() => configOf(deps));
  return {
    log: 'reason' in runs ? [runs] : lines.map(lineOf),
    config,
    store: 'reason' in holdings ? holdings : inventoryOf(holdings),
    loginIds: [
      ...(probes.loginId === undefined ? [] : [probes.loginId]),
      ...('reason' in holdings
        ? []
        : holdings.found.flatMap(({ certificate }) => bankSubjectOf(certificate)?.loginId ?? [])),
      ...('reason' in journal ? [] : journal.entries.map(({ loginId }) => loginId)),
      ...known.flatMap(({ records }) => records.flatMap(({ members }) => loginIdsIn(members))),
    ].filter((each) => !MASKED.test(each)),
  };
}

/** What the log has hidden already. */
const MASKED = /^\*+$/;

/** Wherever it stands in a line: what an error is about is named among its parameters alone. */
function loginIdsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const members = value instanceof Map ? [...value] : Object.entries(value);
  return members.flatMap(([name, each]) =>
    name === 'loginId' && typeof each === 'string' ? [each] : loginIdsIn(each),
  );
}

/** As it was written, but for what tells this start of this PC from all others. */
function lineOf({ members }: LogRecord): object {
  const { process: _, ...others } = Object.fromEntries(members);
  return others;
}

type Reason = { readonly reason: { readonly code: string; readonly name: string } };

async function orReason<T extends object>(look: () => Promise<T>): Promise<T | Reason> {
  try {
    return await look();
  } catch (thrown) {
    const error = toCertToolError(thrown);
    if (error.isCancellation) throw error;
    return { reason: { code: error.entry.code, name: error.errorName } };
  }
}

async function configOf({ config }: Deps): Promise<object> {
  const files = config.files().map(({ owner, path, isThere, fault }) => {
    return { owner, path, exists: isThere, ...(fault && { code: fault.entry.code }) };
  });
  const settings = (await config.shown()).map(({ value, ...others }) => ({
    ...others,
    value: others.name.endsWith('estPassword') ? fieldsAlone(value) : programAlone(value),
  }));
  return { files, settings };
}

/** Of a command line its program: what follows may be anything. */
function programAlone(value: unknown): unknown {
  return Array.isArray(value) && value.length > 1 ? [value[0], `(${value.length - 1} more)`] : value;
}

/** Of the password field of EST what is put in: the text beside it may be a part of a password. */
function fieldsAlone(value: unknown): unknown {
  return typeof value === 'string' ? value.replace(/(^|\})[^{}]+/g, '$1…') : value;
}

/** Of those that are not a bank's their number alone. */
function inventoryOf({ holdings, found, damaged, unfinished }: Awaited<ReturnType<typeof judged>>): object {
  return {
    certificates: holdings.map(({ certificate, state, key, current, superseded, bankIds, subject }) => ({
      ...{ loginId: subject?.loginId, commonName: certificate.commonName, issuer: certificate.issuer },
      ...{ serialNumber: certificate.serialNumber, thumbprint: certificate.thumbprint },
      ...{ notBefore: certificate.notBefore, notAfter: certificate.notAfter },
      ...{ state, key, current, superseded, bankIds },
    })),
    others: found.length - holdings.length,
    damaged: damaged.map(({ location }) => location),
    unfinished: unfinished.length,
  };
}

/** The files as they are written. @param document what `--json` would print */
export function partsOf(
  deps: Deps,
  { log, config, store, loginIds }: Gathered,
  document: object,
  unmasked: boolean,
): readonly Part[] {
  const mask = maskOf(secretsOf(deps.env), unmasked ? undefined : namesOf(deps, loginIds));
  const json = (value: unknown) => `${JSON.stringify(mask(value), null, 2)}\n`;
  const lines = log.map((line) => `${JSON.stringify(mask(line))}\n`).join('');
  const versions = {
    certTool: deps.client.version ?? null,
    node: process.versions.node,
    system: { platform: deps.platform, release: release(), arch: process.arch },
    language: deps.ui.language,
    made: deps.pcTime(),
  };
  return [
    { name: 'doctor.json', text: json(withoutTyped(document)) },
    { name: 'log.jsonl', text: lines },
    { name: 'config.json', text: json(config) },
    { name: 'store.json', text: json(store) },
    { name: 'versions.json', text: json(versions) },
  ];
}

const SECRET_VARIABLE = /^CERT_TOOL_.*(?:PASSWORD|OTP|SECRET)/;
const PROXY_VARIABLE = /_proxy$/i;

/** What is in the environment and goes nowhere; nothing of a bundle is meant to hold any. */
function secretsOf(env: NodeJS.ProcessEnv): string[] {
  return Object.entries(env).flatMap(([name, value = '']) => {
    if (SECRET_VARIABLE.test(name)) return [value];
    const [, password] = PROXY_VARIABLE.test(name) ? (/:\/\/[^/@]*?:(.*)@/.exec(value) ?? []) : [];
    return password === undefined ? [] : [password, decoded(password)];
  });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function namesOf(deps: Deps, loginIds: readonly string[]): Names {
  const { env } = deps;
  const set = (...names: string[]) => names.flatMap((name) => env[name] ?? []);
  const homes = [...known(homedir), ...set('HOME', 'USERPROFILE')].filter((each) => each.length > 3);
  return {
    loginIds: [...loginIds, ...set('CERT_TOOL_LOGIN_ID')],
    // A home folder is named after its account, by an earlier name or in another script, too.
    accounts: [
      ...known(() => userInfo().username),
      ...homes.map((home) => basename(home)),
      ...set('USER', 'USERNAME', 'LOGNAME', 'USERDOMAIN'),
    ],
    hosts: [hostname(), deps.device(), ...set('COMPUTERNAME')],
    homes,
  };
}

/** A user id need have neither name nor home. */
function known(tell: () => string): string[] {
  try {
    return [tell()];
  } catch {
    return [];
  }
}
