import * as v from 'valibot';
import type { LayerName } from '../actions/decision.ts';
import { audit, gates, hardware, network, provenance, sandbox } from './policyFileSections.ts';
import { about, agents, anyVerdict, choice, patternSchema, why } from './policyFileTerms.ts';

/**
 * The policy file: the one source of its type, its run-time check and the committed JSON Schema
 * (`schemas/policy.schema.json`, written by `npm run schema`).
 *
 * What one value alone cannot show (the layer a file belongs to, two zones of one name, a pattern that can match
 * nothing) is checked by `parse.ts` on top. An absent list and an empty list mean the same everywhere; where
 * a list is required, it must not be empty.
 */

/**
 * Keys that are checked but that nothing enforces in this version yet, as dotted paths in the file.
 * A file that uses one gets a note. Whoever makes a key work takes it out of here.
 */
export const notYetEnforced = [
  'secrets.scanContent',
  'hardware',
  'provenance',
  'sandbox',
  'gates',
] as const;

/** Keys that only the user's and the organisation's file may hold: they loosen more than a repository may. */
export const keysAboveWorkspace = ['relax', 'mode', 'audit'] as const;

/** Keys that only the organisation's file may hold. */
export const keysOfOrganisation = ['pause'] as const;

/** Keys that the file of a layer may not hold. */
export function keysNotIn(layer: LayerName): readonly string[] {
  if (layer === 'organisation') return [];
  return layer === 'workspace'
    ? [...keysAboveWorkspace, ...keysOfOrganisation]
    : keysOfOrganisation;
}

const zone = v.pipe(
  v.strictObject({
    name: v.pipe(
      v.string(),
      v.regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/, 'zone-name'),
      v.maxLength(64),
      about(
        'Name',
        'How decisions and records call this zone: small letters, digits and hyphens, e.g. `lab-data`.',
      ),
    ),
    paths: v.pipe(
      v.array(patternSchema),
      v.nonEmpty(),
      about(
        'Paths',
        'Patterns from the root that holds this file. A folder covers what is under it; `**/x` finds `x` at any depth; no `!` patterns.',
      ),
    ),
    edit: v.exactOptional(
      choice(anyVerdict, 'Edit', 'May agents create, change and delete files here?'),
    ),
    read: v.exactOptional(
      choice(anyVerdict, 'Read', 'May agents open, list and search files here?'),
    ),
    agents: v.exactOptional(agents),
    why: v.exactOptional(why),
  }),
  about('Zone', 'A named set of paths with what agents may do there. Says `edit`, `read` or both.'),
);

const secrets = v.pipe(
  v.strictObject({
    paths: v.exactOptional(
      v.pipe(
        v.array(patternSchema),
        about('Paths', 'Further files that hold secrets, beside those that Pinfold knows.'),
      ),
    ),
    except: v.exactOptional(
      v.pipe(
        v.array(patternSchema),
        about(
          'Except',
          'Files that `paths` of this same file would cover but that hold no secret.',
        ),
      ),
    ),
    access: v.exactOptional(
      choice(
        ['ask', 'deny'],
        'Access',
        'What happens when an agent opens one of `paths`. Default `deny`; never `allow`.',
      ),
    ),
    scanContent: v.exactOptional(
      v.pipe(
        v.boolean(),
        about('Scan content', 'Look for secrets in what agents read and write, not only at names.'),
      ),
    ),
  }),
  about('Secrets', 'Files with credentials.'),
);

const command = v.pipe(
  v.strictObject({
    match: v.pipe(
      v.array(v.pipe(v.string(), v.nonEmpty())),
      v.nonEmpty(),
      about(
        'Match',
        'The words that the command starts with, one per entry: `["terraform", "apply"]`.',
      ),
    ),
    verdict: choice(anyVerdict, 'Verdict', 'What happens when an agent runs it.'),
    why: v.exactOptional(why),
    agents: v.exactOptional(agents),
  }),
  about('Command', 'A command that needs a verdict of its own.'),
);

const relaxation = v.pipe(
  v.strictObject({
    rule: v.pipe(
      v.string(),
      v.regex(/^built-in(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)+$/, 'rule-id'),
      about(
        'Rule',
        'Id of the built-in protection, as `pinfold policy show` and every refusal print it.',
      ),
    ),
    why: v.pipe(
      v.string(),
      v.regex(/\S/, 'relax-why'),
      v.maxLength(300),
      about(
        'Why',
        'The reason, one sentence. It goes into the record of every decision that it changes.',
      ),
    ),
  }),
  about('Relaxation', 'One built-in protection that does not apply, and why.'),
);

export const policyFileSchema = v.pipe(
  v.strictObject({
    $schema: v.exactOptional(
      v.pipe(
        v.string(),
        about('Schema', 'Where an editor finds the description of this file. Pinfold ignores it.'),
      ),
    ),
    version: v.pipe(v.literal(1), about('Version', 'Version of this format: `1`.')),
    preset: v.exactOptional(
      v.pipe(
        v.picklist(['balanced', 'strict', 'docs-only']),
        about('Preset', 'Defaults to start from. `balanced` when absent.'),
        v.metadata({
          markdownEnumDescriptions: [
            'Agents work freely in the workspace; secrets, credentials, hooks and the rest of the machine are closed.',
            'Nothing is readable or writable without a zone.',
            'Agents may write documentation only.',
          ],
        }),
      ),
    ),
    mode: v.exactOptional(
      v.pipe(
        v.picklist(['observe']),
        about(
          'Mode',
          "`observe` decides and records but interrupts nothing except secrets and self-protection. Only in the user's and the organisation's file.",
        ),
      ),
    ),
    pause: v.exactOptional(
      v.pipe(
        v.picklist(['forbid']),
        about(
          'Pause',
          "`forbid`: nobody can pause Pinfold for a quarter of an hour. Only in the organisation's file.",
        ),
      ),
    ),
    zones: v.exactOptional(
      v.pipe(
        v.array(zone),
        about(
          'Zones',
          'Named sets of paths. In one file the last match wins; across files the strictest.',
        ),
      ),
    ),
    secrets: v.exactOptional(secrets),
    commands: v.exactOptional(
      v.pipe(
        v.array(command),
        about('Commands', 'Commands with a verdict of their own. In one file the last match wins.'),
      ),
    ),
    network: v.exactOptional(network),
    hardware: v.exactOptional(hardware),
    provenance: v.exactOptional(provenance),
    sandbox: v.exactOptional(sandbox),
    audit: v.exactOptional(audit),
    gates: v.exactOptional(gates),
    relax: v.exactOptional(
      v.pipe(
        v.array(relaxation),
        about(
          'Relax',
          "Built-in protections that do not apply. Only in the user's and the organisation's file.",
        ),
      ),
    ),
  }),
  about('Pinfold policy', 'What coding agents may do here.'),
);

export type PolicyFile = v.InferOutput<typeof policyFileSchema>;
