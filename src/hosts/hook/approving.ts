/** What reads and verifies a person's approvals, as a part of its own: the hook loads it only when one lies there. */
import { createApprovalFiles } from '../../adapters/approvals/approvalFiles.ts';
import { applyApprovals } from '../../app/approvals/applyApprovals.ts';

export const approving = { applyApprovals, createApprovalFiles };
