// The formats of docs/bank-api.yaml, as ajv wants them: with no table of its own it checks none. An unknown format is
// an error there, so that none goes unchecked by accident.
export const formats = {
  'date-time':
    /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|\+00:00)$/,
  'uri-reference': /^[!-~]*$/,
  password: true,
};
