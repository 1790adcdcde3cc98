/** RUNs that only install packages, or say something: most do, and need not be parsed to tell what they do to files. */

/** Programs that change no file of the workspace, and none that a launch starts by a path of its own. */
const IDLE =
  'set|cd|echo|printf|true|apt-get|apt|apk|yum|dnf|microdnf|zypper|pip3?|npm|yarn|pnpm|gem|bundle|composer|mkdir|chown|groupadd|useradd|addgroup|adduser';

/** Without quotes, substitutions, redirections and comments a command is what its words say. */
const WORDS = '(?:[ \\t]+[^\\s;&|<>()`"\'\\\\#]+)*[ \\t]*';

/** The lists of packages that are thrown away behind an installation. */
const CLEANS =
  'rm[ \\t]+-\\w+[ \\t]+/var/(?:lib/apt/lists|cache/apt|cache/apk|cache/yum)(?:/\\*)?[ \\t]*';

const IDLE_COMMAND = new RegExp(`^[ \\t]*(?:(?:${IDLE})${WORDS}|${CLEANS})$`);

/** False where that cannot be told without reading the text as a shell does. */
export function isIdle(text: string): boolean {
  return text
    .replace(/\\\n/g, ' ')
    .split(/&&|[;\n]/)
    .every(command => IDLE_COMMAND.test(command));
}
