import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { lstatSync, mkdirSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { handOverMs } from '../../core/approvals/limits.ts';
import { longestLine } from '../../core/approvals/messages.ts';
import { parseRequest } from '../../core/approvals/parseRequest.ts';
import { type ApprovalRequest, requestNonce } from '../../core/approvals/request.ts';
import { whyNotPrivate } from './privateFolder.ts';
import { readSmallFile } from './smallFile.ts';

/*
 * What the first stage of a hook leaves for the second one of the same call: `<state>/requests/<name>.json`, a line with
 * the HMAC-SHA-256 of the rest under the key of the records, then the request as JSON.
 */

/** A request that cannot be taken: the call is refused. */
export class RequestError extends Error {
  readonly code = 'PF-APPROVAL-REQUEST';
  readonly remedy = 'Try it again; if that does not help, `pinfold status` shows what is wrong.';
  /** What is wrong with it: words that follow "it". */
  readonly why: string;
  constructor(why: string) {
    super(`The request for a person’s answer cannot be used: it ${why}.`);
    this.name = 'RequestError';
    this.why = why;
  }
}

/** A request fits into a line of the protocol. */
const largestFile = longestLine.fromHook + 65;

/**
 * Name of the request of one call, from its launcher's process id. Launchers in other pid namespaces that share the
 * state have other names. Null when the launcher did not say its pid.
 */
export function requestName(launcher: string | undefined): string | null {
  if (launcher === undefined || !/^[1-9]\d{0,9}$/.test(launcher)) return null;
  return `${pidNamespace()}-${launcher}`;
}

/**
 * Writes the request of a call. What has its name is of a launcher that is gone, and is removed, and so is what others
 * left behind.
 * @throws RequestError when the folder is not ours alone, or a folder stands in the file's place
 */
export function leaveRequest(
  directory: string,
  name: string,
  request: ApprovalRequest,
  recordKey: string,
): void {
  const body = JSON.stringify(request);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const wrong = whyNotPrivate(directory);
  if (wrong !== null) throw new RequestError(`cannot be left there: ${wrong}`);
  removeOld(directory);
  const path = `${directory}/${name}.json`;
  removeFile(path);
  const mac = macOf(name, body, recordKey).toString('hex');
  writeFileSync(path, `${mac}\n${body}`, { mode: 0o600, flag: 'wx' });
}

/**
 * Takes the request of a call: it is gone afterwards, whatever it was.
 * @param now milliseconds since the epoch
 * @throws RequestError
 */
export function takeRequest(
  directory: string,
  name: string,
  recordKey: string,
  now: number,
): { readonly request: ApprovalRequest; readonly nonce: string } {
  const path = `${directory}/${name}.json`;
  const file = readSmallFile(path, largestFile);
  removeFile(path);
  if (file.kind === 'missing') throw new RequestError('is missing');
  if (file.kind === 'odd') throw new RequestError(file.why);
  const { text } = file;
  const mac = text.slice(0, 64);
  const body = text.slice(65);
  const expected = macOf(name, body, recordKey);
  if (!/^[0-9a-f]{64}\n/.test(text) || !timingSafeEqual(expected, Buffer.from(mac, 'hex'))) {
    throw new RequestError('was not written by a hook of this installation');
  }
  const request = parseRequest(JSON.parse(body));
  if (request === null) throw new RequestError('is of another version');
  if (Math.abs(now - Date.parse(request.createdAt)) > handOverMs) {
    throw new RequestError('is not of this call');
  }
  return { request, nonce: requestNonce(request, sha256) };
}

/** The key of the records as it stands in its file; null when it is missing or damaged. */
export function recordKeyAt(path: string): string | null {
  const file = readSmallFile(path, 200);
  const text = file.kind === 'text' ? file.text.trim() : '';
  return /^[0-9a-f]{64}$/.test(text) ? text : null;
}

/** HMAC-SHA-256, hex. */
export function hmac(key: string, text: string): string {
  return createHmac('sha256', key).update(text).digest('hex');
}

export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

/** The name is part of it: the request of one launcher is none for another. */
function macOf(name: string, body: string, recordKey: string): Buffer {
  return createHmac('sha256', recordKey).update(`pinfold handed on 1\n${name}\n${body}`).digest();
}

/** Requests that nobody took: their launchers were ended between the stages. */
function removeOld(directory: string): void {
  for (const name of readdirSync(directory)) {
    const path = `${directory}/${name}`;
    const stat = lstatSync(path, { throwIfNoEntry: false });
    if (stat?.isFile() === true && Date.now() - stat.mtimeMs > 20 * handOverMs) removeFile(path);
  }
}

/** Removes a file, or a link to one. @throws RequestError for a folder: nothing of Pinfold makes one there */
function removeFile(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch (error) {
    throw new RequestError(`cannot be removed (${(error as Error).message})`);
  }
}

/** Inode number of this process's pid namespace (namespaces(7)), or 0 where there are none. */
function pidNamespace(): string {
  try {
    return /\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0] ?? '0';
  } catch {
    return '0';
  }
}
