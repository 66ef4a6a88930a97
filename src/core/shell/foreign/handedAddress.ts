/** Programs of any name that are told to run or install what an address serves. */
import type { Machine } from '../machine.ts';
import { type Field, shownText } from '../words/field.ts';
import { byName } from './byName.ts';
import { isForeignRegistry, released } from './registries.ts';
import { runners } from './runners.ts';

/** For them an address is data, or their own rules speak of it. */
const ownRules =
  /^(?:git|gh|glab|hub|tea|jj|hg|svn|bzr|fossil|curl|wget2?|https?|xhs?|aria2c|axel|yt-dlp|youtube-dl|ffmpeg|ffprobe|mpv|vlc|docker|nerdctl|buildah|kubectl|k|oc|kustomize|helm|aws|gcloud|az|rclone|echo|printf|open|xdg-open|start|chromium|google-chrome|firefox|lynx|links|elinks|w3m|grep|rg|sed|awk|jq|yq|ssh|scp|rsync|skopeo|crane|cosign|pip[\d.]*|npm|pnpm|yarn|npx|bunx|pnpx|brew|apt|apt-get|dnf|yum|apk|rpm|zypper|dpkg|flatpak|terraform|tofu|vagrant|claude|codex|gemini|test|\[|\[\[|export|cd|mkdir|ls|cat|touch|tee|alias|playwright|lighthouse|cypress|ab|hey|wrk|k6|vegeta|locust|artillery)$/;

/** Words that make what they are given run, here or for everybody. */
const verbs =
  /^(?:install|i|add|run|apply|load|import|exec|eval|include|source|snippet|bundle|plug|plugin|plugins|deploy|play|start|up|pin|activate|init|execute|submit|launch|call|git|load-plugin|archive\.install|escript\.install)$/;
/** Names that are such words. */
const runningName =
  /(?:^|[-_])(?:install|submit|run|exec|eval|pull|ubi|eget|webi|basher|bpkg|antigen|zplug|omf|fisher)$/;
/** Options whose value is code, or a place that code comes from. */
const codeOption =
  /^--?(?:plugin-?url|recipe-url|manifest-url|git|git-url|taskfile|playbook|script|module|from|cloud-init|m|sgit)$/i;

const packed = String.raw`(?:tar(?:\.\w{1,4})?|tgz|txz|tbz2?|zip|whl|gem|deb|rpm|apk|pkg|dmg|msi|jar|war|hpi|vsix|xpi|crx|nupkg|wasm|ez|bin|run|AppImage|rockspec|rock)`;
const script = String.raw`(?:sh|bash|zsh|fish|nu|elv|ps1|py|pyz|js|mjs|cjs|ts|lua|rb|pl|php|vim|el|exs?|jl|R|m|groovy|kts?|scm|rkt|tcl|ipynb|nix)`;
const manifest = String.raw`(?:ya?ml|toml|json|hcl|tf)`;
const code = new RegExp(String.raw`\.(?:${packed}|${script}|${manifest})(?:[?#].{0,200})?$`);
const repository =
  /^(?:git\+[a-z]{2,6}:\/\/|git:\/\/|git@|https?:\/\/(?:[^/\s@]{0,100}@)?(?:git[\w-]{0,20}\.|(?:github|gitlab|bitbucket|codeberg)\.)[^\s]{3,400}|https?:\/\/\S{3,400}\.git\b)/;
const onlyCode =
  /^https?:\/\/\S{1,400}\.(?:sh|bash|zsh|ps1|py|rb|lua|pl|exs?|jl|jar|whl|vim|el|groovy|kts)$/;
const transfers = /^--?(?:u|url|base-url|o|output|referer|x|proxy|d|data)$/;
/** A repository without its scheme: `git.host/owner/name`. */
const bareRepository =
  /^(?:git|gitea|gogs|code|src|scm)\.[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}\/[\w./@+-]{2,300}$/;
const here =
  /^(?:\w+:\/\/)?(?:localhost|127\.|\[::1\]|0\.0\.0\.0|[\w.-]+\.(?:local|internal|test)\b|host\.docker)/;

const runnersOf = byName(runners);

/** Says when a program is given an address to run, install or load. */
export function judgeHandedAddress(name: string, words: readonly Field[], machine: Machine): void {
  const texts = words
    .slice(0, 48)
    .map((word) => shownText(word).slice(0, 512))
    .filter((text) => text !== '');
  if (!texts.some((text) => /:\/\/|git@|\bgit\./.test(text))) return;
  if (runsGiven(name, texts)) machine.unresolved('runs code from a download', name);
  else if (!ownRules.test(name) && installsGiven(name, texts)) {
    machine.unresolved('installs code from an address', name);
  }
}

function isAddress(text: string): boolean {
  return /^(?:https?|git\+\w+|git|oci):\/\//.test(text) && !here.test(text) && !released.test(text);
}

/** `runner -f https://…`: an option that names what it runs, or its only operand. */
function runsGiven(name: string, texts: readonly string[]): boolean {
  return runnersOf(name).some((runner) => {
    if (runner.words?.test(texts.join(' ').slice(0, 2_000)) === false) return false;
    const given = new Set(runner.given?.split(' '));
    const named = texts.some((text, index) => {
      const equals = text.startsWith('-') ? text.indexOf('=') : -1;
      if (equals > 0) return given.has(text.slice(0, equals)) && isAddress(text.slice(equals + 1));
      return given.has(texts[index - 1] ?? '') && isAddress(text);
    });
    const first = texts.find((text) => !text.startsWith('-'));
    const only = runner.operands === 'first' && !texts.some((text) => given.has(text));
    return named || (only && first !== undefined && isAddress(first) && texts[0] === first);
  });
}

function installsGiven(name: string, texts: readonly string[]): boolean {
  // A template is filled in and looked at before it is built.
  if (name === 'cargo' && texts[0] === 'generate') return false;
  const verb = texts.findIndex((text) => verbs.test(text));
  const running = runningName.test(name);
  return texts.some((text, index) => {
    const written = text.replace(/^-{1,2}[\w-]{1,40}=/, '');
    const option = written === text ? (texts[index - 1] ?? '') : text.slice(0, text.indexOf('='));
    // What only ever is code, given as the value of an option.
    const loads = option.startsWith('-') && !transfers.test(option) && onlyCode.test(written);
    const spoken = loads || codeOption.test(option) || running || (verb >= 0 && verb < 4);
    if (!spoken || here.test(written) || released.test(written)) return false;
    if (repository.test(written) || bareRepository.test(written)) return true;
    if (!/^https?:\/\//.test(written)) return false;
    return (
      code.test(written) || (/repo|registry|source/.test(option) && isForeignRegistry(written))
    );
  });
}
