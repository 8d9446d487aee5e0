import { createHash, timingSafeEqual } from 'node:crypto';
import { Hono } from 'hono';
import type { BankContext } from '../context.ts';
import { dataInfo, unlock } from './acts.ts';
import { CONTROL_PATH } from './paths.ts';

/**
 * The channel by which the owner's other processes control a running practice bank. It asks for the token that only
 * the owner can read; no cookie, no address and no header besides lets anyone in.
 */
export function controlApp(bank: BankContext, token: string): Hono {
  const app = new Hono();
  const expected = digest(`Bearer ${token}`);
  app.use(async (c, next) => {
    if (!timingSafeEqual(digest(c.req.header('authorization') ?? ''), expected)) return c.body(null, 401);
    return next();
  });
  app.get(`${CONTROL_PATH}identity`, (c) => c.json({ bankId: bank.identity.bankId }));
  app.post(`${CONTROL_PATH}info`, (c) => c.json(dataInfo(bank)));
  app.post(`${CONTROL_PATH}unlock`, async (c) => {
    const { loginId } = await c.req.json<{ loginId?: unknown }>().catch(() => ({ loginId: undefined }));
    return c.body(null, typeof loginId === 'string' && unlock(bank, loginId) ? 204 : 404);
  });
  return app;
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
