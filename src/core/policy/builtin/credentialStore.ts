import { pathsOf, type SecretFamily } from '../../secrets/catalogue/secretFile.ts';
import type { BuiltInRule } from './builtInRule.ts';

export const closed = { read: 'deny', write: 'deny', delete: 'deny' } as const;

const why =
  'It holds keys or tokens that act as you. Whoever reads it can use them, so no agent may open it.';
const remedy =
  'Do the step that needs the credential yourself, or give the agent the result instead of the key.';

/** A place whose files act as somebody: closed for reading and writing. */
export function store(family: SecretFamily): BuiltInRule {
  const { rule, title, except = [] } = family;
  return {
    id: rule,
    family: 'built-in',
    title,
    access: closed,
    paths: pathsOf(family),
    except,
    ownPlace: true,
    why,
    remedy,
  };
}
