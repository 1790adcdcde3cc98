import type { Catalog } from './catalog.ts';

/** What the rules about how the container is started say, in Japanese. */
export const jaStart = {
  'dropped-arguments': ({ command, at }, { code, where }) =>
    `シェル形式では ${code(command)} だけが実行されます。${code('CMD')} (${where(at)}) も ${code('docker run')} の引数も無視されます。exec 形式を使ってください。`,
  'overridden-instruction': ({ keyword, by }, { code, where }) =>
    `この ${code(keyword)} は効果がありません。ステージの最後の ${code(keyword)} (${where(by)}) だけが有効です。削除してください。`,
  'malformed-exec-form': ({ keyword, text, problem }, { code }) => {
    if (problem === 'not-json')
      return `JSON として正しくないため、${code(keyword)} はシェル形式として扱われます。シェルは ${commandName(text) === '[' ? `テストコマンド ${code('[')} を実行し、失敗します` : `${code(commandName(text))} という名前のコマンドを探しますが、見つかりません`}。二重引用符で囲んだ文字列の JSON 配列を書いてください。`;
    if (problem === 'not-strings')
      return 'exec 形式には文字列しか書けないため、イメージをビルドできません。すべての語を二重引用符で囲んでください。';
    return `コンテナーランタイムは、空白を含む ${code(text)} という名前のプログラムを探しますが、見つかりません。語ごとに別の文字列にしてください。`;
  },
  'shell-syntax-in-exec-form': ({ word, program, variable }, { code }) =>
    variable
      ? `exec 形式はシェルを通らないため、変数は展開されず、${code(program)} には ${code(word)} がそのまま渡されます。シェル形式と ${code('exec')} を使ってください。`
      : `exec 形式はシェルを通らないため、${code(word)} は ${code(program)} のただの引数になります。シェル形式と ${code('exec')}、または ${code('["sh", "-c", "…"]')} を使ってください。`,
  'fix-remove': ({ keyword }, { code }) => `この ${code(keyword)} を削除する`,
  'fix-json': () => 'JSON として書く',
  'fix-shell-form': () => 'シェル形式にする',
  'note-dropped': ({ keyword }, { code }) => `この ${code(keyword)} は無視されます。`,
  'note-holds': ({ keyword }, { code }) => `有効なのはこの ${code(keyword)} です。`,
} satisfies Partial<Catalog>;

/** The name under which the shell looks for a malformed exec form's command. */
function commandName(text: string): string {
  return (text.split(/\s/)[0] ?? '').replace(/["']/g, '');
}
