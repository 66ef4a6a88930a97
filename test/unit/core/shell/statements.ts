import type { StatedPath, Statement, StatementOf } from '../../../../src/core/actions/action.ts';

const home = '/home/u';
const workspace = '/home/u/ws';

/** A path as one comparable text: absolute where that can be known, `~` for HOME, no `./` and no last slash. */
export function comparable(path: StatedPath): string {
  if (path.text.includes('://')) return path.text;
  const base = path.cwd ?? '?';
  return tidy(path.text.startsWith('/') ? path.text : `${base}/${path.text}`);
}

function tidy(text: string): string {
  const parts: string[] = [];
  for (const part of text.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** One line for people. */
export function shown(statement: Statement): string {
  switch (statement.kind) {
    case 'read':
    case 'write':
    case 'delete':
    case 'search': {
      const { certainty, path, kind } = statement;
      const how = kind === 'search' ? (statement.namesOnly === true ? 'names ' : 'contents ') : '';
      const what = `${statement.skipsHidden ? 'visible ' : ''}${statement.uses === true ? 'used ' : ''}`;
      return `${certainty} ${path.glob ? 'glob ' : ''}${what}${how}${kind} ${comparable(path)} (${statement.via})`;
    }
    case 'brings':
      return `${statement.certainty} brings ${broughtWords(statement)}`;
    case 'mention':
      return `mention ${comparable(statement.path)} (${statement.via})`;
    case 'run':
      return `run ${statement.program} ${JSON.stringify(statement.args)}`;
    case 'connect':
      return `connect ${statement.target}${statement.sends ? ' sends' : ''} (${statement.via})`;
    case 'shell':
      return `shell ${statement.command}`;
    case 'script':
      return `script ${comparable(statement.path)} ${JSON.stringify(statement.args)} (${statement.via})`;
    case 'task':
      return `task ${statement.runner} ${statement.names.join(' ')} (${statement.via})`;
    case 'escalate':
    case 'persist':
    case 'tamper':
    case 'expose':
    case 'terminal':
    case 'destroy':
    case 'unresolved':
      return `${statement.kind}: ${statement.why} (${statement.via})`;
  }
}

/**
 * Whether a statement is what `wanted` says (see test/cases/shell/README.md).
 *
 * @param strict - plain kinds mean *surely*; otherwise either certainty.
 */
export function meets(statement: Statement, wanted: string, strict: boolean): boolean {
  const match =
    /^((?:(?:surely|given|perhaps|download|glob|names|contents|visible|whole|used|shown) )*)([a-z]+)(?: ([\s\S]+))?$/.exec(
      wanted,
    );
  if (match === null) throw new Error(`cannot read the case: ${wanted}`);
  const [, modifiers = '', kind, object] = match;
  // `send host`: a connection that carries data away.
  if (kind === 'send') {
    return (
      statement.kind === 'connect' &&
      statement.sends &&
      (object === undefined || statement.target === object)
    );
  }
  if (statement.kind !== kind) return false;
  if (object === undefined && modifiers === '') return true;
  switch (statement.kind) {
    case 'read':
    case 'write':
    case 'delete':
    case 'search': {
      if (modifiers.includes('download') && !('origin' in statement)) return false;
      if (modifiers.includes('surely') && statement.certainty !== 'surely') return false;
      if (modifiers.includes('given') && statement.certainty !== 'given') return false;
      if (modifiers.includes('perhaps') && statement.certainty === 'surely') return false;
      if (
        !/perhaps|given/.test(modifiers) &&
        strict &&
        !modifiers.includes('glob') &&
        statement.certainty !== 'surely'
      )
        return false;
      if (modifiers.includes('glob') && !statement.path.glob) return false;
      if (modifiers.includes('names') && statement.namesOnly !== true) return false;
      if (modifiers.includes('contents') && statement.namesOnly === true) return false;
      if (modifiers.includes('visible') && statement.skipsHidden === undefined) return false;
      if (modifiers.includes('whole') && statement.skipsHidden !== undefined) return false;
      if (modifiers.includes('used') && statement.uses !== true) return false;
      if (modifiers.includes('shown') && (statement.uses === true || statement.namesOnly === true))
        return false;
      return object === undefined || samePath(statement.path, object);
    }
    case 'brings':
      return object === undefined || broughtWords(statement) === object;
    case 'mention':
    case 'script':
      return object === undefined || samePath(statement.path, object);
    case 'task':
      return [statement.runner, ...statement.names].join(' ') === object;
    case 'run':
      return statement.program.replace(/^.*\//, '') === object;
    case 'connect':
      return statement.target === object;
    case 'shell':
    case 'escalate':
    case 'persist':
    case 'tamper':
    case 'expose':
    case 'terminal':
    case 'unresolved':
      return true;
    case 'destroy':
      return object === undefined || (object === 'recoverable') === statement.recoverable;
  }
}

/** `patch x.diff into . strip 1`: only what differs from the usual is said. */
function broughtWords({ source, names, into, fromRoot, removes }: StatementOf<'brings'>): string {
  const short = (path: StatedPath): string => {
    const text = comparable(path);
    if (text === workspace) return '.';
    return text.startsWith(`${workspace}/`) ? text.slice(workspace.length + 1) : text;
  };
  const from =
    'path' in source
      ? `${source.kind === 'folder' ? source.as : source.kind} ${short(source.path)}`
      : source.kind;
  return [
    removes ? 'removing ' : '',
    from,
    ` into ${short(into)}`,
    fromRoot ? ' from the root' : '',
    names.strip === 0 ? '' : ` strip ${names.strip}`,
    names.under === '' ? '' : ` under ${names.under}`,
    names.absolute ? ' absolute' : '',
    names.only.length === 0 ? '' : ` only ${names.only.join(' ')}`,
    names.except.length === 0 ? '' : ` except ${names.except.join(' ')}`,
    'trees' in source && !source.trees ? ' flatly' : '',
  ].join('');
}

function samePath(path: StatedPath, wanted: string): boolean {
  if (wanted.includes('://')) return path.text === wanted;
  const expanded = wanted.startsWith('~') ? home + wanted.slice(1) : wanted;
  const absolute = expanded.startsWith('/') ? expanded : `${path.cwd ?? workspace}/${expanded}`;
  const fromWorkspace = expanded.startsWith('/') ? expanded : `${workspace}/${expanded}`;
  return (
    comparable(path) === tidy(fromWorkspace) ||
    (path.cwd === null && comparable(path) === tidy(`?/${wanted}`)) ||
    (comparable(path) === tidy(absolute) && path.cwd === workspace)
  );
}
