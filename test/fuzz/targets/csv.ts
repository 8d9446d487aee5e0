import { faultText } from '../../../src/core/csv-records.ts';

import { documentsIn } from '../../../src/rollout/report/documents.ts';
import { NoExpectedList, readExpected } from '../../../src/rollout/report/expected.ts';
import { statementsOf } from '../../../src/rollout/report/statement.ts';
import { readRevocationList } from '../../../src/rollout/revocation-list.ts';
import { readUserList } from '../../../src/rollout/user-list.ts';
import { readUsersCsv } from '../../../src/sandbox/business/users-csv.ts';
import { decodeText } from '../../../src/system/decode-text.ts';
import { showAll } from '../show.ts';
import { type FuzzTarget, MIB, tolerate } from '../target.ts';

/** Lists of users and certificates, as CSV and as JSON lines; results of many PCs. */
export const csv: FuzzTarget = {
  name: 'csv',
  longest: MIB,
  run(bytes) {
    const text = tolerate(() => decodeText(bytes, 'users.csv'));
    if (text === undefined) return;
    const users = readUserList(text, ['a']);
    const certificates = readRevocationList(text);
    for (const fault of [...users.faults, ...certificates.faults]) faultText(fault);
    tolerate(
      () => readExpected(text),
      (error) => error instanceof NoExpectedList,
    );
    tolerate(() => readUsersCsv('users.csv', text));
    for (const { value } of documentsIn(text)) {
      const said = value === undefined ? 'no-result' : statementsOf(value);
      if (typeof said !== 'string') showAll(said);
    }
  },
};
