import * as v from 'valibot';
import { about, anyVerdict, choice, hostSchema } from './policyFileTerms.ts';

/**
 * The sections of a policy file beside zones, secrets and commands.
 */

export const network = v.pipe(
  v.strictObject({
    fetch: v.exactOptional(
      choice(anyVerdict, 'Fetch', 'Reading from the network: pages, packages, interfaces.'),
    ),
    send: v.exactOptional(choice(anyVerdict, 'Send', 'Sending files of the workspace somewhere.')),
    deny: v.exactOptional(
      v.pipe(
        v.array(hostSchema),
        about(
          'Denied hosts',
          'Hosts that agents never reach. `*.example.com` covers every host under it.',
        ),
      ),
    ),
    allow: v.exactOptional(
      v.pipe(
        v.array(hostSchema),
        about('Allowed hosts', 'Hosts that need no question. A stricter rule still wins.'),
      ),
    ),
  }),
  about('Network', 'What agents may fetch and send, and where.'),
);

export const hardware = v.pipe(
  v.strictObject({
    submit: v.exactOptional(
      choice(anyVerdict, 'Submit', 'Submitting a job to real quantum hardware.'),
    ),
    simulators: v.exactOptional(
      choice(anyVerdict, 'Simulators', 'Submitting a job to a simulator.'),
    ),
    dailyJobs: v.exactOptional(
      v.pipe(
        v.number(),
        v.integer(),
        v.minValue(0),
        v.maxValue(100_000),
        about('Daily jobs', 'How many hardware jobs agents may submit a day, all together.'),
      ),
    ),
  }),
  about('Hardware', 'Quantum hardware and simulators.'),
);

export const provenance = v.pipe(
  v.strictObject({
    trailer: v.exactOptional(
      v.pipe(
        v.string(),
        v.regex(/^[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*$/, 'trailer'),
        v.maxLength(64),
        about('Trailer', 'The word before the colon in the commit message, e.g. `Assisted-by`.'),
      ),
    ),
    attest: v.exactOptional(
      v.pipe(
        v.boolean(),
        about('Attest', 'Also write a signed statement of which lines an agent wrote.'),
      ),
    ),
    profile: v.exactOptional(
      v.pipe(
        v.picklist(['short', 'full', 'apache', 'co-author', 'notes-only', 'none']),
        about('Profile', 'How much a commit says about the agent that helped.'),
      ),
    ),
  }),
  about('Provenance', 'How commits say that an agent helped.'),
);

export const sandbox = v.pipe(
  v.strictObject({
    profile: v.exactOptional(
      v.pipe(
        v.picklist(['workspace', 'docs-only', 'review', 'air-gapped']),
        about('Profile', 'What a sandbox starts from.'),
      ),
    ),
    egress: v.exactOptional(
      v.pipe(
        v.array(hostSchema),
        about('Egress', 'Hosts that the sandbox may reach. Absent or empty: none.'),
      ),
    ),
  }),
  about('Sandbox', 'What an agent in a Pinfold sandbox gets.'),
);

export const audit = v.pipe(
  v.strictObject({
    retentionDays: v.exactOptional(
      v.pipe(
        v.number(),
        v.integer(),
        v.minValue(1),
        v.maxValue(36_500),
        about(
          'Retention',
          'Days that records are kept before `pinfold audit prune` may remove them. The longest of all layers counts.',
        ),
      ),
    ),
  }),
  about('Audit', "The audit trail. Only in the user's and the organisation's file."),
);

export const gates = v.pipe(
  v.strictObject({
    label: v.exactOptional(
      v.pipe(
        v.string(),
        v.nonEmpty(),
        v.maxLength(50),
        about('Label', 'The label of pull requests that hold agent work, e.g. `ai-generated`.'),
      ),
    ),
    approvals: v.exactOptional(
      v.pipe(
        v.number(),
        v.integer(),
        v.minValue(0),
        v.maxValue(10),
        about('Approvals', 'How many people must approve agent work before it may be merged.'),
      ),
    ),
  }),
  about('Gates', 'What pull requests with agent work must pass.'),
);
