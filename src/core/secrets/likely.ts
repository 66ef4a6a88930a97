import type { Match } from './matchRule.ts';
import { leadOf } from './surroundings.ts';

/** Longer values are no words of a person, and a long one may hold anything somewhere. */
const longestWord = 200;

/**
 * Whether a value is what people write where a secret would stand: `xxxx`, `<your-token>`, `${TOKEN}`, `changeme`. No
 * rule takes one for a secret.
 */
export function isPlaceholder(secret: string): boolean {
  if (secret.length > longestWord) return false;
  return (
    /x{5}|\*{4}|\.{3}|•{3}/i.test(secret) ||
    (/(\S)\1{7,}/.exec(secret)?.[0].length ?? 0) > secret.length / 4 ||
    /\$\{|\$\(|\{\{|<%|%\(|^[$%<{[]/.test(secret) ||
    /example|change[-_]?(?:me|it|this)|placeholder|redacted|dummy|insert[-_]|(?:your|my|some|fake|sample|demo|test)[-_ ]?(?:api|auth|access|secret|token|key|pass|pwd)/i.test(
      secret,
    ) ||
    /0123456789|1234567890|abcdefghij/i.test(secret)
  );
}

/** Whether a value behind a telling name is likely a secret, and not one of the many things that have such names. */
export function isLikely(match: Match, text: string): boolean {
  const { secret, start } = match;
  if (!/\d/.test(secret) || isSpoken(secret) || isPublic(secret)) return false;
  const name = text.slice(leadOf(text, match.from), start);
  // What stands in front of the name often says that it is none: `GPG key:`, `Public key ping-sha256:`.
  const before = text.slice(Math.max(match.from - 24, 0), start);
  if (notSecret.test(before)) return false;
  return strongName.test(name) || !isDigest(secret);
}

const notSecret =
  /(?:public|gpg|pgp|host|map|cache|sort|partition|primary|foreign|row|object|react)[ \t_-]?key|key(?:map|board)|fingerprint|thumbprint|sha-?(?:1|256|384|512)\b|md5|checksum|integrity|digest|etag|sec-websocket|css-?tokens?|accept-/i;

/** Names that say what the value is for. A bare `key` says little. */
const strongName =
  /secret|passw|token|credential|creds|api|access|auth|private|client|sign|encrypt|master/i;

/** Digests and identifiers: MD5, SHA-1, SHA-256 and so on in hexadecimal, and UUIDs. */
function isDigest(secret: string): boolean {
  return (
    /^(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{56}|[0-9a-f]{64}|[0-9a-f]{96}|[0-9a-f]{128})$/i.test(
      secret,
    ) || isUuid(secret)
  );
}

function isUuid(secret: string): boolean {
  return /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(secret);
}

/** Public keys (DER, SSH) in base64, digests as `integrity` has them, and the pictures of a page. */
function isPublic(secret: string): boolean {
  return (
    /^(?:MF[kY]w|MII[A-Z]Ij|MIGf|MC[os]w|AAAA[BEC][23]N|iVBORw0|R0lGOD|\/9j\/|sha\d{1,3}[-:])/.test(
      secret,
    ) || isUuid(secret)
  );
}

/** Whether a value can be said aloud: names of files and members, words with a number behind them. */
function isSpoken(secret: string): boolean {
  if (/^[\w-]+\.[a-z]{1,5}$/.test(secret)) return true;
  // A member of a member, in code.
  if (/^[a-z_]\w{0,30}(?:\.[a-z_]\w{0,30})+$/i.test(secret) && !/\d.*\d.*\d/.test(secret))
    return true;
  const letters = [...secret.matchAll(/[A-Z]?[a-z]{2,}|[A-Z]{3,}/g)]
    .map(([word]) => word)
    .filter(isWordLike)
    .reduce((sum, word) => sum + word.length, 0);
  return letters >= 0.7 * secret.replaceAll(/[-_.=/+]/g, '').length;
}

/** Vowels among the consonants, as in words: a run of random letters soon has four of one kind. */
function isWordLike(word: string): boolean {
  if (word.length < 3) return false;
  return /[aeiouy]/i.test(word) && !/[bcdfghjklmnpqrstvwxz]{4}|[aeiou]{4}|[jqxz]{2}/i.test(word);
}
