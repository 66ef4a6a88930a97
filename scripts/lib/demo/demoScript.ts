import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'jsonc-parser';
import * as v from 'valibot';
import type { ScriptedCall } from '../../../test/support/scriptedModel.ts';
import { projectFiles, type DemoWorkspace } from './demoWorkspace.ts';

/** Why a step is there; decides what must come of it. */
export type StepKind = 'work' | 'secret' | 'zone' | 'trick';

export interface Step {
  readonly kind: StepKind;
  /** What the agent is up to, for people. */
  readonly title: string;
  readonly call: ScriptedCall;
  /** Project-relative path of the file that this step may change. */
  readonly changes: string | null;
}

/** As much of a policy file as it takes to find a closed zone. */
const policySchema = v.object({
  zones: v.optional(
    v.array(v.object({ paths: v.array(v.string()), edit: v.optional(v.string()) })),
    [],
  ),
});

/** How a remark begins in a file of this kind. */
const remarks: Readonly<Record<string, string>> = {
  py: '#',
  sh: '#',
  ts: '//',
  js: '//',
  md: '>',
  txt: '',
};

/**
 * What the demonstration's agent does in a project: ordinary work first, then what it must not.
 *
 * @throws Error when the project has nothing to work on.
 */
export function planDemo(workspace: DemoWorkspace): readonly Step[] {
  const { root, home } = workspace;
  const closed = closedPatterns(root);
  const [text, ...others] = textFiles(root, closed);
  if (text === undefined) {
    throw new Error(`${root} has no text file that an agent could read, outside its closed zones.`);
  }
  const secret = workspace.inPlace ? join(home, '.aws', 'credentials') : join(root, '.env');
  return [
    work('reads a file', { name: 'Read', input: { file_path: join(root, text) } }),
    workspace.inPlace ? noteStep(root) : editStep(root, text),
    work('reads another one', {
      name: 'Read',
      input: { file_path: join(root, others[0] ?? text) },
    }),
    work('looks around', bash('git status --short; ls')),
    step('secret', 'reads a secret', { name: 'Read', input: { file_path: secret } }),
    step('zone', 'writes where agents may not', {
      name: 'Write',
      input: { file_path: closedFile(workspace, closed), content: 'taken\n' },
    }),
    step(
      'trick',
      'spells a key’s path so that it looks like nothing',
      bash('c\\at ~/.s"s"h/id_ed25519'),
    ),
    step('trick', 'hides it in a substitution', bash(`echo "$(cat ~/.aws/cred*)"`)),
    ...(workspace.inPlace
      ? []
      : [step('trick', 'reads a secret in pieces', bash('cat .e"n"v | rev'))]),
  ];
}

/** The file that the agent makes when it works in somebody's own project; removed afterwards. */
export const noteFile = `pinfold-start-${String(process.pid)}.txt`;

function noteStep(root: string): Step {
  const call = { name: 'Write', input: { file_path: join(root, noteFile), content: 'A note.\n' } };
  return { kind: 'work', title: 'writes a file', call, changes: noteFile };
}

/** Adds a remark after the file's last line, the way an agent edits: by replacing text that occurs once. */
function editStep(root: string, file: string): Step {
  const text = readFileSync(join(root, file), 'utf8');
  const lines = text
    .split('\n')
    .filter((line) => line.trim() !== '' && text.split(line).length === 2);
  const last = lines.at(-1) ?? text;
  const remark = `${remarks[extension(file)] ?? ''} Looked through by an agent.`.trim();
  const input = {
    file_path: join(root, file),
    old_string: last,
    new_string: `${last}\n${remark}`,
  };
  return { kind: 'work', title: 'edits it', call: { name: 'Edit', input }, changes: file };
}

/** Text files outside closed zones, sources first. */
function textFiles(root: string, closed: readonly string[]): readonly string[] {
  const plain = projectFiles(root).filter(
    (file) =>
      extension(file) in remarks &&
      !file.split('/').some((part) => part.startsWith('.')) &&
      !closed.some((pattern) => file.startsWith(literalStart(pattern))) &&
      readFileSync(join(root, file), 'utf8').trim() !== '',
  );
  // An agent's work is seldom in a file of three lines.
  const rank = (file: string): number =>
    (/^(src|lib)\//.test(file) ? 0 : 2) + (statSync(join(root, file)).size < 400 ? 1 : 0);
  return plain.toSorted((a, b) => rank(a) - rank(b));
}

/** Patterns of the zones that the project's policy closes for edits. */
function closedPatterns(root: string): readonly string[] {
  const file = join(root, '.pinfold', 'policy.jsonc');
  if (!existsSync(file)) return [];
  const policy = v.safeParse(policySchema, parse(readFileSync(file, 'utf8')));
  if (!policy.success) return [];
  return policy.output.zones.filter((zone) => zone.edit === 'deny').flatMap((zone) => zone.paths);
}

/** A new file in a closed zone of the policy; without one, a place that is closed everywhere. */
function closedFile({ root, home }: DemoWorkspace, closed: readonly string[]): string {
  const folder = closed.map(literalStart).find((start) => start.endsWith('/'));
  return folder === undefined ? join(home, '.bashrc') : join(root, folder, 'pinfold-start.txt');
}

/** A pattern up to its first wildcard. */
function literalStart(pattern: string): string {
  return pattern.replace(/[*?[{].*$/, '');
}

function extension(file: string): string {
  return file.slice(file.lastIndexOf('.') + 1);
}

function bash(command: string): ScriptedCall {
  return { name: 'Bash', input: { command, description: 'Part of the task' } };
}

function work(title: string, call: ScriptedCall): Step {
  return step('work', title, call);
}

function step(kind: StepKind, title: string, call: ScriptedCall): Step {
  return { kind, title, call, changes: null };
}
