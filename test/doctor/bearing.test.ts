import { expect, test } from 'vitest';
import { CertToolError } from '../../src/core/error.ts';
import { bearingOn } from '../../src/doctor/bearing.ts';
import { warning } from '../../src/doctor/check.ts';
import { CHECKS } from '../../src/doctor/checks/index.ts';

const ALL = CHECKS.map((check) => ({ check, status: 'ok' as const, findings: [] }));
const idsFor = (error: CertToolError | undefined, results = ALL) =>
  bearingOn(results, error).map(({ check }) => check.id);

test('the checks of its kind, with all that these need', () => {
  const ids = idsFor(new CertToolError('bank-unreachable'));
  expect(ids).toEqual(expect.arrayContaining(['dns', 'tls-root', 'ca-file', 'settings', 'config-files']));
  for (const id of ['reminder', 'key-signs', 'browser-policy']) expect(ids).not.toContain(id);
});

test('whatever has found the same', () => {
  const error = new CertToolError('credentials-refused');
  expect(idsFor(error)).not.toContain('browser-open');
  const found = CHECKS.map((check) => ({
    check,
    status: 'warning' as const,
    findings: check.id === 'browser-open' ? [warning(error)] : [],
  }));
  expect(bearingOn(found, error).map(({ check }) => check.id)).toContain('browser-open');
});

test('everything of what may come of anything', () => {
  const all = CHECKS.map(({ id }) => id);
  for (const error of [undefined, new CertToolError('internal')]) expect(idsFor(error)).toEqual(all);
});
