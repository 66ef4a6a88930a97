import { readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { nodeFiles } from '../../../adapters/files/nodeFiles.ts';
import { policyPlaces, readPolicyFiles } from '../../../app/policy/compileRoot.ts';
import type { PolicyFound, PolicyPlace } from '../../../app/policy/policyFiles.ts';
import { type Diagnostic, formatDiagnostics } from '../../../core/policy/diagnostics.ts';
import { parsePolicy } from '../../../core/policy/parse.ts';
import { parseSettings } from '../../../core/policy/policyFileSettings.ts';
import { json, readArguments } from '../arguments.ts';
import { type Command, type ExitCode, type Terminal, UsageError } from '../command.ts';
import { policyHere } from '../policyHere.ts';

export const policyCheck: Command = {
  name: 'policy check',
  usage: 'policy check [FILE] [--layer organisation|user|workspace] [--json]',
  summary: 'Checks policy files and says where and how they are wrong.',
  help: `Without FILE: all that hold here, which are the organisation's, your own, .pinfold/policy.jsonc of this
workspace and the settings of its editor. Exit code 2 when one is broken.

--layer  whose file FILE is meant to be, where its place does not say so (default: a workspace's)`,
  run(args, terminal) {
    const { values, positionals } = readArguments('policy check', args, {
      ...json,
      layer: { type: 'string' },
    });
    const [file] = positionals;
    return file === undefined
      ? checkAll(terminal, values.json)
      : checkOne(file, layerOf(values.layer), terminal, values.json);
  },
};

/** One file, wherever it lies. */
function checkOne(
  file: string,
  layer: PolicyPlace['layer'] | null,
  terminal: Terminal,
  asJson: boolean,
): ExitCode {
  const path = resolve(terminal.cwd, file);
  const text = readPolicy(path);
  const shown = relative(terminal.cwd, path) || path;
  const place = policyPlaces(policyHere(terminal).input).find((each) => each.path === path);
  const isSettings = layer === null && (place?.settings ?? path.endsWith('/.vscode/settings.json'));
  const parsed = isSettings
    ? parseSettings(text, shown)
    : parsePolicy(text, { file: shown, layer: layer ?? place?.layer ?? 'workspace' });
  const ok = parsed === null || parsed.ok;
  const diagnostics = parsed === null ? [] : parsed.ok ? parsed.notes : parsed.diagnostics;
  if (asJson) terminal.out(`${JSON.stringify({ ok, file: path, diagnostics })}\n`);
  else terminal.out(words(shown, ok, parsed === null, diagnostics, text));
  return ok ? 0 : 2;
}

/** Every place in which a part of the policy of this workspace may stand. */
function checkAll(terminal: Terminal, asJson: boolean): ExitCode {
  const { input, root } = policyHere(terminal);
  const found = readPolicyFiles(input, nodeFiles);
  const there = found.filter((each) => !each.ok || each.source.digest !== null);
  const ok = there.every((each) => each.ok);
  if (asJson) {
    const files = there.map((each) => ({
      layer: each.place.layer,
      file: each.place.path,
      ok: each.ok,
      diagnostics: diagnosticsOf(each),
    }));
    terminal.out(`${JSON.stringify({ ok, files })}\n`);
  } else if (there.length === 0) {
    const where =
      root === null ? '' : ` Write ${root}/.pinfold/policy.jsonc, or run \`pinfold init\`.`;
    terminal.out(`There is no policy file; what is built in holds.${where}\n`);
  } else {
    terminal.out(
      there
        .map((each) => {
          const silent = each.ok && each.input === null;
          return words(each.place.path, each.ok, silent, diagnosticsOf(each), each.text);
        })
        .join(''),
    );
  }
  return ok ? 0 : 2;
}

function diagnosticsOf(each: PolicyFound): readonly Diagnostic[] {
  return each.ok ? each.notes : each.diagnostics;
}

function words(
  file: string,
  ok: boolean,
  silent: boolean,
  diagnostics: readonly Diagnostic[],
  text: string,
): string {
  const said = diagnostics.length === 0 ? '' : `${formatDiagnostics(diagnostics, text)}\n`;
  const verdict = !ok
    ? 'is broken: nothing in it holds.'
    : silent
      ? 'says nothing about policy.'
      : 'is a sound policy.';
  return `${said}${file} ${verdict}\n`;
}

function layerOf(name: string | undefined): PolicyPlace['layer'] | null {
  if (name === undefined) return null;
  if (name === 'organisation' || name === 'user' || name === 'workspace') return name;
  throw new UsageError(
    `There is no layer "${name}".`,
    'Layers of files: organisation, user, workspace.',
  );
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
