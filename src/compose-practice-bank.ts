import type { BankOptions } from './bank/client.ts';
import type { PracticeBank } from './commands/deps.ts';
import type { Bank } from './core/ports/bank.ts';
import { DEFAULT_DEMO_USER, demoCredentials } from './sandbox/users.ts';
import { systemClock } from './system/clock.ts';

/** How long a command waits for another command's own practice bank to end. */
const BUSY_WAIT_MS = 10_000;

type Connection = Omit<BankOptions, 'baseUrl' | 'ca'>;

/** The practice bank for commands; its code is loaded when it is really needed. */
export function practiceBankPort(
  dir: string,
  log: (line: string) => void,
): PracticeBank & { connect(connection: Connection): Promise<Bank> } {
  const load = () => import('./sandbox/index.ts');
  const common = { dir, now: systemClock, log };
  return {
    demoUser: () => DEFAULT_DEMO_USER,
    demoPassword: (loginId) => demoCredentials(loginId)?.password,
    async start(options) {
      const { startPracticeBank } = await load();
      return startPracticeBank({ ...common, ...options, waitMs: 0, shared: true });
    },
    async info() {
      const { controlPracticeBank } = await load();
      const control = await controlPracticeBank(dir, systemClock);
      return control.info().finally(() => control.close());
    },
    async unlock(loginId) {
      const { controlPracticeBank } = await load();
      const control = await controlPracticeBank(dir, systemClock);
      await control.unlock(loginId).finally(() => control.close());
    },
    async reset() {
      const { resetPracticeBank } = await load();
      return resetPracticeBank(dir);
    },
    async connect(connection) {
      const [{ findRunning, startPracticeBank }, { createBank }] = await Promise.all([
        load(),
        import('./bank/client.ts'),
      ]);
      const running = await findRunning(dir);
      if (running) {
        return createBank({ ...connection, baseUrl: running.bankUrl, ca: { only: running.ca } });
      }
      const own = await startPracticeBank({ ...common, waitMs: BUSY_WAIT_MS, shared: false });
      const bank = createBank({ ...connection, baseUrl: own.bankUrl, ca: { only: own.ca } });
      return { ...bank, close: () => bank.close().finally(() => own.close()) };
    },
  };
}
