import { formatMoment } from '../../core/japan-time.ts';
import { textOf } from '../../core/logged-error.ts';
import { type LogRecord, numberIn, textIn } from '../../core/logged-runs.ts';
import type { Deps } from '../deps.ts';
import { errorLines, named, sentenceOf } from '../show/logged-error.ts';
import type { Judged } from './judge.ts';

export function whenOf({ ui }: Deps, time: Date): string {
  return formatMoment(time, ui.language);
}

const OUTCOMES = [
  'issued',
  'renewed',
  'already-valid',
  'dry-run',
  'removed',
  'already-gone',
  'archived',
  'restored',
  'revoked',
  'already-revoked',
  'revocation-pending',
  'done',
  'attention',
  'cancelled',
  'running',
  'killed',
] as const;

/** How a run ended; of a failure, and of an end from outside, its code. */
export function outcomeWords({ ui }: Deps, { outcome, run }: Judged): string {
  // Who has typed Ctrl-C knows it; of a closed window or a system that ends the code tells more.
  if (outcome === 'cancelled' && run.code !== undefined && run.name !== 'cancelled') {
    return ui.text('log.outcome.ended-by', { code: run.code });
  }
  if (outcome === 'failed') return ui.text('log.outcome.failed', { code: run.code ?? '' }).trimEnd();
  return wordOf(ui, outcome);
}

function wordOf(ui: Deps['ui'], outcome: string): string {
  const known = OUTCOMES.find((each) => each === outcome);
  return known ? ui.text(`log.outcome.${known}`) : ui.text('log.value', { value: outcome });
}

const STEPS = [
  'practice-bank',
  'connect',
  'check-here',
  'login',
  'otp',
  'proof',
  'state',
  'key',
  'request',
  'install',
  'confirm',
  'tell',
] as const;

/** A line in today's words; undefined for one that says nothing to people, or that this version does not know. */
export function wordsOf(deps: Deps, { event, members }: LogRecord): string | undefined {
  const { ui } = deps;
  const text = (name: string) => textIn(members, name) ?? '';
  const whose = text('loginId') === '' ? '' : `${ui.text('log.value', { value: text('loginId') })}: `;
  switch (event) {
    case 'start':
      return ui.text('log.begun', { command: text('command') });
    case 'step': {
      const step = STEPS.find((each) => each === text('step'));
      return whose + (step ? ui.text(`step.${step}`) : ui.text('log.value', { value: text('step') }));
    }
    case 'proxy':
      return ui.text('step.proxy', {
        proxy: text('proxy'),
        place: textOf(members.get('place'))?.[ui.language] ?? text('place'),
      });
    case 'store':
      return ui.text('store.chosen', { store: text('place') || text('store') });
    case 'request':
      return requestWords(deps, members);
    case 'warning':
      return warningWords(deps, members);
    case 'result':
      return whose + resultWords(deps, members);
    case 'error':
      return errorLines(deps, members).join('\n');
    case 'end':
      return ui.text('log.ended', { seconds: secondsOf(numberIn(members, 'durationMs') ?? 0) });
    default:
      return undefined;
  }
}

export function secondsOf(ms: number): string {
  return (ms / 1000).toFixed(1);
}

function requestWords({ ui }: Deps, members: LogRecord['members']): string {
  const status = numberIn(members, 'status');
  const answer = [status === undefined ? [] : String(status), textIn(members, 'failure') ?? []].flat();
  const numbers = [
    ...named(ui, 'log.sent', textIn(members, 'sent')),
    ...named(ui, 'error.request-id', textIn(members, 'requestId')),
  ];
  const line = ui.text('log.request', {
    method: textIn(members, 'method') ?? '',
    path: textIn(members, 'path') ?? '',
    answer: answer.join(' '),
    milliseconds: numberIn(members, 'durationMs') ?? 0,
  });
  return [line, ...numbers].join(ui.language === 'ja' ? '、' : ', ');
}

function warningWords(deps: Deps, members: LogRecord['members']): string {
  const { ui } = deps;
  const message = textIn(members, 'message');
  const code = textIn(members, 'code');
  if (code === undefined) return ui.text('log.value', { value: message ?? '' });
  return ui.text('warning.line', { code, message: message ?? '' });
}

function resultWords(deps: Deps, members: LogRecord['members']): string {
  const { ui } = deps;
  if (members.get('ok') === false) return sentenceOf(deps, members);
  const serialNumber = textIn(members, 'serialNumber');
  const outcome = wordOf(ui, textIn(members, 'outcome') ?? 'done');
  return serialNumber === undefined ? outcome : ui.text('log.outcome-of', { outcome, serialNumber });
}
