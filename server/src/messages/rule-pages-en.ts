import type { RuleName } from '../rules/finding.ts';
import type { RulePage } from './rule-pages.ts';

/** The rules' pages in English. */
export const enPages: Readonly<Record<RuleName, RulePage>> = {
  'server-in-background': {
    smell:
      'A server runs in the background, and PID 1 ends: at the end of the startup script, at an `exit`, or when what `exec` started is done.',
    why: 'A container lives as long as its PID 1. A shell does not wait for its background jobs, neither with `nohup` nor with `disown`: when it ends, the kernel kills every other process of the container. On a developer’s machine this may look fine for a while; in Kubernetes the Pod is restarted again and again, and shows `CrashLoopBackOff`.',
    fix: 'Run the server last, in the foreground, with `exec`, and put what it does not need to wait for in the background before it; several launchers can also move into a script of their own. Where later steps talk to the server, leave it in the background and end the script with `wait "$pid"`. An `exit 1` after a failed check is the script’s own decision and is not reported.',
    threads: [],
  },
  'daemonizing-server': {
    smell:
      'A program that puts itself into the background is started, and nothing else keeps PID 1 alive.',
    why: 'Many servers are made for machines on which an init system waits for them: they fork, and the process that was started returns at once. In a container nothing waits: PID 1 goes on to the end of its script, or was that process itself, and when PID 1 ends the kernel kills the server. `service NAME start` and `/etc/init.d/NAME start` do the same for any server. A server whose configuration keeps it in the foreground is not reported, and neither is a helper such as cron or sshd beside a server that stays.',
    fix: "Start the server last, with the option that keeps it in the foreground (`nginx -g 'daemon off;'`, `apachectl -D FOREGROUND`, `sshd -D`, …) and `exec`. The fix knows the option of the program, where the knowledge base has it. Several servers are better kept in containers of their own.",
    threads: [
      'nginx/docker-nginx#537',
      'docker/compose#6084',
      'Unitech/pm2#113',
      'moby/moby#20364',
    ],
  },
  'unreachable-step': {
    smell:
      'A step stands behind something that never returns: a server behind `tail -f`, behind another server in the foreground, or anything behind a keep-alive or `exec`.',
    why: 'A shell executes one command after the other, and waits for each that is not in the background. What stands behind a server in the foreground is executed only when that server ends; what stands behind a keep-alive such as `tail -f` or behind `exec` is never executed: the one never ends, and after the other the shell is gone. Severity is `error` when a server is never started that way. Cleanup behind a server without `exec` is not reported.',
    fix: 'Put the earlier one in the background with `&`, or move what has to happen before it. What is to be done when the container stops belongs in a `trap`, with a `wait` that the signal interrupts.',
    threads: [],
  },
  'masked-exit': {
    smell:
      'Servers run in the background, and something that does no work keeps PID 1 alive: `tail -f /dev/null`, `sleep infinity`, or a bare `wait` that goes on when one of several processes has ended. Or the server runs in the foreground, and such a keep-alive follows it.',
    why: 'Docker and Kubernetes see only PID 1. When the server dies, the container looks healthy and is not restarted. A loop that watches its servers is no mask and is not reported. Where only a launcher comes before the keep-alive (`start-all.sh; tail -f app.log`), it is assumed to leave a server, and the severity is `info`.',
    fix: 'Run the server last, in the foreground, with `exec`. For several servers under bash, end with `wait -n` over their own process ids, so that the container ends when one of them does.',
    threads: ['wader/postfix-relay#176', 'docker/docs#19840'],
  },
  'interactive-shell': {
    smell: 'CMD is a shell or a REPL that reads its commands from standard input.',
    why: 'Without a terminal (`docker run` without `-it`, Compose without `tty`, Kubernetes) standard input is at its end from the beginning: the shell reads end-of-file and ends, and the container stops with status 0. Not reported for images that bring no application of their own, for those that are named as a base, a builder or a place to work in, and where a Compose file gives the service a terminal. Where servers were started before the shell, that is reported instead.',
    fix: 'Let CMD start the application. For a look around, `docker run -it IMAGE bash` starts a shell in any image that has one.',
    threads: [],
  },
  'errexit-stops-start': {
    smell:
      'Under `set -e`, a command that fails in normal operation stands bare: `grep -q`, `A=$(grep …)`, `((n++))` from 0, `read` at the end of its input.',
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
  'package-manager-main': {
    smell: 'A package manager is the main process: `npm start`, `yarn start`, `pnpm start`.',
    why: 'The package manager stays between PID 1 and the application, often with a shell of its own in between. SIGTERM may not reach the application, its exit status may get lost, and the package manager takes memory for nothing while the container lives.',
    fix: 'Start what the script of `package.json` says: `CMD ["node", "server.js"]`. Because the script may read variables that npm sets, the fix is not applied unasked.',
    threads: ['npm/npm#4603'],
  },
  'dropped-arguments': {
    smell: 'ENTRYPOINT is written in shell form, and there is a CMD.',
    why: 'With a shell-form ENTRYPOINT the container runs `/bin/sh -c` with that one text. CMD and the arguments of `docker run` become parameters of the shell, which the text does not use: they are silently lost. A text that uses them (`$0`, `$@`) is not reported.',
    fix: 'Use the exec form of ENTRYPOINT; CMD then holds its default arguments. Because CMD may be a relic, the fix is not applied unasked.',
    threads: [],
  },
  'overridden-instruction': {
    smell: 'A stage has several CMD or several ENTRYPOINT instructions.',
    why: 'Only the last one of each counts. The earlier ones look as if they started something, and do not. What a stage inherits from another may be overridden, and is not reported.',
    fix: 'Remove the earlier ones. To start several programs, start them in one script.',
    threads: [],
  },
  'malformed-exec-form': {
    smell:
      'CMD or ENTRYPOINT begins with `[`, but is no JSON array of strings; its program is one string with blanks; or no blank stands behind the keyword.',
    why: 'Single quotes, typographic quotes, a comma too many or a missing bracket make Docker take the text for the shell form, without a word: the shell then looks for a command named `[node,`, and the container ends with “not found”. `["node server.js"]` is JSON, but names a program with a blank in its name. `CMD["node"]` is an instruction that the builder does not know: the build stops.',
    fix: 'Write a JSON array in double quotes, each word a string of its own.',
    threads: ['moby/moby#30752'],
  },
  'shell-syntax-in-exec-form': {
    smell:
      'An operator of the shell (`&&`, `|`, `>`, …) a variable, or a word in quotes of its own stands in an exec form.',
    why: 'The exec form starts the program directly. Operators become arguments that the program ignores or complains about, and variables stay as they are written. Arguments of `sh -c` are left alone, and so are programs that take such words (`find … ;`) or expand variables themselves. So do quotes inside a string: `"\'daemon off;\'"`. For variables and quotes the severity is `warning`.',
    fix: 'Use the shell form with `exec`, or `["sh", "-c", "…"]`.',
    threads: [],
  },
  'crlf-line-endings': {
    smell: 'A script that the container starts is saved with Windows line endings.',
    why: 'For the kernel and for every shell of Linux, the carriage return before the line feed is an ordinary character. `#!/bin/sh` becomes the name of a program that does not exist, and the container reports “no such file or directory” although the script is there. Where a shell reads the script (`sh start.sh`), `fi` and `done` are no longer recognized and it stops with a syntax error; a script without them passes the carriage return on to every command, for which the severity is `warning`. Not reported where the Dockerfile takes it out (`dos2unix`, `sed -i "s/\\r$//"`).',
    fix: 'Save the file with LF. So that git does not bring the others back on Windows, write `*.sh text eol=lf` into `.gitattributes`. An editor’s quick fix cannot change line endings: choose LF in its status bar, or let `entrypoint-lint --fix` do it.',
    threads: ['HKUDS/nanobot#2883'],
  },
  'ignored-arguments': {
    smell: 'An ENTRYPOINT script never uses its arguments, although a CMD gives it some.',
    why: 'With an exec-form ENTRYPOINT, the words of CMD and those behind the image’s name in `docker run` are handed to the entrypoint as arguments. A script that reads neither `"$@"` nor `$1` drops them: what CMD says is never executed. Scripts that source a file from an unknown place are not reported, for that file may read them.',
    fix: 'End the script with `exec "$@"`, so that CMD says what runs; or remove CMD. Because CMD may be a relic, the fix is not applied unasked.',
    threads: [],
  },
  'missing-command': {
    smell:
      'ENTRYPOINT wipes the CMD that the image inherits, its script ends in `exec "$@"`, and no CMD is written.',
    why: 'A new ENTRYPOINT resets the inherited CMD to nothing: `exec "$@"` then has nothing to execute, the script comes to its end, and the container stops at once with status 0. Only what would have served is reported, not a shell or a REPL, and nothing of images that are not known.',
    fix: 'Write the CMD of the base image again, below ENTRYPOINT.',
    threads: [],
  },
  'script-not-executable': {
    smell: 'A script is started by its path, and its file has no right to execute.',
    why: 'COPY keeps the mode that a file has in the workspace. Without an x bit neither the container runtime nor a shell executes it, not even for root: “permission denied”. `sh start.sh` needs no such right and is not reported. The mode is that of the file system; on Windows, which has none, that of git’s index. Nothing is said where a RUN may change it in a way that is not followed, such as by a script.',
    fix: '`COPY --chmod=0755` where COPY brings that one file, else `RUN chmod +x`. Or give the file itself the right: `git update-index --chmod=+x start.sh` works everywhere.',
    threads: ['odoo/docker#177'],
  },
  'interpreter-not-in-image': {
    smell:
      'A shebang, or the command that starts the container, needs a shell that the image does not have.',
    why: 'Alpine has no bash, and distroless images and `scratch` have no shell at all, so that even the shell form of CMD cannot start. For a shebang the message is misleading: “no such file or directory” means the interpreter, not the script. Reported only for base images whose shells are known, and only where no RUN or COPY may bring one: packages that are not known to come without bash, scripts, archives and folders copied over `/` or `/usr` keep it silent.',
    fix: '`apk add --no-cache bash`, or `#!/bin/sh` when the script uses nothing that only bash has. Without any shell, start the program itself in exec form.',
    threads: ['lanyulei/ferry#306'],
  },
  'script-not-found': {
    smell: 'The launch names a script that no instruction puts into the image.',
    why: 'The container reports “no such file or directory”, often because of a typing error, another folder, or a line of `.dockerignore`. Reported only where the folder is filled from the build context, what COPY names is in the workspace, git does not ignore the file, and no RUN may make it; and for a path relative to the working directory, where a file of that name is put elsewhere. Silent for images that are not known and for services of a Compose file, whose volumes may bring it.',
    fix: 'Correct the path, add the file, or let it in with `!start.sh` in `.dockerignore`.',
    threads: [],
  },
  'shell-mismatch': {
    smell:
      'A script comes to something that the shell which reads it does not have: `[[`, arrays, `source` or `pipefail` under dash, arrays under busybox ash.',
    why: '`sh` is dash on Debian and Ubuntu, and busybox ash on Alpine. With `sh start.sh` the shebang is a comment: the script is read by `sh` even if it says `#!/bin/bash`. A construct that is no syntax for the shell ends it; a command that it does not have fails, and every `[[` with it says “no”. Only what a launch really comes to is reported, with the shell of its base image; nothing on images that are not known. What merely means something else (`{1..3}`, `wait -n` under busybox ash, which misses jobs that fail) has the severity `warning`. Scripts that try a command in order to do without (`source x || . x`, a test of `$BASH_VERSION`) are left alone.',
    fix: 'Start the script with bash where the image has it: `CMD ["bash", "start.sh"]`, or its own path, so that the shebang counts. Else write what every shell understands: `[`, `.`, `command -v`.',
    threads: ['cookiecutter/cookiecutter-django#2349'],
  },
  'missing-shebang': {
    smell:
      'The container runtime starts a script directly, and the script does not begin with `#!`.',
    why: 'The kernel runs a text only through the interpreter that its first line names. Without that line, containerd and Docker report “exec format error” and the container does not start. In a terminal the same file works, because a shell that cannot start a file reads it itself: so do `env`, `nohup`, `timeout` and scripts that start others, and there nothing is reported. `gosu` does not, nor do `su-exec` and `tini` on Alpine, whose C library leaves it to the kernel. A blank line or a comment above the `#!` is enough to hide it, and so are the three bytes of a byte order mark (BOM), which editors do not show; the command line can remove them.',
    fix: 'Write `#!/bin/sh` into the first line; `#!/bin/bash` where the script uses what only bash has, and the image has it.',
    threads: ['opencontainers/runc#1773'],
  },
  'ineffective-comment': {
    smell:
      'A `# entrypoint-lint:` comment that has no effect: it suppresses what is not found, names a rule that does not exist or none at all, or says what a program does where none is started.',
    why: 'A suppression that is left behind hides the next finding of that rule, and a misspelt one hides nothing although it looks as if it did. Comments speak of the line below (`disable-next-line`, `serves`, `daemonizes`, `finishes`), or of their whole file (`disable-file`). Where a line holds several commands, an annotation speaks of the first.',
    fix: 'Remove the comment, or correct it. Give the reason of a suppression behind ` -- `.',
    threads: [],
  },
};
