import { commandLine } from '../../core/hints.ts';
import { formatMoment } from '../../core/japan-time.ts';
import type { Standing } from '../../core/ports/retirement.ts';
import { inDate } from '../../core/renewal.ts';
import { revokersOf, uncapitalized } from '../../core/revokers.ts';
import type { Text } from '../../core/text.ts';
import { bankTimeOf } from '../../enrollment/connection.ts';
import type { MessageKey } from '../../ui/messages/index.ts';
import type { Deps } from '../deps.ts';
import { caFileOf, commandElsewhere } from './banks.ts';
import { intentOf } from './intent.ts';
import type { BankHere } from './look.ts';

/** A label, and what stands for it; a command is to be copied as it is. */
export interface SheetLine {
  readonly label: string;
  readonly value: string;
  readonly isCommand?: boolean;
}

/** What is handed over, in the language of the run and safe for a terminal; no secret is in it. */
export interface Sheet {
  readonly title: string;
  readonly intro: readonly string[];
  readonly banks: readonly {
    readonly name: string;
    readonly facts: readonly SheetLine[];
    readonly users: readonly (readonly SheetLine[])[];
  }[];
  readonly stepsTitle: string;
  readonly steps: readonly string[];
  /** What is still to be done on the old PC; empty when nothing is. */
  readonly left: readonly string[];
  readonly leftTitle: string;
}

export interface BankStanding {
  readonly bank: BankHere;
  readonly standings: readonly Standing[];
}

export function sheetOf(deps: Deps, all: readonly BankStanding[]): Sheet {
  const { ui } = deps;
  const [first] = all;
  const made = first ? bankTimeOf(first.bank, deps.now()) : deps.now();
  const caFiles = [...new Set(all.flatMap(({ bank }) => caFileOf(bank.deps) ?? []))];
  // Without whoever acted: their certificate may be gone, and what others have revoked needs no login.
  const again = commandLine({ ...deps.hints, actor: {} }, ['retire']);
  return {
    title: ui.text('sheet.title'),
    intro: [ui.text('sheet.made', { when: formatMoment(made, ui.language) }), ui.text('sheet.intro')],
    banks: all.map((each) => ({
      name: bankName(each.bank),
      facts: factsOf(each.bank),
      users: [
        ...each.standings.map((standing) => linesOf(each.bank, standing)),
        ...each.bank.remembered.map((loginId) => rememberedLines(each.bank, loginId)),
      ],
    })),
    stepsTitle: ui.text('sheet.steps'),
    steps: [
      ui.text('sheet.step.node'),
      ...caFiles.map((file) => ui.text('sheet.step.ca-file', { file })),
      ui.text(deps.settings.sandbox ? 'sheet.step.secrets-practice' : 'sheet.step.secrets'),
      ui.text('sheet.step.run'),
      ui.text('sheet.step.refused'),
      ui.text('sheet.step.browsers'),
      ui.text('sheet.step.programs'),
      ui.text('sheet.step.check'),
    ],
    leftTitle: ui.text('sheet.left'),
    left: all.flatMap(({ standings }) => standings).every(isFinished)
      ? []
      : [ui.text('sheet.left.keep'), ui.text('sheet.left.again', { command: again })],
  };
}

/** Nothing of the user is left to be done at the old PC. */
export function isFinished({ outcome, removedHere }: Standing): boolean {
  return removedHere && (outcome === 'revoked' || outcome === 'removed');
}

export function bankName({ deps, identity, status }: BankHere): string {
  const { ui, settings } = deps;
  const name = status.name || identity.bankId;
  return ui.text(settings.sandbox ? 'sheet.practice-bank' : 'sheet.bank', { name });
}

function factsOf(bank: BankHere): SheetLine[] {
  const { ui, settings } = bank.deps;
  const { support } = bank.status;
  const loginPage = settings.loginPage ?? bank.status.loginPage;
  const address = settings.sandbox ? undefined : settings.bank;
  return [
    ...(support
      ? [
          line(
            bank,
            'sheet.support',
            ui.text('sheet.support.value', { name: support.name, phone: support.phone }),
          ),
          line(bank, 'sheet.hours', support.hours),
        ]
      : []),
    ...(loginPage === undefined ? [] : [line(bank, 'sheet.login-page', loginPage)]),
    ...(address === undefined ? [] : [line(bank, 'sheet.address', address)]),
  ];
}

function linesOf(bank: BankHere, standing: Standing): SheetLine[] {
  const { ui } = bank.deps;
  const { loginId, name, role } = standing;
  const who = whoMay(bank, standing);
  return [
    line(bank, 'column.login-id', loginId),
    ...(name?.trim() ? [line(bank, 'column.name', name)] : []),
    ...(role ? [line(bank, 'column.role', ui.text(`role.${role}`))] : []),
    line(bank, 'column.state', stateText(bank, standing)),
    ...(who ? [line(bank, 'sheet.who', who[ui.language])] : []),
    ...(who && isRevocableOnScreen(bank, standing)
      ? [commandLineOf(bank, 'sheet.revoker-runs', ['revoke', loginId])]
      : []),
    ...issueLines(bank, standing),
  ];
}

/** What to run on the new PC, and when; nothing for who has a certificate elsewhere already. */
function issueLines(bank: BankHere, standing: Standing): SheetLine[] {
  const { loginId, outcome, isElsewhere, isByList } = standing;
  if (isElsewhere) return [];
  if (isByList) return [commandLineOf(bank, 'sheet.run.unless-there', ['issue', loginId])];
  const key =
    outcome === 'revoked' || outcome === 'removed' || !bank.revokes || isPlannedDead(bank, standing)
      ? 'sheet.run'
      : outcome === 'revocation-pending'
        ? 'sheet.run.after-mail'
        : 'sheet.run.after-revocation';
  return [commandLineOf(bank, key, ['issue', loginId])];
}

function rememberedLines(bank: BankHere, loginId: string): SheetLine[] {
  return [
    line(bank, 'column.login-id', loginId),
    line(bank, 'column.state', bank.deps.ui.text('sheet.state.remembered')),
    commandLineOf(bank, 'sheet.run.if-needed', ['issue', loginId]),
  ];
}

/** The value is made safe for a terminal: names are the bank's, login IDs a certificate's. */
function line({ deps: { ui } }: BankHere, label: MessageKey, value: string): SheetLine {
  return { label: ui.text(label), value: ui.text('sheet.value', { value }) };
}

function commandLineOf(bank: BankHere, label: MessageKey, words: readonly string[]): SheetLine {
  return { ...line(bank, label, commandElsewhere(bank, words)), isCommand: true };
}

function stateText(bank: BankHere, standing: Standing): string {
  const { ui } = bank.deps;
  const { outcome, when, isElsewhere, isByList } = standing;
  const params = when ? { when: formatMoment(when, ui.language) } : {};
  if (isElsewhere) return ui.text('sheet.state.elsewhere');
  if (isByList) return ui.text('sheet.state.revoked-by-list');
  if (isPlannedDead(bank, standing)) return ui.text('sheet.state.removed');
  if (outcome === 'revoked') return ui.text(when ? 'sheet.state.revoked-at' : 'sheet.state.revoked', params);
  return ui.text(`sheet.state.${outcome}`, params);
}

/** Before anybody was asked: what has expired needs no revocation, as far as this bank's rules are known. */
function isPlannedDead(bank: BankHere, { loginId, outcome }: Standing): boolean {
  const user = bank.users.find((each) => each.loginId === loginId);
  return outcome === 'planned' && user !== undefined && intentOf(bank, user, undefined).kind === 'check';
}

/** Who else must revoke it, by the bank's rules; undefined where nobody has to. */
export function whoMay(bank: BankHere, { outcome, role, loginId }: Standing): Text | undefined {
  if (outcome !== 'others-must-revoke') return undefined;
  if (!bank.revokes) return { ja: '認証局の担当者', en: 'Who runs the certification authority' };
  const { deps, status } = bank;
  const by = status.rules?.masterRevocableBy;
  const others = revokersOf(role, status.rules);
  if (role !== 'master' || !by?.includes('self') || !canProve(bank, loginId)) return others;
  const command = commandLine({ ...deps.hints, actor: { loginId } }, ['retire']);
  const self = {
    ja: `本人(古い PC で「${command}」)`,
    en: `The master user themself, at the old PC ("${command}")`,
  };
  if (by.length === 1) return self;
  return { ja: `${self.ja}、または${others.ja}`, en: `${self.en}; or ${uncapitalized(others.en)}` };
}

/** The bank takes the proof by a certificate that is in date, and cert-tool by one that is shown. */
function canProve({ users, status: { time } }: BankHere, loginId: string): boolean {
  const certificates = users.find((user) => user.loginId === loginId)?.certificates ?? [];
  return certificates.some(({ certificate }) => !certificate.archived && inDate(certificate, time));
}

/** Somebody can at a PC, and it needs no paper. */
function isRevocableOnScreen({ status, revokes }: BankHere, { role }: Standing): boolean {
  const by = status.rules?.masterRevocableBy;
  if (!revokes) return false;
  return role !== 'master' || by === undefined || by.some((each) => each !== 'self');
}
