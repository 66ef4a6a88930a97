import type { BuiltInRule } from './builtInRule.ts';
import { controlRules } from './controls.ts';
import { credentialRules } from './credentials.ts';
import { instructionRules } from './instructions.ts';
import { projectRules } from './projectFiles.ts';
import { secretRules } from './secrets.ts';

/** Every built-in protection, in the order in which they are tried. */
export const builtInRules: readonly BuiltInRule[] = [
  ...credentialRules,
  ...controlRules,
  ...instructionRules,
  ...projectRules,
  ...secretRules,
];

export { credentialHosts } from './hosts.ts';
