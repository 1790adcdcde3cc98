// Runs the suite in a real VS Code from npm, shown in a browser from npm, with the packaged extension
// installed. See README.md beside this file.

import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { type BridgeOptions, openBridge } from './bridge.ts';
import type { Totals } from './bridge-protocol.ts';
import { type RunningBrowser, startBrowser } from './browser.ts';
import { installExtension, startCodeServer, suiteUrl, testFlags } from './code-server.ts';
import { type Arguments, type ExtensionHost, readArguments } from './command-line.ts';
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
import { controlServers } from './server-control.ts';
import type { RunningServer } from './server-process.ts';
import { buildSuite, locatePlaces } from './suite-build.ts';
import { startTestWeb } from './web-server.ts';

const usage =
  'tsx test/vscode/run.ts --vsix FILE [--host web] [--locale ja] [--grep TEXT] [--update-pictures]';
const limitMs = 5 * 60_000;

/** Takes down how to end what has just been started. The last one started ends first. */
type Undo = (step: () => unknown) => void;

async function main(): Promise<void> {
  const args = readArguments(usage);
  const hosts = await prepareHosts(args.vscode);
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
  await writeProfile(playground, args.locale);
  await installExtension(hosts, playground, args.vsix);
  const browser = await startBrowser(hosts, playground, args.locale);
  undo(() => browser.stop());
  const bridge = await openBridge({
    screen: browser,
    locate: locatePlaces(playground.suite),
    serverProcess: args.host === 'node' ? controlServers(playground) : undefined,
    webviews: args.host === 'node',
    grep: args.grep,
    ...pictureOptions(args),
  });
  undo(() => bridge.close());
  const workbench = workbenches[args.host];
  await buildSuite(playground.suite, bridge.address, args.host === 'web' ? hosts : undefined);
  const server = await workbench.start(hosts, playground, args);
  undo(() => server.stop());
  const complaint = await watch(workbench.url(server, playground), server, browser, limit);
  const totals = bridge.totals();
  if (totals?.failed !== 0) await keepLogs(playground, browser.output());
  if (totals !== undefined && complaint === undefined) return totals;
  throw new Error([complaint, browser.output(), server.output()].join('\n'));
}

interface Workbench {
  start(hosts: Hosts, playground: Playground, args: Arguments): Promise<RunningServer>;
  /** The page that opens the playground's folder and runs the suite. */
  url(server: RunningServer, playground: Playground): string;
}

const workbenches: Readonly<Record<ExtensionHost, Workbench>> = {
  node: {
    start: (hosts, playground, { locale }) =>
      startCodeServer(hosts, playground, { locale, flags: testFlags }),
    url: suiteUrl,
  },
  web: { start: startTestWeb, url: server => `${server.url}/` },
};

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

function pictureOptions({
  locale,
  updatePictures,
}: Arguments): Pick<BridgeOptions, 'picturesFolder' | 'evidenceFolder' | 'pictureSuffix'> {
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
