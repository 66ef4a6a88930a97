/** Where packages come from: registries that nobody vouches for, and releases that were fixed once. */

/** The registries that options of these names give: their addresses as they are written. */
export function registriesGiven(words: string, options: string): string[] {
  const names = options.split(' ').join('|');
  const pattern = new RegExp(
    String.raw`(?:^|\s)(?:${names})[=\s]\s{0,4}["']?(?:[\w-]{1,64}=)?([a-z][\w+.-]{0,20}:\/\/[^\s"']{1,400}|(?<=--trusted-host[=\s]\s{0,4}["']?)[^\s"']{1,253})`,
    'gi',
  );
  return Array.from(words.matchAll(pattern), (match) => match[1] ?? '');
}

const here =
  /^(?:localhost|[\w-]+\.localhost|127(?:\.\d{1,3}){3}|\[::1\]|host\.docker\.internal)$/i;

/**
 * Whether nobody vouches for a registry: one without encryption, at a bare number, or whose certificate is not to be
 * looked at. A registry with a name and a certificate may be a company's own.
 */
export function isForeignRegistry(address: string): boolean {
  if (/^file:/i.test(address)) return false;
  const match = /^(?:([a-z][\w+.-]*):\/\/)?(?:[^/@\s]*@)?(\[[^\]]*\]|[^/:?#\s]+)/i.exec(address);
  const [, scheme = '', host = ''] = match ?? [];
  if (host === '' || here.test(host) || /^[$…]/.test(host)) return false;
  return scheme === '' || /^http$/i.test(scheme) || /^[\d.]+$|^\[/.test(host);
}

/**
 * An address of a released version at a code host: what it serves was fixed when it was released.
 * `github.com/o/r/releases/download/v1/x`, `raw.githubusercontent.com/o/r/v1/x`.
 */
export const released =
  /^https:\/\/(?:github\.com\/[\w.-]+\/[\w.-]+\/releases\/(?:latest\/)?download\/|(?:raw\.githubusercontent\.com|raw\.github\.com)\/[\w.-]+\/[\w.-]+\/(?:refs\/tags\/|release[-/])?(?:v?\d[\w.-]*|[\da-f]{7,40})\/|github\.com\/[\w.-]+\/[\w.-]+\/raw\/v?\d|[\w.-]*\bk8s\.io\/|cdn\.jsdelivr\.net\/gh\/[^/]+\/[^/@]+@v?\d)/;
