import type { SettingsMessage } from '../settings.ts';
import type { LessonTitle } from '../teaching.ts';
import type { Catalog } from './catalog.ts';

/** What is wrong with settings and with the comments that teach, in Japanese. */
export const jaSettings: Pick<
  Catalog,
  SettingsMessage['id'] | LessonTitle['id'] | 'ineffective-comment' | 'fix-remove-comment'
> = {
  'ineffective-comment': ({ problem }, { code }) => {
    switch (problem.kind) {
      case 'unused':
        return `ここに ${code(problem.rule)} の指摘はないため、抑制するものがありません。削除してください。`;
      case 'unknown-rule':
        return `${code(problem.rule)} という規則はないため、何も抑制されません。`;
      case 'no-rule':
        return `規則の名前がないため、何も抑制されません。規則と理由を書いてください: ${code('# entrypoint-lint: disable-next-line 規則 -- 理由')}。`;
      case 'no-command':
        return 'すぐ下にコマンドがないため、このコメントには効果がありません。';
      case 'no-program':
        return 'このコメントは下の最初のコマンドについてのものですが、それはプログラムを起動しません。対象のコマンドをすぐ下の独立した行に書いてください。';
      case 'unknown-word':
        return `${problem.word === '' ? '語がありません' : `${code(problem.word)} は解釈できません`}。使えるのは次のとおりです: ${problem.known.join(', ')}。`;
    }
  },
  'fix-remove-comment': ({ whole }) =>
    whole ? 'このコメントを削除する' : 'この規則をコメントから除く',
  'suppress-line': ({ rule }, { code }) => `ここでは ${code(rule)} を抑制する (理由つき)`,
  'suppress-file': ({ rule }, { code }) => `このファイルでは ${code(rule)} を抑制する (理由つき)`,
  'teach-comment': ({ program, behavior }, { code }) =>
    `${code(program)} は${LESSONS[behavior]} (コメント)`,
  'teach-settings': ({ program, behavior }, { code }) =>
    `${code(program)} は${LESSONS[behavior]} (${code('.entrypoint-lint.json')})`,
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

const LESSONS = {
  serves: 'フォアグラウンドで動き続ける',
  daemonizes: 'バックグラウンドに移る',
  finishes: '処理を終えて戻る',
} as const;

const TYPES = {
  object: 'オブジェクト ({ "名前": "値" })',
  list: '文字列のリスト',
  text: '二重引用符で囲んだ文字列',
} as const;
