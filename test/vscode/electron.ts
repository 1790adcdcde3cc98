// The same suite in a desktop VS Code, for machines that can download one: `@vscode/test-electron`
// fetches it, or `VSCODE_EXECUTABLE_PATH` names one that is there. Nobody drives its window, so the
// tests that are about the window skip themselves.

import {
  downloadAndUnzipVSCode,
  resolveCliArgsFromVSCodeExecutablePath,
  runTests,
} from '@vscode/test-electron';
import { openBridge } from './bridge.ts';
import type { Totals } from './bridge-protocol.ts';
import { type Arguments, readArguments } from './command-line.ts';
import { conclude, keepLogs } from './outcome.ts';
import {
  evidenceFolder,
  makePlayground,
  type Playground,
  removePlayground,
  root,
} from './places.ts';
import { runQuietly } from './processes.ts';
import { writeProfile } from './profile.ts';
import { controlServers } from './server-control.ts';
import { buildSuite, locatePlaces } from './suite-build.ts';

const usage = 'tsx test/vscode/electron.ts --vsix FILE [--locale ja] [--grep TEXT]';

async function main(): Promise<void> {
  const args = readArguments(usage);
  const executable = await findVSCode();
  const playground = await makePlayground();
  const outcome = await runSuite(args, executable, playground).catch((error: unknown) =>
    error instanceof Error ? error : new Error(String(error)),
  );
  await removePlayground(playground);
  conclude(outcome);
}

async function findVSCode(): Promise<string> {
  const given = process.env.VSCODE_EXECUTABLE_PATH;
  if (given !== undefined && given !== '') return given;
  try {
    return await downloadAndUnzipVSCode({ extensionDevelopmentPath: root });
  } catch (error) {
    const [reason] = String(error).split('\n');
    throw new Error(
      `VS Code cannot be downloaded (${reason}). Set VSCODE_EXECUTABLE_PATH, or run the lane that needs only npm.`,
    );
  }
}

async function runSuite(
  args: Arguments,
  executable: string,
  playground: Playground,
): Promise<Totals> {
  await writeProfile(playground, args.locale);
  await installExtension(executable, playground, args.vsix);
  const bridge = await openBridge({
    screen: undefined,
    webviews: true,
    grep: args.grep,
    locate: locatePlaces(playground.suite),
    serverProcess: process.platform === 'linux' ? controlServers(playground) : undefined,
    picturesFolder: evidenceFolder,
    evidenceFolder,
    pictureSuffix: '',
  });
  try {
    await buildSuite(playground.suite, bridge.address);
    await runTests({
      vscodeExecutablePath: executable,
      reuseMachineInstall: true,
      extensionDevelopmentPath: playground.placeholder,
      extensionTestsPath: playground.suite,
      launchArgs: [playground.workspace, ...profileFlags(playground), ...localeFlags(args)],
    });
  } catch (error) {
    if (bridge.totals() === undefined) throw error;
  } finally {
    bridge.close();
  }
  const totals = bridge.totals();
  if (totals?.failed !== 0) await keepLogs(playground);
  if (totals === undefined) throw new Error('VS Code ended before the suite did');
  return totals;
}

async function installExtension(
  executable: string,
  playground: Playground,
  vsix: string,
): Promise<void> {
  const [cli, ...own] = resolveCliArgsFromVSCodeExecutablePath(executable, {
    reuseMachineInstall: true,
  });
  if (cli === undefined) throw new Error(`${executable} has no command line`);
  const args = [...own, ...profileFlags(playground), '--install-extension', vsix, '--force'];
  // On Windows it is a batch file, which only a shell starts.
  const shell = process.platform === 'win32';
  await runQuietly(shell ? `"${cli}"` : cli, args, { shell, limitMs: 120_000 });
}

/** Folders of this run, in place of test-electron's own, which outlive it. */
function profileFlags({ userData, extensions }: Playground): string[] {
  return [`--user-data-dir=${userData}`, `--extensions-dir=${extensions}`];
}

function localeFlags({ locale }: Arguments): string[] {
  return locale === undefined ? [] : ['--locale', locale];
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
