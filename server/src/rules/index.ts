import { crlfLineEndings } from './crlf-line-endings.ts';
import { daemonizingServer } from './daemonizing-server.ts';
import { droppedArguments } from './dropped-arguments.ts';
import { errexitStopsStart } from './errexit-stops-start.ts';
import { ignoredArguments } from './ignored-arguments.ts';
import { ineffectiveComment } from './ineffective-comment.ts';
import { interactiveShell } from './interactive-shell.ts';
import { interpreterNotInImage } from './interpreter-not-in-image.ts';
import { malformedExecForm } from './malformed-exec-form.ts';
import { maskedExit } from './masked-exit.ts';
import { missingCommand } from './missing-command.ts';
import { missingExec } from './missing-exec.ts';
import { missingShebang } from './missing-shebang.ts';
import { overriddenInstruction } from './overridden-instruction.ts';
import { packageManagerMain } from './package-manager-main.ts';
import { scriptNotExecutable } from './script-not-executable.ts';
import { scriptNotFound } from './script-not-found.ts';
import { serverInBackground } from './server-in-background.ts';
import { shellForm } from './shell-form.ts';
import { shellMismatch } from './shell-mismatch.ts';
import { shellSyntaxInExecForm } from './shell-syntax-in-exec-form.ts';
import { slowStart } from './slow-start.ts';
import { unreachableStep } from './unreachable-step.ts';

/** The rules that look at a launch, in the order in which they are asked. */
export const LAUNCH_RULES = [
  serverInBackground,
  daemonizingServer,
  unreachableStep,
  maskedExit,
  interactiveShell,
  errexitStopsStart,
  slowStart,
  missingExec,
  shellForm,
  packageManagerMain,
  droppedArguments,
  overriddenInstruction,
  malformedExecForm,
  shellSyntaxInExecForm,
  crlfLineEndings,
  ignoredArguments,
  missingCommand,
  missingShebang,
  shellMismatch,
  scriptNotExecutable,
  interpreterNotInImage,
  scriptNotFound,
] as const;

/** Every rule. Names and messages of findings are derived from it. */
export const RULES = [...LAUNCH_RULES, ineffectiveComment] as const;
