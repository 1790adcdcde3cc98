/** Tells the options of a command from its operands, as the program would. */
import type { Argument } from './command.ts';
import type { Program } from './program.ts';

/** An option as it is given; `-Df` gives two. */
export interface GivenOption {
  readonly name: string;
  /** Its value, empty where it has none; undefined where it is not known. */
  readonly value: string | undefined;
  /** The argument that is the value, where it is a word of its own. */
  readonly valueWord: Argument | undefined;
  /** The place of its word among the arguments, and of the last word that belongs to it. */
  readonly index: number;
  readonly lastIndex: number;
}

export interface Operand {
  readonly argument: Argument;
  /** Its place among the arguments. */
  readonly index: number;
}

export interface SplitArguments {
  readonly rest: readonly Argument[];
  readonly options: readonly GivenOption[];
  readonly operands: readonly Operand[];
  /** The place of `--` among the arguments. */
  readonly dashes: number | undefined;
  /** Some words are not known and may be options: `$OPTIONS`, `"$@"`. */
  readonly open: boolean;
}

type Syntax = Pick<Program, 'valueOptions' | 'singleDash' | 'optionsFirst'>;

/** `rest` are the words behind the program. `--` ends the options. */
export function splitArguments(rest: readonly Argument[], syntax: Syntax): SplitArguments {
  const options: GivenOption[] = [];
  const operands: Operand[] = [];
  let dashes: number | undefined;
  let open = false;
  for (let index = 0; index < rest.length; index += 1) {
    const argument = rest[index];
    if (argument === undefined) break;
    const text = argument.value ?? knownStart(argument);
    const ended = dashes !== undefined || (syntax.optionsFirst && operands.length > 0);
    if (!ended && text === '--') {
      dashes = index;
    } else if (!ended && text !== undefined && /^-./.test(text)) {
      const given = optionsOf(text, index, rest, syntax, argument.value !== undefined);
      options.push(...given);
      index = given.at(-1)?.lastIndex ?? index;
    } else {
      if (!ended && argument.value === undefined) open ||= mayBeOptions(argument.source);
      operands.push({ argument, index });
    }
  }
  return { rest, options, operands, dashes, open };
}

/** The beginning of an option whose value is not known: `--data="$DIR"`. */
function knownStart({ source }: Argument): string | undefined {
  return /^["']?(--?[A-Za-z][\w-]*=?)/.exec(source)?.[1];
}

/** A word that is split, or that is named for it, may come to options; a quoted one is a value as a rule. */
function mayBeOptions(source: string): boolean {
  return !/^["']/.test(source) || /@|OPT|ARG|FLAG|PARAM/i.test(source);
}

function optionsOf(
  text: string,
  index: number,
  rest: readonly Argument[],
  { valueOptions = [], singleDash }: Syntax,
  complete: boolean,
): readonly GivenOption[] {
  const alone = { value: '', valueWord: undefined, index, lastIndex: index };
  const withNext = (name: string): GivenOption => {
    if (!valueOptions.includes(name)) return { name, ...alone };
    const valueWord = rest[index + 1];
    return valueWord === undefined
      ? { name, ...alone }
      : { name, value: valueWord.value, valueWord, index, lastIndex: index + 1 };
  };
  const equals = text.indexOf('=');
  if (text.startsWith('--') || singleDash) {
    if (equals < 0) return [withNext(text)];
    const value = complete ? text.slice(equals + 1) : undefined;
    return [{ ...alone, name: text.slice(0, equals), value }];
  }
  const options: GivenOption[] = [];
  // `-c/etc/x` and `-x=y`: what follows cannot be options.
  const end = 1 + (/^-([\w?]*)/.exec(text)?.[1]?.length ?? 0);
  for (let at = 1; at < end; at += 1) {
    const name = `-${text[at]}`;
    const attached = text.slice(at + 1);
    if (valueOptions.includes(name) && attached !== '') {
      options.push({ ...alone, name, value: complete ? attached : undefined });
      break;
    }
    options.push(at === text.length - 1 && complete ? withNext(name) : { name, ...alone });
  }
  return options;
}
