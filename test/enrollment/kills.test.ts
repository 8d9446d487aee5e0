import { readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bank, BankSession } from '../../src/core/ports/bank.ts';
import type { EnrollmentPorts } from '../../src/enrollment/ports.ts';
import { trialSignature } from '../../src/pki/trial.ts';
import { type Desk, openDesk, seedTemplate } from './support.ts';

/**
 * Kills in the middle of a run: from the given moment on, nothing that the run calls has any effect any more, its
 * own clean-up included. A moment is the time before or after one call to a port.
 */
class Killed extends Error {}

class Executioner {
  readonly moments: string[] = [];
  private dead = false;
  private readonly at: number;

  constructor(at = Number.POSITIVE_INFINITY) {
    this.at = at;
  }

  private pass(moment: string): void {
    if (this.dead) throw new Killed(moment);
    if (this.moments.length === this.at) {
      this.dead = true;
      throw new Killed(moment);
    }
    this.moments.push(moment);
  }

  /** The same object, whose every call can be the last one. */
  watch<T extends object>(name: string, target: T): T {
    return new Proxy(target, {
      get: (object, property) => {
        const member = Reflect.get(object, property);
        if (typeof member !== 'function') return member;
        return async (...args: unknown[]) => {
          const call = `${name}.${String(property)}`;
          this.pass(`before ${call}`);
          const result = await member.apply(object, args);
          this.pass(`after ${call}`);
          return call === 'bank.logIn' ? this.watch('session', result as BankSession) : result;
        };
      },
    });
  }

  ports(desk: Desk): Partial<EnrollmentPorts> {
    return {
      store: this.watch('store', desk.store),
      journal: this.watch('journal', desk.journal),
      openBank: async () => this.watch('bank', desk.client()) as Bank,
    };
  }
}

let folder: string;
let template: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cert-tool-kills-'));
  template = join(folder, 'template');
  await seedTemplate(template);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function onNewDesk<T>(work: (desk: Desk) => Promise<T>): Promise<T> {
  const desk = await openDesk(template, await mkdtemp(join(folder, 'desk-')));
  try {
    return await work(desk);
  } finally {
    await desk.close();
  }
}

async function expectNothingLost(desk: Desk): Promise<void> {
  const certificates = await desk.store.list();
  expect(certificates).toHaveLength(1);
  const [certificate] = certificates;
  if (!certificate) return;
  expect(await trialSignature(desk.store, certificate)).toBe(true);
  const me = await desk.atBank('jirodt');
  expect(me.certificate).toMatchObject({ state: 'issued', serialNumber: certificate.serialNumber });
  expect(me.unconfirmed).toBeUndefined();
  expect(await desk.journal.all()).toEqual([]);
  expect(await desk.store.pending()).toEqual([]);
  expect(readdirSync(join(desk.storeDir, 'pending'))).toEqual([]);
}

describe('a run that is killed', async () => {
  it('at each moment is completed by the next run', async () => {
    const moments = await onNewDesk(async (desk) => {
      const executioner = new Executioner();
      await desk.issue(executioner.ports(desk));
      return executioner.moments;
    });
    expect(moments.length).toBeGreaterThan(30);
    for (const [at, moment] of moments.entries()) {
      await onNewDesk(async (desk) => {
        await expect(desk.issue(new Executioner(at).ports(desk)), moment).rejects.toThrow();
        const result = await desk.issue();
        expect(['issued', 'already-valid'], moment).toContain(result.outcome);
        await expectNothingLost(desk);
      }).catch((error: unknown) => {
        throw new Error(`killed ${moment}`, { cause: error });
      });
    }
  }, 240_000);
});
