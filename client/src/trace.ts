/** Writes what the editor and the server say to each other, as the setting asks. */
import { EventEmitter, LogLevel, type LogOutputChannel, workspace } from 'vscode';

/**
 * The log as the client shall see it that traces. That one looks at the log's level alone, which only a command
 * changes that hardly anybody knows, and which hides whatever is less than an information.
 */
export function traceChannel(log: LogOutputChannel, setting: string): LogOutputChannel {
  const changed = new EventEmitter<LogLevel>();
  const watching = workspace.onDidChangeConfiguration(event => {
    if (event.affectsConfiguration(setting)) changed.fire(levelIn(setting));
  });
  return {
    ...log,
    get logLevel() {
      return levelIn(setting);
    },
    onDidChangeLogLevel: changed.event,
    trace: message => log.info(message),
    dispose() {
      watching.dispose();
      changed.dispose();
    },
  };
}

/** A value that makes no sense traces nothing; the server tells of it. */
function levelIn(setting: string): LogLevel {
  const wanted = workspace.getConfiguration().get<unknown>(setting);
  return wanted === 'messages' || wanted === 'verbose' ? LogLevel.Trace : LogLevel.Off;
}
