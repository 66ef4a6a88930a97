import { closeSync, constants, fstatSync, openSync, readdirSync, readSync } from 'node:fs';

/**
 * A session's *rollout*: the file in which Codex keeps it, one JSON object a line
 * (`<CODEX_HOME>/sessions/2026/11/25/rollout-2026-11-25T04-24-32-<id>.jsonl`; format as of 0.169.0). Codex writes a
 * call's line before it asks a hook about the call, also of calls that run side by side.
 */
export interface RolloutCall {
  readonly workdir: string | null;
  /** The shell that it asks for. */
  readonly shell: string | null;
}

/** What the first line of a rollout tells. */
export interface RolloutHead {
  /** Of the Codex that began the session. */
  readonly version: string;
  /** Where the session began. */
  readonly cwd: string | null;
}

/**
 * The beginning of a session's rollout; null when it does not tell, or is not this session's.
 * @param ids one of these must be the session's own
 */
export function headOf(path: string, ids: readonly string[]): RolloutHead | null {
  const head = readPart(path, (size) => ({ at: 0, length: Math.min(size, headBytes) }));
  if (head === null || !head.startsWith('{') || !/"type":"session_meta"/.test(head)) return null;
  if (!ids.some((id) => id !== '' && head.includes(JSON.stringify(id)))) return null;
  const version = /"cli_version":"(\d{1,5}\.\d{1,5}\.\d{1,5})[^"]{0,40}"/.exec(head)?.[1];
  if (version === undefined) return null;
  const cwd = /"cwd":("(?:[^"\\]|\\.){1,2000}")/.exec(head)?.[1];
  return { version, cwd: cwd === undefined ? null : spelledOut(cwd) };
}

function spelledOut(quoted: string): string | null {
  try {
    return text(JSON.parse(quoted));
  } catch {
    return null;
  }
}

/** The first line is longer than that; what counts comes early. */
const headBytes = 4_096;

/** A call's line stands near the end: only the answers of calls beside it, and other calls, come after it. */
const tails = [64 * 1024, 1024 * 1024, 8 * 1024 * 1024];

/**
 * What a model asked for in one call. Two lines with the same id are both given; an empty list when there is none, or
 * one that cannot be read.
 */
export function callsIn(path: string, callId: string): readonly RolloutCall[] {
  const quoted = `"call_id":${JSON.stringify(callId)}`;
  for (const tail of tails) {
    const text = readPart(path, (size) => ({
      at: Math.max(0, size - tail),
      length: Math.min(size, tail),
    }));
    if (text === null) return [];
    const lines = text.split('\n').filter((line) => line.includes(quoted));
    const asked = lines.map((line) => requestIn(line, callId)).filter((call) => call !== null);
    if (asked.some((call) => call === 'unreadable')) return [];
    if (asked.length > 0) return asked.filter((call) => call !== 'unreadable');
    if (text.length < tail / 4) return [];
  }
  return [];
}

/** Null for lines that only speak of the call: its answer, its end. */
function requestIn(line: string, callId: string): RolloutCall | 'unreadable' | null {
  if (!/"type":"(?:function_call|local_shell_call|custom_tool_call)"/.test(line)) return null;
  try {
    const payload = member(JSON.parse(line), 'payload');
    if (member(payload, 'call_id') !== callId) return null;
    if (member(payload, 'type') === 'local_shell_call') {
      const folder = member(member(payload, 'action'), 'working_directory');
      return { workdir: text(folder), shell: null };
    }
    const given = member(payload, 'arguments');
    if (typeof given !== 'string') return null;
    const values: unknown = JSON.parse(given);
    const workdir = member(values, 'workdir') ?? member(values, 'working_directory') ?? null;
    if (workdir !== null && typeof workdir !== 'string') return 'unreadable';
    return { workdir, shell: text(member(values, 'shell')) };
  } catch {
    // Half a line at the beginning of what was read, or damage.
    return 'unreadable';
  }
}

/** The rollout of a session, looked for by its id where its time says; null when it is not there. */
export function rolloutOf(session: string, folder: string): string | null {
  // The id begins with the time of its making (UUID version 7).
  const time = /^([0-9a-f]{8})-([0-9a-f]{4})-7/.exec(session);
  if (time === null) return null;
  const day = 24 * 60 * 60 * 1000;
  const made = Number.parseInt(`${time[1] ?? ''}${time[2] ?? ''}`, 16);
  for (const at of [made, made - day, made + day]) {
    const date = new Date(at);
    const [year = '', month = '', rest = ''] = date.toISOString().split('-');
    const place = `${folder}/${year}/${month}/${rest.slice(0, 2)}`;
    const name = namesIn(place).find((each) => each.endsWith(`-${session}.jsonl`));
    if (name !== undefined) return `${place}/${name}`;
  }
  return null;
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** A part of a regular file of this user's, as text; null when there is none. Links are not followed. */
function readPart(
  path: string,
  part: (size: number) => { readonly at: number; readonly length: number },
): string | null {
  let descriptor;
  try {
    const flags = constants.O_RDONLY | constants.O_NONBLOCK | (constants.O_NOFOLLOW ?? 0);
    descriptor = openSync(path, flags);
  } catch {
    return null;
  }
  try {
    const stat = fstatSync(descriptor);
    if (!stat.isFile() || (process.getuid !== undefined && stat.uid !== process.getuid())) {
      return null;
    }
    const { at, length } = part(stat.size);
    const bytes = Buffer.allocUnsafe(length);
    let done = 0;
    while (done < length) {
      const count = readSync(descriptor, bytes, done, length - done, at + done);
      if (count === 0) break;
      done += count;
    }
    return bytes.subarray(0, done).toString('utf8');
  } catch {
    return null;
  } finally {
    closeSync(descriptor);
  }
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
