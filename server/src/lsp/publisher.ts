import type { PublishDiagnosticsParams } from 'vscode-languageserver';
import { diagnosticsByPath, type Presentation } from './diagnostics.ts';

/** Sends a folder's diagnostics: only what differs from what the editor has. */
export type Publish = (presentation: Presentation) => void;

export function createPublisher(send: (params: PublishDiagnosticsParams) => void): Publish {
  let sent = new Map<string, string>();
  return presentation => {
    const { snapshot, converter } = presentation;
    const now = new Map<string, string>();
    for (const [path, diagnostics] of diagnosticsByPath(presentation)) {
      const uri = converter.uri(path);
      const version = snapshot.open.get(path)?.version;
      const params = { uri, diagnostics: [...diagnostics] };
      const versioned = version === undefined ? params : { ...params, version };
      const content = JSON.stringify(versioned);
      now.set(uri, content);
      if (sent.get(uri) !== content) send(versioned);
    }
    for (const uri of sent.keys()) if (!now.has(uri)) send({ uri, diagnostics: [] });
    sent = now;
  };
}
