import type { PublishDiagnosticsParams } from 'vscode-languageserver';
import { diagnosticsByPath, type Presentation } from './diagnostics.ts';
import { canonicalUri } from './folder-uri.ts';

/** Sends a folder's diagnostics: only what differs from what the editor has. */
export type Publish = (presentation: Presentation) => void;

/** By canonical URI. */
type Publications = ReadonlyMap<string, PublishDiagnosticsParams>;

/**
 * Creates the way to publish of each folder. A folder may be inside of another, whose Dockerfiles start its scripts: the
 * editor gets of a file what all folders say of it.
 */
export function createPublishers(send: (params: PublishDiagnosticsParams) => void): () => Publish {
  const sent = new Map<string, string>();
  const folders = new Set<{ latest: Publications }>();
  return () => {
    const folder = { latest: new Map() as Publications };
    return presentation => {
      const before = folder.latest;
      folder.latest = publicationsOf(presentation);
      if (folder.latest.size > 0) folders.add(folder);
      else folders.delete(folder);
      for (const key of new Set([...folder.latest.keys(), ...before.keys()])) {
        const all = [...folders].flatMap(({ latest }) => latest.get(key) ?? []);
        const params = merged(all) ?? { uri: before.get(key)?.uri ?? key, diagnostics: [] };
        const content = JSON.stringify(params);
        if (sent.get(key) !== content) send(params);
        if (all.length > 0) sent.set(key, content);
        else sent.delete(key);
      }
    };
  };
}

function publicationsOf(presentation: Presentation): Publications {
  const { snapshot, converter } = presentation;
  const publications = [...diagnosticsByPath(presentation)].map(([path, diagnostics]) => {
    const uri = converter.uri(path);
    const version = snapshot.open.get(path)?.version;
    const params = { uri, diagnostics: [...diagnostics] };
    return [canonicalUri(uri), version === undefined ? params : { ...params, version }] as const;
  });
  return new Map(publications);
}

/** What is said of one file, each thing once; the one who has it open knows its version, and how the editor writes its URI. */
function merged(all: readonly PublishDiagnosticsParams[]): PublishDiagnosticsParams | undefined {
  const [first, ...others] = [...all].sort((a, b) => (b.version ?? -1) - (a.version ?? -1));
  if (first === undefined || others.length === 0) return first;
  const distinct = new Map(
    [first, ...others]
      .flatMap(({ diagnostics }) => diagnostics)
      .map(diagnostic => [JSON.stringify(diagnostic), diagnostic]),
  );
  return { ...first, diagnostics: [...distinct.values()] };
}
