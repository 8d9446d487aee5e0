import type { BankOptions } from '../bank/client.ts';
import type { PracticeBank } from '../commands/deps.ts';
import type { Bank } from '../core/ports/bank.ts';
import { DEFAULT_DEMO_USER, DEMO_ADMINISTRATOR, demoCredentials } from '../sandbox/business/users.ts';
import type { ClockChange, PracticeBankOptions, SandboxControl } from '../sandbox/index.ts';
import { addedUserPassword, readIdentity } from '../sandbox/place/identity.ts';
import { systemClock } from '../system/clock.ts';

/** How long a command waits for another command's own practice bank to end. */
const BUSY_WAIT_MS = 10_000;

type Connection = Omit<BankOptions, 'baseUrl' | 'ca'>;
type Common = Pick<PracticeBankOptions, 'dir' | 'now' | 'log'>;

const load = () => import('../sandbox/index.ts');

/** The practice bank for commands; its code is loaded when it is really needed. */
export function practiceBankPort(
  dir: string,
  log: (line: string) => void,
): PracticeBank & { connect(connection: Connection): Promise<Bank> } {
  const common: Common = { dir, now: systemClock, log };
  /** One act, by the bank that runs or on the data itself. */
  async function controlled<T>(
    act: (control: SandboxControl) => Promise<T>,
    firstClock?: ClockChange,
  ): Promise<T> {
    const { controlPracticeBank } = await load();
    const control = await controlPracticeBank(dir, systemClock, firstClock);
    return act(control).finally(() => control.close());
  }
  return {
    bankId: () => readIdentity(dir)?.bankId,
    demoUser: () => DEFAULT_DEMO_USER,
    demoPassword: (loginId) => demoCredentials(loginId)?.password ?? addedUserPassword(dir, loginId),
    demoAdministrator: () => DEMO_ADMINISTRATOR,
    demoConfirmationPassword: (loginId) => demoCredentials(loginId)?.confirmationPassword,
    async start({ faults = [], ...options }) {
      const { readFaults, startPracticeBank } = await load();
      const own = { ...options, faults: readFaults(faults) };
      return startPracticeBank({ ...common, ...own, waitMs: 0, shared: true });
    },
    info: () => controlled((control) => control.info()),
    log: () => controlled((control) => control.log()),
    clock: (change) => controlled((control) => control.clock(change), change),
    unlock: (loginId) => controlled((control) => control.unlock(loginId)),
    holder: (loginId) => controlled((control) => control.holder(loginId)),
    install: (loginId, csr) => controlled((control) => control.install(loginId, csr)),
    rules: (changes) => controlled((control) => control.rules(changes)),
    newCa: () => controlled((control) => control.newCa()),
    async addUsers(file, text, onPutRight) {
      const { readUsersCsv } = await load();
      const rows = readUsersCsv(file, text, onPutRight);
      return controlled((control) => control.addUsers(file, rows));
    },
    async reset(before) {
      const { resetPracticeBank } = await load();
      return resetPracticeBank(dir, before);
    },
    connect: (connection) => connectTo(common, connection),
  };
}

/** The bank that runs, or one of this process alone, which ends with its connection. */
async function connectTo(common: Common, connection: Connection): Promise<Bank> {
  const [{ findRunning }, { createBank }] = await Promise.all([
    import('../sandbox/running.ts'),
    import('../bank/client.ts'),
  ]);
  const running = await findRunning(common.dir);
  if (running) {
    return createBank({ ...connection, baseUrl: running.bankUrl, ca: { only: running.ca } });
  }
  const { startPracticeBank } = await load();
  const own = await startPracticeBank({ ...common, waitMs: BUSY_WAIT_MS, shared: false });
  const bank = createBank({ ...connection, baseUrl: own.bankUrl, ca: { only: own.ca } });
  return { ...bank, close: () => bank.close().finally(() => own.close()) };
}
