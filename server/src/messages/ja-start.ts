import type { Catalog } from './catalog.ts';

/** What the rules about how the container is started say, in Japanese. */
export const jaStart = {
  'dropped-arguments': ({ command, at }, { code, where }) =>
    `シェル形式では ${code(command)} だけが実行されます。${code('CMD')} (${where(at)}) も ${code('docker run')} の引数も無視されます。exec 形式を使ってください。`,
  'overridden-instruction': ({ keyword, by }, { code, where }) =>
    `この ${code(keyword)} は効果がありません。ステージの最後の ${code(keyword)} (${where(by)}) だけが有効です。削除してください。`,
  'malformed-exec-form': ({ keyword, text, problem }, { code }) => {
    if (problem === 'no-blank')
      return `ビルダーは ${code(text)} という命令を知らないため、ビルドが止まります。${code(keyword)} と ${code('[')} の間に空白が必要です。`;
    if (problem === 'not-json')
      return `JSON として正しくないため、${code(keyword)} はシェル形式として扱われます。シェルは ${commandName(text) === '[' ? `テストコマンド ${code('[')} を実行し、失敗します` : `${code(commandName(text))} という名前のコマンドを探しますが、見つかりません`}。二重引用符で囲んだ文字列の JSON 配列を書いてください。`;
    if (problem === 'not-strings')
      return 'exec 形式には文字列しか書けないため、イメージをビルドできません。すべての語を二重引用符で囲んでください。';
    return `コンテナーランタイムは、空白を含む ${code(text)} という名前のプログラムを探しますが、見つかりません。語ごとに別の文字列にしてください。`;
  },
  'shell-syntax-in-exec-form': ({ word, program, syntax }, { code }) =>
    syntax === 'quotes'
      ? `exec 形式はシェルを通らないため、内側の引用符は取り除かれず、${code(program)} には ${code(word)} がそのまま渡されます。内側の引用符を外してください。`
      : syntax === 'variable'
        ? `exec 形式はシェルを通らないため、変数は展開されず、${code(program)} には ${code(word)} がそのまま渡されます。シェル形式と ${code('exec')} を使ってください。`
        : `exec 形式はシェルを通らないため、${code(word)} は ${code(program)} のただの引数になります。シェル形式と ${code('exec')}、または ${code('["sh", "-c", "…"]')} を使ってください。`,
  'crlf-line-endings': ({ interpreter, unreadable }, { code }) =>
    interpreter !== undefined
      ? `シバンの行末に復帰文字 (CR) があるため、カーネルは ${code(`${interpreter}\\r`)} という名前のプログラムを探しますが、見つかりません。コンテナーは「no such file or directory」で失敗します。改行コードを LF にして保存してください。`
      : unreadable
        ? `すべての行末に復帰文字 (CR) があり、シェルはそれを最後の語の一部とみなします。${code('fi\\r')}、${code('done\\r')}、${code('}\\r')} を予約語と認識できず、構文エラーで終了します。改行コードを LF にして保存してください。`
        : 'すべての行末に復帰文字 (CR) があり、シェルはそれを最後の語の一部とみなします。どのコマンドにも、最後の引数と一緒に渡されます。改行コードを LF にして保存してください。',
  'missing-shebang': ({ hidden }, { code }) =>
    hidden
      ? `このファイルはシェルを介さず直接実行されますが、${code('#!')} の前にエディターには表示されない 3 バイト（バイトオーダーマーク、BOM）があるため、カーネルは ${code('#!')} を認識しません。コンテナーは「exec format error」で終了します。BOM なしの UTF-8 で保存してください。`
      : `このファイルはシェルを介さず直接実行されますが、${code('#!')} で始まっていないため、カーネルには何で実行するのか分かりません。コンテナーは「exec format error」で終了します。先頭の行に ${code('#!/bin/sh')} のようにインタープリターを書いてください。`,
  'shell-mismatch': ({ construct, shell, lack, shebang }, { code }) => {
    const reader = shell === 'ash' ? 'busybox ash' : shell;
    const why = shebang === undefined ? '' : `シバンが ${code(shebang)} でも、`;
    return `${why}このスクリプトを読むのは ${reader} で、${reader} には ${code(construct)} がありません。${LACKS[lack]}。bash で起動するか、それを使わずに書いてください。`;
  },
  'script-not-executable': ({ path, written }, { code }) =>
    written
      ? `${code(path)} はパスで直接起動されますが、Dockerfile が実行権限なしで書き込んでいます。コンテナーは「permission denied」で失敗します。${code('chmod +x')} か ${code('COPY --chmod=0755')} で実行権限を付けてください。`
      : `${code(path)} はパスで直接起動されますが、ファイルに実行権限がなく、Dockerfile でも付けていません。コンテナーは「permission denied」で失敗します。${code('COPY --chmod=0755')} で付けるか、${code('chmod +x')} してコミットしてください。`,
  'interpreter-not-in-image': ({ shell, shebang, none }, { code }) => {
    const cure = none
      ? 'exec 形式でプログラムを直接起動するか、別のベースイメージを使ってください。'
      : `インストールするか、スクリプトがそれで足りるなら ${code('sh')} を使ってください。`;
    return shebang
      ? `シバンにある ${code(shell)} は、ベースイメージになく、どの命令も追加していません。コンテナーは「no such file or directory」で失敗します。${cure}`
      : `ここでは ${code(shell)} が必要ですが、ベースイメージには${none ? 'シェルがまったくなく' : 'それがなく'}、どの命令も追加していないため、見つかりません。${cure}`;
  },
  'script-not-found': ({ path, file, ignored, other, similar }, { code }) => {
    const near = similar === undefined ? '' : `${code(similar)} ならあります。`;
    const hint = other === undefined ? near : `同じ名前のファイルが ${code(other)} にあります。`;
    if (!path.includes('/'))
      return `${code(path)} は作業ディレクトリではなく PATH のディレクトリから探されますが、そこに追加する命令がありません。${hint}完全なパスで起動してください。`;
    if (ignored)
      return `${code(path)} はイメージにありません。${code('.dockerignore')} が ${code(file ?? '')} をビルドから除外し、ほかに追加する命令もありません。除外をやめるか、別のファイルを起動してください。${hint}`;
    return file === undefined
      ? `${code(path)} をイメージに追加する命令がありません。${hint}${code('/')} で始まらないパスは作業ディレクトリから探されます。完全なパスで起動してください。`
      : `${code(path)} をイメージに追加する命令がありません。COPY なら ${code(file)} から追加されますが、そのファイルは存在しません。パスを直すか、ファイルを追加してください。${hint}`;
  },
  'fix-line-endings': () => '改行コードを LF に変換する',
  'fix-byte-order-mark': () => 'バイトオーダーマーク（BOM）を取り除く',
  'fix-shebang': ({ shebang }, { code }) => `スクリプトの先頭を ${code(shebang)} にする`,
  'fix-through-bash': () => 'スクリプトを bash で読む',
  'fix-chmod-flag': (_message, { code }) => `${code('--chmod=0755')} で実行権限を付ける`,
  'fix-chmod-run': ({ path }, { code }) => `RUN で ${code(path)} に実行権限を付ける`,
  'fix-apk-add': ({ shell }, { code }) => `イメージに ${code(shell)} をインストールする`,
  'fix-remove': ({ keyword }, { code }) => `この ${code(keyword)} を削除する`,
  'fix-json': () => 'JSON として書く',
  'fix-blank': ({ keyword }, { code }) => `${code(keyword)} の後に空白を入れる`,
  'fix-path': ({ path }, { code }) => `${code(path)} を起動する`,
  'fix-unquote': () => '内側の引用符を外す',
  'fix-shell-form': () => 'シェル形式にする',
  'note-started': () => 'スクリプトはここで起動されます。',
  'note-dropped': ({ keyword }, { code }) => `この ${code(keyword)} は無視されます。`,
  'note-holds': ({ keyword }, { code }) => `有効なのはこの ${code(keyword)} です。`,
} satisfies Partial<Catalog>;

const LACKS = {
  'syntax-error': 'ここで構文エラーになり、シェルは終了します',
  'not-found': 'その名前のプログラムを探しますが、見つかりません',
  fails: 'コマンドは失敗します',
  ends: 'ここでエラーになり、シェルは終了します',
  differs: '別の意味に解釈されます',
} as const;

/** The name under which the shell looks for a malformed exec form's command. */
function commandName(text: string): string {
  return (text.split(/\s/)[0] ?? '').replace(/["']/g, '');
}
