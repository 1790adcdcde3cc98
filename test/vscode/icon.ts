// Draws icon.png from docs/pictures/icon.svg: the marketplace takes no SVG.

import { join } from 'node:path';
import { drawIcon } from './browser.ts';
import { prepareHosts } from './hosts.ts';
import { makePlayground, picturesFolder, removePlayground, root } from './places.ts';

async function main(): Promise<void> {
  const hosts = await prepareHosts();
  const playground = await makePlayground();
  await drawIcon(hosts, playground, join(picturesFolder, 'icon.svg'), join(root, 'icon.png'));
  await removePlayground(playground);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
