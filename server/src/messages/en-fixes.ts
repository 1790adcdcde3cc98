import type { Catalog } from './catalog.ts';
import { enList } from './lists.ts';

/** What fixes do, and what there is to know before an unsafe one is taken. */
export const enFixes = {
  'fix-in-background': ({ command }, { code }) => `Put ${code(command)} in the background`,
  'fix-or-true': ({ command }, { code }) => `Go on when ${code(command)} does not succeed`,
  'fix-redirect': (_message, { code }) =>
    `Redirect with ${code('2>&1')}, which every shell understands`,
  'fix-all': () => 'Apply all safe fixes of Entrypoint Lint',
  'fix-exec-form': () => 'Use the exec form',
  'fix-foreground-last': ({ command }, { code }) => `Run ${code(command)} in the foreground, last`,
  'fix-foreground': ({ command }, { code }) => `Run ${code(command)} in the foreground`,
  'fix-second-start': ({ stop, command }, { code }) =>
    `End with ${code(stop)}, and run ${code(command)} in the foreground`,
  'fix-wait-first': ({ commands }, { code }) =>
    `Wait until the first of ${enList(commands.map(code))} ends`,
  'fix-wait': ({ command }, { code }) => `Wait for ${code(command)} at the end of the script`,
  'fix-launchers-in-background': () => 'Start the launchers in the background',
  'fix-launcher-script': ({ name, command }, { code }) =>
    `Move the launchers into a script of their own, ${code(name)}, and run ${code(command)} last`,
  'fix-exec': ({ command }, { code }) => `Replace the shell by ${code(command)} with \`exec\``,
  'unsafe-fix': ({ title, risk }) => `${title} (unsafe: ${risk})`,
  'risk-order': () => 'an earlier step may need the server',
  'risk-later-steps': () => 'what follows no longer runs',
  'risk-traps': () => 'the traps of the script no longer run',
  'risk-interactive': () => 'the shell at the end is gone',
  'risk-settings': () => 'its own start command may set more',
  'risk-readiness': () => 'the next steps may come before it is ready',
  'risk-second-start': () => 'the server starts a second time',
  'risk-preparation': () => 'the server may need what they prepare',
  'risk-beside': () => 'only right if it may run beside the others',
  'risk-failure': () => 'its failure is then passed over',
  'risk-relic': () => 'CMD may be left over',
  'risk-root': () => 'the build may not be root here',
  'risk-expansion': () => 'the shell reads the words anew',
  'risk-slip': () => 'it may be a slip of the pen',
  'risk-package-manager': () => 'the package manager also sets PATH and npm_ variables',
} satisfies Partial<Catalog>;
