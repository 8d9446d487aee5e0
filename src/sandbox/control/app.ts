import { createHash, timingSafeEqual } from 'node:crypto';
import { Hono } from 'hono';
import { CertToolError } from '../../core/error.ts';
import type { BankContext } from '../business/context.ts';
import { settleRevocations } from '../business/revocation.ts';
import { ACTS } from './acts.ts';
import { CONTROL_PATH } from './paths.ts';

/**
 * The channel by which the owner's other processes control a running practice bank. It asks for the token that only
 * the owner can read; no cookie, no address and no header besides lets anyone in.
 */
export function controlApp(bank: BankContext, token: string, log: (line: string) => void): Hono {
  const app = new Hono();
  const expected = digest(`Bearer ${token}`);
  app.use(async (c, next) => {
    if (!timingSafeEqual(digest(c.req.header('authorization') ?? ''), expected)) return c.body(null, 401);
    return next();
  });
  app.get(`${CONTROL_PATH}identity`, (c) => c.json({ bankId: bank.identity().bankId }));
  for (const [name, act] of Object.entries(ACTS)) {
    const perform: (bank: BankContext, value: never) => unknown = act;
    app.post(CONTROL_PATH + name, async (c) => {
      const text = await c.req.text();
      settleRevocations(bank);
      return c.json((await perform(bank, (text ? JSON.parse(text) : undefined) as never)) ?? null);
    });
  }
  app.onError((error, c) => {
    if (error instanceof CertToolError) {
      return c.json({ error: { name: error.errorName, params: error.details.params } }, 409);
    }
    if (error instanceof SyntaxError) return c.body(null, 400);
    log(`control: ${error.stack ?? error}`);
    return c.body(null, 500);
  });
  return app;
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
