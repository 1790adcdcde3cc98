import type { Explanation } from '../explain.ts';
import type { Assumption, Fact } from '../lifetime/facts.ts';
import type { Source } from '../programs/behavior.ts';
import type { EndingPoint } from '../rules/finding.ts';
import type { Catalog, Wording } from './catalog.ts';
import { jaArguments } from './ja-arguments.ts';
import { jaCli } from './ja-cli.ts';
import { jaFixes } from './ja-fixes.ts';
import { jaSettings } from './ja-settings.ts';
import { jaStart } from './ja-start.ts';
import { distinct, jaList } from './lists.ts';

export const ja: Catalog = {
  'server-in-background': ({ command, endings, assuming, redirect }, wording) => {
    const { code } = wording;
    const cure = redirect
      ? `dash では ${code('&>')} はリダイレクトではありません。${code('&')} と読まれ、コマンドはバックグラウンドで始まります。${code('> file 2>&1')} と書いてください。`
      : `サーバーは最後に、フォアグラウンドで、${code('exec')} を付けて実行してください。`;
    return `${code(command)} がバックグラウンドで動いているうちに PID 1 が終了します: ${jaList(endings.map(ending => endingText(ending, wording)))}。カーネルがサーバーを強制終了し、コンテナーは停止します。${cure}${assumptions(assuming, wording)}`;
  },
  'daemonizing-server': ({ command, foreground, endings, assuming }, wording) => {
    const { code } = wording;
    const end =
      endings.length === 0
        ? '自身が PID 1 であるため、PID 1 が終了し'
        : `PID 1 は${jaList(endings.map(ending => endingText(ending, wording)))}終了し`;
    const cure =
      foreground === undefined
        ? `サーバーは${endings.length === 0 ? '' : '最後に、'}フォアグラウンドで実行してください。`
        : `フォアグラウンドに留まる ${code(foreground)} を${endings.length === 0 ? '' : '最後に'}実行してください。`;
    return `${code(command)} はサーバーをバックグラウンドで起動して戻ります。${end}、カーネルがサーバーを強制終了します。コンテナーは停止します。${cure}${assumptions(assuming, wording)}`;
  },
  'slow-start': ({ command, launchers }, wording) =>
    `${wording.code(command)} は ${jaList(launchers.map(wording.code))} が戻るまで起動しません。それまでの要求は拒否されます。サーバーがその準備を必要としないなら、${wording.code('nohup … &')} で起動してください。`,
  'missing-exec': ({ command, init }, wording) =>
    init !== undefined
      ? `${wording.code(command)} は、${wording.code(init)} が起動したシェルの子プロセスとして動きます。${wording.code(init)} は SIGTERM をそのシェルだけに渡し、シェルはすぐに終了します。そのためコンテナーが止まり、サーバーは処理を終える前に強制終了されます。${wording.code('exec')} を付けて起動してください。`
      : `${wording.code(command)} は、PID 1 であるシェルの子プロセスとして動きます。シェルは SIGTERM を渡さないため、コンテナーの停止は制限時間まで待たされ、サーバーは強制終了されます。${wording.code('exec')} を付けて起動してください。`,
  'unreachable-step': ({ server, blocker, exec, at }, wording) => {
    const what =
      server === undefined ? 'ここは実行されません' : `${wording.code(server)} は起動されません`;
    if (exec)
      return `${what}。${wording.code('exec')} により ${wording.code(blocker)} (${wording.where(at)}) がシェルに取って代わります。必要な処理はその前に置くか、${wording.code('exec')} を外してください。`;
    const cure =
      server === undefined
        ? `必要な処理はその前に置いてください。終了時の処理は ${wording.code('trap')} に書きます。`
        : `そちらを ${wording.code('&')} でバックグラウンドに置くか、最後に起動してください。`;
    return `${what}。シェルは戻らない ${wording.code(blocker)} (${wording.where(at)}) を待ち続けます。${cure}`;
  },
  'masked-exit': ({ servers, assumed, mask, shell, children }, { code }) => {
    const cure =
      servers.length === 1
        ? `サーバーは最後に、フォアグラウンドで、${code('exec')} を付けて実行してください。`
        : shell === 'bash' && children
          ? `最後に ${code('wait -n')} で各プロセス ID を待ってください。どれか一つが終了した時点でコンテナーも止まります。`
          : `中心となるサーバーを最後に、フォアグラウンドで、${code('exec')} を付けて実行してください。${children ? `どれか一つの終了で止めるには bash の ${code('wait -n')} が必要です。` : ''}`;
    const names = jaList(distinct(servers.map(code)));
    const dying = assumed ? `${names} が起動したものが` : `${names} が`;
    const guess = assumed ? 'ただし、バックグラウンドにサーバーを残すと仮定しています。' : '';
    return `${dying}終了してもコンテナーは動き続けます。${code(mask)} が PID 1 を生かしているため、誰も気付かず、再起動もされません。${cure}${guess}`;
  },
  'errexit-stops-start': ({ command }, { code }) =>
    `${code('set -e')} のもとでは、${code(command)} が成功しないたびにスクリプトがここで終わります。これは通常起こりうることで、サーバーは起動されないか、強制終了されます。${code('if')} で結果を調べるか、${code('|| true')} を付けてください。`,
  'shell-form': ({ command }, { code }) =>
    `シェル形式ではシェルが PID 1 になり、${code(command)} はその子プロセスになります。SIGTERM が届かず、コンテナーの停止は制限時間まで待たされます。exec 形式か ${code('exec')} を使ってください。`,
  'note-launch': () => 'コンテナーはここから起動します。',
  'note-job': ({ command }, { code }) => `${code(command)} はここでバックグラウンドに入ります。`,
  'note-daemon': ({ command }, { code }) => `${code(command)} はここでバックグラウンドに移ります。`,
  'note-launcher': ({ command }, { code }) =>
    `シェルはここで ${code(command)} が戻るのを待ちます。`,
  'note-blocker': ({ command }, { code }) => `${code(command)} は戻りません。`,
  'note-mask': ({ command }, { code }) => `${code(command)} が PID 1 を生かしています。`,
  'note-server': ({ command }, { code }) => `${code(command)} はここで起動します。`,
  'note-ends': (ending, wording) =>
    `${conditions(ending.when, wording)}ここ (${causeName(ending.cause, wording)}) で PID 1 が終了します。`,
  'launch-exits': ({ commands, endings }, wording) =>
    `このコンテナーは動き続けません。${jaList(commands.map(wording.code))} がバックグラウンドで動いているうちに PID 1 が終了します${endings.length > 0 ? ` (${jaList(endings.map(ending => endingText(ending, wording)))})` : ''}。`,
  'status-verdict': ({ verdict }) => VERDICTS[verdict],
  'progress-dockerfiles': ({ done, total }) => `Dockerfile を読み込み中: ${total} 件中 ${done} 件`,
  'lens-start': ({ by, verdict, exits }, { where }) =>
    `${by} が起動${verdict === 'unknown' ? '' : ` · ${exits.length > 0 ? `${jaList(exits.map(where))}で ` : ''}${LENSES[verdict]}`}`,
  'explain-launch': ({ verdict, command }, { code }) =>
    `**${VERDICTS[verdict]}** PID 1 は ${code(command)} として始まります。`,
  'explain-job': ({ job: { command, at }, killed }, { code, where }) =>
    killed
      ? `バックグラウンドの ${code(command)} (${where(at)}) は PID 1 とともに強制終了します。`
      : `${code(command)} (${where(at)}) がバックグラウンドで動きます。`,
  'explain-ending': (explanation, wording) => explainEnding(explanation, wording),
  'explain-link': ({ at, script, how, depth }, { file, where }) =>
    `${'  '.repeat(depth)}- ${where(at)} が ${file(script)} を${how === 'starts' ? '起動します' : '読み込みます'}`,
  'explain-command': ({ command, behavior, manner }, { code }) =>
    `${code(command)} は${manner === 'background' ? '、ここではバックグラウンドで' : ''}${manner === 'exec' ? '、ここではシェルに代わって' : ''}${(manner === 'background' ? IN_BACKGROUND[behavior] : undefined) ?? BEHAVIORS[behavior]}。`,
  'reason-known': ({ program, source }, { code }) =>
    `${code(program)} の動作の根拠: ${sourceText(source)}。`,
  'reason-application': ({ program, file, source }, { code }) =>
    `推定: ${code(program)} はアプリケーション ${code(file)} を実行します (${sourceText(source)})。アプリケーションは動き続けます。`,
  'reason-task': ({ program, file, source }, { code }) =>
    `推定: ${code(program)} が実行する (${sourceText(source)}) ${code(file)} は、待ち受けも待機もせず、処理を終えると終了します。`,
  'reason-task-name': ({ program, file, source }, { code }) =>
    `推定: ${code(program)} が実行する (${sourceText(source)}) ${code(file)} は、その名前から、処理を終えて戻るものと見なします。`,
  'reason-configuration': ({ program, file, text, at, source }, { code, where }) =>
    `${code(file)} の ${code(text)}(${where(at)})が ${code(program)} の動作を決めます: ${sourceText(source)}。`,
  'reason-launcher': ({ program, word }, { code }) =>
    `推定: ${code(program)} はワークスペースにありませんが、${code(word)} という語から、何かを起動して戻ると考えられます。`,
  'reason-built': ({ program, at }, { code, where }) =>
    `${code(program)} は Dockerfile の中でビルドされます (${where(at)})。アプリケーションと見なします。後に続くものがなければ、アプリケーションは動き続けます。`,
  'reason-image': ({ program }, { code }) =>
    `何も指定しなければ、ベースイメージが ${code(program)} を起動し、サーバーとして動き続けます。`,
  'reason-taught': ({ program, at }, wording) =>
    `${wording.code(program)} について、そう指定されています (${at === undefined ? '設定' : wording.where(at)})。`,
  'reason-unknown': ({ program }, { code }) => `${code(program)} については何も知られていません。`,
  'cli-verdict': ({ verdict }) => VERDICTS[verdict],
  'cli-fix': ({ title }) => `修正: ${title}`,
  ...jaFixes,
  ...jaStart,
  ...jaArguments,
  ...jaCli,
  ...jaSettings,
};

const VERDICTS = {
  exits: 'サーバーが動いているうちにコンテナーが停止します。',
  stays: 'コンテナーは動き続けます。',
  completes: 'コンテナーは仕事を終えて終了します。',
  unknown: 'コンテナーが動き続けるかどうかは分かりません。',
} as const;

const LENSES = {
  exits: 'PID 1 が終了',
  stays: '動き続けます',
  completes: '処理を終えて終了します',
} as const;

const BEHAVIORS = {
  serves: 'フォアグラウンドで動き続けます',
  idles: '何もせずにフォアグラウンドに留まります',
  finishes: '仕事を終えて戻ります',
  daemonizes: '自らバックグラウンドに入って戻ります',
  wraps: '引数のコマンドを実行します',
  interprets: 'スクリプトを実行します',
  unknown: '動き続けるか戻るか分かりません',
} as const;

/** In other words where “in the foreground” would be wrong. */
const IN_BACKGROUND: Partial<Record<keyof typeof BEHAVIORS, string>> = {
  serves: '動き続けます',
  idles: '何もせずに残ります',
  daemonizes: '起動され、さらに自らバックグラウンドに入ります',
  unknown: '起動されます。動き続けるか終わるかは分かりません',
};

function endingText(ending: EndingPoint, wording: Wording): string {
  return `${conditions(ending.when, wording)}${causeName(ending.cause, wording)} (${wording.where(ending.at)}) で`;
}

function causeName(cause: EndingPoint['cause'], { code }: Wording): string {
  if (cause === 'exit') return code('exit');
  if (cause === 'exec') return `${code('exec')} で実行したものの終了`;
  if (cause === 'init') return 'PID 1 が実行するコマンドの終了';
  if (cause === 'nounset') return `${code('set -u')} のもとでの未設定の変数の使用`;
  if (cause === 'fatal') return 'シェルを終わらせるエラー';
  if (cause === 'errexit') return `${code('set -e')} のもとでのコマンドの失敗`;
  return 'スクリプトの終わり';
}

function conditions(facts: readonly Fact[], wording: Wording): string {
  return facts.length === 0 ? '' : `${jaList(facts.map(fact => factText(fact, wording)))}ときは、`;
}

function factText(fact: Fact, { code }: Wording): string {
  if (fact.kind === 'test')
    return `${code(fact.text)} が${fact.holds ? '成り立つ' : '成り立たない'}`;
  if (fact.kind === 'set') return `${fact.name} が設定されて${fact.holds ? 'いる' : 'いない'}`;
  const { kind, values } = fact.values;
  const negated = kind === 'not-among';
  if (values.length === 1 && values[0] === '')
    return `${fact.name} が空${negated ? 'でない' : 'の'}`;
  const shown = values.map(value => (value === '' ? '空' : code(value))).join(' か ');
  return `${fact.name} が ${shown} ${negated ? 'でない' : 'の'}`;
}

function assumptions(assuming: readonly Assumption[], { code }: Wording): string {
  const named = assuming.filter(({ presumed }) => !presumed);
  if (named.length === 0) return '';
  const clauses = named.map(
    ({ command, does }) => `${code(command)} が${does === 'returns' ? '戻る' : '動き続ける'}`,
  );
  return `ただし、${jaList(clauses)}と仮定しています。`;
}

function explainEnding(
  { ending, killed }: Extract<Explanation, { id: 'explain-ending' }>,
  wording: Wording,
): string {
  const where = wording.where(ending.at);
  const when = conditions(ending.when, wording);
  const supposing = assumptions(ending.assuming, wording);
  if (ending.kind === 'runs') {
    const who = ending.exec ? 'PID 1 として ' : '';
    return `${when}${who}${wording.code(ending.command ?? '')} が動き続けます (${where})。${supposing}`;
  }
  const names = distinct(killed.map(({ command }) => wording.code(command)));
  const consequence = names.length > 0 ? `。${jaList(names)} は強制終了されます` : '';
  return `${when}${causeName(ending.cause, wording)} (${where}) で PID 1 が終了します${consequence}。${supposing}`;
}

function sourceText(source: Source): string {
  switch (source.kind) {
    case 'manual':
      return `マニュアルページ ${source.page}`;
    case 'document':
      return `文書 ${source.url}`;
    case 'run':
      return `実際に動かして観察 (${source.version})`;
  }
}
