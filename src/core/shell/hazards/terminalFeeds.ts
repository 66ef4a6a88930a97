import type { Hazard, HazardGroup } from './types.ts';

/** Standard input, as it is named where a file is expected. */
const input = String.raw`(?:-|/dev/(?:stdin|tty|fd/0)|/proc/self/fd/0)(?=\s|$)`;

/** `OPTION -`, `OPTION=-`, `-f-`: the value is what somebody types. */
function takes(options: string, why: string): Hazard {
  return {
    line: new RegExp(String.raw`(?:^|\s)(?:${options})(?:\s+|=)?${input}`),
    kind: 'terminal',
    why,
    typed: true,
  };
}

const obeys = 'takes its commands from the terminal';
const names = 'takes the names of files from the terminal';
const addresses = 'takes what it transfers from the terminal';

/**
 * Programs that obey, or go through files named by, what comes on standard input. Harmless with a pipe or a file there:
 * that is judged by itself. Codes and lists in a file are judged as files.
 */
export const terminalFeeds: readonly HazardGroup[] = [
  {
    programs: 'awk|gawk|mawk|nawk|original-awk',
    hazards: [takes(String.raw`-f|--file|-E|--exec|-i|--include`, obeys)],
  },
  { programs: 'sed|gsed', hazards: [takes(String.raw`-[nErsuz]*f|--file`, obeys)] },
  { programs: 'psql', hazards: [takes(String.raw`-f|--file`, obeys)] },
  { programs: 'cmake', hazards: [takes('-P', obeys)] },
  { programs: 'tcc', hazards: [takes('-run', obeys)] },
  { programs: 'kubectl|oc', hazards: [takes(String.raw`-f|--filename|-k`, obeys)] },
  {
    programs: 'm4|gnuplot|kotlin|kotlinc|openssl|parted',
    hazards: [
      {
        most: 0,
        none: '--help --version -V -v -e -E --eval -s --script -H',
        kind: 'terminal',
        why: obeys,
        typed: true,
      },
    ],
  },
  {
    programs: 'mail|mailx|s-nail',
    hazards: [{ none: '-H -e -V', kind: 'terminal', why: obeys, typed: true }],
  },
  {
    programs: 'vi|vim|nvim|ex',
    hazards: [
      {
        any: '-es -Es',
        line: /^(?!.*(?:^|\s)(?:\+|-c\s?|--cmd\s?)["':]{0,2}(?:w|x|wq|q|qa|wqa|xa|qall|wqall|cq|cquit|quit)\b)/,
        kind: 'terminal',
        why: obeys,
        typed: true,
      },
    ],
  },
  {
    programs: 'tar|bsdtar|gtar',
    hazards: [takes(String.raw`--files-from|-?\w*T|-?\w*f\w*T\s+\S+`, names)],
  },
  { programs: 'rsync', hazards: [takes('--files-from', names)] },
  {
    programs: 'cpio|pax',
    hazards: [
      {
        any: '-o -p --create --pass-through -w',
        most: 1,
        kind: 'terminal',
        why: names,
        typed: true,
      },
    ],
  },
  { programs: 'zip', hazards: [{ any: '-@', kind: 'terminal', why: names, typed: true }] },
  {
    programs: 'wc|gwc|du|gdu|sort|gsort',
    hazards: [takes('--files0-from', names)],
  },
  { programs: 'find|gfind', hazards: [takes('-files0-from', names)] },
  {
    programs: 'git',
    hazards: [
      {
        words: 'cat-file',
        any: '--batch --batch-check --batch-command',
        kind: 'terminal',
        why: names,
        typed: true,
      },
      { words: 'hash-object', any: '--stdin-paths', kind: 'terminal', why: names, typed: true },
      {
        words: 'update-index|checkout-index',
        any: '--stdin --index-info',
        kind: 'terminal',
        why: names,
        typed: true,
      },
      { words: 'fast-import', kind: 'terminal', why: obeys, typed: true },
      takes('--pathspec-from-file', names),
    ],
  },
  { programs: 'wget|wget2|aria2c', hazards: [takes(String.raw`-i|--input-file`, addresses)] },
  { programs: 'curl', hazards: [takes(String.raw`-K|--config|-\w*K`, addresses)] },
];
