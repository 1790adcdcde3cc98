/** Holds a verdict against everything that was seen of a launch. */
import type { Ending, Lifetime } from '../../server/src/lifetime/endings.ts';
import type { Trial } from './oracle.ts';

/**
 * What contradicts the verdict, in words. What is said to happen somewhere can be missed only where
 * the starts were `complete`, and nothing but the environment decides.
 */
export function verdictContradiction(
  { verdict, endings, strandings }: Lifetime,
  trials: readonly Trial[],
  complete: boolean,
): string | undefined {
  if (trials.length === 0 || endings.some(({ doubted }) => doubted)) return undefined;
  const claimed = trials.filter(({ judgement }) => judgement !== 'unclaimed');
  const strands = claimed.find(({ outcome }) => outcome.ended && outcome.serving.length > 0);
  const stranded = strands?.outcome.serving.join(', ');
  const stays = claimed.some(({ outcome }) => !outcome.ended);
  const seenAll = complete && claimed.length === trials.length;
  const decided = endings.some(({ deliberate }) => deliberate);
  switch (verdict) {
    case 'exits':
      if (!seenAll || strandings.every(({ confidence }) => confidence !== 'certain'))
        return undefined;
      return strands === undefined ? 'verdict exits, but no start strands a server' : undefined;
    case 'stays': {
      if (strands !== undefined && !decided)
        return `verdict stays, but a start strands ${stranded}`;
      if (trials.some(({ outcome }) => !outcome.ended)) return undefined;
      if (!seenAll || !endings.some(runsForSure)) return undefined;
      return 'verdict stays, but no start stays';
    }
    case 'completes':
      if (strands !== undefined && !decided)
        return `verdict completes, but a start strands ${stranded}`;
      return stays ? 'verdict completes, but a start stays' : undefined;
    case 'unknown':
      return undefined;
  }
}

function runsForSure({ kind, confidence }: Ending): boolean {
  return kind === 'runs' && confidence === 'certain';
}
