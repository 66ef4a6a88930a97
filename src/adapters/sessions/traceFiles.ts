import { appendFileSync, readFileSync } from 'node:fs';
import type { Trace } from '../../core/actions/trace.ts';
import type { SessionMemory } from '../../ports/sessionMemory.ts';
import { unavailableState } from '../../ports/state.ts';

/** UTF-16 units of one session's traces that are kept in mind; older ones are dropped at this size. */
const mostText = 1_048_576;

/**
 * Traces of one session as lines of JSON in a file of its own: `[origin, path]`, with a third member for a whole
 * folder. One call's lines are one append; a line that a killed process left half written is the last one.
 *
 * @param file - beside the session's own file, in a folder that exists.
 */
export function createTraceFile(file: string): SessionMemory {
  return {
    recall: () => parseTraces(readOptional(file)),
    keep(traces) {
      if (traces.length === 0) return;
      const lines = traces.map(({ path, origin, recursive }) =>
        JSON.stringify(recursive === true ? [origin, path, 1] : [origin, path]),
      );
      // A half written line before it ends here.
      try {
        appendFileSync(file, `\n${lines.join('\n')}\n`, { mode: 0o600 });
      } catch (error) {
        throw unavailableState(file, error);
      }
    },
  };
}

function readOptional(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw unavailableState(file, error);
  }
}

function parseTraces(text: string): Trace[] {
  return text
    .slice(-mostText)
    .split('\n')
    .flatMap((line): Trace[] => {
      if (line === '') return [];
      const trace = parseTrace(line);
      return trace === null ? [] : [trace];
    });
}

/** Null for a line that is none: cut short by a killed process or by the bound. */
function parseTrace(line: string): Trace | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  if (!Array.isArray(value)) return null;
  const [origin, path, recursive] = value as unknown[];
  if (origin !== 'download' && origin !== 'protected' && origin !== 'written') return null;
  if (typeof path !== 'string') return null;
  return { origin, path, ...(recursive === 1 ? { recursive: true } : {}) };
}
