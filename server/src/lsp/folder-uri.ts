import { URI, Utils } from 'vscode-uri';

/** One spelling for equal URIs, without a `/` at the end: editors encode and end them differently. */
export function canonicalUri(uri: string): string {
  return URI.parse(uri).toString().replace(/\/$/, '');
}

/** The path of a document relative to a folder (canonical); undefined when it is not below it. */
export function pathIn(folderUri: string, uri: string): string | undefined {
  const canonical = canonicalUri(uri);
  if (!canonical.startsWith(`${folderUri}/`)) return undefined;
  return decodeURIComponent(canonical.slice(folderUri.length + 1));
}

/** The URI of a file that is given relative to its folder. */
export function uriOf(folderUri: string, path: string): string {
  // With the `/`: the folder may be all that an authority has, as in `scheme://authority`.
  return Utils.joinPath(URI.parse(`${folderUri}/`), path).toString();
}

/** The folder that directly holds a document, canonical. */
export function directoryOf(uri: string): string {
  return canonicalUri(Utils.dirname(URI.parse(uri)).toString());
}
