import type { Connection } from 'vscode-languageserver';
import { Location } from './protocol.ts';

/** The command that opens a place in the editor; its argument is a `Location`. */
export const OPEN_PLACE = 'entrypointLint.openPlace';

/** Answers the command; other commands and arguments do nothing. */
export function answerOpenPlace(connection: Connection): void {
  connection.onExecuteCommand(async ({ command, arguments: given = [] }) => {
    const [place] = given;
    if (command !== OPEN_PLACE || !Location.is(place)) return;
    const { uri, range } = place;
    await connection.window.showDocument({ uri, selection: range, takeFocus: true });
  });
}
