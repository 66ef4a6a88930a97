import type { StatementOf } from '../core/actions/action.ts';
import type { Effect } from '../core/actions/effect.ts';
import { canonicalHost } from '../core/policy/hostNames.ts';

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
 * Host of a target in its one form, without port, user and brackets; null when there is none.
 * `https://user@good.example@evil.example/` is evil.example: user information ends at the last `@` (RFC 3986 3.2.1,
 * as browsers read it), and a backslash ends the host like a slash.
 */
export function hostOf(target: string): string | null {
  // Browsers drop tabs and line breaks anywhere, and take any number of slashes after these schemes.
  const text = target.trim();
  const scheme =
    /^(?:(?:https?|wss?|ftp):[\\/]*|[a-z][a-z0-9+.-]*:[\\/]{2,})/i.exec(text)?.[0] ?? '';
  const authority = text.slice(scheme.length).split(/[\\/?#]/, 1)[0]!;
  const afterUser = authority.slice(authority.lastIndexOf('@') + 1);
  if (/[\s$`*{}<>|"']/.test(afterUser)) return null;
  const bracketed = /^\[([0-9a-f:.%\w]+)\]/i.exec(afterUser)?.[1];
  const name =
    bracketed ??
    (/^[0-9a-f]*:[0-9a-f.:]*:[0-9a-f.:]*$/i.test(afterUser)
      ? afterUser
      : afterUser.split(':', 1)[0]!);
  return canonicalHost(name);
}
