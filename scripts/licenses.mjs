// The licence texts of the packages whose code is inside the bundles: their authors ask for it.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** `inputs` are the paths of bundled files, relative to the project's root. */
export function licenseTexts(root, inputs, alsoShipped) {
  const packages = new Set(alsoShipped);
  for (const input of inputs) {
    const name = /node_modules\/((?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+)\//.exec(input);
    if (name) packages.add(name[1]);
  }
  return [...packages]
    .sort()
    .map(name => licenseOf(name, join(root, 'node_modules', name)))
    .join(`\n${'-'.repeat(80)}\n\n`);
}

function licenseOf(name, folder) {
  const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find(entry => /^licen[cs]e/i.test(entry));
  const text = file === undefined ? '' : readFileSync(join(folder, file), 'utf8').trim();
  return `${name} ${version} (${license})\n\n${text}\n`;
}
