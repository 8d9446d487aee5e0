import { rfc3339 } from '../../core/rfc3339.ts';
import type { Deps } from '../deps.ts';

/** When and on which PC a result came to be, as members of its JSON document: reports go by them. */
export function originJson({ now, device }: Pick<Deps, 'now' | 'device'>) {
  return { time: rfc3339(now()), device: device() };
}
