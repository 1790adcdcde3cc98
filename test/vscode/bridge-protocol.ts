// What the suite, inside VS Code, may ask of the runner, outside it. Types and names only: both sides
// import this file, so it must stay free of `vscode` and of Node.

export interface BridgeAddress {
  /** Holds a token, so that no other process of the machine can press keys by accident. */
  readonly url: string;
  /** Whether the runner drives the window. In the Electron lane nobody does. */
  readonly screen: boolean;
  readonly colors: boolean;
  /** Whether webviews show: the VS Code of the browser wants a host of their own for each. */
  readonly webviews: boolean;
  /** Whether the language server is a process, which can crash, and be ended. */
  readonly serverProcess: boolean;
  /** Only tests whose titles contain it. */
  readonly grep: string | undefined;
}

export interface Totals {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export type BridgeRequest =
  | { readonly kind: 'print'; readonly text: string }
  /** A picture for people to read, or else the evidence of a failure. */
  | { readonly kind: 'picture'; readonly name: string; readonly evidence: boolean }
  | { readonly kind: 'visible' | 'hidden' | 'click'; readonly selector: string }
  /** Of the window, in pixels. */
  | { readonly kind: 'resize'; readonly height: number }
  | { readonly kind: 'press'; readonly keys: string }
  | { readonly kind: 'crash-server' | 'end-server' }
  | { readonly kind: 'done'; readonly totals: Totals };
