import type { LayerName } from '../actions/decision.ts';
import { quoted } from './diagnostics.ts';
import { braceAlternatives } from './policyFileBraces.ts';

/** What is wrong with one pattern, or worth saying about it. */
export interface Remark {
  readonly severity: 'error' | 'note';
  readonly message: string;
  readonly remedy: string;
}

/** Bounds that keep one pattern cheap to compile and to match. */
const limits = { length: 512, alternatives: 256, globstars: 4, starsInSegment: 3 } as const;

/**
 * Checks one pattern of a policy file. A pattern that can match nothing is an error: in a `deny` it would protect
 * nothing without a word.
 * @returns the first thing to say, or null.
 */
export function checkPattern(pattern: string, layer: LayerName): Remark | null {
  const whole = checkWhole(pattern);
  if (whole !== null) return whole;
  const alternatives = braceAlternatives(pattern, limits.alternatives);
  if (alternatives === null) {
    return wrong(pattern, 'stands for too many patterns', 'Name the folder above, or use `*`.');
  }
  for (const alternative of alternatives) {
    const remark = checkStart(pattern, alternative, layer) ?? checkSegments(pattern, alternative);
    if (remark !== null) return remark;
  }
  return globstarNote(pattern) ?? (layer === 'workspace' ? anchoredNote(pattern) : null);
}

function wrong(pattern: string, what: string, remedy: string): Remark {
  return { severity: 'error', message: `The pattern ${quoted(pattern)} ${what}.`, remedy };
}

function checkWhole(pattern: string): Remark | null {
  if (pattern.length > limits.length) {
    return wrong(pattern, `is longer than ${limits.length} characters`, 'Shorten it.');
  }
  if (pattern.trim() !== pattern || pattern.trim() === '') {
    return wrong(
      pattern,
      'begins or ends with a space, so it would match only names that do',
      'Take the space away; a name that really has one is written with `?` there.',
    );
  }
  if (pattern.startsWith('!')) {
    return wrong(
      pattern,
      'begins with `!`, and patterns never mean "all but"',
      'In `secrets` use `except`; in `zones` put a later zone with another verdict.',
    );
  }
  if (pattern.includes('\\')) {
    return wrong(
      pattern,
      'holds a backslash',
      `Separate folders with \`/\` on every system: ${quoted(pattern.replace(/\\+/g, '/'))}. To name a special character, put it in brackets: \`[*]\`.`,
    );
  }
  if (/[+*!]\(/.test(pattern)) {
    return wrong(
      pattern,
      'uses `!(…)`, `+(…)` or `*(…)`',
      'Use `*`, or list alternatives in braces: `{a,b}`.',
    );
  }
  return hasOpenBrace(pattern)
    ? wrong(
        pattern,
        'has a brace that is not closed',
        'Write alternatives as `{a,b}`; to name a brace, write `[{]`.',
      )
    : null;
}

function checkStart(pattern: string, alternative: string, layer: LayerName): Remark | null {
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(alternative)) {
    return wrong(pattern, 'is a URL, not a path', 'Write the path; hosts belong under `network`.');
  }
  const variable =
    /^(?:\$\{?(?:env:)?(?:HOME|USER|PWD|TMPDIR|USERPROFILE|workspaceFolder|XDG_\w+)\}?|%[A-Za-z]+%)(?=\/|$)/.exec(
      alternative,
    );
  if (variable !== null) {
    return wrong(
      pattern,
      'begins with a variable, and variables are not filled in',
      'Write `~/…` for the home folder, and leave the workspace folder off.',
    );
  }
  const isAbsolute = alternative.startsWith('/') || /^[a-z]:(?:\/|$)/i.test(alternative);
  const isHome = alternative.startsWith('~');
  if (isHome && !alternative.startsWith('~/')) {
    return wrong(
      pattern,
      'begins with `~` without a slash after it',
      'Write `~/**` for the whole home folder, the full path for another user, `[~]…` for a file of that name.',
    );
  }
  if (!isAbsolute && !isHome) return null;
  if (layer === 'workspace') {
    return wrong(
      pattern,
      'points outside the workspace, which a workspace file cannot do',
      isHome
        ? "Move it to your own policy file, where `~/…` means every user's home."
        : `Patterns start at the folder that holds \`.pinfold\`: leave the beginning off, e.g. ${quoted(alternative.replace(/^(?:[a-z]:)?\/+/i, '') || '**')}; paths elsewhere belong in your own policy file.`,
    );
  }
  return alternative !== pattern
    ? wrong(
        pattern,
        'has an absolute or home path inside braces',
        'Write each alternative as an entry of its own.',
      )
    : null;
}

function checkSegments(pattern: string, alternative: string): Remark | null {
  const path = alternative.replace(/^~\/|^\/{1,2}|^[a-z]:\/?/i, '').replace(/\/$/, '');
  const segments = path === '' ? [] : path.split('/');
  if (segments.some(isParent)) {
    return wrong(
      pattern,
      'climbs with `..`',
      'Write the path from the root that holds this file; what is above it belongs in your own policy file.',
    );
  }
  if (segments.includes('.')) {
    const dropped = segments.filter((segment) => segment !== '.').join('/');
    return wrong(
      pattern,
      'has a `.` between slashes, which no path has, so it would match nothing',
      `Drop it: ${quoted(dropped || '**')}.`,
    );
  }
  if (segments.includes('')) {
    return wrong(
      pattern,
      'has two slashes in a row, so it would match nothing',
      'Keep one of them.',
    );
  }
  if (segments.some(hasOpenBracket)) {
    return wrong(
      pattern,
      'has a bracket or parenthesis that is not closed before the next slash',
      'Close it; to name a bracket itself, write `[[]`.',
    );
  }
  return tooDear(segments)
    ? wrong(
        pattern,
        'has too many wildcards to be matched quickly',
        'Name more of the path, or split it.',
      )
    : null;
}

/** `..`, also as a bracket expression or with parentheses around it. */
function isParent(segment: string): boolean {
  return /^(?:[@?]?\()?\.\.(?:[|)].*)?$/.test(segment) || /\|\.\.[|)]/.test(segment);
}

function tooDear(segments: readonly string[]): boolean {
  const globstars = segments.filter((segment, i) => segment === '**' && segments[i - 1] !== '**');
  if (globstars.length > limits.globstars) return true;
  return segments.some(
    (segment) => segment !== '**' && segment.split('*').length - 1 > limits.starsInSegment,
  );
}

function hasOpenBrace(pattern: string): boolean {
  let depth = 0;
  for (const character of pattern.replace(/\[[^\]/]*\]/g, '')) {
    if (character === '{') depth++;
    if (character === '}' && depth > 0) depth--;
  }
  return depth > 0;
}

function hasOpenBracket(segment: string): boolean {
  const rest = segment.replace(/\[[!^]?\]?[^\]]*\]/g, '');
  return rest.includes('[') || /[@?]\([^)]*$/.test(rest);
}

function globstarNote(pattern: string): Remark | null {
  if (!/[^/{,]\*\*|\*\*[^/},]/.test(pattern)) return null;
  return {
    severity: 'note',
    message: `The pattern ${quoted(pattern)} has \`**\` beside other characters, where it means no more than \`*\`.`,
    remedy: 'Put `**` between slashes, e.g. `src/**/*.ts`, or write `*`.',
  };
}

/** People who know .gitignore expect `name` to be found at any depth. */
function anchoredNote(pattern: string): Remark | null {
  const name = pattern.replace(/\/$/, '');
  if (name.includes('/') || name === '**') return null;
  return {
    severity: 'note',
    message: `The pattern ${quoted(pattern)} covers only what lies directly in the root.`,
    remedy: `To find it at any depth, write ${quoted(`**/${name}`)}; else leave it.`,
  };
}
