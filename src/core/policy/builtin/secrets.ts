import { projectFamilies } from '../../secrets/catalogue/index.ts';
import { pathsOf, type SecretFamily } from '../../secrets/catalogue/secretFile.ts';
import type { BuiltInRule } from './builtInRule.ts';

const kept = { read: 'deny', write: 'ask', delete: 'ask', use: 'ask' } as const;

const byName = 'Its name says that it holds secrets, and what an agent reads goes to its model.';

/** Anywhere but in installed dependencies. */
const places = ['workspace', 'home', 'temporary', 'scratch', 'system'] as const;

function secret(family: SecretFamily, why: string, remedy: string): BuiltInRule {
  const { rule, title, except = [] } = family;
  const paths = pathsOf(family);
  return { id: rule, family: 'secrets', title, access: kept, paths, except, places, why, remedy };
}

/** Secret files by name, wherever a project keeps them. */
export const secretRules: readonly BuiltInRule[] = [
  secret(
    projectFamilies.dotenv,
    byName,
    'Read `.env.example` for the names, and let the program load the values itself at run time.',
  ),
  secret(
    projectFamilies.privateKeys,
    'A private key proves who you are, and what an agent reads goes to its model.',
    'Use the public half (`*.pub`), or let the program that owns the key use it.',
  ),
  secret(
    projectFamilies.credentialFiles,
    byName,
    'Work with an example file, or let the program that needs the credential read it.',
  ),
];
