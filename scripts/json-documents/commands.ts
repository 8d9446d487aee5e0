import { BEYOND } from '../../src/core/catalogue/rehearsals/rehearsal.ts';
import { ACTS } from '../../src/core/catalogue/rehearsals/steps.ts';
import {
  ANYTHING,
  BANK,
  CERTIFICATE,
  DAY,
  ERROR,
  either,
  FINDING,
  list,
  NOTICES,
  object,
  orNull,
  type Schema,
  TEXT,
  TEXT_OR_NULL,
  THUMBPRINT,
  TIME,
  USER,
  WARNINGS,
  WHOLE,
  words,
  YES_OR_NO,
} from './parts.ts';

type Members = Readonly<Record<string, Schema>>;

/** What the document of a command is when all went well, in each of its forms, and what that of an error has besides. */
export interface Document {
  readonly good: readonly { readonly always: Members; readonly sometimes?: Members }[];
  readonly withError?: Members;
}

const OK = { ok: words(true) };
const BROWSER = words('edge', 'chrome', 'chromium', 'firefox');
const ORIGIN = { time: TIME, device: TEXT, loginId: TEXT, bankId: TEXT };

const ENROLLED = {
  outcome: words('issued', 'renewed', 'already-valid', 'dry-run'),
  resumed: YES_OR_NO,
};
const ENROLLED_BESIDES = { certificate: CERTIFICATE, warnings: WARNINGS, acquireBy: TIME, notices: NOTICES };
const ENROLLMENT = {
  always: { time: TIME, device: TEXT, ...OK, ...ENROLLED },
  sometimes: { ...ORIGIN, ...ENROLLED_BESIDES },
};

/** What went well, and what did not. */
function results(named: Members, done: Members, sometimes: Members = {}): Schema {
  const outcome = { outcome: words('not-tried') };
  return list(
    either(
      object({ ok: words(true), ...done }, { ...named, ...sometimes }),
      object({ ok: words(false), error: ERROR }, { ...named, ...outcome, warnings: WARNINGS }),
    ),
  );
}

const ROWS = results(
  {
    ...{ row: WHOLE, ...ORIGIN, profile: TEXT },
    ...{ thumbprint: THUMBPRINT, serialNumber: TEXT },
  },
  ENROLLED,
  ENROLLED_BESIDES,
);

const MANY_ENROLLED = { always: { ...OK, time: TIME, device: TEXT, results: ROWS } };
const REVOKED = results(
  {
    row: WHOLE,
    time: TIME,
    loginId: TEXT_OR_NULL,
    bankId: TEXT,
    name: TEXT_OR_NULL,
    serialNumber: TEXT_OR_NULL,
  },
  { outcome: words('revoked', 'already-revoked', 'revocation-pending', 'dry-run') },
  { revokedAt: TIME, effectiveAt: TIME, removedHere: YES_OR_NO, warnings: WARNINGS },
);
const REMOVED = results(
  { given: TEXT, loginId: TEXT_OR_NULL, thumbprint: TEXT_OR_NULL, serialNumber: TEXT_OR_NULL, bank: BANK },
  {
    outcome: words(
      'removed',
      'already-gone',
      'archived',
      'already-archived',
      'shown',
      'already-shown',
      'forgotten',
    ),
  },
  { certificate: CERTIFICATE, warnings: WARNINGS },
);
const RETIRED = list(
  object(
    {
      loginId: TEXT,
      name: TEXT_OR_NULL,
      bank: BANK,
      serialNumber: TEXT_OR_NULL,
      ok: YES_OR_NO,
      removedHere: YES_OR_NO,
    },
    {
      ...{ role: TEXT, outcome: TEXT, revokedAt: TIME, effectiveAt: TIME },
      ...{ who: TEXT, command: TEXT, error: ERROR },
    },
  ),
);
const UNINSTALLED = list(
  object(
    { what: TEXT, ok: YES_OR_NO },
    {
      ...{
        path: TEXT,
        outcome: words('removed', 'kept', 'absent', 'dry-run'),
        browser: TEXT,
        loginId: TEXT_OR_NULL,
      },
      ...{ thumbprint: TEXT, serialNumber: TEXT, count: WHOLE, loginIds: list(TEXT), ids: list(TEXT) },
      ...{ holds: list(TEXT), error: ERROR },
    },
  ),
);

const AT_BANK = { bank: BANK, users: list(USER) };
const USERS_OF_ALL = list(
  either(
    object({ profile: TEXT, ok: words(true), ...AT_BANK }, { notices: NOTICES, warnings: WARNINGS }),
    object({ profile: TEXT, ok: words(false), error: ERROR }),
  ),
);
const CHECKED = {
  ...{ time: TIME, device: TEXT },
  damaged: list(object({ thumbprint: TEXT, location: TEXT, attention: list(TEXT) })),
  unfinished: list(
    object({ loginId: TEXT, startedAt: TIME, attention: list(TEXT) }, { bank: BANK, profile: TEXT }),
  ),
  unreadable: list(object({ file: TEXT, name: TEXT, attention: list(TEXT) })),
  clock: object({ differenceSeconds: { type: 'number' }, measuredAt: TIME }),
};

const EXPLAINED = {
  ...{ code: TEXT, name: TEXT, exitCode: WHOLE, message: TEXT, cause: TEXT, remedy: TEXT },
  rehearsal: either(
    object({ steps: list(either(object({ typed: TEXT }), object({ act: words(...Object.keys(ACTS)) }))) }),
    object({ beyond: words(...Object.keys(BEYOND)), why: TEXT }),
  ),
};

const REPORT = {
  time: TIME,
  counts: object(
    {
      users: WHOLE,
      pcs: WHOLE,
      expired: WHOLE,
      due: WHOLE,
      failed: WHOLE,
      silent: WHOLE,
      other: WHOLE,
      states: object({}),
    },
    {},
  ),
  users: list(
    object(
      { loginId: TEXT, states: list(TEXT) },
      {
        ...{
          bank: TEXT,
          device: TEXT_OR_NULL,
          serialNumber: TEXT,
          notAfter: TIME,
          lastWorkingDay: orNull(DAY),
        },
        ...{ workingDaysLeft: WHOLE, lastSeen: orNull(TIME) },
        result: object({ time: TIME }, { outcome: TEXT, code: TEXT, name: TEXT }),
      },
    ),
  ),
  failures: list(
    object(
      { code: TEXT, name: TEXT, message: TEXT, hint: TEXT },
      { concerned: list(object({}, { loginId: TEXT, device: TEXT })) },
    ),
  ),
  silent: list(
    object(
      { why: words('never', 'too-long', 'no-certificate') },
      { loginId: TEXT, device: TEXT, lastSeen: TIME },
    ),
  ),
  expiries: list(object({ date: DAY, lastWorkingDay: DAY, count: WHOLE })),
};

const ORIGIN_OF_SETTING = {
  always: { from: words('option', 'environment', 'user', 'machine', 'default'), isLocked: YES_OR_NO },
  sometimes: { value: ANYTHING, place: TEXT, profile: TEXT },
};
const SETTING = object({ name: TEXT, ...ORIGIN_OF_SETTING.always }, ORIGIN_OF_SETTING.sometimes);
const CHANGED = {
  always: { ...OK, name: TEXT, file: TEXT, changed: YES_OR_NO },
  sometimes: { value: ANYTHING, holds: SETTING },
};

const SANDBOX_USER = object(
  { loginId: TEXT, name: TEXT, role: TEXT, state: TEXT },
  {
    ...{
      password: TEXT_OR_NULL,
      confirmationPassword: TEXT_OR_NULL,
      locked: YES_OR_NO,
      suspended: YES_OR_NO,
    },
    otp: object({}, { method: TEXT, secret: TEXT, code: TEXT_OR_NULL }),
  },
);
const CLOCK = { good: [{ always: { ...OK, clock: TIME, warnings: WARNINGS } }] };

const LOGGED_RUN = object(
  { run: TEXT, began: TIME, outcome: TEXT },
  {
    ...{ command: TEXT, version: TEXT, bank: TEXT, store: TEXT, loginId: TEXT, serialNumber: TEXT },
    ...{ exitCode: WHOLE, code: TEXT, name: TEXT, durationMs: WHOLE },
    records: list(object({ time: TEXT })),
  },
);

const FOUND = { due: YES_OR_NO, notified: YES_OR_NO, store: TEXT_OR_NULL, certificates: list(CERTIFICATE) };
const FOUND_BESIDES = {
  ...{ ...CHECKED, command: TEXT, heartbeat: TEXT, calendar: TEXT },
  exec: object({ program: TEXT, exitCode: orNull(WHOLE) }),
};
const REMINDER = {
  state: words('not-installed', 'program-gone', 'inactive', 'overdue', 'failed', 'never-ran', 'well'),
  ...{ units: list(TEXT), active: orNull(YES_OR_NO), deployed: YES_OR_NO, missing: list(TEXT) },
  ...{ installedAt: orNull(TIME), nextRun: orNull(TIME) },
  lastRun: orNull(
    object(
      { time: TIME, outcome: words('well', 'due', 'failed') },
      { version: TEXT, error: object({ code: TEXT, name: TEXT }) },
    ),
  ),
};

const CHECK = object(
  {
    ...{ id: TEXT, title: TEXT, needs: list(TEXT) },
    status: words('ok', 'warning', 'failed', 'not-examined'),
  },
  { error: FINDING, detail: TEXT, others: list(FINDING), note: TEXT, because: TEXT },
);
const FIX = object(
  { check: TEXT, what: TEXT, outcome: words('done', 'left', 'not-asked', 'failed') },
  { error: ERROR },
);
const FAILED_RUN = object(
  { run: TEXT, began: TIME, code: TEXT, name: TEXT, message: TEXT, hint: TEXT },
  { exitCode: WHOLE, command: TEXT, loginId: TEXT, bank: TEXT, requestId: TEXT, madeGoodBy: TEXT },
);
const EXAMINED = {
  always: { verdict: TEXT, checks: list(CHECK) },
  sometimes: {
    ...{ cause: TEXT, user: object({ loginId: TEXT, can: TEXT }), fixes: list(FIX) },
    ...{ last: orNull(FAILED_RUN), bundle: TEXT },
  },
};

const TOTALS = { passed: WHOLE, failed: WHOLE, skipped: WHOLE };
const EXCHANGED = { headers: object({}), body: TEXT };
const CASES = list(
  object(
    { name: TEXT, title: TEXT, ok: YES_OR_NO, outcome: words('passed', 'failed', 'skipped') },
    {
      ...{ reason: TEXT, earlier: words(true), promise: TEXT, expected: TEXT, seen: TEXT },
      request: object({ method: TEXT, path: TEXT, headers: object({}) }, EXCHANGED),
      answer: object({ status: WHOLE, ...EXCHANGED }),
    },
  ),
);

/** By the name in `schema`. */
export const DOCUMENTS: Readonly<Record<string, Document>> = {
  issue: { good: [ENROLLMENT, MANY_ENROLLED], withError: { ...ORIGIN, results: ROWS } },
  renew: { good: [ENROLLMENT, MANY_ENROLLED], withError: { ...ORIGIN, results: ROWS, profile: TEXT } },
  list: {
    good: [
      { always: { ...OK, store: TEXT_OR_NULL, certificates: list(CERTIFICATE) }, sometimes: CHECKED },
      { always: { ...OK, ...AT_BANK }, sometimes: { notices: NOTICES } },
      { always: { ...OK, results: USERS_OF_ALL } },
    ],
    withError: { ...CHECKED, store: TEXT_OR_NULL, certificates: list(CERTIFICATE), results: USERS_OF_ALL },
  },
  revoke: {
    good: [{ always: { ...OK, results: REVOKED }, sometimes: { notices: NOTICES } }],
    withError: { results: REVOKED, notices: NOTICES },
  },
  remove: { good: [{ always: { ...OK, results: REMOVED } }], withError: { results: REMOVED } },
  open: {
    good: [
      {
        always: {
          ...OK,
          opened: object({
            browser: BROWSER,
            url: TEXT,
            folder: TEXT,
            loginId: TEXT,
            commonName: TEXT,
            serialNumber: TEXT,
          }),
        },
      },
    ],
  },
  retire: {
    good: [{ always: { ...OK, results: RETIRED }, sometimes: { sheet: TEXT } }],
    withError: { results: RETIRED, sheet: TEXT },
  },
  'remind-install': {
    good: [
      { always: { ...OK, outcome: words('installed'), units: list(TEXT), nextRun: orNull(TIME) } },
      {
        always: {
          ...{ ...OK, outcome: words('dry-run') },
          units: list(object({ place: TEXT, text: TEXT })),
        },
      },
    ],
  },
  'remind-status': { good: [{ always: { ...OK, ...REMINDER } }], withError: REMINDER },
  'remind-remove': { good: [{ always: { ...OK, removed: list(TEXT) } }] },
  'remind-run': {
    good: [{ always: { ...OK, ...FOUND }, sometimes: FOUND_BESIDES }],
    withError: { ...FOUND, ...FOUND_BESIDES },
  },
  'bank-check': {
    good: [{ always: { ...OK, ...TOTALS, results: CASES } }],
    withError: { ...TOTALS, results: CASES },
  },
  shortcut: {
    good: [{ always: { ...OK, path: TEXT } }, { always: { ...OK, removed: TEXT_OR_NULL } }],
  },
  report: { good: [{ always: { ...OK, ...REPORT }, sometimes: { page: TEXT, table: TEXT } }] },
  'browser-policy': {
    good: [
      {
        always: { ...OK, browser: BROWSER, format: words('reg', 'json'), policy: TEXT, installed: YES_OR_NO },
        sometimes: { place: TEXT },
      },
      { always: { ...OK, browser: BROWSER, removed: list(TEXT), place: TEXT } },
    ],
  },
  doctor: {
    good: [{ always: { ...OK, ...EXAMINED.always }, sometimes: EXAMINED.sometimes }],
    withError: { ...EXAMINED.always, ...EXAMINED.sometimes },
  },
  explain: {
    good: [
      { always: { ...OK, explanation: object(EXPLAINED) } },
      {
        always: { ...OK, explanations: list(object(EXPLAINED, { afterRequest: TEXT })) },
        sometimes: { meaning: TEXT },
      },
    ],
  },
  log: { good: [{ always: { ...OK, runs: list(LOGGED_RUN), damaged: WHOLE } }] },
  'config-show': { good: [{ always: { ...OK, sandbox: YES_OR_NO, settings: list(SETTING) } }] },
  'config-path': {
    good: [
      {
        always: {
          ...OK,
          files: list(
            object(
              { owner: words('user', 'machine'), path: TEXT, exists: YES_OR_NO, counts: YES_OR_NO },
              { error: ERROR },
            ),
          ),
        },
      },
    ],
  },
  'config-init': { good: [{ always: { ...OK, file: TEXT, schemaFile: TEXT } }] },
  'config-set': { good: [CHANGED] },
  'config-unset': { good: [CHANGED] },
  uninstall: { good: [{ always: { ...OK, results: UNINSTALLED } }], withError: { results: UNINSTALLED } },
  completion: { good: [{ always: { ...OK, shell: TEXT, script: TEXT } }] },
  'sandbox-start': {
    good: [
      {
        always: { bankUrl: TEXT, portalUrl: TEXT, caFile: TEXT, clock: TIME },
        sometimes: { estUrl: TEXT },
      },
    ],
  },
  'sandbox-info': {
    good: [
      {
        always: { ...OK, caFile: TEXT, clock: TIME, users: list(SANDBOX_USER) },
        sometimes: { bankUrl: TEXT, portalUrl: TEXT, estUrl: TEXT },
      },
    ],
  },
  'sandbox-clock': CLOCK,
  'sandbox-advance': CLOCK,
  'sandbox-install': {
    good: [{ always: { ...OK, outcome: words('installed', 'already-here'), certificate: CERTIFICATE } }],
  },
  'sandbox-users-add': { good: [{ always: { ...OK, added: WHOLE } }] },
  'sandbox-rules': { good: [{ always: { ...OK, rules: object({}) } }] },
  'sandbox-new-ca': { good: [{ always: { ...OK, name: TEXT, authorityKeyId: TEXT } }] },
  'sandbox-log': {
    good: [
      {
        always: {
          ...OK,
          entries: list(object({ time: TIME, loginId: TEXT, act: TEXT, detail: TEXT }, { requestId: TEXT })),
        },
      },
    ],
  },
  'sandbox-unlock': { good: [{ always: { ...OK, loginId: TEXT } }] },
  'sandbox-reset': {
    good: [
      {
        always: { ...OK, removed: list(THUMBPRINT) },
        sometimes: { damaged: list(object({ thumbprint: TEXT, location: TEXT })) },
      },
    ],
  },
  help: { good: [{ always: { ...OK, help: TEXT } }] },
  version: {
    good: [
      {
        always: {
          ...{ ...OK, version: TEXT, node: TEXT },
          system: object({ platform: TEXT, release: TEXT, arch: TEXT }),
          store: TEXT_OR_NULL,
        },
      },
    ],
  },
  error: { good: [] },
};
