import type { OptionDeclaration, OptionsOf } from '../../core/option.ts';
import { DAYS_OR_RENEWABLE, oneOf, RENEWABLE } from '../../core/option-values.ts';
import { SECRET_OPTIONS } from '../ask/options.ts';
import { EVENT_LOG_OPTION } from '../session/event-log-option.ts';
import { command } from '../spec.ts';

const OPTIONS = [
  {
    flags: '--users',
    help: {
      ja: '銀行の利用者と証明書状態を表示する(管理者ユーザ、マスターユーザ)',
      en: "the bank's users and their states (administrators and the master user)",
    },
  },
  {
    flags: '--csv',
    help: {
      ja: '--users の結果を Excel 用の表(CSV)で出力する',
      en: 'print what --users tells as a table for Excel (CSV)',
    },
  },
  {
    flags: '--all-profiles',
    help: {
      ja: '設定ファイルのすべての銀行について表示する(--users は銀行ごとに)',
      en: 'for every bank of the config file (profiles); with --users one after the other',
    },
  },
  ...SECRET_OPTIONS,
  {
    flags: '--all',
    help: {
      ja: '銀行のもの以外の証明書と、非表示の証明書も表示する',
      en: 'show other certificates and hidden ones too',
    },
  },
  {
    flags: '--sort <key>',
    help: {
      ja: '並べ替え: login-id、expires、state(--users では name、role も)',
      en: 'sort by login-id, expires or state, with --users by name or role too',
    },
    value: oneOf(['login-id', 'expires', 'state', 'name', 'role']),
  },
  { flags: '--desc', help: { ja: '降順', en: 'in descending order' } },
  {
    flags: '--expiring [days]',
    help: {
      ja: '更新できるもの、または有効期限が指定日数以内のものだけ',
      en: 'only those that can be renewed, or that expire within so many days',
    },
    value: DAYS_OR_RENEWABLE,
    preset: RENEWABLE,
  },
  {
    flags: '--check [days]',
    help: {
      ja: '監視用: 秘密キーを試し、対応が必要なら終了コード 11(日数を省略すると更新できる時期から)',
      en: 'for monitoring: try the keys, exit 11 when something is due (without days: can be renewed)',
    },
    value: DAYS_OR_RENEWABLE,
    preset: RENEWABLE,
  },
  {
    flags: '--format <format>',
    help: {
      ja: '--check の結果の形式: prometheus(監視システム用)',
      en: 'how --check prints: prometheus, for a monitoring system',
    },
    value: oneOf(['prometheus']),
  },
  EVENT_LOG_OPTION,
] as const satisfies readonly OptionDeclaration[];

export type ListOptions = OptionsOf<typeof OPTIONS>;

export const list = command({
  name: 'list',
  help: { ja: '証明書一覧: この PC の証明書を表示する', en: 'the certificates on this PC' },
  examples: {
    list: { ja: 'この PC の証明書', en: 'what is on this PC' },
    'list --check 14': {
      ja: '14 日以内に期限が来れば終了コード 11',
      en: 'exit code 11 when one expires within 14 days',
    },
    'list --json': { ja: 'スクリプト用', en: 'for scripts' },
  },
  menu: { ja: '証明書一覧', en: 'List: the certificates on this PC' },
  options: OPTIONS,
  needs: { default: 'nothing', with: { users: 'proof' } },
  everyBank: { with: ['allProfiles'] },
  logged: { with: ['users'] },
  load: () => import('./run.ts'),
});
