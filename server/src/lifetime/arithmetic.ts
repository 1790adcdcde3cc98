/** `((…))` and `let`: what they come to is not computed, but for counts. */
import { commandText } from '../programs/command.ts';
import { asAtoms, unknownValue } from './assignments.ts';
import type { Call } from './builtin-call.ts';
import type { Context, Outcome } from './context.ts';
import { splitWith } from './outcomes.ts';
import { assign, type State } from './state.ts';

/** `n += 1`, `n = n + 1` and `++n` are 0, which is a failure, only where a count comes from below; `n++` is from 0. */
const COUNTS_UP =
  /^\s*(\+\+\s*\w+|\w+\s*\+=\s*[1-9]\d*|(\w+)\s*=\s*(\$?\2|\$\{\2\})\s*\+\s*[1-9]\d*)\s*$/;

/** The variables that an expression sets: `n = 1`, `n += 1`, `n++`, `--n`. */
const SETS =
  /([A-Za-z_]\w*)\s*(?:(?:[-+*/%&|^]|<<|>>)?=(?!=)|\+\+|--)|(?:\+\+|--)\s*([A-Za-z_]\w*)/g;

/** `let` evaluates each of its words, and fails where the last is 0. */
export function letVariables({ argv }: Call, state: State, context: Context): Outcome {
  const words = argv.slice(1).map(({ value, source }) => value ?? source);
  return evaluateAll(words, commandText(argv), state, context);
}

/** `((…))`, with its parentheses. */
export function evaluateArithmetic(command: string, state: State, context: Context): Outcome {
  return evaluateAll([command.slice(2, -2)], command, state, context);
}

function evaluateAll(
  expressions: readonly string[],
  command: string,
  state: State,
  context: Context,
): Outcome {
  const { machine } = context;
  const names = expressions.flatMap(text =>
    [...text.matchAll(SETS)].flatMap(([, before, behind]) => before ?? behind ?? []),
  );
  const changed = names.reduce(
    (current, name) =>
      assign(current, name, asAtoms(unknownValue(context), name, context), machine),
    state,
  );
  if (COUNTS_UP.test(expressions.at(-1) ?? '')) return { success: changed, failure: undefined };
  return splitWith(1, changed, machine.answered(command), context);
}
