import type { Bench } from '../bench.ts';
import type { Session } from '../bench-options.ts';
import { accepted, type Schemas } from '../expect.ts';
import type { Answer } from '../wire.ts';

/** The users of the company as an administrator sees them. @param query with its question mark */
export async function company(
  bench: Bench,
  { token }: Session,
  query = '',
): Promise<{ readonly users: readonly Schemas['User'][]; readonly answer: Answer }> {
  const answer = await bench.send({ method: 'GET', path: '/users', query, token });
  return { users: accepted<Schemas['UserList']>(answer, 200).users, answer };
}

/** Whether a confirmed certificate of this row is in date. */
export function hasCertificate({ certificate: { state, unconfirmed } }: Schemas['User']): boolean {
  return (state === 'issued' || state === 'renewable') && unconfirmed !== true;
}
