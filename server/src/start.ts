/**
 * Starts the language server on Node. Where `--code-cache=FOLDER` names a folder that only the user can write, what V8
 * compiled in one session is kept there for the next ones. Node's own such cache needs Node 22, and those of libraries
 * hold none of the functions that are compiled when they are first called. Whatever is wrong with the folder costs
 * time only.
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire, wrap } from 'node:module';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { Script } from 'node:vm';
import { loadParser } from './node-parser.ts';

/** Of the server's bundle, set by the build: to compute it here would take longer than to read the code. */
declare const BUNDLE_DIGEST: string;

const PARAMETER = '--code-cache=';
const MINUTE_MS = 60_000;
/** Bytes. A session that calls for so much more than the one before leaves its code instead: the first with a script, say. */
const WORTH_KEEPING = 8_192;
/** What the parser's runtime asks for, in pages of 64 KiB. */
const PARSER_MEMORY = { initial: 512, maximum: 32_768 };
const HEADER_LENGTH = `${BUNDLE_DIGEST} 00000000\n`.length;

// Optimising the parser's largest function takes half a gigabyte, and startup scripts are short. Said here, as
// V8 takes no code that was compiled under other flags.
setFlagsFromString('--wasm-tier-up-filter=0');
// The parser's functions are compiled on other threads, not one by one when the first text waits for them.
setFlagsFromString('--no-wasm-lazy-compilation');
// V8 collects garbage twice when it has got so large a memory: now there is next to none.
const memory = new WebAssembly.Memory(PARSER_MEMORY);
void memory.buffer;
const parser = loadParser(__dirname).then(modules => ({ ...modules, memory }));

const bundle = join(__dirname, 'server-node.js');
const source = readFileSync(bundle, 'utf8');
const folder = process.argv.find(word => word.startsWith(PARAMETER))?.slice(PARAMETER.length);
const cachedData = folder ? readCode(folder) : undefined;
const script = new Script(wrap(source), { filename: bundle, cachedData });
if (folder) {
  // What a session needs has been called by then. Many end without a word.
  setTimeout(() => keepCode(folder), MINUTE_MS).unref();
  process.once('exit', () => keepCode(folder));
  // The end of a remote machine's editor, with all its processes.
  process.once('SIGTERM', () => process.exit(128 + 15));
}
// When V8 has looked at the parser it needs this thread for a moment, and only then compiles: it has it before the
// server's code keeps it busy.
setImmediate(() => {
  const module = { exports: {} as typeof import('./node.ts') };
  script.runInThisContext()(module.exports, createRequire(bundle), module, bundle, __dirname);
  module.exports.serve(parser);
});

/** Stands before the code: V8 looks only roughly whether it is that of the text, and undamaged. */
function headerOf(code: Uint8Array): Buffer {
  return Buffer.from(`${BUNDLE_DIGEST} ${sumOf(code).toString(16).padStart(8, '0')}\n`);
}

/** Of a byte in 512: what is damaged on a disk is so in whole blocks. */
function sumOf(code: Uint8Array): number {
  let sum = code.length;
  for (let index = 0; index < code.length; index += 512)
    sum = (Math.imul(sum, 31) + (code[index] ?? 0)) >>> 0;
  return sum;
}

function fileIn(cache: string): string {
  return join(cache, `server-${process.version}-${process.arch}.code`);
}

function readCode(cache: string): Buffer | undefined {
  try {
    const bytes = readFileSync(fileIn(cache));
    const code = bytes.subarray(HEADER_LENGTH);
    return headerOf(code).equals(bytes.subarray(0, HEADER_LENGTH)) ? code : undefined;
  } catch {
    return undefined;
  }
}

function keepCode(cache: string): void {
  try {
    const code = script.createCachedData();
    const isKept = script.cachedDataRejected === false;
    if (isKept && code.length < (cachedData?.length ?? 0) + WORTH_KEEPING) return;
    const file = fileIn(cache);
    // Another session may read it at this moment.
    const unfinished = `${file}.${process.pid}`;
    mkdirSync(cache, { recursive: true, mode: 0o700 });
    writeFileSync(unfinished, Buffer.concat([headerOf(code), code]), { mode: 0o600 });
    renameSync(unfinished, file);
  } catch {
    // The next session compiles again.
  }
}
