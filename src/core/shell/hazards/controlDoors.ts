import { everybody, onEverything } from './addresses.ts';
import type { HazardGroup } from './types.ts';

const expose = { kind: 'expose' } as const;
const asks = { kind: 'unresolved' } as const;
const control = 'lets everybody on the network run code here';

/** A notebook whose token or password is set to nothing. */
const noToken = String.raw`(?:\b(?:token|password|hashed_password)=(?:["']{2})?(?=\s|$)|--no-token\b)`;

/** Editors, notebooks, debuggers and agents that take orders over the network. */
export const controlDoors: readonly HazardGroup[] = [
  {
    programs: 'code|code-insiders|codium|cursor|windsurf',
    hazards: [
      {
        words: 'tunnel',
        line: /^(?!status|user|kill|unregister|rename|prune|--help|-h\b)/,
        ...asks,
        why: 'opens this machine to an account on the network',
      },
      {
        words: 'serve-web',
        all: '--without-connection-token',
        line: onEverything,
        ...expose,
        why: control,
      },
      {
        words: 'serve-web',
        any: '--without-connection-token',
        ...asks,
        why: 'opens an editor without a token',
      },
      { words: 'serve-web', line: onEverything, ...asks, why: 'opens an editor to the network' },
    ],
  },
  {
    programs: 'openvscode-server|code-server|theia',
    hazards: [
      {
        any: '--without-connection-token --auth=none',
        line: onEverything,
        ...expose,
        why: control,
      },
      {
        any: '--without-connection-token --auth=none',
        ...asks,
        why: 'opens an editor without a token',
      },
      {
        line: onEverything,
        ...asks,
        why: 'opens an editor to the network',
      },
    ],
  },
  {
    programs: 'jupyter|jupyter-lab|jupyter-notebook|jupyter-server|marimo|voila',
    hazards: [
      {
        line: new RegExp(`^(?=.*${noToken})(?=.*${onEverything.source})`),
        ...expose,
        why: control,
      },
      { line: new RegExp(noToken), ...asks, why: 'opens a notebook without a token' },
      { line: onEverything, ...asks, why: 'opens a notebook to the network' },
    ],
  },
  {
    programs: 'node|nodejs|tsx|ts-node|bun|deno|nodemon',
    hazards: [
      {
        line: new RegExp(
          String.raw`(?:^|\s)--inspect(?:-brk|-wait|-port)?[=\s]${everybody}(?=[:\s]|$)`,
        ),
        ...expose,
        why: control,
      },
    ],
  },
  {
    programs: 'python|python3|debugpy',
    hazards: [
      {
        line: new RegExp(String.raw`(?:^|\s)debugpy\s.*--listen[=\s]${everybody}`),
        ...expose,
        why: control,
      },
    ],
  },
  {
    programs: 'java|javaw|jdb|mvn|gradle',
    hazards: [
      {
        line: new RegExp(String.raw`address=${everybody}:\d|jmxremote\.authenticate=false`),
        ...expose,
        why: control,
      },
    ],
  },
  {
    programs: 'dlv|gdbserver|lldb-server|rdbg',
    hazards: [
      {
        line: new RegExp(String.raw`(?:^|\s)(?:--listen[=\s]|--host[=\s])?${everybody}:?\d`),
        ...expose,
        why: control,
      },
      {
        line: /^(?:.*\s)?(?:--once\s|--multi\s|platform\s.*)?:\d{2,5}(?:\s|$)/,
        ...expose,
        why: control,
      },
    ],
  },
  {
    programs: 'nvim|vim|emacs|emacsclient|kak',
    hazards: [
      {
        line: new RegExp(String.raw`(?:^|\s)--listen[=\s]${everybody}:\d`),
        ...expose,
        why: control,
      },
    ],
  },
  {
    programs:
      'opencode|aider|goose|openhands|claude|codex|gemini|qwen|crush|ollama|llama-server|vllm',
    hazards: [
      {
        words: 'serve|web|server|app-server|acp',
        line: onEverything,
        ...asks,
        why: 'opens an agent to the network',
      },
    ],
  },
  {
    programs: 'irb|iex|erl|elixir|clj|clojure|lein|bb|nrepl',
    hazards: [
      {
        line: new RegExp(
          String.raw`nrepl\S{0,80}\s.*--bind[=\s]${everybody}|nrepl-server\s{1,3}${everybody}:|clojure\.server\.repl.*address\s{1,3}"?${everybody}`,
        ),
        ...expose,
        why: control,
      },
    ],
  },
];
