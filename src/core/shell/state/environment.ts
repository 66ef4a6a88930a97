import {
  exactText,
  type Field,
  headText,
  joinFields,
  linesOf,
  shownText,
  textField,
} from '../words/field.ts';
import { fork, type Value } from './scope.ts';
import { play } from '../calls/roles.ts';
import { runScript } from '../calls/scripts.ts';
import { touch, type Use } from '../reach/touch.ts';
import { namesOutputPlace } from './outputVariables.ts';
import { isForeignRegistry } from '../foreign/registries.ts';
import { followPrompt } from '../words/transforms.ts';

/** Variables whose value another program runs as a command. */
const commands = new Set(
  'GIT_SSH_COMMAND GIT_EXTERNAL_DIFF GIT_EDITOR GIT_SEQUENCE_EDITOR GIT_PAGER GIT_ASKPASS GIT_SSH GIT_PROXY_COMMAND PAGER EDITOR VISUAL MANPAGER BROWSER SSH_ASKPASS SUDO_ASKPASS PROMPT_COMMAND LESSCLOSE RSYNC_RSH FZF_DEFAULT_COMMAND'.split(
    ' ',
  ),
);

/** Variables that name a file which a shell or an interpreter runs first. */
const scripts = new Set('BASH_ENV ENV ZDOTDIR PYTHONSTARTUP'.split(' '));

/** Variables whose value is code. */
const codes = new Set(['PERL5DB']);

/** Variables that name folders or archives which programs load code from. */
const searchPaths = new Set(
  'LD_LIBRARY_PATH DYLD_LIBRARY_PATH DYLD_FALLBACK_LIBRARY_PATH DYLD_FRAMEWORK_PATH PYTHONPATH PYTHONHOME PYTHONUSERBASE PYTHONSTARTUP NODE_PATH PERL5LIB PERLLIB RUBYLIB GEM_PATH GEM_HOME CLASSPATH LUA_PATH LUA_CPATH GOPATH GOROOT GCONV_PATH QT_PLUGIN_PATH GTK_PATH GST_PLUGIN_PATH BUNDLE_GEMFILE MANPATH'.split(
    ' ',
  ),
);

/** Variables whose options may name code that is loaded into every program of a kind. */
const optionLists =
  /^(?:NODE_OPTIONS|RUBYOPT|PERL5OPT|_?JAVA_TOOL_OPTIONS|_JAVA_OPTIONS|JDK_JAVA_OPTIONS|MAVEN_OPTS|GRADLE_OPTS|SBT_OPTS|JAVA_OPTS|CATALINA_OPTS)$/;

/** Variables that load foreign code into programs. */
const loaders = new Set('LD_PRELOAD LD_AUDIT DYLD_INSERT_LIBRARIES'.split(' '));

/** Variables that switch a guard off or move its settings. */
const guards: Readonly<Record<string, RegExp>> = {
  HUSKY: /^0$/,
  HUSKY_SKIP_HOOKS: /./,
  PRE_COMMIT_ALLOW_NO_CONFIG: /./,
  LEFTHOOK: /^(0|false)$/,
  GIT_TEMPLATE_DIR: /./,
  GIT_EXEC_PATH: /./,
  LEFTHOOK_EXCLUDE: /./,
  OVERCOMMIT_DISABLE: /./,
  SKIP_SIMPLE_GIT_HOOKS: /^(1|true)$/,
};

/** States what giving a variable these values makes other programs do. */
export function judgeVariable(name: string, values: readonly Value[], use: Use): void {
  if (namesOutputPlace(name)) {
    for (const value of values) play('output', joinFields(value, ' '), { ...use, via: name });
  }
  judgeRegistry(name, values, use);
  if (/^npm_config_/i.test(name)) judgePackageSetting(name, values, use);
  if (!/^_?[A-Z][A-Z0-9_]*$/.test(name)) return;
  for (const value of values) {
    const field = joinFields(value, ' ');
    judgePlaces(name, field, use);
    if (/^(?:PS[0-4]|R?PROMPT[234]?)$/.test(name)) {
      use.machine.quietly(() => followPrompt(exactText(field) ?? '', use.scope, use.machine, name));
    } else if (name === 'LESSOPEN') {
      openForPager(field, use);
    } else if (name === 'GLOBIGNORE') {
      // With it set, patterns match hidden names.
      if (exactText(field) !== '') use.scope.globsHidden = true;
    } else if (commands.has(name)) {
      if (exactText(field) !== '') play('command', field, use);
    } else if (optionLists.test(name)) {
      for (const file of loadedFiles(shownText(field))) touch('read', textField(file), use);
    } else if (codes.has(name)) {
      play('code', field, { ...use, via: 'perl' });
    } else if (scripts.has(name)) {
      if (name.endsWith('ENV')) runScript(field, [], 'source', use);
      else touch('read', field, use);
    } else if (loaders.has(name)) {
      // An allocator or the like that the system brought.
      if (/^(|(\/usr(\/local)?)?\/lib(64)?\/[\w.+/-]+)$/.test(exactText(field) ?? '…')) continue;
      touch('read', field, use);
      use.machine.emit({ kind: 'tamper', why: `${name} loads code into every program`, via: name });
    } else if (guards[name]?.test(exactText(field) ?? 'unknown') === true) {
      use.machine.emit({ kind: 'tamper', why: `${name} switches a guard off`, via: name });
    } else if (
      /^GIT_CONFIG_(KEY_\d+|PARAMETERS)$/.test(name) &&
      /hookspath|fsmonitor/i.test(exactText(field) ?? 'hookspath')
    ) {
      use.machine.emit({ kind: 'tamper', why: `${name} changes which code git runs`, via: name });
    } else if (
      name === 'PATH' &&
      /^(\.?|(\/private)?(\/var)?\/tmp(\/.*)?|\/dev\/shm.*)$/.test(firstPlace(field))
    ) {
      use.machine.unresolved('programs may come from a folder that anybody can write', name);
    }
  }
}

/** `LESSOPEN='cmd %s'`: what the command prints names the file that is shown instead; after a bar it is shown itself. */
function openForPager(field: Field, use: Use): void {
  const text = exactText(field);
  if (text === '') return;
  const piped = headText(field).startsWith('|');
  const line = piped ? textField((text ?? shownText(field)).replace(/^\|{1,2}-?/, '')) : field;
  const output = use.machine.runField(line, fork(use.scope, {}), use.via);
  if (piped) return;
  for (const name of linesOf(output).slice(0, 16)) {
    if (exactText(name) !== null) touch('read', name, use);
  }
}

/** Code that is loaded from a place that is neither the project nor an installation. */
function judgePlaces(name: string, field: Field, use: Use): void {
  const { home, cwd } = use.machine.context;
  const value = shownText(field);
  const places = searchPaths.has(name)
    ? value.split(/[:;]/)
    : optionLists.test(name)
      ? [...loadedFiles(value), ...agents(value)]
      : [];
  if (places.some((place) => isForeignPlace(place, home, cwd))) {
    const why = 'takes code from a place outside the project and what is installed';
    use.machine.unresolved(why, name);
  }
  if (name === 'MAKEFLAGS' && /--eval\b|(?:^|\s)-?\w*E/.test(value)) {
    use.machine.unresolved('makes make run text that is not in its file', name);
  }
  if (name === 'GIT_SEQUENCE_EDITOR' && /\bdrop\b|\/d\b|\bd;|\bdd\b/.test(value)) {
    use.machine.emit({ kind: 'destroy', why: 'drops commits', via: name, recoverable: true });
  }
  if (unchecked[name]?.test(value) === true) {
    use.machine.unresolved(`${name} takes what any server sends`, name);
  }
}

/** Variables that switch off the check of who a server is. */
const unchecked: Readonly<Record<string, RegExp>> = {
  NODE_TLS_REJECT_UNAUTHORIZED: /^0$/,
  GIT_SSL_NO_VERIFY: /^(?:1|true|yes|on)$/i,
  PYTHONHTTPSVERIFY: /^0$/,
  GOINSECURE: /./,
  GONOSUMDB: /./,
  GONOSUMCHECK: /./,
  GOSUMDB: /^off$/,
};

/** Variables that say which registry packages come from. */
const registryVariable =
  /^(?:(?:PIP|UV)_(?:EXTRA_)?(?:DEFAULT_)?(?:INDEX|INDEX_URL|FIND_LINKS)|POETRY_REPOSITORIES_\w{1,64}_URL|NPM_CONFIG_REGISTRY|YARN_(?:NPM_)?REGISTRY(?:_SERVER)?|BUN_CONFIG_REGISTRY|GOPROXY|BUNDLE_MIRROR__\w{1,64}|RUBYGEMS_HOST|GEM_SOURCE|CARGO_REGISTRIES_\w{1,64}_INDEX|RUSTUP_(?:DIST_SERVER|UPDATE_ROOT)|PUB_HOSTED_URL|FLUTTER_STORAGE_BASE_URL|HEX_MIRROR(?:_URL)?|HEX_API_URL|HOMEBREW_(?:BOTTLE_DOMAIN|API_DOMAIN|BREW_GIT_REMOTE|CORE_GIT_REMOTE|ARTIFACT_DOMAIN)|NVM_NODEJS_ORG_MIRROR|NODEJS_ORG_MIRROR|FNM_NODE_DIST_MIRROR|N_NODE_MIRROR|PYTHON_BUILD_MIRROR_URL|RUBY_BUILD_MIRROR_URL|CONDA_CHANNELS|CONDA_CHANNEL_ALIAS|NUGET_SOURCE|CPAN_MIRROR|PERL_CPANM_OPT|LUAROCKS_SERVER|DENO_REGISTRY|JSR_URL|HF_ENDPOINT|ELECTRON_MIRROR|PLAYWRIGHT_DOWNLOAD_HOST|CYPRESS_DOWNLOAD_MIRROR|PUPPETEER_DOWNLOAD_BASE_URL|SASS_BINARY_SITE)$/i;

function judgeRegistry(name: string, values: readonly Value[], use: Use): void {
  if (!registryVariable.test(name)) return;
  for (const value of values) {
    const addresses = shownText(joinFields(value, ' '))
      .slice(0, 2_048)
      .split(/[\s,|]+/);
    if (
      !addresses.some(
        (each) => /:\/\//.test(each) && isForeignRegistry(each.replace(/^[\w-]{1,64}=/, '')),
      )
    )
      continue;
    use.machine.unresolved('installs packages from a registry that nobody vouches for', name);
    return;
  }
}

/** Places where anybody, or a browser, puts files. What lies elsewhere may be an installation. */
function isForeignPlace(place: string, home: string, cwd: string): boolean {
  const path = place.replace(/^~(?=\/|$)/, home);
  if (path === cwd || path.startsWith(`${cwd}/`)) return false;
  if (/^(?:\/private)?(?:\/var)?\/tmp(?:\/|$)|^\/dev\/shm|^\/run\/user|^\/media\//.test(path))
    return true;
  return (
    path.startsWith(`${home}/`) &&
    /^(?:Downloads|Desktop|\.cache|\.Trash)(?:\/|$)/.test(path.slice(home.length + 1))
  );
}

/** `-javaagent:x.jar`, `-agentpath:/x.so`, `-Xbootclasspath/a:x.jar`. */
function agents(options: string): string[] {
  const form =
    /-(?:javaagent|agentpath|Xbootclasspath(?:\/\w)?|Djava\.ext\.dirs)[:=]([^\s=,]{1,500})/g;
  return [...options.slice(0, 4_096).matchAll(form)].map(([, file = '']) => file);
}

/** Settings of the package manager that start another program. */
function judgePackageSetting(name: string, values: readonly Value[], use: Use): void {
  const key = name.slice('npm_config_'.length).toLowerCase().replaceAll('-', '_');
  for (const value of values) {
    const field = joinFields(value, ' ');
    if (/^(?:script_shell|shell|editor|git|viewer|browser|node_gyp)$/.test(key)) {
      if (
        /^(?:(?:\/usr)?\/bin\/)?(?:ba|z|da)?sh$|^(?:git|vi|vim|nano|false|true)$/.test(
          shownText(field),
        )
      )
        continue;
      use.machine.unresolved('makes the package manager start another program', name);
      play('command', field, use);
    } else if (key === 'node_options') {
      judgePlaces('NODE_OPTIONS', field, use);
    }
  }
}

/** The folder that is searched first. */
function firstPlace(field: Field): string {
  return headText(field).includes(':') || field.pieces.length <= 1
    ? (headText(field).split(':')[0] ?? '')
    : '…';
}

/** Files that options of an interpreter load before the program: `--require ./x.js`, `-r./x`. */
function loadedFiles(options: string): string[] {
  const loading =
    /(?:^|\s)(?:(?:--(?:require|import|loader|experimental-loader))[=\s]|-r\s?)(\S+)/g;
  return [...options.slice(0, 4_096).matchAll(loading)]
    .map(([, file = '']) => file.replace(/^file:\/\//, ''))
    .filter((file) => /^[./~]/.test(file));
}
