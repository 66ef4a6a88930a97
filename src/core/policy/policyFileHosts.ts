import { quoted } from './diagnostics.ts';
import type { Remark } from './policyFilePatterns.ts';

/**
 * Checks one host of a policy file: `example.com` (and every host under it), `*.example.com` (only those under it),
 * an IPv4 address, or an IPv6 address without brackets.
 * @param opens the list lets hosts through, so that a whole top-level domain is too much.
 */
export function checkHost(host: string, opens: boolean): Remark | null {
  const url = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/@]*@)?(\[[^\]]*\]|[^/:?#]*)/i.exec(host);
  if (url !== null)
    return wrong(host, 'is a URL', `Write the host alone: ${quoted(url[1] ?? '')}.`);
  if (/[/?#@\s]/.test(host)) {
    return wrong(
      host,
      'has more in it than a host name',
      'Write the host alone, e.g. `docs.example.com`.',
    );
  }
  if (isIpv6(host)) return null;
  if (host.startsWith('[') || /:\d*$/.test(host)) {
    return wrong(host, 'has a port or brackets', 'Write the host alone; it covers every port.');
  }
  if (/[^\u0020-\u007e]/.test(host)) {
    return wrong(
      host,
      'has letters beyond ASCII, which never reach the network',
      'Write it in its `xn--…` form.',
    );
  }
  if (host === '*') {
    return wrong(host, 'would be every host', 'Say `"fetch"` and `"send"` for everything at once.');
  }
  const name = host.replace(/^\*\./, '').replace(/\.$/, '');
  if (name.includes('*')) {
    return wrong(
      host,
      'has a `*` elsewhere than in front',
      'Write `*.example.com` for every host under it.',
    );
  }
  const labels = name.split('.');
  if (name.length > 253 || !labels.every(isLabel)) {
    return wrong(host, 'is not a host name', 'Write e.g. `docs.example.com`.');
  }
  const isWide =
    labels.length === 1 && (host.startsWith('*.') || wideDomains.has(name.toLowerCase()));
  return opens && isWide
    ? wrong(host, 'would open a whole top-level domain', 'Name the hosts that are needed.')
    : null;
}

/** The top-level domains that somebody may write; a single label may else be a machine in one's own network. */
const wideDomains: ReadonlySet<string> = new Set(
  'com org net edu gov mil int io dev ai app co de uk fr eu us info biz cloud xyz'.split(' '),
);

function isLabel(label: string): boolean {
  return /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/i.test(label);
}

function isIpv6(host: string): boolean {
  return /^[0-9a-f:]*:[0-9a-f:]*:[0-9a-f:.]*$/i.test(host);
}

function wrong(host: string, what: string, remedy: string): Remark {
  return { severity: 'error', message: `The host ${quoted(host)} ${what}.`, remedy };
}
