import type { Analysis, Project } from '../analysis.ts';
import type { EditorSettings } from './editor-settings.ts';

/** What was concluded from one state of the open documents and the files of a folder. */
export interface Snapshot {
  readonly folderUri: string;
  readonly project: Project;
  readonly analysis: Analysis;
  /** What the editor's settings said then. */
  readonly editor: EditorSettings;
  /** The folder's open documents, by path. */
  readonly open: ReadonlyMap<string, OpenDocument>;
}

export interface OpenDocument {
  /** As the editor writes it: an answer that spells it differently would be about another file. */
  readonly uri: string;
  readonly version: number;
}
