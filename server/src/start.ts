/**
 * Starts the language server on Node. Where `--code-cache=FOLDER` names a folder that only the user can write, what V8
 * compiled in one session is kept there for the next ones. Node's own such cache needs Node 22, and those of libraries
 * hold none of the functions that are compiled when they are first called. Whatever is wrong with the folder costs
 * time only.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire, wrap } from 'node:module';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { Script } from 'node:vm';

const PARAMETER = '--code-cache=';
const MINUTE_MS = 60_000;

// Optimising the parser's largest function takes half a gigabyte, and startup scripts are short. Said here, as
// V8 takes no code that was compiled under other flags.
setFlagsFromString('--wasm-tier-up-filter=0');

const bundle = join(__dirname, 'server-node.js');
const source = readFileSync(bundle, 'utf8');
const folder = process.argv.find(word => word.startsWith(PARAMETER))?.slice(PARAMETER.length);
const cachedData = folder ? readCode(folder) : undefined;
const script = new Script(wrap(source), { filename: bundle, cachedData });
if (folder && script.cachedDataRejected !== false) {
  // What a session needs has been called by then. Many end without a word.
  setTimeout(() => keepCode(folder), MINUTE_MS).unref();
  process.once('exit', () => keepCode(folder));
  // The end of a remote machine's editor, with all its processes.
  process.once('SIGTERM', () => process.exit(128 + 15));
}
const module = { exports: {} };
script.runInThisContext()(module.exports, createRequire(bundle), module, bundle, __dirname);

/** V8 looks only roughly whether code is that of the text, and undamaged. */
function digest(code: Uint8Array): Buffer {
  return createHash('sha256').update(source).update(code).digest();
}

function fileIn(cache: string): string {
  return join(cache, `server-${process.version}-${process.arch}.code`);
}

/** The digest stands before the code. */
function readCode(cache: string): Buffer | undefined {
  try {
    const bytes = readFileSync(fileIn(cache));
    const code = bytes.subarray(32);
    return digest(code).equals(bytes.subarray(0, 32)) ? code : undefined;
  } catch {
    return undefined;
  }
}

function keepCode(cache: string): void {
  try {
    const code = script.createCachedData();
    const file = fileIn(cache);
    // Another session may read it at this moment.
    const unfinished = `${file}.${process.pid}`;
    mkdirSync(cache, { recursive: true, mode: 0o700 });
    writeFileSync(unfinished, Buffer.concat([digest(code), code]), { mode: 0o600 });
    renameSync(unfinished, file);
  } catch {
    // The next session compiles again.
  }
}
