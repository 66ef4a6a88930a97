import { dropsDatabase, dropsGraph, losesRows, startsSql } from './sql.ts';
import type { Hazard } from './types.ts';

/** A call as these rules see it: the program, its words, what it is fed. */
interface GeneralCall {
  readonly name: string;
  readonly words: readonly string[];
  readonly fed: readonly string[];
}

/** Verbs that mean the end of something, whatever program has them. */
const strong = wordsOf(
  'delete destroy terminate purge wipe nuke erase obliterate decommission teardown deleteall destroyall unregister',
);
/** Verbs that are everyday ones in many tools: only forced, or said of something that others rely on. */
const weak = wordsOf(
  'remove rm del drop reset flush truncate prune format uninstall forget clear empty cleanup gc undeploy discard expire leave down unprovision revoke',
);
/** What stands on servers and in databases, in the singular. */
const nouns = wordsOf(
  'database db cluster bucket project app application service instance server volume namespace topic queue stream tenant org organization organisation table collection keyspace schema domain site user account zone vm droplet backup snapshot deployment stack function dataset subscription customer record space vhost exchange nodegroup fleet vault repository shard replica partition tablespace catalog bookie broker host',
);
/** Options that take the question away, or take everything. */
const forced =
  /^(?:-[a-z]{0,2}[fyrR][a-z]{0,2}|--(?:force\w*|yes\S*|all(?:-\S+)?|recursive|auto-approve|(?:no|skip|assume)-?(?:confirm\w*|prompt|interaction|yes)|non-?interactive|confirm(?:=\S*)?|purge|cascade|delete-\S+|destroy-\S+|really\S*|do-it|permanent(?:ly)?|hard|live|production)|-A|-all|-force|-auto-approve|-purge|-recurse)$/;
const everything = /^(?:all|everything|FORCE|\*|\.\*|:all|@all|--all)$/;

/**
 * Tools of everyday work whose verbs speak of a project’s own dependencies, caches, windows and files, and those for
 * which everything dangerous is said elsewhere.
 */
const everyday = wordsOf(
  'git npm pnpm yarn npx pnpx bunx bun cargo rustup pip pip2 pip3 pipx uv uvx poetry pdm hatch rye pipenv conda mamba micromamba pixi gem bundle bundler composer go dotnet nuget paket mvn gradle gradlew sbt mix rebar3 hex opam stack cabal nix nix-env brew port apt apt-get aptitude dpkg dnf yum zypper rpm pacman paru yay apk emerge pkg snap flatpak guix choco scoop winget asdf mise rtx nvm fnm volta sdk pyenv rbenv goenv nodenv jenv ghcup juliaup elan ng nx turbo lerna rush vite expo eas react-native flutter dart pod carthage tuist tmux screen zellij code code-insiders codium cursor windsurf make just task docker docker-compose podman podman-compose nerdctl finch kubectl k oc helm kustomize ollama claude claude-code codex gemini qwen opencode copilot cursor-agent aider goose amp crush droid pinfold node deno python python3 ruby php perl pre-commit husky lefthook changeset dvc ccache sccache bazel bazelisk buck2 pants xcrun simctl adb avdmanager sdkmanager xcodebuild gh glab shadcn storybook jest vitest playwright cypress direnv zoxide autojump chezmoi stow yadm git-lfs repo gt hg sl jj svn fossil llm mcp beads bd todo taskwarrior timew emacs vim nvim vi nano tlmgr shelly eselect ya apx pueue wine reg phar consul rpmbuild jq yq shyaml dasel pm apt-history xargs env sudo doas ssh sh bash dash zsh fish ksh tee echo printf cat',
);

/** What other rules know of these is what they start or write; their own verbs are judged here. */
export const alsoJudged = wordsOf(
  'celery doppler infisical op istioctl linkerd velero flux argocd kubeadm kops tarsnap okteto devspace kcat createdb chamber porter teleport tsh boundary hostctl',
);

/** After these nothing is deleted: somebody looks, or makes something of that name. */
const looking = wordsOf(
  'describe get list ls show help explain info inspect search find create add new set run exec test plan status log logs grep print view docs man open edit diff validate lint check completion',
);

/** Options before which free text stands, about whatever it likes. */
const speaks =
  /^(?:-m|-t|-b|-p|--(?:message|msg|title|body|prompt|print|description|desc|notes?|comment|text|summary|subject|reason|name|label|append-system-prompt))$/;

const lost = { kind: 'destroy', recoverable: true } as const;
const deletes: Hazard = { ...lost, why: 'deletes what is stored, deployed or run somewhere' };
const forcedOn: Hazard = { ...lost, why: 'deletes or resets without a question' };
const uninstalls: Hazard = { ...lost, why: 'takes a whole installation down' };
const loses: Hazard = { ...lost, why: 'drops or empties what a database holds' };

/** Programs that are named after what they do: `k3s-uninstall.sh`, `wipe-disk`. */
const namedSo =
  /^[\w.-]{1,60}[-_.](?:uninstall(?:-all)?|wipe|destroy|nuke|purge|killall|decommission|factory-?reset)(?:[-_][\w-]{1,60})?\.sh$|^(?:[\w.]{1,40}-)?(?:uninstall|nuke|wipe|decommission|factory-?reset)$|^nuke-[\w-]{1,40}$|^[\w]{1,30}-nuke$/;

/**
 * What a program that nothing more is known of would lose, by words that mean the same everywhere: a verb of deletion
 * as its subcommand, with what it deletes or with an option that asks nobody; statements of databases.
 */
export function judgeGenerally(call: GeneralCall): Hazard | null {
  const name = call.name.toLowerCase();
  if (everyday.has(name) || call.words.length > 400) return null;
  if (namedSo.test(name)) return uninstalls;
  if (/\.(?:py|[cm]?[jt]s|rb|sh|php|pl|jar|ps1)$/.test(name)) return null;
  return judgeStatements(call) ?? judgeVerbs(call.words);
}

function judgeStatements({ words, fed }: GeneralCall): Hazard | null {
  const texts = words.filter((_, at) => !speaks.test(words[at - 1] ?? ''));
  const spoken = [...texts.map((word) => word.replace(/^--?[\w.-]{1,40}=/, '')), ...fed];
  const isLost = spoken.some(
    (text) => startsSql(text) && (dropsDatabase(text) || losesRows(text) || dropsGraph(text)),
  );
  return isLost ? loses : null;
}

/** How many words may come before the verb: groups of commands nest. */
const deepest = 4;

function judgeVerbs(words: readonly string[]): Hazard | null {
  const plain = words.filter((word) => !word.startsWith('-'));
  const isForced = words.some((word) => forced.test(word));
  const takesAll = plain.some((word) => everything.test(word));
  for (let at = 0; at < Math.min(plain.length, deepest); at += 1) {
    const word = plain[at] ?? '';
    if (!/^[A-Za-z][\w:-]{0,60}$/.test(word)) return null;
    if (looking.has(word)) return null;
    const parts = partsOf(word);
    const isStrong = parts.some((part) => strong.has(part));
    if (!isStrong && !parts.some((part) => weak.has(part))) continue;
    const others = parts.filter((part) => !strong.has(part) && !weak.has(part));
    const around = [...others, plain[at - 1] ?? '', plain[at + 1] ?? ''];
    const isSaidOfThings = around.some((part) => nouns.has(singular(part)));
    if (isForced || (isStrong && takesAll)) return forcedOn;
    if (isSaidOfThings) return deletes;
    // `customers delete x`, `terminate-instances`: a thing of whatever kind, and which one.
    const isSubcommand = others.length > 0 || (at > 0 && plain.length > at + 1);
    if (isStrong && isSubcommand) return deletes;
    return null;
  }
  return null;
}

/** `batch-delete-image`, `apps:destroy`, `TerminateInstances`. The verb stands at one end, or after `batch`. */
function partsOf(word: string): string[] {
  const parts = word
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, '-')
    .toLowerCase()
    .split(/[-:_]/);
  if (parts.length > 5 || /^(?:no|soft|un|undo)$/.test(parts[0] ?? '')) return [];
  const isVerb = (part: string | undefined): boolean =>
    part !== undefined && (strong.has(part) || weak.has(part));
  const ends = isVerb(parts[0]) || isVerb(parts.at(-1));
  return ends || (parts[0] === 'batch' && isVerb(parts[1])) ? parts : [];
}

function singular(word: string): string {
  return word.toLowerCase().replace(/ies$/, 'y').replace(/s$/, '');
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.split(' '));
}
