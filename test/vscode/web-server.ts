// The VS Code that runs in the browser alone: its files come from a small server, extensions run in workers.

import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { type Hosts, webBuild } from './hosts.ts';
import { hostsFolder, type Playground } from './places.ts';
import { cleanEnvironment, type RunningServer, startServer } from './server-process.ts';

export async function startTestWeb(hosts: Hosts, playground: Playground): Promise<RunningServer> {
  const port = await freePort();
  const options = {
    ...webBuild,
    testRunnerDataDir: hosts.webData,
    host: '127.0.0.1',
    port,
    extensionDevelopmentPath: playground.placeholder,
    extensionTestsPath: playground.suite,
    // What is installed there is served as if it were built in: a browser keeps no extensions.
    extensionPaths: [playground.extensions],
    folderPath: playground.workspace,
  };
  return startServer({
    program: hosts.node,
    args: [join(hostsFolder, 'serve-web.cjs'), JSON.stringify(options)],
    env: cleanEnvironment(playground),
    url: async () => `http://127.0.0.1:${port}`,
  });
}

/** The server takes no port 0. Another process may take this one first; then it says so. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('There is no free port');
  return address.port;
}
