// Runs the suite in a real VS Code: its server from npm, shown in a browser from npm, with the packaged
// extension installed. See README.md beside this file.

import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { type BridgeOptions, openBridge } from './bridge.ts';
import { bridgeVariable, type Totals } from './bridge-protocol.ts';
import { type RunningBrowser, startBrowser } from './browser.ts';
import { installExtension, type RunningServer, startServer } from './code-server.ts';
import { type Arguments, readArguments } from './command-line.ts';
import { type Hosts, prepareHosts } from './hosts.ts';
import { conclude, keepLogs } from './outcome.ts';
import {
  evidenceFolder,
  makePlayground,
  type Playground,
  picturesFolder,
  removePlayground,
} from './places.ts';
import { writeProfile } from './profile.ts';
import { buildSuite } from './suite-build.ts';

const usage = 'tsx test/vscode/run.ts --vsix FILE [--locale ja] [--update-pictures]';
const limitMs = 5 * 60_000;

/** Takes down how to end what has just been started. The last one started ends first. */
type Undo = (step: () => unknown) => void;

async function main(): Promise<void> {
  const args = readArguments(usage);
  const hosts = await prepareHosts();
  const steps: (() => unknown)[] = [];
  const outcome = await Promise.race([
    runSuite(args, hosts, step => steps.unshift(step)),
    interruption(),
  ]).catch((error: unknown) => (error instanceof Error ? error : new Error(String(error))));
  for (const step of steps) await step();
  conclude(outcome);
}

async function runSuite(args: Arguments, hosts: Hosts, undo: Undo): Promise<Totals> {
  const limit = timeLimit();
  await rm(evidenceFolder, { recursive: true, force: true });
  const playground = await makePlayground();
  undo(() => removePlayground(playground));
  await writeProfile(playground.userData, args.locale);
  const suite = await buildSuite(playground.suite);
  await installExtension(hosts, playground, args.vsix);
  const browser = await startBrowser(hosts, playground);
  undo(() => browser.stop());
  const bridge = await openBridge({
    screen: browser,
    locate: suite.locate,
    ...pictureOptions(args),
  });
  undo(() => bridge.close());
  const env = { [bridgeVariable]: JSON.stringify(bridge.address) };
  const server = await startServer(hosts, playground, { locale: args.locale, env });
  undo(() => server.stop());
  const url = workbenchUrl(server.authority, playground, suite.file);
  const complaint = await watch(url, server, browser, limit);
  const totals = bridge.totals();
  if (totals?.failed !== 0) await keepLogs(playground);
  if (totals !== undefined && complaint === undefined) return totals;
  throw new Error([complaint, browser.output(), server.output()].join('\n'));
}

/** Waits for the end of the suite, or of whatever it cannot run without; gives what went wrong. */
async function watch(
  url: string,
  server: RunningServer,
  browser: RunningBrowser,
  limit: Promise<string>,
): Promise<string | undefined> {
  const end = browser
    .openWorkbench(url)
    .then(() => undefined)
    .catch((error: unknown) => `The workbench does not open: ${String(error)}`);
  return Promise.race([end, server.died, browser.died, limit]);
}

/** The address that makes the workbench open a folder and run a suite in its extension host. */
function workbenchUrl(authority: string, playground: Playground, suite: string): string {
  const remote = (path: string): string => `vscode-remote://${authority}${path}`;
  const payload = [
    ['extensionDevelopmentPath', remote(playground.placeholder)],
    ['extensionTestsPath', remote(suite)],
  ];
  const query = { folder: playground.workspace, payload: JSON.stringify(payload) };
  return `http://${authority}/?${new URLSearchParams(query)}`;
}

function pictureOptions({
  locale,
  updatePictures,
}: Arguments): Omit<BridgeOptions, 'screen' | 'locate'> {
  return {
    picturesFolder: updatePictures ? picturesFolder : evidenceFolder,
    evidenceFolder,
    pictureSuffix: locale === undefined ? '' : `.${locale}`,
  };
}

async function timeLimit(): Promise<string> {
  await sleep(limitMs, undefined, { ref: false });
  return `The suite has not ended after ${limitMs / 60_000} minutes`;
}

/** The server is in a process group of its own, which Ctrl-C does not reach. */
function interruption(): Promise<never> {
  return new Promise((_, reject) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => reject(new Error(`Interrupted by ${signal}`)));
    }
  });
}

main().then(
  // A browser that did not close in time would keep this process alive; playwright kills it at the exit.
  () => process.exit(),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
