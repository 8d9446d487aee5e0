import type { Text } from '../../core/text.ts';

export const configMessages = {
  'config.overridden': {
    ja: '注意: {place} は使用されません。PC 全体の設定ファイル {file} が「{setting}」を固定(locked)しています。',
    en: 'Warning: {place} is not used, because the config file of this PC, {file}, locks "{setting}".',
  },
  'config.own-locked': {
    ja: '注意: {file} の「locked」には効果がありません。設定を固定できるのは、PC 全体の設定ファイル {machine} だけです。',
    en: 'Warning: "locked" in {file} does nothing. Only the config file of this PC, {machine}, can lock settings.',
  },
  'config.untrusted': {
    ja: '注意: 設定ファイル {file} は使用されません: {detail}。PC 全体の設定は、管理者だけが変更できるファイルでのみ有効です。',
    en: 'Warning: the config file {file} is not used: {detail}. Only what nobody but administrators can change sets anything for the whole PC.',
  },
  'config.option-locked': {
    ja: '注意: {option} は使用されません。PC 全体の設定ファイルが「{setting}」を固定(locked)しています。',
    en: 'Warning: {option} is not used, because the config file of this PC locks "{setting}".',
  },
  'config.name': { ja: '項目', en: 'Setting' },
  'config.value': { ja: '値', en: 'Value' },
  'config.from': { ja: '設定元', en: 'From' },
  'config.locked': { ja: '{place}(固定)', en: '{place} (locked)' },
  'config.not-set': { ja: '未設定', en: 'not set' },
  'config.default': { ja: '既定値', en: 'default' },
  'config.user': { ja: '{file}', en: '{file}' },
  'config.machine': { ja: '{file}(PC 全体)', en: "{file} (this PC's)" },
  'config.of-profile': { ja: '{place} の profiles.{profile}', en: 'profiles.{profile} of {place}' },
  'config.sandbox': {
    ja: 'デモ環境を使用するため、銀行の設定は使用しません。',
    en: 'The practice bank is used, so no bank of the settings is.',
  },
  'config.owner.user': { ja: 'このユーザ', en: 'Yours' },
  'config.owner.machine': { ja: 'PC 全体', en: "This PC's" },
  'config.not-there': { ja: '{path}(ありません)', en: '{path} (not there)' },
  'config.does-not-count': { ja: '{path}(使用されません)', en: '{path} (not used)' },
  'config.written': { ja: '設定ファイルを作成しました: {file}', en: 'Wrote the config file {file}' },
  'config.schema-written': {
    ja: '各項目の説明はエディタに表示されます({schema})。',
    en: 'Editors explain its settings by {schema}.',
  },
  'config.set': { ja: '{name} を {value} に設定しました: {file}', en: '{name} is now {value} in {file}' },
  'config.set-locked': {
    ja: '注意: PC 全体の設定ファイルが「{name}」を固定(locked)しているため、{file} の値は使用されません。',
    en: 'Warning: the value in {file} is not used, because the config file of this PC locks "{name}".',
  },
  'config.set-overridden': {
    ja: '注意: {place} が優先されるため、{name} のこの値は使用されません。',
    en: 'Warning: this value of {name} is not used, for {place} counts before it.',
  },
  'config.set-unused': {
    ja: '注意: ほかの設定により、{name} のこの値は現在使用されません。',
    en: 'Warning: other settings keep this value of {name} from being used now.',
  },
  'config.unset': { ja: '{name} を {file} から取り除きました。', en: 'Took {name} out of {file}' },
  'config.was-not-set': { ja: '{name} は {file} で設定されていません。', en: '{name} is not set in {file}' },
  'config.holds': { ja: '現在の値: {value}({place})', en: 'It is now {value} ({place})' },
} as const satisfies Record<string, Text>;
