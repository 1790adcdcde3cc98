import { expandVariables, splitWords, type Variables } from './expand.ts';
import { absolutePath, type ContainerFiles, type Copy, cleanPath, type Write } from './files.ts';
import type { Heredoc, Instruction } from './instructions.ts';

/** Reads one COPY or ADD. A source or target that is not known before the build brings nothing. */
export function readCopies(
  instruction: Instruction,
  workdir: string | undefined,
  variables: Variables,
  stageFiles: (name: string) => ContainerFiles | undefined,
): readonly (Copy | Write)[] {
  const written = copyWords(instruction);
  const words = written.map(word => expandVariables(word, variables));
  const target = words.at(-1);
  const sources = words.slice(0, -1);
  if (target === undefined || sources.length === 0) return [];
  const absolute = absolutePath(target, workdir);
  if (absolute === undefined) return [];
  const stage = instruction.flags.get('from');
  const from = stage === undefined ? undefined : (stageFiles(stage) ?? 'unknown');
  const intoDirectory = sources.length > 1 || /(^|\/)\.?\.?$/.test(target);
  const executable = executableBy(instruction.flags.get('chmod'));
  return sources.flatMap((source, index): readonly (Copy | Write)[] => {
    const heredoc = heredocNamed(written[index] ?? '', instruction);
    if (heredoc !== undefined) {
      const path = intoDirectory ? `${absolute === '/' ? '' : absolute}/${heredoc.name}` : absolute;
      return [
        {
          kind: 'write',
          path,
          text: expandsVariables(heredoc) ? undefined : heredoc.text,
          appends: false,
          executable: executable ?? false,
        },
      ];
    }
    if (source === undefined || /^[a-z]+:\/\//.test(source)) return [];
    return [
      {
        kind: 'copy',
        source: cleanPath(source),
        target: absolute,
        intoDirectory,
        from,
        executable,
      },
    ];
  });
}

/** What a mode says of the right to execute; undefined where it says nothing. */
export function executableBy(mode: string | undefined): boolean | undefined {
  if (mode === undefined) return undefined;
  if (/^[0-7]{3,4}$/.test(mode)) return (Number.parseInt(mode, 8) & 0o111) !== 0;
  const change = /^[ugoa]*([-+=])([rwxXst]*)$/.exec(mode);
  if (change === null) return undefined;
  const [, operator, rights = ''] = change;
  if (!rights.includes('x')) return operator === '=' ? false : undefined;
  return operator !== '-';
}

/** The builder puts the values of variables into the text. */
function expandsVariables({ text, quoted }: Heredoc): boolean {
  return !quoted && /[$\\]/.test(text.text);
}

function heredocNamed(word: string, { heredocs }: Instruction): Heredoc | undefined {
  const name = /^<<-?(.+)$/.exec(word)?.[1];
  return name === undefined ? undefined : heredocs.find(heredoc => heredoc.name === name);
}

function copyWords(instruction: Instruction): readonly string[] {
  const { text } = instruction.rest;
  if (!text.startsWith('[')) return splitWords(text);
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) ? parsed.filter(value => typeof value === 'string') : [];
  } catch {
    return [];
  }
}
