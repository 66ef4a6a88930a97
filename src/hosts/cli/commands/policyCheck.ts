import { readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { nodeFiles } from '../../../adapters/files/nodeFiles.ts';
import { type PolicyState, readPolicyFiles } from '../../../app/policy/compileRoot.ts';
import { pendingOf } from '../../../app/policy/pendingApprovals.ts';
import { type PolicyPlace, policyPlaces } from '../../../app/policy/policyPlaces.ts';
import type { Tampering } from '../../../core/approvals/tampering.ts';
import { showText } from '../../../core/paths/show.ts';
import { type Diagnostic, formatDiagnostics } from '../../../core/policy/diagnostics.ts';
import { parsePolicy } from '../../../core/policy/parse.ts';
import type { Standing } from '../../../core/policy/policyIndex.ts';
import { parseSettings } from '../../../core/policy/policyFileSettings.ts';
import { json, readArguments } from '../arguments.ts';
import { type Command, type ExitCode, type Terminal, UsageError } from '../command.ts';
import { policyHere } from '../policyHere.ts';

export const policyCheck: Command = {
  name: 'policy check',
  usage: 'policy check [FILE] [--layer organisation|user|workspace] [--json]',
  summary: 'Checks policy files and says where and how they are wrong.',
  help: `Without FILE: all that hold here, which are the organisation's, your own, .pinfold/policy.jsonc of this
workspace and the settings of its editor; and what in them waits for a person's approval. Exit code 2 when one is
broken, 1 when something else lies in the place of an approval.

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
  const states = readPolicyFiles(input, nodeFiles);
  const pending = pendingOf(states, input.sha256);
  const found = states
    .filter((each) => !each.ok || each.source.standing !== 'missing')
    .map((state): Checked => {
      const { path } = state.place;
      const waits = pending.find((each) => each.path === path)?.loosens ?? [];
      return { state, waits, standing: state.ok ? state.source.standing : 'unusable' };
    });
  const tampering = states.flatMap((each) => (each.ok ? each.tampering : []));
  const ok = found.every(({ standing }) => standing !== 'unusable' && standing !== 'broken');
  if (asJson) {
    const files = found.map(({ state, waits, standing }) => ({
      layer: state.place.layer,
      file: state.place.path,
      ok: state.ok && standing !== 'broken',
      standing,
      waits,
      diagnostics: state.diagnostics,
    }));
    terminal.out(`${JSON.stringify({ ok, files, tampering })}\n`);
  } else if (found.length === 0) {
    const where =
      root === null ? '' : ` Write ${root}/.pinfold/policy.jsonc, or run \`pinfold init\`.`;
    terminal.out(`There is no policy file; what is built in holds.${where}\n`);
  } else terminal.out(found.map(checkedText).join(''));
  if (!asJson) terminal.out(tampering.map(tamperingText).join(''));
  if (!ok) return 2;
  return tampering.length === 0 ? 0 : 1;
}

interface Checked {
  readonly state: PolicyState;
  /** Entries that loosen and wait for a person's approval. */
  readonly waits: readonly string[];
  readonly standing: Standing | 'unusable';
}

function checkedText({ state, waits, standing }: Checked): string {
  const { place, diagnostics, text } = state;
  const said = diagnostics.length === 0 ? '' : `${formatDiagnostics(diagnostics, text)}\n`;
  const entries = waits.map(
    (entry) => `  waits for a person’s approval: ${showText(entry, 200)}\n`,
  );
  return `${said}${place.path} ${verdicts[standing]}\n${entries.join('')}`;
}

const verdicts: Record<Checked['standing'], string> = {
  missing: 'is not there.',
  silent: 'says nothing about policy.',
  trusted: 'is a sound policy.',
  approved: 'is a sound policy, and approved.',
  first: 'is a sound policy. Nobody has approved it: it tightens only.',
  changed:
    'is a sound policy. Nobody has approved this version: the last approved one holds beside it.',
  removed:
    'is gone, or says nothing any more. What its last approved version tightens holds until a person approves that.',
  broken: 'is broken: its last approved version is in force instead.',
  unusable: 'is broken: nothing in it holds.',
};

function tamperingText({ path, why }: Tampering): string {
  return `${path} is no approval and is passed over: it ${why}.\n`;
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
