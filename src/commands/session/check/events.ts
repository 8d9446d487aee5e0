import type { CertToolError } from '../../../core/error.ts';
import type { LogEvent } from '../../../core/ports/event-log.ts';
import { rfc3339 } from '../../../core/rfc3339.ts';
import type { JudgedHolding } from '../../../holdings/holdings.ts';
import { type Banks, bankJson } from '../../show/bank-names.ts';
import { type About, failureOf } from '../event-log.ts';
import type { Checked } from './found.ts';
import type { Reason } from './reasons.ts';

export const CHECK_EVENT = 'list --check';

/**
 * What `list --check` found, for the system's log: an event for each certificate of the bank's, each damaged one, each request
 * that is unfinished; where there is nothing at all, that.
 * @param problem what it ends with
 */
export function checkEvents(
  { shown, damaged, entries, unreadable, banks }: Checked,
  attention: (holding: JudgedHolding) => readonly Reason[],
  problem: CertToolError | undefined,
): LogEvent[] {
  const ours = shown.filter(({ subject, state }) => subject !== undefined && state !== 'archived');
  const events = [
    ...ours.map((each) => certificateEvent(each, bankOf(banks, each), attention(each))),
    ...damaged.map(({ thumbprint }) => attentionEvent({ thumbprint }, 'damaged')),
    ...entries.map(({ loginId, bankId }) =>
      attentionEvent({ loginId, ...bankOf(banks, { bankIds: [bankId] }) }, 'unfinished'),
    ),
    ...unreadable.map(({ details }) => attentionEvent({ file: details.params?.['file'] }, 'unreadable')),
  ];
  if (events.length > 0 || !problem) return events;
  return [{ level: 'attention', document: { event: CHECK_EVENT, ...failureOf(problem) } }];
}

/** As the events of other commands name it. */
function bankOf(banks: Banks, of: Parameters<typeof bankJson>[1]): About {
  const { bank, profile } = bankJson(banks, of);
  return {
    ...(profile === undefined ? {} : { profile }),
    ...(bank === undefined ? {} : { bankId: bank.id }),
  };
}

function certificateEvent(
  { certificate, subject, state }: JudgedHolding,
  bank: About,
  attention: readonly Reason[],
): LogEvent {
  const ok = attention.length === 0;
  return {
    level: ok ? 'well' : 'attention',
    document: {
      event: CHECK_EVENT,
      loginId: subject?.loginId,
      ...bank,
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
