/** All that is known of programs, by field. No name stands twice. */
import type { Program } from '../program.ts';
import { appServers } from './app-servers.ts';
import { daemons, monitoring } from './daemons.ts';
import { clients, databases } from './databases.ts';
import { frameworks, interpreters } from './interpreters.ts';
import { java } from './java.ts';
import { processManagers } from './process-managers.ts';
import { packageManagers, tools } from './tools.ts';
import { proxies, webServers } from './web-servers.ts';
import { wrappers } from './wrappers.ts';

export const programs: readonly Program[] = [
  ...tools,
  ...packageManagers,
  ...clients,
  ...webServers,
  ...proxies,
  ...appServers,
  ...interpreters,
  ...frameworks,
  ...java,
  ...databases,
  ...daemons,
  ...monitoring,
  ...processManagers,
  ...wrappers,
];
