/** Whether a script puts a file in its place when the container starts, so that what the build knows of it is past. */

/** Before the target: output that is not written in the script itself, or an option for the output. */
const OUTPUT = String.raw`^(?!.*(?:<<|\b(?:echo|printf)\b)).*(?:>|\btee\s(?:\s*-a)?)\s*`;
const TEMPLATE = String.raw`(?::|\s-o[ =]?|\s--out(?:put)?(?:-file)?[ =])`;
const QUOTE = `["']?`;
const WORD_ENDS = String.raw`["']?(?=[\s;&|)]|$)`;
const COMMAND_ENDS = String.raw`["']?\s*(?:[)#]|\d?>|$)`;

/** True where `script` copies such a file, or makes it of a template; what it writes into it word by word can be read. */
export function putsFile(script: string, path: string): boolean {
  if (!path.startsWith('/')) return false;
  const names = [escaped(path), ...variablesOf(script, path)];
  const target = `${QUOTE}(?:${names.join('|')})`;
  const makes = new RegExp(`${OUTPUT}${target}${WORD_ENDS}|${TEMPLATE}${target}${WORD_ENDS}`, 'm');
  if (makes.test(script)) return true;
  const isTarget = new RegExp(String.raw`\s${target}${COMMAND_ENDS}`);
  return copiesIn(script).some(words => isTarget.test(words) || putsIntoFolder(words, path));
}

/** What stands behind `cp` and its like, command by command: to look for a command's end in a whole script takes too long. */
function copiesIn(script: string): readonly string[] {
  return script.split(/[;&|\n]/).flatMap(command => {
    const found = /\b(?:cp|mv|ln|install|rsync)(?=\s)/.exec(command);
    return found === null ? [] : [command.slice(found.index + found[0].length)];
  });
}

/** `/conf/* /etc/app/`, `-r /conf /etc/app`, `/conf/app.conf /etc/app/`. */
function putsIntoFolder(words: string, path: string): boolean {
  const slash = path.lastIndexOf('/');
  const [folder, name] = [path.slice(0, slash), path.slice(slash + 1)];
  if (folder === '') return false;
  const target = new RegExp(String.raw`\s${QUOTE}${escaped(folder)}/?${COMMAND_ENDS}`).exec(words);
  const brings = new RegExp(String.raw`\*|\s-\w*[arR]|/${escaped(name)}`);
  return target !== null && brings.test(words.slice(0, target.index));
}

/** A pattern of many thousands would be too large. */
const NAMES_LIMIT = 20;

/** How the script may write the path: `$CONF` after `CONF=/etc/app.conf`. */
function variablesOf(script: string, path: string): readonly string[] {
  const assigned = new RegExp(String.raw`\b(\w+)=${QUOTE}${escaped(path)}${WORD_ENDS}`, 'g');
  const names = new Set([...script.matchAll(assigned)].map(([, name]) => name));
  return [...names].slice(0, NAMES_LIMIT).map(name => String.raw`\$\{?${name}\}?`);
}

/** As a part of a regular expression; `*` is any part of a name. */
function escaped(text: string): string {
  const literal = text.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
  return literal.replaceAll('*', String.raw`[^\s/"';&|)]*`);
}
