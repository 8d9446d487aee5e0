import type { CertToolError } from '../../core/error.ts';
import type { LogEvent } from '../../core/ports/event-log.ts';
import { rfc3339 } from '../../core/rfc3339.ts';
import type { JudgedHolding } from '../../holdings/holdings.ts';
import { failureOf } from '../session/event-log.ts';
import type { Checked } from './found.ts';
import type { Reason } from './reasons.ts';

export const CHECK_EVENT = 'list --check';

/**
 * What `list --check` found, for the system's log: an event for each certificate of the bank's, each damaged one, each request
 * that is unfinished; where there is nothing at all, that.
 * @param problem what it ends with
 */
export function checkEvents(
  { shown, damaged, entries, unreadable }: Checked,
  attention: (holding: JudgedHolding) => readonly Reason[],
  problem: CertToolError | undefined,
): LogEvent[] {
  const ours = shown.filter(({ subject, state }) => subject !== undefined && state !== 'archived');
  const events = [
    ...ours.map((each) => certificateEvent(each, attention(each))),
    ...damaged.map(({ thumbprint }) => attentionEvent({ thumbprint }, 'damaged')),
    ...entries.map(({ loginId }) => attentionEvent({ loginId }, 'unfinished')),
    ...unreadable.map(({ details }) => attentionEvent({ file: details.params?.['file'] }, 'unreadable')),
  ];
  if (events.length > 0 || !problem) return events;
  return [{ level: 'attention', document: { event: CHECK_EVENT, ...failureOf(problem) } }];
}

function certificateEvent(
  { certificate, subject, state }: JudgedHolding,
  attention: readonly Reason[],
): LogEvent {
  const ok = attention.length === 0;
  return {
    level: ok ? 'well' : 'attention',
    document: {
      event: CHECK_EVENT,
      loginId: subject?.loginId,
      ok,
      state,
      ...(ok ? {} : { attention }),
      serialNumber: certificate.serialNumber,
      notAfter: rfc3339(certificate.notAfter),
    },
  };
}

function attentionEvent(what: object, reason: Reason): LogEvent {
  return { level: 'attention', document: { event: CHECK_EVENT, ...what, ok: false, attention: [reason] } };
}
