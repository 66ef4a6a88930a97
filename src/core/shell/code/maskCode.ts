/**
 * Code of any language with its string literals taken out: each stands as a mark in the text and as a decoded value in
 * the list. What remains can be matched with simple expressions: no quote in it can hide a parenthesis.
 */
export interface MaskedCode {
  readonly text: string;
  readonly literals: readonly string[];
}

/** The mark of literal `index`: private-use characters, which no program is written with. */
export function markOf(index: number): string {
  return `\uE000${index}\uE001`;
}

/** Source of an expression for one mark, with its index captured. */
export const mark = '\uE000(\\d+)\uE001';

/** Literals that are followed in one piece of code. */
const mostLiterals = 200;

/** Triple-quoted, double-quoted, single-quoted and backtick literals with an optional prefix (`r`, `b`, `f`, …). */
const literal =
  /(?<![\w$])([bBrRuUfF]{1,2})?(?:"""([\s\S]*?)"""|'''([\s\S]*?)'''|"((?:[^"\\\n]|\\[\s\S])*)"|'((?:[^'\\\n]|\\[\s\S])*)'|`((?:[^`\\]|\\[\s\S])*)`)/g;

/**
 * Takes the literals out of code. Interpolated parts become terms of a sum (`f"{a}/x"` is `(a+"/x")`), so that they
 * are reduced like any other expression.
 */
export function maskCode(code: string): MaskedCode {
  const literals: string[] = [];
  const keep = (text: string): string => {
    literals.push(text);
    return markOf(literals.length - 1);
  };
  const plain = code.replaceAll(/[\uE000\uE001]/g, '');
  const text = plain.replaceAll(literal, (...match: (string | undefined)[]) => {
    const [whole = '', prefix = '', triple, tripleSingle, double, single, backtick] = match;
    if (literals.length >= mostLiterals) return whole;
    const body = triple ?? tripleSingle ?? double ?? single ?? backtick ?? '';
    const raw = /r/i.test(prefix);
    const parts = splitInterpolation(body, {
      braces: /f/i.test(prefix),
      dollars: single === undefined && tripleSingle === undefined && !raw,
    });
    const terms = parts.map((part) =>
      part.kind === 'code' ? part.text : keep(raw ? part.text : unescapeLiteral(part.text)),
    );
    return terms.length === 1 ? (terms[0] ?? '') : `(${terms.join('+')})`;
  });
  return { text, literals };
}

interface Part {
  readonly kind: 'text' | 'code';
  readonly text: string;
}

/** `#{x}` (Ruby), `${x}` (JavaScript, PHP, Perl), `$x`, `$ENV{X}`, and `{x}` where braces interpolate (Python). */
function splitInterpolation(
  body: string,
  { braces, dollars }: { readonly braces: boolean; readonly dollars: boolean },
): Part[] {
  const pattern = braces
    ? /\{([^{}:!\n]{1,120})(?:[:!][^{}\n]{0,40})?\}/g
    : /[#$]\{([^{}\n]{1,120})\}|(\$ENV\{\w+\}|\$[A-Za-z_]\w*)/g;
  if (!braces && !dollars) return [{ kind: 'text', text: body }];
  const parts: Part[] = [];
  let at = 0;
  for (const match of body.matchAll(pattern)) {
    if (match.index > at) parts.push({ kind: 'text', text: body.slice(at, match.index) });
    parts.push({ kind: 'code', text: match[1] ?? match[2] ?? '' });
    at = match.index + match[0].length;
  }
  if (at < body.length || parts.length === 0) parts.push({ kind: 'text', text: body.slice(at) });
  return parts;
}

/** Escapes as the common languages share them: `\x2e`, `\u002e`, `\u{2e}`, `\056`, `\n`, `\t`. */
export function unescapeLiteral(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replaceAll(
    /\\(?:x\{?([0-9a-fA-F]{1,2})\}?|u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{2,3})|([\s\S]))/g,
    (
      _,
      hex?: string,
      braced?: string,
      four?: string,
      eight?: string,
      octal?: string,
      other?: string,
    ) => {
      const unicode = braced ?? four ?? eight;
      if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
      if (unicode !== undefined) {
        const point = Number.parseInt(unicode, 16);
        return point > 0x10_ff_ff ? '' : String.fromCodePoint(point);
      }
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 0xff);
      return { n: '\n', t: '\t', r: '\r', '\n': '' }[other ?? ''] ?? other ?? '';
    },
  );
}
