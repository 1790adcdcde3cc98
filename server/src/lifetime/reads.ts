/** Builtins that read: what comes next is not known, and whether something comes is a question. */
import { asAtoms, unknownValue } from './assignments.ts';
import type { Call } from './builtin-call.ts';
import type { Context, Outcome } from './context.ts';
import { join } from './join.ts';
import { pastInput, splitWith } from './outcomes.ts';
import { assign, type State } from './state.ts';

/** The next line. Without names it is in `REPLY`. */
export function readInput(call: Call, state: State, context: Context): Outcome {
  const names = call.argv
    .slice(1)
    .flatMap(({ value }) => (/^[A-Za-z_]\w*$/.test(value ?? '') ? [value ?? ''] : []));
  const given = call.step.redirects.some(({ operator }) => operator.startsWith('<'));
  const named = names.length > 0 ? names : ['REPLY'];
  const next = takeNext(named, 'read', given ? state : pastInput(state, context), context);
  // A here-string ends in a line break, so that there is a line to read.
  const whole = call.step.redirects.some(({ operator }) => operator === '<<<');
  const cut = call.argv.some(({ value }) => /^-\w*d/.test(value ?? ''));
  return whole && !cut
    ? { success: join(next.success, next.failure, context.machine), failure: undefined }
    : next;
}

/** All lines at once, of which there may be none. */
export function readLines(call: Call, state: State, context: Context): Outcome {
  const { machine } = context;
  const operand = call.argv.at(-1)?.value ?? '';
  const name = /^[A-Za-z_]\w*$/.test(operand) && call.argv.length > 1 ? operand : 'MAPFILE';
  const given = call.step.redirects.some(({ operator }) => operator.startsWith('<'));
  const read = given ? state : pastInput(state, context);
  const values = asAtoms(unknownValue(context), name, context);
  return { success: assign(read, name, values, machine), failure: undefined };
}

export function readOption(call: Call, state: State, context: Context): Outcome {
  const name = call.argv[2]?.value;
  const names = name === undefined ? [] : [name];
  return takeNext([...names, 'OPTARG', 'OPTIND'], 'getopts', state, context);
}

/** The next line or option, as long as there is one. */
function takeNext(
  names: readonly string[],
  command: string,
  state: State,
  context: Context,
): Outcome {
  const { machine } = context;
  const changed = names.reduce(
    (current, name) =>
      assign(current, name, asAtoms(unknownValue(context), name, context), machine),
    state,
  );
  return splitWith(1, changed, machine.answered(command), context);
}
