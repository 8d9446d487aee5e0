import { expect, test } from 'vitest';
import { refuseNewer } from '../../src/core/newer-data.ts';

const see = (value: unknown) => () => refuseNewer(value, 2, '/folder/file.json');

test.each([{ version: 3 }, { version: 4.5, bankId: 1 }])('%j is of a newer build', (value) => {
  expect(see(value)).toThrow(
    expect.objectContaining({ errorName: 'newer-data', details: { params: { file: '/folder/file.json' } } }),
  );
});

test.each([{ version: 2 }, { version: 1 }, {}, { version: '3' }, [3], 3, 'text', null, undefined])(
  '%j is not',
  (value) => {
    expect(see(value)).not.toThrow();
  },
);
