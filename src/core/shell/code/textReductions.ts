import { call, L, list, method, type Reduction } from './reductionForms.ts';

/** Texts that are put together, turned round, changed in case, replaced, filled in. */
export function textReductions(): readonly Reduction[] {
  return [
    {
      pattern: new RegExp(
        `${L}(?:[^\\S\\n]{0,40}(?:(?:\\+|\\.{1,2}(?!\\w)|<<)\\s{0,40})?${L})+`,
        'g',
      ),
      compute: (values) => values.join(''),
    },
    {
      pattern: new RegExp(
        `${L}\\.join\\s*\\(\\s*[[(]?\\s*${list}\\s*(?:,\\s*)?[\\])]?\\s*\\)`,
        'g',
      ),
      compute: ([separator = '', ...values]) => values.join(separator),
    },
    {
      pattern: new RegExp(
        `[[(]\\s*${list}\\s*(?:,\\s*)?[\\])]\\.join\\s*\\(?\\s*(?:${L})?\\s*\\)`,
        'g',
      ),
      compute: joinedList,
    },
    {
      pattern: new RegExp(
        `(?<![\\w.])(?:implode|join)\\s*\\(?\\s*${L}\\s*,\\s*[[(]?\\s*${list}\\s*[\\])]*`,
        'g',
      ),
      compute: ([separator = '', ...values]) => values.join(separator),
    },
    {
      pattern: new RegExp(
        `${L}\\[::-1\\]|${L}\\.reverse\\b(?:\\(\\))?|${L}\\.split\\(\\s*${L}\\s*\\)\\.reverse\\(\\)\\.join\\(\\s*${L}\\s*\\)|(?:strrev|reverse|scalar reverse|string\\.reverse)\\s*\\(?\\s*${L}\\s*\\)?`,
        'g',
      ),
      compute: ([value = '']) => Array.from(value).toReversed().join(''),
    },
    method('lower|toLowerCase|downcase|lowercase|casefold', (value) => value.toLowerCase()),
    method('upper|toUpperCase|upcase|uppercase', (value) => value.toUpperCase()),
    call('strtolower|lc|string\\.lower', (value) => value.toLowerCase()),
    call('strtoupper|uc|string\\.upper', (value) => value.toUpperCase()),
    {
      pattern: new RegExp(
        `${L}\\.(?:replace|replaceAll|gsub|sub|tr|translate)\\(\\s*${L}\\s*,\\s*${L}\\s*\\)`,
        'g',
      ),
      compute: ([value = '', from = '', to = '']) =>
        from === '' ? null : value.replaceAll(from, to),
    },
    {
      pattern: new RegExp(
        `${L}\\s*%\\s*[[(]?\\s*${list}\\s*(?:,\\s*)?[\\])]?|${L}\\.format\\(\\s*${list}\\s*\\)|sprintf\\s*\\(?\\s*${list}\\s*\\)?`,
        'g',
      ),
      compute: ([format = '', ...values]) => filled(format, values),
    },
    {
      pattern: new RegExp(
        `\\((?<=(?:^|[=(,[+;{}!&|?:]|return|print|in)\\s{0,40}\\()\\s*${L}\\s*\\)`,
        'g',
      ),
      compute: ([value = '']) => value,
    },
  ];
}

/** `['a', 'b'].join('/')`: the separator is the last literal where there is one between the last parentheses. */
function joinedList(values: readonly string[], [whole = '']: readonly string[]): string {
  const own = /join\s*\(?\s*\uE000\d+\uE001\s*\)$/.test(whole);
  return own ? values.slice(0, -1).join(values.at(-1)) : values.join(',');
}

function filled(format: string, values: readonly string[]): string | null {
  let next = 0;
  const text = format.replaceAll(/%[-\d.]*s|\{(\d*)\}/g, (_, index?: string) =>
    index === undefined || index === '' ? (values[next++] ?? '') : (values[Number(index)] ?? ''),
  );
  return text === format ? null : text;
}
