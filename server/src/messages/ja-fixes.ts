import type { Catalog } from './catalog.ts';
import { jaList } from './lists.ts';

/** What fixes do, and what there is to know before an unsafe one is taken. */
export const jaFixes = {
  'fix-in-background': ({ command }, { code }) => `${code(command)} をバックグラウンドで実行する`,
  'fix-or-true': ({ command }, { code }) => `${code(command)} が成功しなくても続ける`,
  'fix-redirect': (_message, { code }) => `どのシェルでも通じる ${code('2>&1')} でリダイレクトする`,
  'fix-all': () => 'Entrypoint Lint の安全な修正をすべて適用する',
  'fix-exec-form': () => 'exec 形式にする',
  'fix-foreground-last': ({ command }, { code }) =>
    `${code(command)} を最後にフォアグラウンドで実行する`,
  'fix-foreground': ({ command }, { code }) => `${code(command)} をフォアグラウンドで実行する`,
  'fix-second-start': ({ stop, command }, { code }) =>
    `最後に ${code(stop)} で止め、${code(command)} をフォアグラウンドで実行する`,
  'fix-wait-first': ({ commands }, { code }) =>
    `${jaList(commands.map(code))} のどれかが終了するまで待つ`,
  'fix-wait': ({ command }, { code }) => `スクリプトの最後で ${code(command)} を待つ`,
  'fix-launchers-in-background': () => '起動コマンドをバックグラウンドで実行する',
  'fix-launcher-script': ({ name, command }, { code }) =>
    `起動コマンドを別のスクリプト ${code(name)} に移し、${code(command)} を最後に実行する`,
  'fix-exec': ({ command }, { code }) => `\`exec\` でシェルを ${code(command)} に置き換える`,
  'unsafe-fix': ({ title, risk }) => `${title} （要確認: ${risk}）`,
  'risk-order': () => '前の手順がサーバーを必要とするかもしれません',
  'risk-later-steps': () => 'これより後ろは実行されなくなります',
  'risk-traps': () => 'スクリプトの trap は実行されなくなります',
  'risk-interactive': () => '最後の対話シェルがなくなります',
  'risk-settings': () => '本来の起動コマンドがほかの設定もしているかもしれません',
  'risk-readiness': () => '準備が整う前に次の手順へ進むかもしれません',
  'risk-second-start': () => 'サーバーをもう一度起動することになります',
  'risk-preparation': () => 'サーバーがその準備を必要とするかもしれません',
  'risk-beside': () => 'ほかと同時に動いてよい場合だけ正しい修正です',
  'risk-failure': () => '失敗が見過ごされるようになります',
  'risk-relic': () => 'CMD は使われなくなった名残かもしれません',
  'risk-root': () => 'ここでのビルドが root とは限りません',
  'risk-expansion': () => 'シェルが単語を解釈し直します',
  'risk-slip': () => '書き間違いかもしれません',
  'risk-package-manager': () => 'パッケージマネージャーは PATH や npm_ の変数も設定します',
} satisfies Partial<Catalog>;
