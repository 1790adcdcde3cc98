import type { Catalog } from './catalog.ts';

/** What the rules about the arguments of the main process say, in Japanese. */
export const jaArguments = {
  'ignored-arguments': ({ script, command }, { code }) =>
    `${code(script)} は引数を使わないため、${code('CMD')} (${code(command)}) も ${code('docker run')} の引数も無視されます。スクリプトを ${code('exec "$@"')} で終わらせるか、${code('CMD')} を削除してください。`,
  'missing-command': ({ command }, { code }) =>
    `この ${code('ENTRYPOINT')} は、引き継いだ ${code(`CMD ${command}`)} を消します。${code('CMD')} が書かれていないため ${code('exec "$@"')} には実行するものがなく、コンテナーは停止します。${code('CMD')} を書き直してください。`,
  'interactive-shell': ({ command }, { code }) =>
    `${code(command)} は標準入力からコマンドを読みます。端末がなければすぐに終わり、コンテナーは停止します。${code('CMD')} ではアプリケーションを起動してください。シェルが必要なときは ${code('docker run -it')} で起動できます。`,
  'package-manager-main': ({ command }, { code }) =>
    `${code(command)} が PID 1 とアプリケーションの間に残ります。SIGTERM が届かないことや、終了ステータスが失われることがあります。${code('package.json')} のスクリプトの内容を直接起動してください。`,
  'fix-start-directly': ({ command }, { code }) => `${code(command)} を直接起動する`,
  'fix-exec-arguments': (_message, { code }) =>
    `スクリプトの最後で ${code('CMD')} の内容を実行する`,
  'fix-write-command': ({ command }, { code }) => `${code(`CMD ${command}`)} を書く`,
  'note-wiped': ({ command }, { code }) => `イメージの ${code(`CMD ${command}`)} が消されます。`,
  'note-runs-nothing': () => 'ここには実行するものがありません。',
} satisfies Partial<Catalog>;
