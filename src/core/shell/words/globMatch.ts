/**
 * A shell pattern as a regular expression, for parameter operations (`${x%.*}`, `${x/a/b}`) and for program names
 * written as patterns. Bounded: long patterns or many stars give null (the caller then knows nothing).
 *
 * @param greedy - whether `*` takes as much as it can.
 */
export function patternSource(pattern: string, greedy: boolean): string | null {
  if (pattern.length > 128 || (pattern.match(/\*/g)?.length ?? 0) > 3) return null;
  let source = '';
  for (let at = 0; at < pattern.length; at += 1) {
    const character = pattern[at] ?? '';
    if (character === '*') source += greedy ? '[\\s\\S]*' : '[\\s\\S]*?';
    else if (character === '?') source += '[\\s\\S]';
    else if (character === '\\' && at + 1 < pattern.length) {
      at += 1;
      source += escapeText(pattern[at] ?? '');
    } else if (character === '[') {
      const close = pattern.indexOf(']', at + 2);
      if (close < 0) {
        source += '\\[';
      } else {
        source += bracketSource(pattern.slice(at + 1, close));
        at = close;
      }
    } else {
      source += escapeText(character);
    }
  }
  return source;
}

/** Compiles a whole-text match, or null when the pattern is out of bounds or not valid. */
export function patternExpression(pattern: string): RegExp | null {
  const source = patternSource(pattern, true);
  return source === null ? null : compile(`^(?:${source})$`);
}

/** `new RegExp` that answers null instead of throwing (a range such as `[z-a]`). */
export function compile(source: string, flags = ''): RegExp | null {
  try {
    return new RegExp(source, flags);
  } catch {
    return null;
  }
}

function bracketSource(body: string): string {
  const negated = body.startsWith('!') || body.startsWith('^');
  const set = negated ? body.slice(1) : body;
  const classes = set.replaceAll(/\[:(\w+):\]?/g, (_, name: string) => classMembers[name] ?? '');
  return `[${negated ? '^' : ''}${classes.replaceAll(/[\\\]^[]/g, '\\$&')}]`;
}

const classMembers: Readonly<Record<string, string>> = {
  alpha: 'A-Za-z',
  alnum: 'A-Za-z0-9',
  digit: '0-9',
  lower: 'a-z',
  upper: 'A-Z',
};

function escapeText(character: string): string {
  return character.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
