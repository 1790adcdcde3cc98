/**
 * The room `messages`: every text that a person reads, by id and arguments, in English and Japanese.
 * A message without its translation does not compile. Nothing is decided here.
 */
import type { CliMessage } from '../cli/cli-message.ts';
import type { Explanation } from '../explain.ts';
import type { LspMessage } from '../lsp/lsp-message.ts';
import type { FixTitle, Risk, RuleMessage, TrailNote, UnsafeFix } from '../rules/finding.ts';
import type { SettingsMessage } from '../settings.ts';
import type { LessonTitle } from '../teaching.ts';
import type { Place } from '../text/place.ts';

export type Message =
  | RuleMessage
  | FixTitle
  | Risk
  | UnsafeFix
  | TrailNote
  | Explanation
  | SettingsMessage
  | LessonTitle
  | LspMessage
  | CliMessage;

export type MessageId = Message['id'];

type MessageOf<Id extends MessageId> = Extract<Message, { readonly id: Id }>;

/** What a text needs besides its arguments. */
export interface Wording {
  /** Shows a place as a reader of the message finds it: `line 4`, or `start.sh, line 4` in another file. */
  where(place: Place): string;
  /** Names a file of the workspace by its path. */
  file(path: string): string;
  /** Code in a text: `` `node` `` in Markdown and on terminals. */
  code(text: string): string;
}

export type Catalog = {
  readonly [Id in MessageId]: (message: MessageOf<Id>, wording: Wording) => string;
};
