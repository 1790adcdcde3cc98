/** What the text of an application's file tells about it, without understanding the language. */

import { baseName } from './command.ts';

/** `ends` and `serves` are plain to see; most texts tell neither. */
export type Told = 'ends' | 'serves' | 'nothing';

/** A file beyond this is no plain task. */
const TASK_LENGTH = 4_000;

/** Words that start a server, wait for events, or stay in a loop. */
const SERVES =
  /\b(listen|createServer|serve_forever|run_forever|setInterval|start_server|serve)\s*\(|\bapp\.(run|listen)\s*\(|\buvicorn\.run\b/;

/** A loop that may never be left. */
const ENDLESS = /\bwhile\s*\(?\s*(True|true|1)\b|\bfor\s*\(\s*;\s*;\s*\)/;
const LEAVES = /\b(break|return|exit|raise|throw|die|last)\b/;

/** What a plain task does without: waiting, events, other processes, and code that comes from elsewhere. */
const MAY_STAY =
  /\b(while|loop|wait\w*|listen\w*|serve\w*|server|watch\w*|subscribe|consume\w*|poll|join|accept|stdin|input|gets|readline|spawn\w*|fork|exec\w*|popen|system|subprocess|child_process|cluster|worker\w*|thread\w*|asyncio|async|await|on|once|addEventListener|setTimeout|setImmediate|signal|sleep|eval|include|require_relative|source)\b/i;

/** Modules that do nothing by themselves. */
const HARMLESS_MODULES = new Set(
  'fs path os util url crypto assert sys json re time datetime math random string logging argparse pathlib shutil csv hashlib collections itertools functools textwrap strict warnings'.split(
    ' ',
  ),
);

const MODULE =
  /\brequire\s*\(\s*['"](?:node:)?([^'"]+)['"]|\brequire\s+['"]([^'"]+)|\bfrom\s+['"](?:node:)?([^'"]+)['"]|^\s*import\s+['"]([^'"]+)|^\s*from\s+([\w.]+)\s+import\b|^\s*import\s+([\w., ]+?)\s*$|^\s*use\s+([\w:\\]+)/gm;

/** Reads the text of a script in JavaScript, Python, Ruby, PHP or Perl. */
export function toldBy(text: string): Told {
  const code = text
    .replace(/\/\*[\s\S]*?\*\/|^\s*(#|\/\/).*$/gm, '')
    .replace(/^<\?php\b|\?>\s*$/g, '')
    .trim();
  if (SERVES.test(code) || (ENDLESS.test(code) && !LEAVES.test(code))) return 'serves';
  if (code === '' || code.length > TASK_LENGTH) return 'nothing';
  const modules = [...code.matchAll(MODULE)].flatMap(([, ...names]) =>
    names.flatMap(name => name?.split(/\s*,\s*/) ?? []),
  );
  const isPlain =
    modules.every(name => HARMLESS_MODULES.has(name)) && !MAY_STAY.test(withoutStrings(code));
  // An import in a form that is not read above may bring anything.
  const imports = code.match(/\b(import|require)\b/g)?.length ?? 0;
  return isPlain && imports <= modules.length ? 'ends' : 'nothing';
}

function withoutStrings(code: string): string {
  return code.replace(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g, "''");
}

/** Names of files that do something before the application serves, in small letters: they return. */
const TASK_NAME =
  /^((db|database|docker|container)[-_.]?)?(make[-_]?db|migrat(e|ions?)|seed(er)?|wait|setup|init(ialize)?|prepare|bootstrap|provision|create|generate|import|load|check|configure|install|update|upgrade|patch|fix|apply|register|download|healthcheck|pre[-_]?start|render|replace|populate|fixtures?|backup|restore|dump|clean(up)?|clear|remove|delete|reset|validate|verify|compile|build)([-_.].*)?$/;

const SERVER_NAME =
  /server|daemon|worker|balancer|listener|consumer|gateway|proxy|service|(^|[-_.])(app|main|index|api|web|www|bot)[-_.]/;

/** True where the file's name says that it does a task: `CreateBackup.php` as well as `create-backup.php`. */
export function isTaskName(file: string): boolean {
  const words = baseName(file).replace(/([a-z\d])([A-Z])/g, '$1-$2');
  const name = words.toLowerCase();
  return TASK_NAME.test(name) && !/server|daemon|worker|balancer|(^|[-_])app\./.test(name);
}

/** True where the file's name says that it serves. */
export function isServerName(file: string): boolean {
  return SERVER_NAME.test(baseName(file).toLowerCase());
}

/** True where the application's first argument asks for a task: `python app.py migrate`. */
export function isTaskWord(word: string | undefined): boolean {
  const tasks = /^(makemigrations|collectstatic|createsuperuser|loaddata|compilemessages|db)$/;
  return word !== undefined && /^[a-z]/i.test(word) && (tasks.test(word) || isTaskName(word));
}
