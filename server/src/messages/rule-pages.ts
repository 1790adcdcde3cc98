import type { RuleName } from '../rules/finding.ts';
import type { Locale } from './render.ts';

/** What a rule's page says around its example; Markdown. */
export interface RulePage {
  readonly smell: string;
  readonly why: string;
  readonly fix: string;
  /** Where people were bitten: `owner/repository#number`. */
  readonly threads: readonly string[];
}

/** The headings of a page. */
export interface PageWords {
  readonly severity: string;
  readonly why: string;
  readonly example: string;
  readonly afterFix: string;
  readonly fix: string;
  readonly threads: string;
}

export const PAGE_WORDS: Readonly<Record<Locale, PageWords>> = {
  en: {
    severity: 'Severity',
    why: 'Why it matters',
    example: 'Example',
    afterFix: 'After the fix',
    fix: 'What to do',
    threads: 'Seen in',
  },
  ja: {
    severity: '重大度',
    why: 'なぜ問題か',
    example: '例',
    afterFix: '修正後',
    fix: 'どうするか',
    threads: '実例',
  },
};

export const RULE_PAGES: Readonly<Record<Locale, Readonly<Record<RuleName, RulePage>>>> = {
  en: {
    'server-in-background': {
      smell:
        'A server runs in the background, and PID 1 ends: at the end of the startup script, at an `exit`, or when what `exec` started is done.',
      why: 'A container lives as long as its PID 1. A shell does not wait for its background jobs, neither with `nohup` nor with `disown`: when it ends, the kernel kills every other process of the container. On a developer’s machine this may look fine for a while; in Kubernetes the Pod is restarted again and again, and shows `CrashLoopBackOff`.',
      fix: 'Run the server last, in the foreground, with `exec`, and put what it does not need to wait for in the background before it. Where later steps talk to the server, leave it in the background and end the script with `wait "$pid"`. An `exit 1` after a failed check is the script’s own decision and is not reported.',
      threads: [],
    },
    'slow-start': {
      smell: 'The server starts only after launchers that run in the foreground.',
      why: 'Until the launchers have returned nobody answers: requests are refused, and health checks may fail the container before it is ready. It also takes longer to scale out.',
      fix: 'Start the launchers with `nohup … &`, unless the server needs what they prepare. Because only you know that, the fix is not applied unasked.',
      threads: [],
    },
    'missing-exec': {
      smell: 'The startup script is PID 1, and its server runs as a child of it.',
      why: '`docker stop` and Kubernetes send SIGTERM to PID 1 only. The shell does not pass it on, and as PID 1 it ignores it: nothing happens until the grace period is over (10 seconds with Docker, 30 with Kubernetes), and then everything is killed, requests in progress included.',
      fix: 'Start the server with `exec`: it takes the shell’s place as PID 1 and receives the signal. Where the script cleans up after the server, handle SIGTERM with a `trap` instead: then nothing is reported.',
      threads: ['mrmn2/PdfDing#165', 'relizaio/rearm#269'],
    },
  },
  ja: {
    'server-in-background': {
      smell:
        'サーバーがバックグラウンドで動いているのに、PID 1 が終了します。スクリプトの終わり、`exit`、または `exec` で起動したものの終了がきっかけです。',
      why: 'コンテナーの寿命は PID 1 の寿命です。シェルはバックグラウンドのジョブを待ちません。`nohup` や `disown` を付けても同じです。シェルが終わると、カーネルはコンテナー内のほかのプロセスをすべて強制終了します。開発者の手元ではしばらく問題なく見えても、Kubernetes では Pod が何度も再起動され、`CrashLoopBackOff` になります。',
      fix: 'サーバーは最後に、フォアグラウンドで、`exec` を付けて実行し、待つ必要のないものはその前にバックグラウンドで起動します。あとの手順がサーバーと通信する場合は、サーバーをバックグラウンドに残し、スクリプトの最後で `wait "$pid"` します。検査に失敗したあとの `exit 1` はスクリプト自身の判断なので、報告しません。',
      threads: [],
    },
    'slow-start': {
      smell: 'フォアグラウンドの起動コマンドが戻るまで、サーバーが起動しません。',
      why: '起動コマンドが戻るまで誰も応答しません。要求は拒否され、準備ができる前にヘルスチェックで失敗と判定されることもあります。スケールアウトにも時間がかかります。',
      fix: 'サーバーがその準備を必要としないなら、起動コマンドを `nohup … &` で起動します。必要かどうかは作者にしか分からないため、この修正は自動では適用しません。',
      threads: [],
    },
    'missing-exec': {
      smell: '起動スクリプトが PID 1 で、サーバーはその子プロセスとして動きます。',
      why: '`docker stop` と Kubernetes は SIGTERM を PID 1 だけに送ります。シェルはそれを渡さず、PID 1 としては無視します。猶予時間 (Docker は 10 秒、Kubernetes は 30 秒) が過ぎるまで何も起こらず、そのあと処理中の要求ごとすべて強制終了されます。',
      fix: '`exec` を付けてサーバーを起動します。サーバーがシェルに代わって PID 1 になり、シグナルを受け取ります。サーバーのあとに後始末をする場合は、`trap` で SIGTERM を処理してください。その場合は報告しません。',
      threads: ['mrmn2/PdfDing#165', 'relizaio/rearm#269'],
    },
  },
};
