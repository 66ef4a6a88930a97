import {
  type Fields,
  hexDigest,
  isNullOr,
  isNumber,
  isObject,
  isOptional,
  isString,
  matches,
  utcTime,
} from './recordFields.ts';
import type { OwnDraft } from './record.ts';

/** Whether a value has the shape of one of the records that the trail writes of itself. */
export function isOfTrailsKind(kind: OwnDraft['kind'], value: Fields): boolean {
  switch (kind) {
    case 'seal':
      return isString(value['reason']) && isObject(value['torn']) && isTorn(value['torn']);
    case 'segment':
      return (
        isNullOr(value['previous'], isString) &&
        isNullOr(value['damage'], isString) &&
        isOptional(value['reserved'], isNumber)
      );
    case 'repeat':
      return (
        isNumber(value['of']) &&
        isNumber(value['count']) &&
        matches(value['from'], utcTime) &&
        matches(value['to'], utcTime)
      );
    case 'late':
      return isRecordPlace(value['late']);
    case 'pruned':
      return (
        isNumber(value['keepDays']) && isRemoval(value['removed']) && isRecordPlace(value['next'])
      );
  }
}

function isTorn(value: Fields): boolean {
  return isNumber(value['bytes']) && matches(value['digest'], hexDigest);
}

function isRecordPlace(value: unknown): value is Fields {
  return (
    isObject(value) &&
    isString(value['segment']) &&
    isNumber(value['seq']) &&
    matches(value['hash'], hexDigest)
  );
}

function isDatedPlace(value: unknown): boolean {
  return isRecordPlace(value) && matches(value['at'], utcTime);
}

function isRemoval(value: unknown): boolean {
  return (
    isObject(value) &&
    ['from', 'to'].every((name) => isString(value[name])) &&
    ['records', 'bytes', 'faults'].every((name) => isNumber(value[name])) &&
    ['first', 'last'].every((name) => isNullOr(value[name], isDatedPlace))
  );
}
