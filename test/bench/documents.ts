/** The documents that the benchmarks type in. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Project } from '../../server/src/analysis.ts';
import { SETTINGS_FILE } from '../../server/src/settings-file.ts';

export interface MadeDocument {
  /** Relative to the workspace folder. */
  readonly path: string;
  readonly languageId: string;
  /**
   * The text after so many keystrokes: never the same twice, and each with other diagnostics than the
   * one before, in all servers.
   */
  text(keystrokes: number): string;
  /** Where something can be said: 0-based. */
  readonly hover: { readonly line: number; readonly character: number };
}

/** A document of about as many lines. */
export function documentOf(kind: 'script' | 'dockerfile', lines: number): MadeDocument {
  return kind === 'script' ? scriptOf(lines) : dockerfileOf(lines);
}

function scriptOf(lines: number): MadeDocument {
  const blocks = Array.from({ length: lines / 10 - 1 }, (_, index) => scriptBlock(index)).join('');
  const head = '#!/bin/bash\necho starting\n';
  return {
    path: 'start.sh',
    languageId: 'shellscript',
    text: keystrokes => {
      const end = keystrokes % 2 === 0 ? 'node server.js &\n' : 'exec node server.js\nif\n';
      return `${head}${blocks}echo ${keystrokes}\n${end}`;
    },
    hover: { line: 1, character: 1 },
  };
}

/** Ten lines of what startup scripts are made of; `n` keeps their names apart. */
export function scriptBlock(n: number): string {
  return `# step ${n}
DIR_${n}="\${DATA:-/var/lib}/${n}"
if [ -n "$OPTION_${n}" ]; then
  mkdir -p "$DIR_${n}"
elif [ "$MODE" = "m${n}" ]; then
  echo "mode ${n}" >> /var/log/start.log
fi
for name in a b; do chmod 755 "$DIR_${n}/$name"; done
grep -q "key${n}" /etc/app.conf || echo "no key ${n}"
cp /etc/template "$DIR_${n}" && chown app "$DIR_${n}"
`;
}

function dockerfileOf(lines: number): MadeDocument {
  const body = Array.from({ length: (lines - 4) / 4 }, (_, n) => dockerfileBlock(n)).join('');
  const head = 'FROM node:22-bookworm\nWORKDIR /app\n';
  return {
    path: 'Dockerfile',
    languageId: 'dockerfile',
    text: keystrokes => {
      const end =
        keystrokes % 2 === 0 ? 'CMD node server.js & echo\n' : 'CMD node server.js\nFOO\n';
      return `${head}${body}RUN echo ${keystrokes}\n${end}`;
    },
    hover: { line: 0, character: 1 },
  };
}

function dockerfileBlock(n: number): string {
  return `ENV OPTION_${n}=value
COPY files/${n} /app/files/${n}
RUN apt-get update && \\
    apt-get install -y package-${n}
`;
}

/** A script that is named alone, in a folder without anything else. */
export function projectOf(text: string): Project {
  return {
    entries: [{ kind: 'script', path: 'start.sh' }],
    files: new Map([
      ['start.sh', { kind: 'text', text }],
      [SETTINGS_FILE, { kind: 'absent' }],
    ]),
  };
}

/** The document, what it needs beside it, and as many other Dockerfiles. */
export function writeWorkspace(folder: string, made: MadeDocument, dockerfiles: number): void {
  if (made.path !== 'Dockerfile') {
    writeFileSync(
      join(folder, 'Dockerfile'),
      'FROM node:22-bookworm\nCOPY . /app/\nCMD ["bash", "/app/start.sh"]\n',
    );
  }
  writeFileSync(join(folder, made.path), made.text(0));
  for (let n = 0; n < dockerfiles; n += 1) {
    const service = join(folder, `services/${Math.floor(n / 100)}/${n % 100}`);
    mkdirSync(service, { recursive: true });
    writeFileSync(
      join(service, 'Dockerfile'),
      `FROM node:22\nCOPY . /app/\nCMD ["sh", "/app/run.sh"]\n`,
    );
    writeFileSync(join(service, 'run.sh'), `echo ${n}\nexec node server.js\n`);
  }
}
