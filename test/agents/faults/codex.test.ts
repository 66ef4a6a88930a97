import { codexFaults } from '../../support/faults/codex.ts';
import { describeSessions } from '../../support/faults/sessions.ts';

describeSessions(codexFaults);
