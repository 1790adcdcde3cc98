import type { SettingsMessage } from '../settings.ts';
import type { Catalog } from './catalog.ts';

/** What is wrong with settings, in Japanese. */
export const jaSettings: Pick<Catalog, SettingsMessage['id']> = {
  'settings-no-json': () =>
    'JSON として読めないため、このファイルの設定は使われません。既定値になります。',
  'settings-unreadable': () => 'このファイルはテキストとして読めません。既定値になります。',
  'setting-unknown': ({ name, known }, { code }) =>
    `${code(name)} という設定はないため、使われません。設定は次のとおりです: ${known.join(', ')}。`,
  'setting-type': ({ name, wanted }, { code }) =>
    `${name === '' ? 'このファイル' : code(name)} は${TYPES[wanted]}でなければならないため、使われません。`,
  'setting-value': ({ name, value, allowed, usual }, { code }) =>
    `${code(name)} に ${value} は指定できません。次のどれかです: ${allowed.join(', ')}。${usual === undefined ? 'この項目は使われません。' : `既定値になります: ${usual}。`}`,
};

const TYPES = {
  object: 'オブジェクト ({ "名前": "値" })',
  list: '文字列のリスト',
  text: '二重引用符で囲んだ文字列',
} as const;
