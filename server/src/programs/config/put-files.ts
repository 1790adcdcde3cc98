/** Whether a script puts a file in its place when the container starts, so that what the build knows of it is past. */

/** Before the target: output that is not written in the script itself, a copy, or an option for the output. */
const OUTPUT = String.raw`^(?!.*(?:<<|\b(?:echo|printf)\b)).*(?:>|\btee\s(?:\s*-a)?)\s*`;
const COPY = String.raw`\b(?:cp|mv|ln|install|rsync)\s[^;&|\n]*\s`;
const TEMPLATE = String.raw`(?::|\s-o[ =]?|\s--out(?:put)?(?:-file)?[ =])`;
const QUOTE = `["']?`;
const WORD_ENDS = String.raw`["']?(?=[\s;&|)]|$)`;
const COMMAND_ENDS = String.raw`["']?\s*(?:[;&|)#]|\d?>|$)`;

/** True where `script` copies such a file, or makes it of a template; what it writes into it word by word can be read. */
export function putsFile(script: string, path: string): boolean {
  if (!path.startsWith('/')) return false;
  const names = [escaped(path), ...variablesOf(script, path)];
  const target = `${QUOTE}(?:${names.join('|')})`;
  const puts = `${OUTPUT}${target}${WORD_ENDS}|${COPY}${target}${COMMAND_ENDS}|${TEMPLATE}${target}${WORD_ENDS}`;
  return new RegExp(puts, 'm').test(script) || putsIntoFolder(script, path);
}

/** `cp /conf/* /etc/app/`, `cp -r /conf /etc/app`, `cp /conf/app.conf /etc/app/`. */
function putsIntoFolder(script: string, path: string): boolean {
  const slash = path.lastIndexOf('/');
  const [folder, name] = [path.slice(0, slash), path.slice(slash + 1)];
  if (folder === '') return false;
  const brings = String.raw`(?:[^;&|\n]*(?:\*|\s-\w*[arR]|/${escaped(name)}))`;
  const copies = String.raw`\b(?:cp|mv|install|rsync)(?=\s)${brings}[^;&|\n]*\s${QUOTE}`;
  return new RegExp(`${copies}${escaped(folder)}/?${COMMAND_ENDS}`, 'm').test(script);
}

/** How the script may write the path: `$CONF` after `CONF=/etc/app.conf`. */
function variablesOf(script: string, path: string): readonly string[] {
  const assigned = new RegExp(String.raw`\b(\w+)=${QUOTE}${escaped(path)}${WORD_ENDS}`, 'g');
  return [...script.matchAll(assigned)].map(([, name]) => String.raw`\$\{?${name}\}?`);
}

/** As a part of a regular expression; `*` is any part of a name. */
function escaped(text: string): string {
  const literal = text.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
  return literal.replaceAll('*', String.raw`[^\s/"';&|)]*`);
}
