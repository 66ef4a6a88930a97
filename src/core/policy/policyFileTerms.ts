import * as v from 'valibot';

/**
 * The terms that the parts of a policy file share: verdicts, patterns, hosts, agents, reasons.
 */

/** Agents that an adapter exists or is planned for; `agents` lists in a policy name these. */
export const agentNames = [
  'claude-code',
  'codex',
  'gemini-cli',
  'copilot',
  'cursor',
  'cline',
  'opencode',
  'qwen-code',
] as const;

/** Title for short labels, text (Markdown) for hovers. */
export function about<Input>(
  title: string,
  markdown: string,
): v.MetadataAction<Input, Readonly<Record<string, string>>> {
  return v.metadata({
    title,
    description: markdown.replaceAll('`', ''),
    markdownDescription: markdown,
  });
}

const meaningOf = {
  allow: 'Passes without a word. Never approves what the agent itself would have asked about.',
  ask: 'Waits for a person. Without an editor to ask in, it is refused.',
  deny: 'Is refused, with the reason and what to do instead.',
} as const;

/** A choice among verdicts, each with its meaning for the editor's completion. */
export function choice<const T extends readonly (keyof typeof meaningOf)[]>(
  verdicts: T,
  title: string,
  markdown: string,
) {
  return v.pipe(
    v.picklist(verdicts),
    about(title, markdown),
    v.metadata({ markdownEnumDescriptions: verdicts.map((verdict) => meaningOf[verdict]) }),
  );
}

export const anyVerdict = ['allow', 'ask', 'deny'] as const;

/** One path pattern; its rules are in `policyFilePatterns.ts`. Compared by identity when a file is walked. */
export const patternSchema = v.pipe(v.string(), v.nonEmpty());

/** One host name; its rules are in `policyFileHosts.ts`. Compared by identity when a file is walked. */
export const hostSchema = v.pipe(v.string(), v.nonEmpty());

/** One adapter's name. Compared by identity when a file is walked. */
export const agentSchema = v.pipe(
  v.string(),
  v.nonEmpty(),
  v.metadata({ examples: [...agentNames] }),
);

export const why = v.pipe(
  v.string(),
  v.nonEmpty(),
  v.maxLength(300),
  about('Why', 'One sentence for whoever meets this rule, people and agents alike.'),
);

export const agents = v.pipe(
  v.array(agentSchema),
  about(
    'Agents',
    'Only for these agents, by the name of their adapter, e.g. `claude-code`. Absent or empty: for all.',
  ),
);
