import { isAscii } from '../paths/lexical.ts';

/**
 * The one form of a host name or address, as browsers and network libraries read what was written (WHATWG URL,
 * "host parsing"; `inet_aton` for addresses): lower case, percent signs decoded, wide letters made narrow, addresses of
 * version 4 as four decimal numbers however they were written, also inside version 6; no dot at the end.
 * @param text without port and user; version 6 with or without brackets
 * @returns null for what is no host
 */
export function canonicalHost(text: string): string | null {
  const decoded = decode(text);
  if (decoded === null) return null;
  const name = withoutIgnored(decoded)
    .normalize('NFKC')
    .replaceAll(/[。｡]/g, '.')
    .toLowerCase()
    .replace(/^\[(.*)\]$/s, '$1')
    .replace(/\.+$/, '');
  // Letters beyond ASCII have a second form on the network (`xn--`), which policies name.
  if (/[^\x00-\x7f]/.test(name)) return null;
  if (name === '' || /[\s\p{Cc}$`*{}<>|"'\\/?#@^]/u.test(name)) return null;
  if (name.includes(':')) return address6(name.replace(/%.*$/s, ''));
  // A last label that is a number makes all of it an address, or nothing.
  if (/^(?:\d+|0x[0-9a-f]*)$/.test(name.slice(name.lastIndexOf('.') + 1))) return address4(name);
  return name;
}

/** Left out by everybody who maps names, and not shown: soft hyphen, joiners, variation selectors. */
function withoutIgnored(text: string): string {
  return isAscii(text) ? text : text.replaceAll(/\p{Default_Ignorable_Code_Point}/gu, '');
}

function decode(text: string): string | null {
  // A zone of version 6 (`%eth0`) is no encoding.
  if (!text.includes('%') || text.includes(':')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** One to four numbers, decimal, octal or hexadecimal; the last one fills what is left. */
function address4(name: string): string | null {
  const parts = name.split('.').map(numberOf);
  if (parts.length > 4) return null;
  const last = parts.pop();
  let value = 0;
  for (const part of parts) {
    if (part === null || part > 255) return null;
    value = value * 256 + part;
  }
  const left = 4 - parts.length;
  if (last === null || last === undefined || last >= 256 ** left) return null;
  const whole = value * 256 ** left + last;
  return [24, 16, 8, 0].map((shift) => Math.floor(whole / 2 ** shift) % 256).join('.');
}

function numberOf(text: string): number | null {
  if (/^0x[0-9a-f]*$/.test(text)) return text === '0x' ? 0 : Number.parseInt(text.slice(2), 16);
  if (/^0[0-7]*$/.test(text)) return Number.parseInt(text, 8);
  return /^[1-9]\d*$/.test(text) ? Number(text) : null;
}

function address6(name: string): string | null {
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(name);
  const tail = dotted === null ? null : address4(dotted[2]!);
  if (dotted !== null && tail === null) return null;
  const text =
    dotted === null || tail === null ? name : dotted[1]! + hexPairs(tail.split('.').map(Number));
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const [head = [], rest = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - head.length - rest.length;
  if (halves.length === 1 ? missing !== 0 : missing < 0) return null;
  const all = [...head, ...Array.from({ length: missing }, () => '0'), ...rest];
  if (!all.every((group) => /^[0-9a-f]{1,4}$/.test(group))) return null;
  const groups = all.map((group) => Number.parseInt(group, 16));
  return embedded4(groups) ?? shortest(groups);
}

/** The longest run of zeros as `::` (RFC 5952). */
function shortest(groups: readonly number[]): string {
  const text = groups.map((group) => group.toString(16)).join(':');
  const runs = [...text.matchAll(/(?:^|:)0(?::0)+(?=:|$)/g)].map((run) => run[0]);
  const longest = runs.toSorted((a, b) => b.length - a.length)[0];
  if (longest === undefined) return text;
  const at = text.indexOf(longest);
  return `${text.slice(0, at)}::${text.slice(at + longest.length).replace(/^:/, '')}`;
}

const translated = [0x64, 0xff9b, 0, 0, 0, 0].join(':');

/** `::ffff:a.b.c.d` (mapped) and `64:ff9b::a.b.c.d` (translated) are the host a.b.c.d. */
function embedded4(groups: readonly number[]): string | null {
  const prefix = groups.slice(0, 6).join(':');
  if (prefix !== '0:0:0:0:0:65535' && prefix !== translated) return null;
  return groups
    .slice(6)
    .flatMap((group) => [group >> 8, group & 255])
    .join('.');
}

function hexPairs(bytes: readonly number[]): string {
  const [a = 0, b = 0, c = 0, d = 0] = bytes;
  return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
}
