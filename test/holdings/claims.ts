import type { BankIdentity } from '../../src/core/bank-identity.ts';
import { byAge, type Found, hasGoodKey, isOfSameUser, isUsable } from '../../src/holdings/holding.ts';
import { isSent } from '../../src/holdings/unfinished.ts';
import { type Answer, answersOf, inWords } from './answers.ts';
import { certificateOf, type Pc } from './support.ts';

/** Whether something holds of a PC, of which all this is said. */
type Claim = (pc: Pc, answers: readonly Answer[]) => boolean;

/** One user at one known bank who has a certificate of theirs here. */
interface User {
  readonly own: readonly Answer[];
  readonly isFinished: boolean;
  readonly pc: Pc;
  readonly bank: BankIdentity;
  readonly loginId: string;
}

/** Each claim asks for the same ones. */
const usersByAnswers = new WeakMap<readonly Answer[], User[]>();

function usersOf(pc: Pc, answers: readonly Answer[]): User[] {
  const users = usersByAnswers.get(answers) ?? findUsers(pc, answers);
  usersByAnswers.set(answers, users);
  return users;
}

function findUsers(pc: Pc, answers: readonly Answer[]): User[] {
  const loginIds = [...new Set(answers.flatMap(({ holding }) => holding.subject?.loginId ?? []))];
  const users = pc.banks.flatMap((bank) => loginIds.map((loginId) => ({ bank, loginId })));
  return users.flatMap(({ bank, loginId }) => {
    const { bankId } = bank;
    const own = answers.filter(
      ({ holding }) => holding.subject?.loginId === loginId && holding.bankIds.includes(bankId),
    );
    const isFinished = !pc.unfinished.some((each) => each.bankId === bankId && each.loginId === loginId);
    return own.length > 0 ? [{ pc, bank, loginId, own, isFinished }] : [];
  });
}

const ofEachUser =
  (holds: (user: User) => boolean): Claim =>
  (pc, answers) =>
    usersOf(pc, answers).every(holds);

const ofEach =
  (holds: (answer: Answer) => boolean): Claim =>
  (_, answers) =>
    answers.every(holds);

/** Days from the first to the last. */
const lifetimeOf = ({ notBefore, notAfter }: Found['certificate']) =>
  (notAfter.getTime() - notBefore.getTime()) / 86_400_000;

/** `list --check` has nothing to say of them. */
const isQuiet = ({ own, isFinished }: User) =>
  isFinished && own.every(({ attention }) => attention.length === 0);

const isEnough = ({ own }: User) => own.some(({ enough }) => enough);

const isSameUser = (one: User, other: User) => one.bank === other.bank && one.loginId === other.loginId;

/** Whether the same is said of what is in both. */
function isSameOfRest(before: readonly Answer[], pc: Pc): boolean {
  return answersOf(pc).every((answer) => {
    const earlier = before.find(({ holding }) => holding.certificate === answer.holding.certificate);
    return earlier !== undefined && isSame(earlier, answer);
  });
}

function isSame(one: Answer, other: Answer): boolean {
  return (
    one.current === other.current &&
    one.enough === other.enough &&
    one.needed === other.needed &&
    one.superseded === other.superseded &&
    one.renewal === other.renewal &&
    one.attention.join() === other.attention.join()
  );
}

/** The PC with those alone that stay. */
function keeping(pc: Pc, answers: readonly Answer[], stays: (answer: Answer) => boolean): Pc {
  return { ...pc, found: answers.filter(stays).map(({ holding }) => holding) };
}

/** Whether removing these changes nothing about the rest. */
const isNoLoss =
  (isGone: (answer: Answer) => boolean): Claim =>
  (pc, answers) =>
    !answers.some(isGone) ||
    isSameOfRest(
      answers,
      keeping(pc, answers, (answer) => !isGone(answer)),
    );

const later = (pc: Pc, days: number): Pc => ({ ...pc, now: new Date(pc.now.getTime() + days * 86_400_000) });

export const claims: Readonly<Record<string, Claim>> = {
  'nothing is both current and superseded': ofEach(({ current, superseded }) => !(current && superseded)),

  'one certificate is current for each user at a bank': ofEachUser(
    ({ own }) => own.filter(({ current }) => current).length === 1,
  ),

  'at an unknown bank one is current of each CA': (_, answers) =>
    answers.every(
      ({ holding }) =>
        holding.subject === undefined ||
        answers.filter((other) => other.current && isOfSameUser(holding, other.holding)).length === 1,
    ),

  'nothing is said of what is none of the bank’s': ofEach(
    (answer) =>
      answer.holding.subject !== undefined ||
      !(answer.current || answer.enough || answer.needed || answer.superseded || answer.attention.length > 0),
  ),

  'remove --superseded takes nothing that list --check wants looked at, that is needed, or that a request needs':
    ofEach(
      ({ superseded, attention, needed, inUse, enough }) =>
        !superseded || !(attention.length > 0 || needed || inUse || enough),
    ),

  'where list --check has nothing to say, issue and renew have nothing to do': ofEachUser(
    (user) =>
      !isQuiet(user) ||
      (isEnough(user) && user.own.every(({ renewal }) => renewal === undefined || renewal === 'early')),
  ),

  'where issue has nothing to do, list --check says of the current one and of older ones only what renew does too':
    ofEachUser((user) => {
      const enough = user.own.find((answer) => answer.enough);
      if (!enough) return true;
      const { attention, renewal, holding } = enough;
      const isOlder = (other: Answer) => byAge(other.holding, holding) > 0;
      return (
        user.isFinished &&
        attention.join() === (renewal === 'due' ? 'expires-soon' : '') &&
        (renewal === 'due' || renewal === 'early') &&
        user.own.every((other) => !isOlder(other) || other.superseded)
      );
    }),

  'where issue has nothing to do, nothing newer is here that one can log in with': ofEachUser(({ own }) => {
    const enough = own.find((answer) => answer.enough);
    return !enough || !own.some(({ holding }) => isUsable(holding) && byAge(holding, enough.holding) < 0);
  }),

  'what list --check wants looked at, somebody can do something about': ofEachUser((user) => {
    const current = user.own.find((answer) => answer.current);
    const isToBeDone = !current?.enough || current.renewal !== 'early';
    return user.own.every(
      ({ attention }) =>
        isToBeDone || attention.every((word) => word === 'expired' || word === 'not-yet-valid'),
    );
  }),

  'renew --all has something to say of a current one that has expired or does not sign': ofEach(
    ({ holding, renewal }) =>
      renewal === undefined || renewal !== 'early' || (holding.state !== 'expired' && hasGoodKey(holding)),
  ),

  'what was sent is due, whatever became of the old one': ofEachUser(
    ({ own, pc, bank, loginId }) =>
      !pc.unfinished.some(
        (each) => each.bankId === bank.bankId && each.loginId === loginId && isSent(each),
      ) || own.every(({ renewal }) => renewal === undefined || renewal === 'due'),
  ),

  'while a request is unfinished nothing is superseded, and issue has something to do': ofEachUser(
    ({ own, isFinished }) => isFinished || own.every(({ superseded, enough }) => !superseded && !enough),
  ),

  'one certificate is needed where one can log in at all': ofEachUser(
    ({ own }) =>
      own.some(({ needed }) => needed) ===
      own.some(({ holding }) => hasGoodKey(holding) && holding.state !== 'expired'),
  ),

  'what issue is content with is needed': ofEach(({ enough, needed }) => !enough || needed),

  'removing all that is superseded changes nothing about the rest': isNoLoss(({ superseded }) => superseded),

  'removing all that has expired changes nothing about the rest': isNoLoss(
    ({ holding }) => holding.state === 'expired',
  ),

  'other people’s certificates change nothing': (pc, answers) =>
    answers.every(
      ({ holding, current }) =>
        !current ||
        isSameOfRest(
          answers,
          keeping(pc, answers, (other) => isOfSameUser(holding, other.holding)),
        ),
    ),

  'what is hidden counts nowhere: all is as if it were not here': (pc) =>
    pc.found.every((one) => {
      const found = pc.found.filter((each) => each !== one);
      const hidden = { ...one, certificate: { ...one.certificate, archived: true } };
      const [answer] = answersOf({ ...pc, found: [hidden, ...found] });
      const says = answer && inWords({ ...answer, inUse: false });
      return says === '-' && isSameOfRest(answersOf({ ...pc, found: [hidden, ...found] }), { ...pc, found });
    }),

  'the order of the certificates changes nothing': (pc, answers) =>
    isSameOfRest(answers, { ...pc, found: pc.found.toReversed() }),

  'a command that knows its bank alone says the same of that bank’s as one that knows all': (pc, answers) =>
    pc.banks.every((bank) => {
      const unfinished = pc.unfinished.filter(({ bankId }) => bankId === bank.bankId);
      const isOfBank = ({ holding }: Answer) => holding.bankIds.includes(bank.bankId);
      return isSameOfRest(answers, { ...keeping(pc, answers, isOfBank), banks: [bank], unfinished });
    }),

  'a key that nobody tried passes for one that works': (pc, answers) =>
    !pc.found.some(({ key }) => key === 'untried') ||
    isSameOfRest(answers, {
      ...pc,
      found: pc.found.map((each) => ({ ...each, key: each.key === 'untried' ? 'works' : each.key })),
    }),

  'where list --check has nothing to say, one can log in for 39 days, or a third of the lifetime': ofEachUser(
    (user) => {
      if (!isQuiet(user)) return true;
      const isShort = user.own.some(({ holding }) => lifetimeOf(holding.certificate) < 120);
      const pc = later(user.pc, isShort ? 9 : 39);
      return usersOf(pc, answersOf(pc)).some((each) => isSameUser(each, user) && isEnough(each));
    },
  ),

  'once the current one’s key works again, issue is content with it and older ones are superseded':
    ofEachUser((user) => {
      const { own, pc, isFinished } = user;
      const current = own.find((answer) => answer.current)?.holding;
      if (!current || !isFinished || !isUsable({ ...current, key: 'works' })) return true;
      const isMended = ({ certificate }: Found) => certificate === current.certificate;
      const found = pc.found.map((each) => (isMended(each) ? { ...each, key: 'works' as const } : each));
      const mended = usersOf({ ...pc, found }, answersOf({ ...pc, found }));
      const after = mended.find((each) => isSameUser(each, user))?.own ?? [];
      return after.every(({ enough, superseded, holding }) =>
        isMended(holding) ? enough : superseded || byAge(holding, current) < 0,
      );
    }),

  'once renewed, all is well: the new one is enough, the others are superseded': ofEachUser((user) => {
    const { pc, bank, loginId, own } = user;
    if (own.some(({ holding }) => holding.state === 'not-yet-valid')) return true;
    const by = bank.bankId === 'a' ? 'A4' : 'B';
    const certificate = certificateOf(365, { by, loginId, handedOver: 100 }, 'the new one');
    const found = [...pc.found, { certificate, key: 'works' as const }];
    const unfinished = pc.unfinished.filter(
      (each) => each.bankId !== bank.bankId || each.loginId !== loginId,
    );
    const renewed = { ...pc, found, unfinished };
    const after = usersOf(renewed, answersOf(renewed)).find((each) => isSameUser(each, user));
    return (
      after !== undefined &&
      isQuiet(after) &&
      after.own.every(({ enough, superseded, holding }) =>
        holding.certificate === certificate ? enough : superseded,
      )
    );
  }),
};
