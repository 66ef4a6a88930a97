import { parseRecord } from '../../core/audit/parseRecord.ts';
import { asAuditError } from './auditFailure.ts';
import { readFolder } from './folder.ts';
import { readSegments } from './verifyDirectory.ts';

/**
 * All records as they stand in the segments, one line each, in the order of their numbers; null for a line that is no
 * record. @throws AuditError when a file cannot be read
 */
export function* exportLines(directory: string): Generator<string | null, void> {
  try {
    for (const { lines } of readSegments(directory, readFolder(directory).segments)) {
      for (const line of lines) {
        yield typeof line === 'string' && parseRecord(line) !== null ? line : null;
      }
    }
  } catch (error) {
    throw asAuditError(error, directory);
  }
}
