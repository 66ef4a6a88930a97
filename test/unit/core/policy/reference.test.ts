import fc from 'fast-check';
import { builtInRules } from '../../../../src/core/policy/builtin/index.ts';
import { decide } from '../../../../src/core/policy/decide.ts';
import {
  effect,
  fewBuiltIn,
  layers,
  machineOf,
  policyOf,
} from '../../../support/randomPolicies.ts';
import { referenceAnswer } from '../../../support/referencePolicy.ts';
import { assertAgrees } from '../../../support/assertAgrees.ts';

/**
 * The product against a second, slow reading of what a policy means. Policies are drawn from few names and paths, so
 * that most rules meet.
 */

describe('decide, against the slow reference', function () {
  this.timeout(180_000);
  for (const [what, builtIn, policies, each] of [
    ['a small part of what is built in', fewBuiltIn, 500, 20],
    ['all that is built in', builtInRules, 10, 20],
  ] as const) {
    const machine = machineOf(builtIn);
    it(`${policies} random layers, ${each} random actions each, on ${what}`, () => {
      const actions = fc.array(fc.array(effect, { maxLength: 3 }), {
        minLength: each,
        maxLength: each,
      });
      fc.assert(
        fc.property(layers, actions, (drawn, effectLists) => {
          const policy = policyOf(drawn, machine);
          for (const effects of effectLists) {
            const decision = decide({ agent: 'claude-code', tool: 'Test', effects }, policy);
            assertAgrees(decision, referenceAnswer(effects, 'claude-code', drawn, machine));
          }
        }),
        { numRuns: policies },
      );
    });
  }
});
