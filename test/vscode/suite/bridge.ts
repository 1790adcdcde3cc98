// The suite's line to the runner outside. Where no runner answers (a run from the debugger) or no
// screen is driven (the Electron lane), what needs them does nothing, and the tests that are about
// them skip themselves.

import type { BridgeAddress, BridgeRequest, Totals } from '../bridge-protocol.ts';

/** Put in its place when the suite is bundled: a browser has no environment variables. */
declare const BRIDGE_ADDRESS: BridgeAddress | undefined;
const address = BRIDGE_ADDRESS;

export const hasScreen = address?.screen ?? false;
export const hasColors = address?.colors ?? false;
export const hasWebviews = address?.webviews ?? false;
export const grep = address?.grep ?? '';
export const hasServerProcess = address?.serverProcess ?? false;

let printed: Promise<void> = Promise.resolve();

/** Prints lines in their order, although each is a request. */
export function print(text: string): void {
  if (address === undefined) console.log(text);
  else printed = printed.then(() => ask({ kind: 'print', text }));
}

export async function reportTotals(totals: Totals): Promise<void> {
  await printed;
  await ask({ kind: 'done', totals });
}

/** Saves a picture of the window for people to look at. */
export function screenshot(name: string): Promise<void> {
  return ask({ kind: 'picture', name, evidence: false });
}

/** Gives the window another height. */
export function resize(height: number): Promise<void> {
  return ask({ kind: 'resize', height });
}

/** Saves a picture that shows why a test failed. */
export function evidence(name: string): Promise<void> {
  return ask({ kind: 'picture', name, evidence: true });
}

export function visible(selector: string): Promise<void> {
  return ask({ kind: 'visible', selector });
}

/** VS Code puts a webview's document into a frame in a frame. */
export function visibleInWebview(selector: string): Promise<void> {
  const enter = '>> internal:control=enter-frame >>';
  return visible(`iframe.webview ${enter} iframe#active-frame ${enter} ${selector}`);
}

export function hidden(selector: string): Promise<void> {
  return ask({ kind: 'hidden', selector });
}

/** Clicks on the first one that matches, as soon as it is there. */
export function click(selector: string): Promise<void> {
  return ask({ kind: 'click', selector });
}

export function press(keys: string): Promise<void> {
  return ask({ kind: 'press', keys });
}

/** Kills the language server, as running out of memory would. */
export function crashServer(): Promise<void> {
  return ask({ kind: 'crash-server' });
}

/** Ends the language server as the end of VS Code does; fails when it keeps no compiled code for its next session. */
export function endServer(): Promise<void> {
  return ask({ kind: 'end-server' });
}

async function ask(request: BridgeRequest): Promise<void> {
  if (address === undefined) return;
  const answer = await fetch(address.url, { method: 'POST', body: JSON.stringify(request) });
  if (!answer.ok) throw new Error(`The runner cannot ${request.kind}: ${await answer.text()}`);
}
