/** Reads which files git holds to be executable, for file systems that do not say it. */

/** A stage-0 entry's mode, where its name begins, and where its flags stand. */
const MODE_AT = 24;
const FLAGS_AT = 60;
const EXTENDED = 0x4000;

/**
 * The paths of an index file of git (versions 2 to 4, gitformat-index(5)), each with its right to
 * execute. Links and submodules are left out. Undefined for bytes that are no index.
 */
export function readGitIndex(bytes: Uint8Array): ReadonlyMap<string, boolean> | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const version = view.getUint32(4);
    const isIndex = view.getUint32(0) === 0x44495243 && version >= 2 && version <= 4;
    return isIndex ? readEntries(bytes, view, version) : undefined;
  } catch (error) {
    // The file ends in the middle of an entry.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function readEntries(
  bytes: Uint8Array,
  view: DataView,
  version: number,
): ReadonlyMap<string, boolean> {
  const found = new Map<string, boolean>();
  const decoder = new TextDecoder();
  let name: Uint8Array = new Uint8Array();
  let at = 12;
  for (let left = view.getUint32(8); left > 0; left -= 1) {
    const mode = view.getUint32(at + MODE_AT);
    const extended = (view.getUint16(at + FLAGS_AT) & EXTENDED) !== 0;
    let start = at + FLAGS_AT + (extended ? 4 : 2);
    let kept = 0;
    if (version === 4) {
      const { value, next } = readVariableLength(view, start);
      kept = name.length - value;
      start = next;
    }
    const end = bytes.indexOf(0, start);
    if (end < 0 || kept < 0) throw new RangeError('an entry without an end');
    name = joined(name.subarray(0, kept), bytes.subarray(start, end));
    if ((mode & 0o170000) === 0o100000) found.set(decoder.decode(name), (mode & 0o111) !== 0);
    // Up to version 3 each entry is filled up with 1 to 8 NULs to a multiple of 8.
    at = version === 4 ? end + 1 : at + (((end - at) >> 3) + 1) * 8;
  }
  return found;
}

/** Git's "offset encoding": 7 bits a byte, the higher first, with 1 added for each further byte. */
function readVariableLength(
  view: DataView,
  start: number,
): { readonly value: number; readonly next: number } {
  let at = start;
  let byte = view.getUint8(at);
  let value = byte & 127;
  while ((byte & 128) !== 0) {
    at += 1;
    byte = view.getUint8(at);
    value = (value + 1) * 128 + (byte & 127);
  }
  return { value, next: at + 1 };
}

function joined(start: Uint8Array, end: Uint8Array): Uint8Array {
  const all = new Uint8Array(start.length + end.length);
  all.set(start);
  all.set(end, start.length);
  return all;
}
