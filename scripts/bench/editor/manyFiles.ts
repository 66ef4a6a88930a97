import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { PolicyPart } from '../../../src/hosts/vscode/policy/policyPart.ts';
import { workspaceEnvironment, type Workspace } from '../../../test/support/workspace.ts';
import { summarise, type Sample } from '../measure.ts';

const folders = 100;
const inEach = 1_000;

/** A hundred thousand empty files, a fifth of them where the policy speaks. */
export function addManyFiles(workspace: Workspace): void {
  for (let folder = 0; folder < folders; folder += 1) {
    const name = workspace.path(nameOf(folder));
    mkdirSync(name, { recursive: true });
    for (let file = 0; file < inEach; file += 1) {
      writeFileSync(`${name}/${String(file)}.json`, '');
    }
  }
}

function nameOf(folder: number): string {
  return folder % 5 === 0 ? `lab/run-${String(folder)}` : `data/run-${String(folder)}`;
}

/**
 * Milliseconds that marks for a thousand files take, folder by folder, by the very part that the editor loads; and those
 * of the policy itself, which is read once.
 */
export async function timeMarks(
  workspace: Workspace,
): Promise<{ readonly marks: Sample; readonly open: Sample }> {
  const require = createRequire(import.meta.url);
  const part = require(
    fileURLToPath(new URL('../../../dist/editorPolicy.cjs', import.meta.url)),
  ) as PolicyPart;
  const opened: number[] = [];
  const environment = workspaceEnvironment(workspace);
  let policy = part.open(workspace.root, environment);
  for (let turn = 0; turn < 11; turn += 1) {
    const started = performance.now();
    policy = part.open(workspace.root, environment);
    opened.push(performance.now() - started);
  }
  const agents = ['claude-code', 'codex'];
  const marked: number[] = [];
  for (let folder = 0; folder < folders; folder += 1) {
    const started = performance.now();
    const marks = await Promise.all(
      Array.from({ length: inEach }, (_, file) =>
        policy.mark(workspace.path(`${nameOf(folder)}/${String(file)}.json`), agents),
      ),
    );
    marked.push(performance.now() - started);
    const found = marks.filter((mark) => mark !== null).length;
    if (found !== (folder % 5 === 0 ? inEach : 0)) throw new Error('A file has the wrong mark.');
  }
  return { marks: summarise(marked), open: summarise(opened) };
}
