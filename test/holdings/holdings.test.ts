import { describe, expect, test } from 'vitest';
import { attentionOf, holdingsOf, renewabilityOf } from '../../src/holdings/holdings.ts';
import { situation } from './situation.ts';
import { banks, certificateOf, type Facts, NOW } from './support.ts';

const noKey: Facts = { key: 'missing' };
const broken: Facts = { key: 'unusable' };
const untried: Facts = { key: 'untried' };
const g5: Facts = { by: 'A5' };
const ofB: Facts = { by: 'B' };

const { a, b, aBeforeG5, aSinceG5, aWithG5ByKey, likeA } = banks;

describe('one certificate:', () => {
  situation('issued last week', [[358, {}, 'current enough needed | - | early']]);
  situation('half a year old', [[180, {}, 'current enough needed | - | early']]);
  situation('its last 40 days begin this second', [[40, {}, 'current enough needed | expires-soon | due']]);
  situation('the bank’s mail about the last 40 days came yesterday', [
    [39, {}, 'current enough needed | expires-soon | due'],
  ]);
  situation('one for 30 days, in its last third', [
    [10, { lasts: 30 }, 'current enough needed | expires-soon | due'],
  ]);
  situation('it ends this second', [[0, {}, 'current enough needed | expires-soon | due']]);
  situation('it ended yesterday, and nobody renewed it', [[-1, {}, 'current | expired | expired']]);
  situation('not used for years', [[-1000, {}, 'current | expired | expired']]);
  situation('the PC’s clock is a year behind', [[500, {}, 'current needed | not-yet-valid | early']]);
  situation('the PC’s clock is a year behind, after an issue anew', [
    [-3, {}, '- | expired'],
    [370, {}, 'current needed | not-yet-valid | early'],
  ]);
  situation('the PC’s clock was put back after a renewal with --keep-old', [
    [200, {}, 'current enough needed | - | early'],
    [500, {}, 'needed | not-yet-valid'],
  ]);
  situation('the PC’s clock is a year ahead', [[358 - 365, {}, 'current | expired | expired']]);
  situation('a clean-up program deleted the key file', [
    [200, noKey, 'current | key-unusable | key-unusable'],
  ]);
  situation('others can read the key file', [[200, broken, 'current | key-unusable | key-unusable']]);
  situation('the key was lost and renewing is due', [
    [20, noKey, 'current | expires-soon key-unusable | key-unusable'],
  ]);
  situation('it expired, and its key is lost too', [[-5, noKey, 'current | expired | expired']]);
  situation('it expired, and its key does not work', [[-5, broken, 'current | expired | expired']]);
  situation('the clock is behind, and the key did not come along from the old PC', [
    [370, noKey, 'current | not-yet-valid key-unusable | key-unusable'],
  ]);
  situation('the store cannot sign', [[200, untried, 'current enough needed | - | early']]);
  situation('the store cannot sign, and renewing is due', [
    [20, untried, 'current enough needed | expires-soon | due'],
  ]);
  situation('the store cannot sign, and it expired', [[-5, untried, 'current | expired | expired']]);
  situation('a trial certificate for 30 days, issued today', [
    [30, { lasts: 30 }, 'current enough needed | - | early'],
  ]);
});

describe('hidden', () => {
  const hidden: Facts = { archived: true };
  situation('the only one', [[200, hidden, '-']]);
  situation('the only one, and renewing is due', [[20, hidden, '-']]);
  situation('it has expired since', [[-20, hidden, '-']]);
  situation('its key was lost', [[200, { ...hidden, ...noKey }, '-']]);
  situation('the one before the last renewal', [
    [20, hidden, '-'],
    [364, {}, 'current enough needed | - | early'],
  ]);
  situation('the newer one by mistake: the older one counts again', [
    [20, {}, 'current enough needed | expires-soon | due'],
    [364, hidden, '-'],
  ]);
  situation('the newer one, whose key does not work: nobody has to be asked which counts', [
    [120, {}, 'current enough needed | - | early'],
    [364, { ...hidden, ...broken }, '-'],
  ]);
});

describe('renewed', () => {
  situation('with --keep-old', [
    [20, {}, 'superseded'],
    [364, {}, 'current enough needed | - | early'],
  ]);
  situation('with --keep-old, and the old one has expired since', [
    [-3, {}, 'superseded'],
    [340, {}, 'current enough needed | - | early'],
  ]);
  situation('with --keep-old, then the new one’s key file was lost', [
    [20, {}, 'needed | expires-soon'],
    [364, noKey, 'current | key-unusable | key-unusable'],
  ]);
  situation('with --keep-old, the new one’s key file was lost and the old one has expired since', [
    [-3, {}, '- | expired'],
    [340, noKey, 'current | key-unusable | key-unusable'],
  ]);
  situation('with --keep-old, then others could read the new one’s key', [
    [120, {}, 'needed'],
    [364, broken, 'current | key-unusable | key-unusable'],
  ]);
  situation('with --keep-old, then the old one’s key file was lost', [
    [20, noKey, 'superseded'],
    [364, {}, 'current enough needed | - | early'],
  ]);
  situation('with --keep-old, then the disk lost both keys', [
    [20, noKey, '- | expires-soon key-unusable'],
    [364, noKey, 'current | key-unusable | key-unusable'],
  ]);
  situation('with --keep-old, and a year later it is due again', [
    [-340, {}, 'superseded'],
    [25, {}, 'current enough needed | expires-soon | due'],
  ]);
  situation('with --keep-old, and a year later nobody did it', [
    [-367, {}, '- | expired'],
    [-2, {}, 'current | expired | expired'],
  ]);
  situation('each year, and everything was kept', [
    [-700, {}, 'superseded'],
    [-335, {}, 'superseded'],
    [30, {}, 'superseded'],
    [364, {}, 'current enough needed | - | early'],
  ]);
  situation('twice with --keep-old, then the newest key was lost', [
    [-345, {}, 'superseded'],
    [20, {}, 'needed | expires-soon'],
    [364, noKey, 'current | key-unusable | key-unusable'],
  ]);
  situation('twice with --keep-old, then the two newest keys were lost', [
    [5, {}, 'needed | expires-soon'],
    [200, broken, '- | key-unusable'],
    [364, noKey, 'current | key-unusable | key-unusable'],
  ]);
  situation('twice with --keep-old, then the middle one’s key was lost', [
    [5, {}, 'superseded'],
    [200, noKey, 'superseded'],
    [364, {}, 'current enough needed | - | early'],
  ]);
  situation('twice with --keep-old, then the first and the last key were lost', [
    [5, noKey, 'superseded'],
    [200, {}, 'needed'],
    [364, broken, 'current | key-unusable | key-unusable'],
  ]);
  situation('with --keep-old in a store that cannot sign', [
    [20, untried, 'superseded'],
    [364, untried, 'current enough needed | - | early'],
  ]);
  situation('with --keep-old in a store that cannot sign, then the new one’s key was deleted', [
    [20, untried, 'needed | expires-soon'],
    [364, noKey, 'current | key-unusable | key-unusable'],
  ]);
  situation('and with the clock a year ahead both seem to have expired', [
    [20 - 365, {}, '- | expired'],
    [364 - 365, {}, 'current | expired | expired'],
  ]);
  situation('while the clock is behind, and the new one’s key did not come along from the old PC', [
    [200, {}, 'needed'],
    [500, noKey, 'current | not-yet-valid key-unusable | key-unusable'],
  ]);
});

describe('expired, then', () => {
  situation('issued anew', [
    [-30, {}, 'superseded'],
    [360, {}, 'current enough needed | - | early'],
  ]);
  situation('issued anew, and the new key is lost already', [
    [-30, {}, '- | expired'],
    [360, noKey, 'current | key-unusable | key-unusable'],
  ]);
  situation('a short one for a trial ended, while the usual one goes on', [
    [100, {}, 'current enough needed | - | early'],
    [-1, { lasts: 30 }, '- | expired'],
  ]);
  situation('a short one for a trial ended and its key was cleared away, while the usual one goes on', [
    [100, {}, 'current enough needed | - | early'],
    [-1, { ...noKey, lasts: 30 }, '- | expired'],
  ]);
  situation('a short one for a trial goes on, in the usual one’s last days', [
    [10, {}, 'superseded'],
    [25, { lasts: 30 }, 'current enough needed | - | early'],
  ]);
});

describe('handed over to this PC, with its dates,', () => {
  situation('where it had been before', [
    [200, {}, 'superseded'],
    [200, { handedOver: 4000 }, 'current enough needed | - | early'],
  ]);
  situation('twice on one day', [
    [200, { handedOver: 4001 }, 'superseded'],
    [200, { handedOver: 4005 }, 'current enough needed | - | early'],
    [200, {}, 'superseded'],
  ]);
  situation('and the key of the last one is lost', [
    [200, {}, 'needed'],
    [200, { ...noKey, handedOver: 4000 }, 'current | key-unusable | key-unusable'],
  ]);
  situation('and the key of the first one is lost', [
    [200, noKey, 'superseded'],
    [200, { handedOver: 4000 }, 'current enough needed | - | early'],
  ]);
  situation('in its last 40 days', [
    [30, {}, 'superseded'],
    [30, { handedOver: 8000 }, 'current enough needed | expires-soon | due'],
  ]);
  situation('and never renewed', [
    [-3, {}, '- | expired'],
    [-3, { handedOver: 8000 }, 'current | expired | expired'],
  ]);
  situation('and renewed with --keep-old', [
    [30, {}, 'superseded'],
    [30, { handedOver: 8000 }, 'superseded'],
    [364, {}, 'current enough needed | - | early'],
  ]);
});

describe('an unfinished request:', () => {
  const replaces = 0;
  situation(
    'a renewal that was sent and not answered',
    [[20, {}, 'current needed in-use | expires-soon | due']],
    { unfinished: [{ kind: 'renewal', step: 'sent', replaces }] },
  );
  situation(
    'a renewal that was sent and not answered, and the old one has expired since',
    [[-1, {}, 'current in-use | expired | due']],
    { unfinished: [{ kind: 'renewal', step: 'sent', replaces }] },
  );
  situation(
    'a renewal that was sent and not answered, and the old one’s key was lost since',
    [[20, noKey, 'current in-use | expires-soon key-unusable | due']],
    { unfinished: [{ kind: 'renewal', step: 'sent', replaces }] },
  );
  situation(
    'a forced renewal that was sent and not answered',
    [[200, {}, 'current needed in-use | - | due']],
    { unfinished: [{ kind: 'renewal', step: 'sent', replaces }] },
  );
  situation(
    'a renewal whose computer was switched off before it was sent',
    [[20, {}, 'current needed in-use | expires-soon | due']],
    { unfinished: [{ kind: 'renewal', step: 'key', replaces }] },
  );
  situation(
    'a renewal that was not sent, and the old one has expired since',
    [[-1, {}, 'current in-use | expired | expired']],
    { unfinished: [{ kind: 'renewal', step: 'key', replaces }] },
  );
  situation('a forced renewal that was not sent', [[200, {}, 'current needed in-use | - | early']], {
    unfinished: [{ kind: 'renewal', step: 'key', replaces }],
  });
  situation(
    'a renewal that is here, and the bank has not heard of it',
    [
      [20, {}, 'in-use | expires-soon'],
      [364, {}, 'current needed in-use | - | due'],
    ],
    { unfinished: [{ kind: 'renewal', step: 'installed', replaces, made: 1 }] },
  );
  situation(
    'a renewal that is here, the bank has not heard of it, and its key does not work any more',
    [
      [20, {}, 'needed in-use | expires-soon'],
      [364, broken, 'current in-use | key-unusable | due'],
    ],
    { unfinished: [{ kind: 'renewal', step: 'installed', replaces, made: 1 }] },
  );
  situation(
    'a second renewal was sent, and the certificate from before the first was kept',
    [
      [20, {}, 'current needed in-use | expires-soon | due'],
      [-345, {}, '- | expired'],
    ],
    { unfinished: [{ kind: 'renewal', step: 'sent', replaces }] },
  );
  situation(
    'the first certificate is here, and the bank has not heard of it',
    [[365, {}, 'current needed in-use | - | due']],
    { unfinished: [{ kind: 'issue', step: 'installed', made: 0 }] },
  );
  situation(
    'expired, and the request for a new one was not answered',
    [[-10, {}, 'current | expired | due']],
    { unfinished: [{ kind: 'issue', step: 'sent' }] },
  );
  situation(
    'the first one was asked for anew, although it is good',
    [[300, {}, 'current needed | - | early']],
    { unfinished: [{ kind: 'issue', step: 'key' }] },
  );
  situation(
    'a colleague’s at the same PC',
    [
      [20, {}, 'superseded'],
      [364, {}, 'current enough needed | - | early'],
      [20, { loginId: 'jiro' }, 'current needed in-use | expires-soon | due'],
    ],
    { unfinished: [{ loginId: 'jiro', kind: 'renewal', step: 'sent', replaces: 2 }] },
  );
  situation(
    'at another bank, where the login ID is the same',
    [
      [20, {}, 'superseded'],
      [364, {}, 'current enough needed | - | early'],
      [10, ofB, 'current needed in-use | expires-soon | due'],
    ],
    { banks: [a, b], unfinished: [{ bankId: 'b', kind: 'renewal', step: 'sent', replaces: 2 }] },
  );
  situation(
    'of a bank that this PC has forgotten',
    [
      [20, {}, 'in-use | expires-soon'],
      [364, {}, 'current needed in-use'],
    ],
    { banks: [], unfinished: [{ kind: 'renewal', step: 'installed', replaces, made: 1 }] },
  );
});

describe('the bank’s next CA:', () => {
  situation('renewed under it', [
    [20, {}, 'superseded'],
    [364, g5, 'current enough needed | - | early'],
  ]);
  situation('renewed under it, then the new key was lost', [
    [20, {}, 'needed | expires-soon'],
    [364, { ...g5, ...noKey }, 'current | key-unusable | key-unusable'],
  ]);
  situation(
    'renewed under it on a PC that has not learnt of it',
    [
      [20, {}, 'current enough needed | expires-soon | due'],
      [364, g5, 'current needed'],
    ],
    { banks: [aBeforeG5] },
  );
  situation(
    'renewed under it, of which the key alone is known',
    [
      [20, {}, 'superseded'],
      [364, g5, 'current enough needed | - | early'],
    ],
    { banks: [aWithG5ByKey] },
  );
  situation(
    'the former one is not known on this PC',
    [
      [20, {}, 'current needed | expires-soon'],
      [364, g5, 'current enough needed | - | early'],
    ],
    { banks: [aSinceG5] },
  );
  situation('handed over on the day of the change', [
    [200, {}, 'superseded'],
    [200, { ...g5, handedOver: 4000 }, 'current enough needed | - | early'],
  ]);
});

describe('several banks:', () => {
  situation(
    'the same login ID at two banks, whose CAs stand under one root',
    [
      [20, {}, 'current enough needed | expires-soon | due'],
      [364, ofB, 'current enough needed | - | early'],
    ],
    { banks: [a, b] },
  );
  situation(
    'the same login ID at two banks, one of them expired',
    [
      [-20, {}, 'current | expired | expired'],
      [364, ofB, 'current enough needed | - | early'],
    ],
    { banks: [a, b] },
  );
  situation('the same login ID at two banks, of which this PC has asked one', [
    [20, {}, 'current enough needed | expires-soon | due'],
    [364, ofB, 'current needed'],
  ]);
  situation(
    'the same login ID at two banks, and this PC has asked none yet',
    [
      [20, {}, 'current needed | expires-soon'],
      [364, ofB, 'current needed'],
    ],
    { banks: [] },
  );
  situation(
    'renewed with --keep-old before this PC’s list of banks was lost',
    [
      [20, {}, 'superseded'],
      [364, {}, 'current needed'],
    ],
    { banks: [] },
  );
  situation(
    'renewed under the next CA before this PC’s list of banks was lost: that it is the same bank is not known',
    [
      [20, {}, 'current needed | expires-soon'],
      [364, g5, 'current needed'],
    ],
    { banks: [] },
  );
  situation(
    'both renewed with --keep-old',
    [
      [20, {}, 'superseded'],
      [364, {}, 'current enough needed | - | early'],
      [10, ofB, 'superseded'],
      [363, ofB, 'current enough needed | - | early'],
    ],
    { banks: [a, b] },
  );
  situation(
    'two banks that share one CA, two login IDs',
    [
      [20, {}, 'current enough needed | expires-soon | due'],
      [364, { loginId: 'jiro' }, 'current enough needed | - | early'],
    ],
    { banks: [a, likeA] },
  );
  situation(
    'two banks that share one CA: nobody can tell whose of the two the newer one is',
    [
      [20, {}, 'needed | expires-soon'],
      [364, g5, 'current enough needed | - | early'],
    ],
    { banks: [a, likeA] },
  );
});

describe('several people at one PC:', () => {
  situation('each has their own', [
    [364, {}, 'current enough needed | - | early'],
    [20, { loginId: 'jiro' }, 'current enough needed | expires-soon | due'],
    [-3, { loginId: 'saburo' }, 'current | expired | expired'],
    [200, { ...noKey, loginId: 'tomoko' }, 'current | key-unusable | key-unusable'],
  ]);
  situation('one login ID is the beginning of another', [
    [20, {}, 'current enough needed | expires-soon | due'],
    [364, { loginId: 'hanako2' }, 'current enough needed | - | early'],
  ]);
  situation('login IDs that differ in capitals', [
    [20, {}, 'current enough needed | expires-soon | due'],
    [364, { loginId: 'Hanako' }, 'current enough needed | - | early'],
  ]);
});

describe('what is none of the bank’s:', () => {
  const A001 = 'hanako A001 20260101120000';
  situation('another VPN’s, by a similar name', [
    [20, {}, 'current enough needed | expires-soon | due'],
    [364, { by: 'stranger', commonName: 'hanako A1' }, '-'],
  ]);
  situation('another VPN’s that has expired', [
    [200, {}, 'current enough needed | - | early'],
    [-3, { by: 'stranger', commonName: 'hanako' }, '-'],
  ]);
  situation('another VPN’s, by a name of the bank’s shape', [
    [20, {}, 'current enough needed | expires-soon | due'],
    [364, { by: 'stranger' }, 'current needed'],
  ]);
  situation('another VPN’s of the bank’s shape, renewed', [
    [20, { by: 'stranger' }, 'superseded'],
    [364, { by: 'stranger' }, 'current needed'],
  ]);
  situation('of two CAs that call themselves the same', [
    [20, { by: 'stranger' }, 'current needed | expires-soon'],
    [364, { by: 'strangerRekeyed' }, 'current needed'],
  ]);
  situation('of two old CAs that put no key identifier into their certificates', [
    [20, { by: 'withoutKeyId' }, 'current needed | expires-soon'],
    [364, { by: 'alsoWithoutKeyId' }, 'current needed'],
    [10, { by: 'withoutKeyId' }, 'superseded'],
  ]);
  situation('the bank’s for signed mail, with the same name', [
    [20, {}, 'current enough needed | expires-soon | due'],
    [364, { forClientAuthentication: false }, '-'],
  ]);
  situation('the bank’s for the test environment of a software house, by another shape of name', [
    [20, {}, 'current enough needed | expires-soon | due'],
    [364, { commonName: `${A001}0000001` }, '-'],
    [364, { commonName: A001 }, '-'],
  ]);
  situation('nothing of the bank is here', [[200, { by: 'stranger', commonName: 'pc-0815' }, '-']]);
  situation('nothing is here', []);
});

describe('renewing is', () => {
  test.each([
    ['not due before the last 40 days', 60, {}, 'early'],
    ['due in them', 39, {}, 'due'],
    ['not due for --within 7, with 8 days left', 8, { within: 7 }, 'early'],
    ['not due for --within 7, with 7 days left', 7, { within: 7 }, 'early'],
    ['due for --within 7, with 6 days left', 6, { within: 7 }, 'due'],
    ['due for --within 90, for the bank to say whether it is too early', 60, { within: 90 }, 'due'],
    ['due for --within 90 --force', 60, { within: 90, force: true }, 'due'],
    ['not due for --within 90 --force, with 100 days left', 100, { within: 90, force: true }, 'early'],
    ['due for --force at any time', 300, { force: true }, 'due'],
    ['not due for --force --within 7 in the last 40 days', 20, { within: 7, force: true }, 'early'],
    ['no use once it has expired, --force or not', -1, { force: true }, 'expired'],
    ['early before it begins, --force or not', 370, { force: true }, 'early'],
  ] as const)('%s', (_, left, wish, renewability) => {
    const certificate = certificateOf(left, {}, 'certificate');
    const found = [{ certificate, key: 'works' as const }];
    const [holding] = holdingsOf(found, { banks: [a], unfinished: [], now: NOW });
    expect(holding && renewabilityOf(holding, { now: NOW, within: 'renewable', ...wish })).toBe(renewability);
  });
});

/** In days. A certificate of a year was just issued, and this PC's clock is so far behind. */
const MINUTES_BEHIND = { few: 4 / 24 / 60, many: 6 / 24 / 60 };

test.each([
  [10, 7, []],
  [7, 7, []],
  [6, 7, ['expires-soon']],
  [60, 90, ['expires-soon']],
  [-1, 0, ['expired']],
  [0, 0, []],
  [365 + MINUTES_BEHIND.few, 7, []],
  [365 + MINUTES_BEHIND.many, 7, ['not-yet-valid']],
] as const)('with %d days left, list --check %d says: %s', (left, days, words) => {
  const certificate = certificateOf(left, {}, 'certificate');
  const found = [{ certificate, key: 'works' as const }];
  const [holding] = holdingsOf(found, { banks: [a], unfinished: [], now: NOW });
  expect(holding && attentionOf(holding, NOW, days)).toEqual(words);
});
