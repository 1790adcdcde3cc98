import type { CliMessage } from '../cli/cli-message.ts';
import type { Catalog } from './catalog.ts';

/** What only the command line says, in Japanese. */
export const jaCli: Pick<Catalog, Exclude<CliMessage['id'], 'cli-verdict' | 'cli-fix'>> = {
  'cli-severity': ({ severity }) => SEVERITIES[severity],
  'cli-also': ({ where, rule }) =>
    `${rule} はここにも当てはまります。上の ${where} を見てください。`,
  'cli-applied': ({ title, where }) => `修正しました ${where}: ${title}`,
  'cli-summary': ({ counts, launches }) =>
    `起動 ${launches} 件のうち: ${[
      `エラー ${counts.error} 件`,
      `警告 ${counts.warning} 件`,
      ...(counts.info > 0 ? [`情報 ${counts.info} 件`] : []),
      ...(counts.hint > 0 ? [`ヒント ${counts.hint} 件`] : []),
    ].join('、')}。`,
  'cli-fixable': ({ count }, { code }) => `${code('--fix')} で ${count} 件を修正できます。`,
  'cli-no-dockerfiles': ({ path }) => `${path} の下に Dockerfile はありません。`,
  'cli-progress': ({ done, total }) => `${total} ファイル中 ${done}`,
  'cli-unknown-option': ({ option }) =>
    `${option} というオプションはありません。--help を見てください。`,
  'cli-missing-value': ({ option }) => `${option} には値が必要です。--help を見てください。`,
  'cli-unexpected-value': ({ option }) => `${option} は値をとりません。`,
  'cli-bad-value': ({ option, value, allowed }) =>
    `${option} に「${value}」は指定できません。次のどれかです: ${allowed.join(', ')}。`,
  'cli-unknown-rule': ({ rule, known }) =>
    `「${rule}」という規則はありません。規則は次のとおりです: ${known.join(', ')}。`,
  'cli-diff-alone': () => '--diff は --fix が書き込む内容を表示します。両方を指定してください。',
  'cli-diff-as': ({ format }) =>
    `--diff は差分を表示します。--format ${format} とは併用できません。`,
  'cli-fix-standard-input': () =>
    '--fix は標準入力に書き込めません。--diff を併せて指定してください。',
  'cli-no-page': ({ rule }) => `${rule} のページがインストールに含まれていません。`,
  'cli-cannot-read': ({ path, code }) => `${path} を読めません: ${reason(code)}。`,
  'cli-cannot-write': ({ path, code }) => `${path} に書き込めません: ${reason(code)}。`,
  'cli-not-text': ({ path }) => `${path} を読めません: テキストファイルではありません。`,
  'cli-settings': ({ where, what }) => `${where}: ${what}`,
  'cli-outside': ({ path, root }) =>
    `${path} はプロジェクトのルート ${root} の外にあります。--root で指定してください。`,
  'cli-changed-meanwhile': ({ path }) =>
    `${path} に書き込めません: UTF-8 でないか、読んだ後に変更されています。`,
  'cli-internal': ({ reason: what }) => `内部エラー: ${what}`,
  'cli-help': () => HELP,
};

const SEVERITIES = { error: 'エラー', warning: '警告', info: '情報', hint: 'ヒント' } as const;

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'そのようなファイルやディレクトリはありません',
  EACCES: '権限がありません',
  EPERM: '権限がありません',
  EROFS: 'ファイルシステムが読み取り専用です',
  ENOSPC: '空き容量がありません',
  ELOOP: 'シンボリックリンクが循環しています',
  ENOTDIR: 'パスの途中がファイルです',
  EEXIST: 'すでに存在します',
};

const HELP = `entrypoint-lint [PATH…]

コンテナーが動き続けるかどうかを調べます。Dockerfile の ENTRYPOINT と CMD から
ワークスペースのシェルスクリプトをたどり、PID 1 がどう終わるかを示します。

PATH はディレクトリ (その下のすべての Dockerfile)、Dockerfile、シェルスクリプト、
または - (標準入力の Dockerfile) です。省略すると現在のディレクトリを調べます。

  --format pretty|json|sarif|github
                          人のため (既定)、またはプログラムのための形式
  --fix                   安全な修正をすべて適用する
  --fix=all               スクリプトの動作を変えうる修正も適用する
  --diff                  --fix とともに: 書き込まずに差分を表示する
  --fail-on error|warning|info|never
                          終了ステータスを 1 にする最低の重大度 (既定: warning)
  --rule NAME=off|hint|info|warning|error
                          規則の重大度。繰り返し指定できる
  --config FILE           設定ファイル (既定: 最も近い上位の .entrypoint-lint.json)
  --root DIR              プロジェクトのルート。その外のファイルは開かない
                          (既定: .git のある最も近い上位のディレクトリ)
  --explain RULE          規則のページを表示する
  --stdio                 エディターのための言語サーバーになる (標準入出力)
  --version               バージョンを表示する
  -h, --help              このヘルプを表示する

終了ステータス: 0 --fail-on 以上の指摘なし、1 指摘あり、2 検査できなかった
`;

function reason(code: string): string {
  return REASONS[code] ?? code;
}
