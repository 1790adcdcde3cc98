/** A grammar of startup scripts whose programs are stubs: everything that may decide how PID 1 ends. */
import fc from 'fast-check';
import { called } from './calls.ts';
import { assignment, ending, option, server, task, trap } from './commands.ts';
import { branch, grouped, list, loop } from './compounds.ts';
import { job } from './jobs.ts';
import { createNames, finished, type Piece } from './pieces.ts';
import type { ShellName } from './sandbox.ts';

/** A start that was made up. */
export interface Generated {
  readonly shell: ShellName;
  readonly script: string;
  /** The scripts that it calls, by path. */
  readonly files: ReadonlyMap<string, string>;
  /** The script is the text of `-c`, not a file. */
  readonly commandText: boolean;
  readonly parameters: readonly string[];
  /** The build takes the carriage returns away that the script's lines end with. */
  readonly unixLines?: boolean;
}

const MAX_DEPTH = 3;

export function generated(shell: ShellName): fc.Arbitrary<Generated> {
  const parameters = fc.constantFrom<readonly string[]>(
    [],
    [],
    ['x'],
    ['y', 'x'],
    ['-v'],
    ['node', 'main.js'],
  );
  return fc
    .tuple(
      fc.array(statement(MAX_DEPTH, shell), { minLength: 1, maxLength: 6 }),
      fc.boolean(),
      parameters,
    )
    .map(([pieces, commandText, words]) => {
      const files = new Map<string, string>();
      const names = createNames(files, shell === 'bash' ? '#!/bin/bash' : '#!/bin/sh');
      const body = pieces.map(piece => piece(names)).join('\n');
      const all = [body, ...files.values()];
      const trapped = all.some(text => /\btrap\b/.test(text));
      // No environment holds a process id.
      const script = all.some(text => /\$"?pid/.test(text)) ? `pid=\n${body}` : body;
      return {
        shell,
        script: finished(script, trapped),
        files: new Map([...files].map(([path, text]) => [path, finished(text, trapped)])),
        commandText: commandText && words.length === 0,
        parameters: words,
      };
    });
}

function statement(depth: number, shell: ShellName): fc.Arbitrary<Piece> {
  const simple = [
    { arbitrary: task(shell), weight: 4 },
    { arbitrary: server(shell), weight: 5 },
    { arbitrary: job(shell), weight: 4 },
    { arbitrary: assignment(), weight: 4 },
    { arbitrary: option(shell), weight: 2 },
    { arbitrary: trap(), weight: 1 },
    { arbitrary: ending(), weight: 3 },
  ];
  if (depth === 0) return fc.oneof(...simple);
  const block = blockOf(depth - 1, shell);
  return fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    ...simple,
    { arbitrary: branch(block, shell), weight: 6 },
    { arbitrary: list(statement(depth - 1, shell), shell), weight: 3 },
    { arbitrary: loop(block, shell), weight: 3 },
    { arbitrary: grouped(block, shell), weight: 4 },
    { arbitrary: called(block, shell), weight: 4 },
  );
}

function blockOf(depth: number, shell: ShellName): fc.Arbitrary<Piece> {
  return fc
    .array(statement(depth, shell), { minLength: 1, maxLength: 3 })
    .map(pieces => names => pieces.map(piece => piece(names)).join('\n'));
}
