// Waits for what the extension says about files. No test sleeps: VS Code tells when diagnostics change.

import * as vscode from 'vscode';

export type Findings = readonly vscode.Diagnostic[];

// Long enough for a busy machine, short enough for a suite in which everything fails to end in time.
const limitMs = 15_000;

/** The extension's own diagnostics of a file; other extensions may have theirs. */
export function findingsOf(file: vscode.Uri): Findings {
  return vscode.languages.getDiagnostics(file).filter(isOurs);
}

function allFindings(): Findings {
  return vscode.languages.getDiagnostics().flatMap(([, found]) => found.filter(isOurs));
}

const isOurs = (diagnostic: vscode.Diagnostic): boolean => diagnostic.source === 'entrypoint-lint';

/** Waits until the findings of a file are as wanted; fails with those that it has instead. */
export function findingsWhen(
  file: vscode.Uri,
  wanted: string,
  test: (findings: Findings) => boolean,
): Promise<Findings> {
  return when(
    () => findingsOf(file),
    `${wanted} in ${vscode.workspace.asRelativePath(file)}`,
    test,
  );
}

export function noFindingsAnywhere(): Promise<Findings> {
  return when(allFindings, 'no diagnostics in any file', found => found.length === 0);
}

function when(
  look: () => Findings,
  wanted: string,
  test: (findings: Findings) => boolean,
): Promise<Findings> {
  return new Promise((resolve, reject) => {
    const check = (): void => {
      const found = look();
      if (!test(found)) return;
      clearTimeout(limit);
      listener.dispose();
      resolve(found);
    };
    const listener = vscode.languages.onDidChangeDiagnostics(check);
    const limit = setTimeout(() => {
      listener.dispose();
      const seen = look().map(describeFinding).join('\n') || 'none at all';
      reject(new Error(`Waited for ${wanted}. The diagnostics are:\n${seen}`));
    }, limitMs);
    check();
  });
}

export function codeOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

export const hasCode =
  (code: string) =>
  (findings: Findings): boolean =>
    findings.some(finding => codeOf(finding) === code);

/** Errors and warnings: what the good versions of the script must not have. */
export function complaints(findings: Findings): Findings {
  return findings.filter(({ severity }) => severity <= vscode.DiagnosticSeverity.Warning);
}

export function hasError(findings: Findings): boolean {
  return findings.some(({ severity }) => severity === vscode.DiagnosticSeverity.Error);
}

/** The one error of a script whose server is in the background. */
export async function strandedServer(script: vscode.Uri): Promise<vscode.Diagnostic> {
  const findings = await findingsWhen(script, 'an error', hasError);
  const errors = findings.filter(({ severity }) => severity === vscode.DiagnosticSeverity.Error);
  const [first, ...others] = errors;
  if (first === undefined || others.length > 0) {
    throw new Error(`Wanted one error, found:\n${errors.map(describeFinding).join('\n')}`);
  }
  return first;
}

export function describeFinding(finding: vscode.Diagnostic): string {
  const severity = vscode.DiagnosticSeverity[finding.severity].toLowerCase();
  return `  line ${finding.range.start.line + 1}: ${severity} ${codeOf(finding)}: ${finding.message}`;
}
