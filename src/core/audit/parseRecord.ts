import { verdicts, type Decision } from '../actions/decision.ts';
import type { Facts } from '../actions/facts.ts';
import { answerHows } from '../approvals/answerHow.ts';
import { isOfTrailsKind } from './parseOwnRecord.ts';
import { recordKinds, tamperedThings, type AuditRecord, type Origin } from './record.ts';
import {
  type Fields,
  hexDigest,
  isListOf,
  isNullOr,
  isNumber,
  isObject,
  isOptional,
  isString,
  matches,
  utcTime,
} from './recordFields.ts';

const approvalNonce = /^[0-9a-f]{32}$/;

/**
 * A line of a segment file as a record, or null when it is none. Checks the shape as far as readers of records
 * depend on it; whether the record is *true* is the business of `verifyTrail`.
 */
export function parseRecord(line: string): AuditRecord | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  // The checks below are what stands behind this assertion.
  return isObject(value) && isLinked(value) && isOfItsKind(value)
    ? (value as unknown as AuditRecord)
    : null;
}

/** The version that a line says it has, when that is not one we know; else null. */
export function unknownVersion(line: string): number | null {
  try {
    const value: unknown = JSON.parse(line);
    const version = isObject(value) ? value['version'] : null;
    return typeof version === 'number' && version !== 1 ? version : null;
  } catch {
    return null;
  }
}

function isLinked(value: Fields): boolean {
  return (
    value['version'] === 1 &&
    Number.isSafeInteger(value['seq']) &&
    Number(value['seq']) > 0 &&
    matches(value['at'], utcTime) &&
    matches(value['prev'], hexDigest) &&
    matches(value['hash'], hexDigest) &&
    isString(value['segment']) &&
    isOptional(value['shortened'], isNumber)
  );
}

function isOfItsKind(value: Fields): boolean {
  const kind = recordKinds.find((known) => known === value['kind']);
  switch (kind) {
    case undefined:
      return false;
    case 'seal':
    case 'segment':
    case 'repeat':
    case 'late':
    case 'pruned':
      return isOfTrailsKind(kind, value);
    case 'decision':
      return (
        isOrigin(value) &&
        isJudged(value) &&
        isOptional(value['content'], isContentMark) &&
        isOptional(value['waiting'], (nonce) => matches(nonce, approvalNonce))
      );
    case 'answer':
      return isOrigin(value) && isAnswer(value);
    case 'race':
      return isOrigin(value) && isJudged(value) && isListOf(value['changes'], isPathChange);
    case 'outcome':
      return isOrigin(value) && isString(value['result']) && typeof value['withheld'] === 'boolean';
    case 'lifecycle':
      return isOrigin(value) && isOptional(value['policy'], isString);
    case 'tampering':
      return (
        isOrigin(value) &&
        tamperedThings.some((thing) => thing === value['what']) &&
        isString(value['path']) &&
        isString(value['why'])
      );
  }
}

/** Who acted, as far as readers depend on it. */
export function isOrigin(value: unknown): value is Origin {
  if (!isObject(value)) return false;
  const nullable = ['agentVersion', 'session', 'subagent', 'callId', 'tool', 'cwd'];
  return (
    isString(value['agent']) &&
    isString(value['event']) &&
    nullable.every((name) => isNullOr(value[name], isString)) &&
    isOptional(value['notes'], (notes) => isListOf(notes, isString))
  );
}

function isJudged(value: Fields): boolean {
  return isString(value['policy']) && isFacts(value['facts']) && isDecision(value['decision']);
}

/** What was judged, as far as readers depend on it. */
export function isFacts(value: unknown): value is Facts {
  return (
    isObject(value) &&
    isString(value['agent']) &&
    isString(value['tool']) &&
    isListOf(value['effects'], isEffect) &&
    isOptional(value['granted'], (granted) => isListOf(granted, isGiven)) &&
    isOptional(value['paused'], isPaused)
  );
}

/** A verdict with its reasons, as far as readers depend on it. */
export function isDecision(value: unknown): value is Decision {
  return (
    isObject(value) &&
    verdicts.some((verdict) => verdict === value['verdict']) &&
    ['rule', 'layer', 'reason', 'remedy'].every((name) => isString(value[name])) &&
    isNullOr(value['effect'], isEffect) &&
    isOptional(value['relaxed'], (relaxed) => isListOf(relaxed, isRelaxed)) &&
    isOptional(value['observed'], isObserved) &&
    isOptional(value['granted'], isGrantedBy)
  );
}

function isAnswer(value: Fields): boolean {
  return (
    matches(value['request'], approvalNonce) &&
    verdicts.some((verdict) => verdict === value['verdict']) &&
    answerHows.some((how) => how === value['how']) &&
    isNullOr(value['key'], isString) &&
    isNullOr(value['answer'], isString) &&
    isNumber(value['waitedMs'])
  );
}

function isRelaxed(value: unknown): boolean {
  return isObject(value) && ['rule', 'layer', 'why'].every((name) => isString(value[name]));
}

function isObserved(value: unknown): boolean {
  return (
    isObject(value) &&
    verdicts.some((verdict) => verdict === value['verdict']) &&
    ['rule', 'layer'].every((name) => isString(value[name]))
  );
}

function isGiven(value: unknown): boolean {
  return (
    isObject(value) &&
    ['nonce', 'scope'].every((name) => isString(value[name])) &&
    isListOf(value['effects'], isNumber)
  );
}

function isPaused(value: unknown): boolean {
  return isObject(value) && ['nonce', 'until'].every((name) => isString(value[name]));
}

function isGrantedBy(value: unknown): boolean {
  return (
    isObject(value) && ['nonce', 'scope', 'rule', 'layer'].every((name) => isString(value[name]))
  );
}

function isEffect(value: unknown): boolean {
  if (!isObject(value) || !isString(value['via'])) return false;
  switch (value['kind']) {
    case 'read':
    case 'write':
    case 'delete':
    case 'search':
      return isPathFact(value['target']) && isOptional(value['from'], isString);
    case 'run':
      return (
        isString(value['program']) &&
        isListOf(value['args'], isString) &&
        isOptional(value['script'], isScriptMark) &&
        isOptional(value['opaque'], (opaque) => opaque === true)
      );
    case 'unresolved':
      return isString(value['why']) && isOptional(value['of'], isStatedCommand);
    case 'connect':
      return isString(value['host']);
    default:
      return isString(value['kind']) && isString(value['why']);
  }
}

function isStatedCommand(value: unknown): boolean {
  return isObject(value) && isString(value['program']) && isListOf(value['args'], isString);
}

function isScriptMark(value: unknown): boolean {
  return isObject(value) && isString(value['path']) && matches(value['digest'], hexDigest);
}

function isPathFact(value: unknown): boolean {
  return (
    isObject(value) &&
    ['stated', 'path', 'place'].every((name) => isString(value[name])) &&
    isListOf(value['faces'], isString) &&
    isNullOr(value['root'], isString)
  );
}

function isPathChange(value: unknown): boolean {
  return (
    isObject(value) &&
    isString(value['stated']) &&
    isNullOr(value['before'], isString) &&
    isNullOr(value['after'], isString)
  );
}

function isContentMark(value: unknown): boolean {
  return isObject(value) && isNumber(value['length']) && matches(value['mac'], hexDigest);
}
