import { claudeCodeFaults } from '../../support/faults/claudeCode.ts';
import { describeSessions } from '../../support/faults/sessions.ts';

describeSessions(claudeCodeFaults);
