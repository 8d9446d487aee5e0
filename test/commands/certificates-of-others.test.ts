import { describe, test } from 'vitest';
import { companyForFile } from '../support/company.ts';
import { goOnBeside, LONGEST_MS, SETS } from '../support/odd/beside.ts';
import { PLACES } from '../support/odd/places.ts';

const company = await companyForFile();

describe.each(PLACES)('beside certificates of others in the store $name', (place) => {
  for (const { by, kinds } of SETS) {
    test.skipIf(!place.runs)(`made ${by}`, () => goOnBeside(company, place, kinds), LONGEST_MS);
  }
});
