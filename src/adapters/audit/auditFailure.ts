import { AuditError, type AuditErrorCode } from '../../ports/auditTrail.ts';

/** Any failure of the file system as an {@link AuditError} that says what to do; an AuditError stays what it is. */
export function asAuditError(error: unknown, directory: string): AuditError {
  if (error instanceof AuditError) return error;
  const systemCode = error instanceof Error && 'code' in error ? String(error.code) : '';
  const code = codes[systemCode] ?? 'PF-AUDIT-FAILED';
  return new AuditError(code, directory, `${remedies[code]} (${systemCode || String(error)})`, {
    cause: error,
  });
}

export function busy(directory: string): AuditError {
  return new AuditError('PF-AUDIT-BUSY', directory, remedies['PF-AUDIT-BUSY']);
}

/** A record of ours behind one that we cannot read would be a gap in somebody else's chain. */
export function newerTrail(directory: string): AuditError {
  return new AuditError('PF-STATE-NEWER', directory, remedies['PF-STATE-NEWER']);
}

const codes: Readonly<Record<string, AuditErrorCode>> = {
  ENOSPC: 'PF-AUDIT-FULL',
  EDQUOT: 'PF-AUDIT-FULL',
  EFBIG: 'PF-AUDIT-FULL',
  EROFS: 'PF-AUDIT-READONLY',
  EACCES: 'PF-AUDIT-READONLY',
  EPERM: 'PF-AUDIT-READONLY',
  ENOTDIR: 'PF-AUDIT-PLACE',
  EISDIR: 'PF-AUDIT-PLACE',
  EEXIST: 'PF-AUDIT-PLACE',
  ELOOP: 'PF-AUDIT-PLACE',
  ENXIO: 'PF-AUDIT-PLACE',
  ENOTREG: 'PF-AUDIT-PLACE',
};

const remedies: Readonly<Record<AuditErrorCode, string>> = {
  'PF-AUDIT-BUSY':
    'Other processes kept it locked in turns. Try again; if it stays so, see which processes the files `lock.*` in that folder name.',
  'PF-AUDIT-FULL':
    'The disk, the quota or the file size limit is used up: make room, 1 MB will do, then try again; `pinfold audit prune` works all the same.',
  'PF-AUDIT-READONLY':
    'Pinfold may not write there: give the folder back to your user and check that it is not mounted read-only.',
  'PF-AUDIT-PLACE':
    'Something that is not a plain file or folder stands there: look at it, move it away, then try again.',
  'PF-STATE-NEWER':
    'A later version of Pinfold wrote its newest record: install the latest version and run `pinfold protect`.',
  'PF-AUDIT-FAILED': 'Check the disk and the folder, then try again.',
};
