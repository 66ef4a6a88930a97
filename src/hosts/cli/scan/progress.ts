import type { ScanReport } from '../../../core/secrets/report.ts';
import type { Terminal } from '../command.ts';

export interface Progress {
  /** Shows a line at a terminal, at most ten times a second; a promise now and then, so that signals have their turn. */
  readonly tell: (words: string) => Promise<void> | null;
  /** Why to stop, or null. */
  readonly stop: () => Exclude<ScanReport['end'], 'complete'> | null;
  /** Clears the line and hears signals no more. May be called twice. */
  readonly end: () => void;
}

const everyMs = 100;
const turnMs = 25;

/**
 * Progress on a terminal's standard error, and Ctrl-C: the first ends the scan with what it has, the second at once.
 * @param mostTime milliseconds
 */
export function createProgress(terminal: Terminal, mostTime: number | null): Progress {
  const started = performance.now();
  let shownAt = started;
  let turnAt = started;
  let shown = false;
  let interrupted = false;
  const interrupt = (): void => {
    if (interrupted) process.exit(130);
    interrupted = true;
  };
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const signal of signals) process.on(signal, interrupt);
  const clear = (): void => {
    if (shown) terminal.err('\r\u001b[K');
    shown = false;
  };
  return {
    tell(words) {
      const now = performance.now();
      if (terminal.watched === true && now - shownAt >= everyMs) {
        terminal.err(`\r\u001b[KScanning: ${words}`);
        [shown, shownAt] = [true, now];
      }
      if (now - turnAt < turnMs) return null;
      turnAt = now;
      return new Promise((resolve) => setImmediate(resolve));
    },
    stop() {
      if (interrupted) return 'interrupted';
      return mostTime !== null && performance.now() - started > mostTime ? 'out-of-time' : null;
    },
    end() {
      clear();
      for (const signal of signals) process.off(signal, interrupt);
    },
  };
}
