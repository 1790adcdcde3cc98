// The runner's ear: a small HTTP server on the loopback address, which carries out what the suite asks.

import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { BridgeAddress, BridgeRequest, Totals } from './bridge-protocol.ts';
import type { Screen } from './browser.ts';
import type { ServerControl } from './server-control.ts';

export interface BridgeOptions {
  /** Whatever draws the window; absent where nobody drives it. */
  readonly screen: Screen | undefined;
  /** Turns places of the bundled suite, in stacks, into places of its sources. */
  readonly locate: (text: string) => string;
  /** The language server's process; absent where it is none of this machine. */
  readonly serverProcess: ServerControl | undefined;
  readonly webviews: boolean;
  readonly grep: string | undefined;
  readonly picturesFolder: string;
  readonly evidenceFolder: string;
  /** Put behind the name of a picture, as in `quick-fix.ja.png`. */
  readonly pictureSuffix: string;
}

export interface Bridge {
  readonly address: BridgeAddress;
  /** What the suite said at its end; undefined when it never got there. */
  totals(): Totals | undefined;
  close(): void;
}

export async function openBridge(options: BridgeOptions): Promise<Bridge> {
  let totals: Totals | undefined;
  const path = `/${randomUUID()}`;
  const server = createServer(async (message, response) => {
    if (message.url !== path) return void response.writeHead(404).end();
    // In a browser, the suite comes from another port.
    response.setHeader('Access-Control-Allow-Origin', '*');
    try {
      const request = await read(message);
      if (request.kind === 'done') totals = request.totals;
      await carryOut(request, options);
      response.writeHead(204).end();
    } catch (error) {
      response.writeHead(500).end(error instanceof Error ? error.message : String(error));
    }
  });
  const port = await listen(server);
  return {
    address: {
      url: `http://127.0.0.1:${port}${path}`,
      screen: options.screen !== undefined,
      colors: process.stdout.isTTY === true,
      webviews: options.webviews,
      grep: options.grep,
      serverProcess: options.serverProcess !== undefined,
    },
    totals: () => totals,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function carryOut(request: BridgeRequest, options: BridgeOptions): Promise<void> {
  const { screen } = options;
  switch (request.kind) {
    case 'print':
      return void console.log(options.locate(request.text));
    case 'done':
      return;
    case 'picture': {
      const folder = request.evidence ? options.evidenceFolder : options.picturesFolder;
      await mkdir(folder, { recursive: true });
      return screen?.picture(join(folder, `${request.name}${options.pictureSuffix}.png`));
    }
    case 'visible':
    case 'hidden':
      return screen?.wait(request.selector, request.kind);
    case 'click':
      return screen?.click(request.selector);
    case 'resize':
      return screen?.resize(request.height);
    case 'press':
      return screen?.press(request.keys);
    case 'crash-server':
      return options.serverProcess?.crash();
    case 'end-server':
      return options.serverProcess?.end();
  }
}

/** The other end is our own suite: it is compiled against the same type, so nothing is checked again. */
async function read(message: IncomingMessage): Promise<BridgeRequest> {
  const request: BridgeRequest = JSON.parse(await text(message));
  return request;
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}
