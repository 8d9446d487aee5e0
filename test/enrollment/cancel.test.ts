import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { exitCodeOf, CertToolError as OurError } from '../../src/core/error.ts';
import type { Journal } from '../../src/enrollment/journal.ts';
import type { EnrollmentPorts, EnrollmentRequest } from '../../src/enrollment/ports.ts';
import { altered, type FlatSession } from '../support/flat-session.ts';
import { makeTempFolder } from '../support/temp-folder.ts';
import { type Desk, demoSecrets, failure, openDesk, seedTemplate } from './support.ts';

const folder = makeTempFolder();
let desk: Desk;

beforeAll(() => seedTemplate(join(folder, 'template')));

beforeEach(async () => {
  desk = await openDesk(join(folder, 'template'), mkdtempSync(join(folder, 'desk-')));
  onTestFinished(() => desk.close());
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Cancel = () => void;

/** Where a run can be cancelled between the login and the request, after which it cannot be taken back. */
const MOMENTS: Readonly<Record<string, (cancel: Cancel) => Watched>> = {
  'while the key is made': (cancel) => ({
    ports: ({ store }) => ({
      store: {
        ...store,
        async request(id, wanted) {
          const made = await store.request(id, wanted);
          cancel();
          return made;
        },
      },
    }),
  }),
  'while the bank tells its state': (cancel) => ({
    session: (session) => ({
      async me() {
        const me = await session.me();
        cancel();
        return me;
      },
    }),
  }),
};

/** While the old key proves that this is its PC. */
const whileProving = (cancel: Cancel): Watched => ({
  session: (session) => ({
    async prove(...given) {
      await session.prove(...given);
      cancel();
    },
  }),
});

interface Watched {
  ports?(desk: Desk): Partial<EnrollmentPorts>;
  session?(session: FlatSession): Partial<FlatSession>;
}

/** Cancels at that moment; tells of the error, and of all that was asked of the bank and kept in the journal. */
async function cancelled(
  loginId: string,
  moment: (cancel: Cancel) => Watched,
  wanted: Partial<EnrollmentRequest> = {},
) {
  const acts: string[] = [];
  const { signal, cancel } = cancellation(acts);
  const watched = moment(cancel);
  const error = await failure(
    desk.issue(
      {
        ...{ signal, secrets: demoSecrets(desk.bankDir, loginId), journal: noting(desk.journal, acts) },
        openBank: async () =>
          altered(
            altered(desk.client(), (session) => requestsNoted(session, acts)),
            watched.session ?? none,
          ),
        onSent: () => void acts.push('sent'),
        ...watched.ports?.(desk),
      },
      { loginId, ...wanted },
    ),
  );
  return { error, acts };
}

const none = () => ({});

function cancellation(acts: string[]) {
  const controller = new AbortController();
  const cancel = () => {
    acts.push('cancelled');
    controller.abort(new OurError('cancelled'));
  };
  return { signal: controller.signal, cancel };
}

function noting(journal: Journal, acts: string[]): Journal {
  return {
    ...journal,
    write(entry) {
      acts.push(`step ${entry.step}`);
      return journal.write(entry);
    },
  };
}

function requestsNoted(session: FlatSession, acts: string[]): Partial<FlatSession> {
  return {
    requestCertificate(csr) {
      acts.push('request');
      return session.requestCertificate(csr);
    },
    renew(serialNumber, csr) {
      acts.push('request');
      return session.renew(serialNumber, csr);
    },
  };
}

function expectNothingSent({ error, acts }: Awaited<ReturnType<typeof cancelled>>): void {
  expect([error.errorName, exitCodeOf(error)]).toEqual(['cancelled', 130]);
  expect(acts.filter((act) => act !== 'step key')).toEqual(['cancelled']);
}

async function expectNothingUnfinished(): Promise<void> {
  expect(await desk.journal.all()).toEqual([]);
  expect(await desk.store.pending()).toEqual([]);
}

test.each(Object.entries(MOMENTS))('cancelled %s, nothing is asked of the bank', async (_, moment) => {
  expectNothingSent(await cancelled('jirodt', moment));
  await expectNothingUnfinished();
  expect(await desk.store.list()).toEqual([]);
  const { certificate, unconfirmed } = await desk.atBank('jirodt');
  expect([certificate.state, unconfirmed]).toEqual(['not-issued', undefined]);
});

test.each([...Object.entries(MOMENTS), ['while the old key proves', whileProving] as const])(
  'a renewal that is cancelled %s is not asked for, and the old certificate stays',
  async (_, moment) => {
    const certificate = await desk.install('tarodt');
    const renewal = { certificate, force: false, keepOld: false };
    expectNothingSent(await cancelled('tarodt', moment, { renewal }));
    await expectNothingUnfinished();
    expect((await desk.store.list()).map(({ thumbprint }) => thumbprint)).toEqual([certificate.thumbprint]);
    const { unconfirmed, ...me } = await desk.atBank('tarodt');
    expect(me.certificate).toMatchObject({ state: 'renewable', serialNumber: certificate.serialNumber });
    expect(unconfirmed).toBeUndefined();
  },
);
