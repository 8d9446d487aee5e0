import type { CertificateRecord, KeyState } from '../../core/certificate.ts';
import { nameOf } from '../../core/certificate-name.ts';
import { formatDate, formatMoment } from '../../core/japan-time.ts';
import { lastWorkingDayText } from '../../core/last-working-day.ts';
import type { HoldingState } from '../../holdings/holding.ts';
import type { JudgedHolding } from '../../holdings/holdings.ts';
import type { MessageKey } from '../../ui/messages/index.ts';
import type { Deps } from '../deps.ts';
import { areOfSeveralBanks, type Banks, bankText } from './bank-names.ts';
import type { Place } from './blocks.ts';
import { type Column, type Layout, showRows } from './columns.ts';
import { daysLeftText } from './days-left.ts';

const STATE_STYLES = {
  issued: 'good',
  renewable: 'attention',
  expired: 'bad',
  'not-yet-valid': 'attention',
  archived: 'faint',
} as const satisfies Record<HoldingState, string>;

export interface TableOptions {
  /** Names the banks where there are several. */
  readonly banks?: Banks;
  /** Tells what the trials of the keys have shown. */
  readonly isChecked?: boolean;
  /** Names the banks even of certificates that are of one, for others are here too. */
  readonly namesBanks?: boolean;
  /** Without it the result. */
  readonly place?: Place;
}

/**
 * Shows certificates in columns, fewer of them or blocks of lines where the terminal is narrow.
 * @returns whether the last working days are among them
 */
export function showCertificates(
  deps: Deps,
  holdings: readonly JudgedHolding[],
  { banks, isChecked = false, namesBanks = false, place = 'result' }: TableOptions = {},
): boolean {
  const now = deps.now();
  const isNamed = namesBanks || banks?.profiles !== undefined || areOfSeveralBanks(holdings);
  return showRows(deps, {
    rows: holdings,
    columnsFor: (layout) => columnsOf(deps, { layout, now, isChecked, banks: isNamed ? banks : undefined }),
    inBlocks: 'with-serial-numbers',
    place,
  });
}

interface Told {
  readonly layout: Layout;
  readonly now: Date;
  readonly isChecked: boolean;
  readonly banks: Banks | undefined;
}

function columnsOf(deps: Deps, { layout, now, isChecked, banks }: Told): Column<JudgedHolding>[] {
  const { ui } = deps;
  const { language } = ui;
  const format = layout === 'with-times' ? formatMoment : formatDate;
  const mark = ui.text('list.superseded');
  const stateText = madeOnce((state: HoldingState) => ui.text(`state.${state}`));
  const keyText = madeOnce((key: KeyState) => ui.text(KEY_TEXTS[key]));
  const lastDayText = byEnd((certificate) => lastWorkingDayText(certificate, language));
  return [
    names(ui.text('column.login-id')),
    { title: ui.text('column.sequence'), text: ({ subject }) => subject?.sequence || '-' },
    {
      title: ui.text('column.state'),
      text: ({ state, superseded }) => (isChecked && superseded ? stateText(state) + mark : stateText(state)),
      style: (text, { state }) => ui.style(STATE_STYLES[state], text),
    },
    { title: ui.text('column.expiry'), text: byEnd(({ notAfter }) => format(notAfter, language)) },
    { title: ui.text('column.last-working-day'), text: lastDayText, mayGo: true },
    {
      title: ui.text('column.days-left'),
      text: byEnd((certificate) => daysLeftText(deps, certificate, now)),
    },
    { title: ui.text('column.key'), text: ({ key }) => keyText(key) },
    ...(banks
      ? [{ title: ui.text('column.bank'), text: (each: JudgedHolding) => bankText(deps, banks, each) }]
      : []),
    ...(layout !== 'short' ? [serialNumbers(ui.text('column.serial-number'))] : []),
  ];
}

/** One text for each of a few words that thousands of rows have. */
function madeOnce<Word>(textOf: (word: Word) => string): (word: Word) => string {
  const texts = new Map<Word, string>();
  return (word) => {
    const known = texts.get(word);
    if (known !== undefined) return known;
    const text = textOf(word);
    texts.set(word, text);
    return text;
  };
}

const WEEK_MS = 7 * 24 * 60 * 60 * 1000;

/** The same for what dates say: thousands end on a few days. What lives less than a week has a last working day of its own. */
function byEnd(textOf: (certificate: CertificateRecord) => string): (row: JudgedHolding) => string {
  const texts = new Map<number, string>();
  return ({ certificate }) => {
    const end = certificate.notAfter.getTime();
    if (end - certificate.notBefore.getTime() < WEEK_MS) return textOf(certificate);
    const known = texts.get(end);
    if (known !== undefined) return known;
    const text = textOf(certificate);
    texts.set(end, text);
    return text;
  };
}

/** What others called theirs may be of any length; a login ID is to be typed as it is. */
function names(title: string): Column<JudgedHolding> {
  return {
    title,
    text: ({ certificate, subject }) => subject?.loginId ?? nameOf(certificate),
    mayBeCut: ({ subject }) => subject === undefined,
  };
}

function serialNumbers(title: string): Column<JudgedHolding> {
  return { title, text: ({ certificate }) => certificate.serialNumber };
}

const KEY_TEXTS = {
  missing: 'key.missing',
  untried: 'key.present',
  works: 'key.usable',
  unusable: 'key.unusable',
} as const satisfies Record<KeyState, MessageKey>;
