import type { BuiltInRule } from './builtInRule.ts';

/** What a user gave the agents to read: their own instructions, skills and plug-ins, in every session. */
export const instructionRules: readonly BuiltInRule[] = [
  {
    id: 'instructions.user',
    family: 'built-in',
    title: 'an instruction, skill or plug-in of yours for coding agents',
    access: { read: 'allow', write: 'deny', delete: 'deny' },
    paths: [
      '~/.claude/{CLAUDE.md,agents,commands,output-styles,plugins,rules,skills}',
      '~/.agents',
      '~/.{codex,gemini,qwen}/{AGENTS.md,AGENTS.override.md,GEMINI.md,QWEN.md,prompts,skills,commands,extensions}',
    ],
    ownPlace: true,
    why: 'It tells agents what to do in all your projects.',
    remedy: 'Put it into the project’s own instructions, or give the user the text to add.',
  },
];
