/** RUNs that only install packages: most do, and what they do to files need not be looked for. */

/** Programs that change no file of the workspace, and none that a launch starts by a path of its own. */
const INSTALLERS =
  'apt-get|apt|apk|yum|dnf|microdnf|zypper|pip3?|npm|yarn|pnpm|gem|bundle|composer|mkdir|chown|groupadd|useradd|addgroup|adduser';

/** Without quotes, substitutions, redirections and comments a command is what its words say. */
const WORDS = '(?:[ \\t]+[^\\s;&|<>()`"\'\\\\#]+)*[ \\t]*';

/** The lists of packages that are thrown away behind an installation. */
const CLEANS =
  'rm[ \\t]+-\\w+[ \\t]+/var/(?:lib/apt/lists|cache/apt|cache/apk|cache/yum)(?:/\\*)?[ \\t]*';

const INSTALLS = new RegExp(`^[ \\t]*(?:(?:${INSTALLERS})${WORDS}|${CLEANS})$`);

/** False where that cannot be told without reading the text as a shell does. */
export function onlyInstalls(text: string): boolean {
  return text
    .replace(/\\\n/g, ' ')
    .split(/&&|[;\n]/)
    .every(command => INSTALLS.test(command));
}
