import { type AnchoredPattern, compileGlobs } from '../zones/compileGlobs.ts';
import { createGlobMatcher } from '../zones/globIndex.ts';
import { anchoredAt } from '../policy/anchored.ts';
import { secretFamilies } from './catalogue/index.ts';
import type { SecretFile } from './catalogue/secretFile.ts';
import { type SuspectFile, suspectFiles } from './catalogue/suspects.ts';

/** What the name of a file says about it. */
export interface NameVerdict {
  /** It holds secrets, by its name alone; null when it does not seem so. */
  readonly secret: SecretFile | null;
  /** It may hold one: a look into it decides. */
  readonly suspects: readonly SuspectFile[];
  /** It lies among what tests use: its name alone is no reason to speak. */
  readonly fixture: boolean;
}

export interface NameOptions {
  /** Canonical home directories. */
  readonly homes: readonly string[];
  /** Names are compared without regard to case. */
  readonly fold: boolean;
}

/** Says what the name of a file tells; absolute paths with `/`. */
export type NameScan = (path: string) => NameVerdict;

/**
 * Places of a home that mean something else in a project, where they are usual: settings of tools without a login. There
 * they are looked into, or not at all.
 */
const onlyAtHome = new Set(
  words(
    `.npmrc .yarnrc .yarnrc.yml .bunfig.toml .bundle .circleci .travis .vercel .now .netlify .surge .render .railway
    .expo .helm .supabase .wrangler .gradle .m2 .nuget .chef .dropbox .fly .vnc .continue .cody .muttrc .neomuttrc .mbsyncrc .offlineimaprc .getmailrc .notmuch-config .gmailctl .openstack .modal.toml
    .config .local .cache .mutt .op .secrets .snowflake .pause .braket .perceval .rancher .pulumi .gsutil .databricks`,
  ),
);

/** Of `.config` and its like, what names a program that keeps a login there is enough by itself. */
const homeFolders = /^~\/\.(?:config|local|cache)\//;

/** Whether a file of a store is known to hold no secret: public keys, lists of known machines, settings. */
export function isHarmless(path: string): boolean {
  return harmless.test(path);
}

const harmless =
  /\/(?:\.ssh\/(?:known_hosts(?:\.old)?|authorized_keys2?|config|environment|rc|[^/]*\.pub)|\.gnupg\/(?:pubring\.(?:kbx|gpg)~?|trustdb\.gpg|tofu\.db|random_seed|[^/]*\.(?:conf|lock|kbx))|\.(?:config\/gcloud|azure)\/.*\.(?:log|lock))$/;

const fixture =
  /\/(?:tests?|__tests__|testing|testdata|test[-_]data|test[-_]?fixtures?|fixtures?|__fixtures__|specs?|mocks?|__mocks__|examples?|samples?|e2e)\//i;

/** Prepares the catalogue for a scan. */
export function createNameScan(options: NameOptions): NameScan {
  const entries: { readonly file: SecretFile | SuspectFile; readonly sure: boolean }[] = [];
  const patterns: AnchoredPattern[] = [];
  const add = (pattern: string, rule: number, except = false): void => {
    const exact = except && !pattern.endsWith('/**');
    patterns.push({ ...anchoredAt(pattern, null, options.homes), rule, except, exact });
  };
  for (const { files, except = [] } of secretFamilies) {
    for (const file of files) {
      const rule = entries.push({ file, sure: true }) - 1;
      for (const pattern of file.paths) {
        add(pattern, rule);
        for (const floating of floatingForms(pattern)) add(floating, rule);
      }
      for (const pattern of except) add(pattern, rule, true);
    }
  }
  for (const file of suspectFiles) {
    const rule = entries.push({ file, sure: false }) - 1;
    // Only the file itself: `config` is also a folder.
    for (const pattern of file.paths) {
      patterns.push({ ...anchoredAt(pattern, null, []), rule, except: false, exact: true });
    }
    for (const pattern of notSuspect) add(pattern, rule, true);
  }
  const match = createGlobMatcher(compileGlobs(patterns, options.fold));
  return (path) => {
    const found = match(path).map((ordinal) => entries[ordinal]!);
    // Stores come first: `~/.aws/credentials` is one of AWS before it is one by its own name.
    const secret = isHarmless(path) ? undefined : found.find(({ sure }) => sure);
    return {
      secret: secret?.file ?? null,
      suspects: found.flatMap(({ file, sure }) => (sure || !('shapes' in file) ? [] : [file])),
      fixture: fixture.test(path),
    };
  };
}

const notSuspect = ['**/*{example,sample,template,.dist,.schema}*'];

/** A home’s file is as secret in a folder that somebody keeps copies of a home in. */
function floatingForms(pattern: string): readonly string[] {
  if (!/^~\/\.|^~\/AppData\//.test(pattern)) return [];
  const rest = pattern.slice(2);
  if (homeFolders.test(pattern) || rest.startsWith('AppData/')) return [`**/${rest}`];
  const first = rest.split('/', 1)[0]!;
  const names = /^\.\{(.*)\}$/.exec(rest)?.[1];
  if (names === undefined) return onlyAtHome.has(first) ? [] : [`**/${rest}`];
  const kept = names.split(',').filter((name) => !onlyAtHome.has(`.${name.split('/', 1)[0]!}`));
  return kept.length === 0 ? [] : kept.map((name) => `**/.${name}`);
}

function words(text: string): readonly string[] {
  return text.split(/\s+/);
}
