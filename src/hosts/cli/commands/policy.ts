import { readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { sha256Hex } from '../../../adapters/digest/sha256.ts';
import { nodeFiles } from '../../../adapters/files/nodeFiles.ts';
import { findRoots } from '../../../app/paths/roots.ts';
import { compileRoot, workspacePolicyPath } from '../../../app/policy/compileRoot.ts';
import { type MachineFacts, surroundingsOf } from '../../../app/surroundings.ts';
import { formatDiagnostics } from '../../../core/policy/diagnostics.ts';
import { parsePolicy } from '../../../core/policy/parse.ts';
import type { PolicyIndex } from '../../../core/policy/policyIndex.ts';
import { policyText } from '../../../core/present/policy.ts';
import { build } from '../../shared/build.ts';
import { machineFacts } from '../../shared/machine.ts';
import { directoriesOf, policyPlacesOf } from '../../shared/places.ts';
import { createPolicyAccess } from '../../shared/policyAccess.ts';
import { json, readArguments } from '../arguments.ts';
import { type Command, type Terminal, UsageError } from '../command.ts';

export const policyCheck: Command = {
  name: 'policy check',
  usage: 'policy check [FILE] [--json]',
  summary: 'Checks a policy file and says where and how it is wrong.',
  help: 'Without FILE: .pinfold/policy.jsonc of this workspace. Exit code 2 when it is broken.',
  run(args, terminal) {
    const { values, positionals } = readArguments('policy check', args, json);
    const file = positionals[0] ?? workspaceFile(terminal);
    const path = resolve(terminal.cwd, file);
    const text = readPolicy(path);
    const shown = relative(terminal.cwd, path) || path;
    const parsed = parsePolicy(text, { file: shown, layer: 'workspace' });
    const diagnostics = parsed.ok ? parsed.notes : parsed.diagnostics;
    if (values.json)
      terminal.out(`${JSON.stringify({ ok: parsed.ok, file: path, diagnostics })}\n`);
    else {
      if (diagnostics.length > 0) terminal.out(`${formatDiagnostics(diagnostics, text)}\n`);
      terminal.out(
        `${shown} ${parsed.ok ? 'is a sound policy.' : 'is broken: nothing in it holds.'}\n`,
      );
    }
    return parsed.ok ? 0 : 2;
  },
};

export const policyShow: Command = {
  name: 'policy show',
  usage: 'policy show [--json]',
  summary: 'Shows the rules that hold here, layer by layer.',
  help: 'The rules as they are compiled: built-in protections, then the workspace’s own, and the defaults by place.',
  run(args, terminal) {
    const { values } = readArguments('policy show', args, json);
    const index = compiled(terminal);
    if (index === null) return 2;
    terminal.out(values.json ? `${JSON.stringify(index)}\n` : policyText(index));
    return 0;
  },
};

export const policyCompile: Command = {
  name: 'policy compile',
  usage: 'policy compile',
  summary: 'Compiles the policy anew, also over a damaged index.',
  help: 'The hook does this by itself when a policy changes. After damage a person does it here.',
  run(args, terminal) {
    readArguments('policy compile', args, {});
    const index = compiled(terminal);
    if (index === null) return 2;
    const machine = machineFacts(terminal.environment);
    const places = policyPlacesOf(directoriesOf(terminal.environment));
    const store = createPolicyAccess({
      places,
      homes: machine.homes,
      fold: foldAt(rootOf(terminal), machine),
      files: nodeFiles,
      loadCompiler: () => compileRoot,
    });
    store.replace(rootOf(terminal), index);
    terminal.out(`Compiled ${index.rules.length} rules. Policy ${index.digest.slice(0, 12)}.\n`);
    return 0;
  },
};

function compiled(terminal: Terminal): PolicyIndex | null {
  const machine = machineFacts(terminal.environment);
  const own = policyPlacesOf(directoriesOf(terminal.environment));
  const result = compileRoot(
    {
      root: rootOf(terminal),
      homes: machine.homes,
      own,
      fold: foldAt(rootOf(terminal), machine),
      build,
      sha256: sha256Hex,
    },
    nodeFiles,
  );
  if (result.ok) return result.index;
  for (const each of result.broken) {
    terminal.err(`${formatDiagnostics(each.diagnostics, each.text)}\n`);
  }
  return null;
}

function rootOf(terminal: Terminal): string | null {
  const machine = machineFacts(terminal.environment);
  const context = machine;
  return findRoots(terminal.cwd, context, nodeFiles)[0]?.path ?? null;
}

function foldAt(root: string | null, machine: MachineFacts): boolean {
  const roots = root === null ? [] : [{ path: root, worktrees: [] }];
  return surroundingsOf(machine, roots, [], nodeFiles).foldCase;
}

function workspaceFile(terminal: Terminal): string {
  const root = rootOf(terminal);
  if (root === null) {
    throw new UsageError(
      'There is no workspace here.',
      'Name a policy file, or go to a project folder.',
    );
  }
  return workspacePolicyPath(root);
}

function readPolicy(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(
      `${path} cannot be read (${code ?? 'unknown error'}).`,
      'Name a policy file, or create .pinfold/policy.jsonc.',
    );
  }
}
