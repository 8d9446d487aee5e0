import type { Exchange } from '../../bank-check/breach.ts';
import type { Result } from '../../bank-check/runner.ts';
import type { Deps } from '../deps.ts';
import { totalsOf } from './result-json.ts';

type Shown = Deps['ui'];

/** A case as people read it; of one that failed all that a bank's engineer needs. */
export function pageLines(ui: Shown, result: Result): string[] {
  const { name, title } = result.case;
  const about = `${name}  ${title[ui.language]}`;
  if (result.outcome === 'passed') {
    const earlier = result.earlier ? ui.text('bank-check.earlier') : '';
    return [`${ui.style('good', ui.text('bank-check.passed'))}  ${about}${earlier}`];
  }
  if (result.outcome === 'skipped') {
    const reason = ui.text('bank-check.because', { reason: result.reason });
    return [`${ui.style('faint', ui.text('bank-check.skipped'))}  ${about}${reason}`];
  }
  const { expected, seen, exchange } = result.failure;
  const pairs: (readonly [string, string])[] = [
    [ui.text('bank-check.promise'), result.case.promise],
    ...exchangePairs(ui, exchange),
    [ui.text('bank-check.expected'), expected[ui.language]],
    ...(seen ? [[ui.text('bank-check.seen'), seen[ui.language]] as const] : []),
  ];
  return ['', `${ui.style('bad', ui.text('bank-check.failed'))}  ${about}`, ...ui.fields(pairs), ''];
}

export function summaryLine(ui: Shown, results: readonly Result[]): string {
  const { passed, failed, skipped } = totalsOf(results);
  return ui.style('strong', ui.text('bank-check.summary', { passed, failed, skipped }));
}

function exchangePairs(ui: Shown, exchange: Exchange | undefined): (readonly [string, string])[] {
  if (!exchange) return [];
  const { request, answer } = exchange;
  const { 'x-request-id': id = '-' } = request.headers;
  const sent = [`${request.method} ${request.path}`, request.body ?? ''].filter((each) => each !== '');
  const pairs: (readonly [string, string])[] = [
    [ui.text('bank-check.request'), sent.join(' ')],
    ['X-Request-ID', id],
  ];
  if (!answer) return pairs;
  const type = answer.headers['content-type'] ?? '-';
  return [...pairs, [ui.text('bank-check.answer'), `HTTP ${answer.status} ${type} ${answer.body}`.trim()]];
}
