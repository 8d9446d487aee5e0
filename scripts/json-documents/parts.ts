/** JSON Schemas (draft 7) in few words. An object takes members that are not named: fields may be added. */
export type Schema = Readonly<Record<string, unknown>>;
type Members = Readonly<Record<string, Schema>>;

export const TEXT: Schema = { type: 'string' };
export const TEXT_OR_NULL: Schema = { type: ['string', 'null'] };
export const WHOLE: Schema = { type: 'integer' };
export const YES_OR_NO: Schema = { type: 'boolean' };
export const ANYTHING: Schema = {};
/** RFC 3339, in UTC. */
export const TIME: Schema = {
  type: 'string',
  pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z$',
};
export const DAY: Schema = { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\d$' };
export const SERIAL_NUMBER: Schema = { type: 'string', pattern: '^[0-9a-f]{32,40}$' };
export const THUMBPRINT: Schema = { type: 'string', pattern: '^[0-9a-f]{40}$' };

export function words(...values: readonly (string | boolean)[]): Schema {
  return { enum: values };
}

export function orNull(schema: Schema): Schema {
  return { anyOf: [schema, { type: 'null' }] };
}

export function either(...schemas: readonly Schema[]): Schema {
  return schemas.length === 1 ? (schemas[0] ?? {}) : { anyOf: schemas };
}

export function list(items: Schema): Schema {
  return { type: 'array', items };
}

export function object(always: Members, sometimes: Members = {}): Schema {
  return { type: 'object', required: Object.keys(always), properties: { ...always, ...sometimes } };
}

const TOLD = { code: { type: 'string', pattern: '^CT-\\d{4,6}$' }, name: TEXT, message: TEXT, hint: TEXT };
const BESIDES = { attemptsLeft: WHOLE, requestId: TEXT };
export const ERROR = object({ ...TOLD, exitCode: { type: 'integer', minimum: 1 } }, BESIDES);
/** What is found may be nothing that a command fails of. */
export const FINDING = object({ ...TOLD, exitCode: WHOLE }, BESIDES);

export const WARNING = object({ message: TEXT }, { code: TEXT, name: TEXT });
export const WARNINGS = list(WARNING);
export const NOTICES = list(object({ code: TEXT, message: TEXT }, {}));
export const BANK = object({ id: TEXT }, { name: TEXT_OR_NULL });

/** Of a list, and of the results of monitoring. */
export const CERTIFICATE = object(
  {
    loginId: TEXT_OR_NULL,
    sequence: TEXT_OR_NULL,
    name: TEXT,
    subject: TEXT,
    issuer: TEXT,
    serialNumber: { type: 'string', pattern: '^[0-9a-f]+$' },
    thumbprint: THUMBPRINT,
    notBefore: TIME,
    notAfter: TIME,
    lastWorkingDay: orNull(DAY),
    daysLeft: { type: 'number' },
    state: words('issued', 'renewable', 'expired', 'not-yet-valid', 'archived'),
    hasPrivateKey: YES_OR_NO,
    friendlyName: TEXT_OR_NULL,
  },
  { keyUsable: YES_OR_NO, location: TEXT, bank: BANK, profile: TEXT, attention: list(TEXT) },
);

export const USER = object(
  {
    loginId: TEXT,
    name: TEXT,
    role: words('master', 'administrator', 'general'),
    locked: YES_OR_NO,
    suspended: YES_OR_NO,
    certificate: object(
      { state: TEXT },
      {
        serialNumber: SERIAL_NUMBER,
        notAfter: TIME,
        unconfirmed: YES_OR_NO,
        device: TEXT,
        issuedAt: TIME,
        lastUsedAt: TIME,
      },
    ),
  },
  { acquireBy: TIME },
);
