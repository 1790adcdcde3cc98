import type { Proposal } from '../rules/finding.ts';
import type { Place } from '../text/place.ts';
import type { Catalog, Message, MessageId, Wording } from './catalog.ts';
import { en } from './en.ts';
import { ja } from './ja.ts';

export type Locale = 'en' | 'ja';

const CATALOGS: Readonly<Record<Locale, Catalog>> = { en, ja };

/** Puts a message into words. `from` is the file in which it is read: its lines need no file name. */
export type Render = (message: Message, from?: string) => string;

/** The language of a locale name such as `ja-JP`; all but Japanese read English. */
export function localeOf(name: string | undefined): Locale {
  return name !== undefined && /^ja\b|^ja_/i.test(name) ? 'ja' : 'en';
}

/** How code and places look where the message is shown. */
export interface Style {
  code(text: string): string;
  link(text: string, place: Place): string;
}

/** As in Markdown, without links. */
export const MARKED: Style = {
  code: text => (text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``),
  link: text => text,
};

/** A renderer. `lineOf` gives the 0-based line at which a place starts. */
export function createRenderer(
  locale: Locale,
  lineOf: (place: Place) => number,
  style: Style = MARKED,
): Render {
  const catalog = CATALOGS[locale];
  return (message, from) => {
    const wording: Wording = {
      where: place => {
        const line = lineOf(place) + 1;
        const inFile = locale === 'ja' ? `${line} 行目` : `line ${line}`;
        if (place.path === from) return style.link(inFile, place);
        const name = place.path.slice(place.path.lastIndexOf('/') + 1);
        const text = locale === 'ja' ? `${name} の ${inFile}` : `${name}, ${inFile}`;
        return style.link(text, place);
      },
      file: path => style.link(style.code(path), { path, span: { start: 0, end: 0 } }),
      code: style.code,
    };
    return textIn(catalog, message.id)(message, wording);
  };
}

/** What a fix does, and where it is not safe, why. */
export function fixText(
  { title, safety }: Pick<Proposal, 'title' | 'safety'>,
  render: Render,
  from?: string,
): string {
  const text = render(title, from);
  if (safety === 'safe') return text;
  return render({ id: 'unsafe-fix', title: text, risk: render({ id: safety }) });
}

/** The catalog pairs each id with a function of its own arguments; the compiler cannot follow that. */
function textIn(catalog: Catalog, id: MessageId): (message: Message, wording: Wording) => string {
  return catalog[id] as (message: Message, wording: Wording) => string;
}
