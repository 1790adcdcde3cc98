import type { Connection, WorkDoneProgressServerReporter } from 'vscode-languageserver';
import { createRenderer, type Locale } from '../messages/render.ts';
import type { LspMessage } from './lsp-message.ts';

/** Something that takes long, while the editor works on. */
export interface Progress {
  /** Aborted when the user stops it. */
  readonly signal: AbortSignal;
  report(done: number): void;
  end(): void;
}

export type StartProgress = (total: number) => Progress;

/** Shows how many Dockerfiles have been read, in the editors that can; others are told nothing. */
export function createProgress(connection: Connection, locale: Locale): StartProgress {
  const render = createRenderer(locale, () => 0);
  return total => {
    const controller = new AbortController();
    const textOf = (done: number): string => {
      const message: LspMessage = { id: 'progress-dockerfiles', done, total };
      return render(message, '');
    };
    const begin = async (): Promise<WorkDoneProgressServerReporter> => {
      const progress = await connection.window.createWorkDoneProgress();
      progress.token.onCancellationRequested(() => controller.abort());
      progress.begin('Entrypoint Lint', 0, textOf(0), true);
      return progress;
    };
    const shown = begin().catch(() => undefined);
    let percent = 0;
    return {
      signal: controller.signal,
      report(done) {
        const now = Math.floor((done * 100) / total);
        if (now === percent || now > 100) return;
        percent = now;
        void shown.then(progress => progress?.report(now, textOf(done)));
      },
      end: () => void shown.then(progress => progress?.done()),
    };
  };
}
