import { claudeCodeFaults } from '../../support/faults/claudeCode.ts';
import { describeColumn } from '../../support/faults/column.ts';

describeColumn(claudeCodeFaults);
