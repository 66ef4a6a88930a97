import type { StatementOf } from '../core/actions/action.ts';
import type { Effect } from '../core/actions/effect.ts';

/** A stated target (a URL, `user@host:path`, `host:port`) as an effect on its host; one that cannot be read asks. */
export function connectEffect(statement: StatementOf<'connect'>): Effect {
  const host = hostOf(statement.target);
  const { via, sends } = statement;
  if (host === null) {
    return {
      kind: 'unresolved',
      why: 'it connects to a host that cannot be read from the call',
      via,
    };
  }
  return { kind: 'connect', host, via, sends };
}

/**
 * Lower-case host of a target, without port, user and brackets; null when there is none.
 * `https://user@good.example@evil.example/` is evil.example: user information ends at the last `@` (RFC 3986 3.2.1,
 * as browsers read it), and a backslash ends the host like a slash.
 */
export function hostOf(target: string): string | null {
  const scheme = /^[a-z][a-z0-9+.-]*:[\\/]{2,}/i.exec(target)?.[0] ?? '';
  const authority = target.slice(scheme.length).split(/[\\/?#]/, 1)[0]!;
  const afterUser = authority.slice(authority.lastIndexOf('@') + 1);
  const bracketed = /^\[([0-9a-f:.%]+)\]/i.exec(afterUser)?.[1];
  const name =
    bracketed ??
    (/^[0-9a-f]*:[0-9a-f:]+$/i.test(afterUser) ? afterUser : afterUser.split(':', 1)[0]!);
  const host = name.toLowerCase().replace(/\.$/, '');
  return host === '' || /[\s$`*{}<>|"']/.test(host) ? null : host;
}
