import { codexFaults } from '../../support/faults/codex.ts';
import { describeColumn } from '../../support/faults/column.ts';

describeColumn(codexFaults);
