import type { IncomingHttpHeaders } from 'node:http';
import { proxyErrorIn } from './proxy-refusal.ts';

export interface HttpAnswer {
  readonly status: number;
  /** Media type in lower case, without parameters. */
  readonly contentType: string;
  /** By their names in lower case; of one that came several times all values. */
  readonly headers: Readonly<Record<string, string>>;
  /** From the `Retry-After` header, either form (RFC 9110, 10.2.3). */
  readonly retryAfterSeconds: number | undefined;
  readonly body: Buffer;
  /** What the body is coded with (RFC 9110, 8.4) although none was asked for, e.g. `gzip`; empty for none. */
  readonly coding: string;
  /** Where a redirect leads, as it was sent. */
  readonly location: string | undefined;
  /** The `X-Request-ID` header, as it was sent. */
  readonly requestId: string | undefined;
  /** The `Date` header (RFC 9110, 6.6.1): the other side's clock, to the second. */
  readonly date?: Date | undefined;
  /** The `WWW-Authenticate` headers, joined by commas, as they were sent. */
  readonly challenge?: string | undefined;
  /** The word of a proxy that inspects and answers in place of the other side, e.g. `ERR_CONNECT_FAIL`. */
  readonly proxyError: string | undefined;
}

/** The answer, with what counts of its headers. */
export function answerOf(status: number, headers: IncomingHttpHeaders, body: Buffer): HttpAnswer {
  return {
    status,
    contentType: mediaTypeOf(headers),
    headers: textsOf(headers),
    retryAfterSeconds: retryAfterOf(headers),
    body,
    coding: body.length === 0 ? '' : codingOf(headers),
    location: [headers.location].flat()[0],
    requestId: [headers['x-request-id']].flat()[0],
    ...dateIn(headers),
    ...(headers['www-authenticate'] && { challenge: [headers['www-authenticate']].flat().join(', ') }),
    proxyError: proxyErrorIn(headers),
  };
}

function textsOf(headers: IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, `${value}`]));
}

function dateIn({ date = '' }: IncomingHttpHeaders): { date?: Date } {
  const read = new Date(date);
  return Number.isNaN(read.getTime()) ? {} : { date: read };
}

function mediaTypeOf(headers: IncomingHttpHeaders): string {
  return (headers['content-type'] ?? '').split(';', 1).join('').trim().toLowerCase();
}

/** Of both headers that can name one; what is none of their words is not shown. */
function codingOf(headers: IncomingHttpHeaders): string {
  const named = [headers['content-encoding'], headers['transfer-encoding']].flat().join(',').toLowerCase();
  const codings = named.split(',').map((each) => each.trim());
  return codings.filter((each) => /^[a-z0-9-]{1,20}$/.test(each) && !PLAIN.includes(each)).join(', ');
}

/** Names that change nothing of the body that is read. */
const PLAIN: readonly string[] = ['identity', 'chunked'];

function retryAfterOf(headers: IncomingHttpHeaders): number | undefined {
  const value = headers['retry-after']?.trim();
  if (value === undefined) return undefined;
  if (/^\d{1,9}$/.test(value)) return Number(value);
  const sent = Date.parse(headers.date ?? '');
  const seconds = Math.ceil((Date.parse(value) - sent) / 1000);
  return Number.isNaN(seconds) ? undefined : Math.max(0, seconds);
}
