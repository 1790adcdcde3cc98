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
    'unreachable-step': {
      smell:
        'A step stands behind something that never returns: a server behind `tail -f`, behind another server in the foreground, or anything behind `exec`.',
      why: 'A shell executes one command after the other, and waits for each that is not in the background. What stands behind a server in the foreground is executed only when that server ends; what stands behind `exec` is never executed, because the shell is gone. Severity is `error` when a server is never started that way. Cleanup behind a server without `exec` is not reported.',
      fix: 'Put the earlier one in the background with `&`, or move what has to happen before it.',
      threads: [],
    },
    'masked-exit': {
      smell:
        'Servers run in the background, and something that does no work keeps PID 1 alive: `tail -f /dev/null`, `sleep infinity`, or a bare `wait` for several servers.',
      why: 'Docker and Kubernetes see only PID 1. When the server dies, the container looks healthy and is not restarted. A loop that watches its servers is no mask and is not reported.',
      fix: 'Run the server last, in the foreground, with `exec`. For several servers under bash, end with `wait -n` over their own process ids, so that the container ends when one of them does.',
      threads: ['wader/postfix-relay#176', 'docker/docs#19840'],
    },
    'errexit-stops-start': {
      smell:
        'Under `set -e`, a command that fails in normal operation stands bare: `grep -q`, `((n++))` from 0, `read` at the end of its input.',
      why: '`set -e` ends the script at the first command that fails and that nobody asks about. Commands that answer a question say “no” by failing: the script ends before the server is started, or the server is killed with it.',
      fix: 'Ask for the answer with `if`, or write `… || true` where it does not matter.',
      threads: ['binhex/arch-rtorrentvpn#130'],
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
    'shell-form': {
      smell:
        'CMD or ENTRYPOINT is written in shell form, and the image’s `sh` does not give way to the server.',
      why: 'The shell form runs `/bin/sh -c`. Debian’s dash stays PID 1 and the server becomes its child, which never receives SIGTERM. bash and busybox ash execute the last command in their own place: there nothing is reported.',
      fix: 'Use the exec form (`CMD ["node", "server.js"]`) when the words need no shell, else `exec` inside.',
      threads: [],
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
    'unreachable-step': {
      smell:
        '決して戻らないもののあとに手順があります。`tail -f` やフォアグラウンドの別のサーバーのあとのサーバー、または `exec` のあとの手順です。',
      why: 'シェルはコマンドを一つずつ実行し、バックグラウンドでないものはその終了を待ちます。フォアグラウンドのサーバーのあとにあるものは、そのサーバーが終わるまで実行されません。`exec` のあとにあるものは、シェルがもう存在しないため、決して実行されません。サーバーが起動されない場合は `error` になります。`exec` のないサーバーのあとの後始末は報告しません。',
      fix: '先にあるものを `&` でバックグラウンドに置くか、必要な処理をその前に移します。',
      threads: [],
    },
    'masked-exit': {
      smell:
        'サーバーがバックグラウンドで動き、仕事をしないもの (`tail -f /dev/null`、`sleep infinity`、複数のサーバーに対する単独の `wait`) が PID 1 を生かしています。',
      why: 'Docker と Kubernetes が見るのは PID 1 だけです。サーバーが終了してもコンテナーは正常に見え、再起動されません。サーバーを見張るループは報告しません。',
      fix: 'サーバーは最後に、フォアグラウンドで、`exec` を付けて実行します。bash で複数のサーバーを動かす場合は、それぞれのプロセス ID に対する `wait -n` で終わらせると、どれか一つが終わったときにコンテナーも終わります。',
      threads: ['wader/postfix-relay#176', 'docker/docs#19840'],
    },
    'errexit-stops-start': {
      smell:
        '`set -e` のもとで、通常でも失敗しうるコマンドがそのまま書かれています。`grep -q`、0 からの `((n++))`、入力の終わりでの `read` などです。',
      why: '`set -e` は、誰も結果を調べないコマンドが失敗した時点でスクリプトを終わらせます。質問に答えるコマンドは失敗によって「いいえ」と答えるため、サーバーの起動前にスクリプトが終わるか、サーバーが一緒に強制終了されます。',
      fix: '`if` で結果を調べるか、結果が問題にならないなら `… || true` と書きます。',
      threads: ['binhex/arch-rtorrentvpn#130'],
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
    'shell-form': {
      smell:
        'CMD または ENTRYPOINT がシェル形式で書かれ、イメージの `sh` がサーバーに場所を譲りません。',
      why: 'シェル形式は `/bin/sh -c` を実行します。Debian の dash は PID 1 のまま残り、サーバーはその子プロセスになるため、SIGTERM が届きません。bash と busybox ash は最後のコマンドを自分の代わりに実行するので、報告しません。',
      fix: 'シェルが不要な語だけなら exec 形式 (`CMD ["node", "server.js"]`) を、そうでなければ中で `exec` を使います。',
      threads: [],
    },
  },
};
