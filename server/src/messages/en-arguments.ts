import type { Catalog } from './catalog.ts';

/** What the rules about the arguments of the main process say, in English. */
export const enArguments = {
  'ignored-arguments': ({ script, command }, { code }) =>
    `${code(script)} never uses its arguments, so ${code('CMD')} (${code(command)}) and the arguments of ${code('docker run')} are ignored. End the script with ${code('exec "$@"')}, or remove ${code('CMD')}.`,
  'missing-command': ({ command }, { code }) =>
    `This ${code('ENTRYPOINT')} wipes the inherited ${code(`CMD ${command}`)}, and no ${code('CMD')} is written: ${code('exec "$@"')} has nothing to execute, and the container stops. Write the ${code('CMD')} again.`,
  'interactive-shell': ({ command }, { code }) =>
    `${code(command)} reads its commands from standard input: without a terminal that ends at once, and the container stops. Let ${code('CMD')} start the application; ${code('docker run -it')} gives a shell whenever one is wanted.`,
  'package-manager-main': ({ command }, { code }) =>
    `${code(command)} stays between PID 1 and the application: SIGTERM may not reach it, and its exit status may get lost. Start what the script of ${code('package.json')} says.`,
  'fix-start-directly': ({ command }, { code }) => `Start ${code(command)} directly`,
  'fix-exec-arguments': (_message, { code }) =>
    `Execute what ${code('CMD')} says at the end of the script`,
  'fix-write-command': ({ command }, { code }) => `Write ${code(`CMD ${command}`)}`,
  'note-wiped': ({ command }, { code }) => `The image’s ${code(`CMD ${command}`)} is wiped.`,
  'note-runs-nothing': () => 'There is nothing to execute here.',
} satisfies Partial<Catalog>;
