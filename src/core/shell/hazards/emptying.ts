import { isLeftover } from './leftovers.ts';
import type { HazardGroup, WordTest } from './types.ts';

const lost = { kind: 'destroy', recoverable: true } as const;

/** What people write: source, documents, settings. One name, or a pattern of them. */
const endings = String.raw`(?:[cm]?[jt]sx?|py|pyi|ipynb|go|rs|[ch](?:pp|c|xx|h)?|cc|hh|java|kts?|swift|rb|php|cs|fs|scala|clj[cs]?|exs?|erl|hs|mli?|lua|r|jl|p[lm]|sh|bash|zsh|fish|ps1|sql|md|mdx|rst|adoc|tex|html?|s?css|less|vue|svelte|ya?ml|toml|ini|cfg|xml|proto|graphql|tf|qasm|json|gradle|cmake|mk|nix|zig|dart|mm?)`;
const written = new RegExp(
  String.raw`^(?![-+]).*\.${endings}$|(?:^|\/)(?:Makefile|Dockerfile|LICENSE|README|Justfile|Gemfile|Rakefile)$`,
);

/** Code alone: reports and lists are begun anew all day. */
const source =
  /^(?![-+])(?!.*(?:^|\/)(?:__init__\.py|tmp|test\.\w+|scratch\S*)$).*\.(?:[cm]?[jt]sx?|pyi?|go|rs|[ch](?:pp|c|xx|h)?|cc|hh|java|kts?|swift|rb|php|cs|fs|scala|clj[cs]?|exs?|erl|hs|mli?|lua|jl|p[lm]|vue|svelte|zig|dart)$/;

/** Whether emptying this file loses work: it is code, not a leftover, and not in a temporary folder. */
export function losesCode(path: string): boolean {
  return source.test(path) && !isLeftover(path) && !/^\/(?:private\/)?(?:var\/)?tmp\//.test(path);
}

/** Several files at once, as a pattern or as what a listing names. */
const several: WordTest = { test: (word) => /[*?]/.test(word) && !isLeftover(word) };

/** Files that lose their content while they keep their names, and disks that are filled. */
export const emptyingHazards = (): readonly HazardGroup[] => [
  {
    programs: 'truncate|gtruncate',
    hazards: [
      {
        line: /(?:^|\s)(?:-\w*s|--size)[= ]?0\b/,
        values: '-s --size -r --reference',
        operand: written,
        ...lost,
        why: 'empties a file of the work',
      },
      {
        line: /(?:^|\s)(?:-\w*s|--size)[= ]?[<%/-]?\d/,
        values: '-s --size -r --reference',
        operand: several,
        ...lost,
        why: 'empties every file of a kind',
      },
    ],
  },
  {
    programs: 'cp|gcp|install|ln|gln|mv',
    hazards: [
      {
        line: /(?:^|\s)\/dev\/(?:null|zero|u?random)\s+\S/,
        last: written,
        ...lost,
        why: 'puts nothing in the place of a file of the work',
      },
      {
        line: /(?:^|\s)\/dev\/(?:null|zero|u?random)\s+\S/,
        last: several,
        ...lost,
        why: 'puts nothing in the place of every file of a kind',
      },
    ],
  },
  {
    programs: 'dd|dcfldd',
    hazards: [
      {
        line: /(?=.*\bif=\/dev\/(?:zero|null|u?random)\b).*\bof=/,
        operand: new RegExp(String.raw`^of=.*\.${endings}$`),
        ...lost,
        why: 'overwrites a file of the work',
      },
      {
        line: /^(?=.*\bif=\/dev\/(?:zero|u?random)\b)(?!.*\bcount=)(?=.*\bof=(?!\/dev\/))/,
        ...lost,
        why: 'writes until the disk is full',
      },
    ],
  },
  {
    programs: 'fallocate',
    hazards: [
      {
        line: /(?:^|\s)(?:-\w*l|--length)[= ]?(?:\d{2,}0G|\d{3,}G|\d+[TPE]|\d{12,})/i,
        ...lost,
        why: 'fills the disk',
      },
      {
        line: /(?:^|\s)(?:-\w*[pcz]|--punch-hole|--collapse-range|--zero-range)\b/,
        operand: written,
        ...lost,
        why: 'empties a file of the work',
      },
    ],
  },
  {
    programs: 'mkfile|xfs_mkfile',
    hazards: [{ operand: /^(?:\d{3,}g|\d+t)$/i, ...lost, why: 'fills the disk' }],
  },
  {
    programs: 'tail|tac|sort|rev|shuf|wc',
    hazards: [
      {
        operand: /^\/dev\/(?:zero|urandom|random|full)$/,
        none: '-c --bytes -n',
        ...lost,
        why: 'takes all of the memory',
      },
    ],
  },
  {
    programs: 'sed|gsed',
    hazards: [
      {
        any: '-i --in-place -I',
        line: /(?:^|\s)(?:1,\$\s*d|d|\/\^?\.\*\$?\/d|\/\^\/d|\/\$\/d|0~1d)(?:\s|$)/,
        ...lost,
        why: 'deletes every line of a file',
      },
    ],
  },
  {
    programs: 'perl|ruby',
    hazards: [
      {
        // Edits in place, and what it prints for each line is nothing.
        line: /(?:^|\s)-\w{0,4}i\S{0,12}\s.{0,60}?(?:^|\s)-?\w{0,4}e?\s?["']?(?:\$_\s?=\s?(?:""|''|undef|q\(\))|undef\s\$_|\$_\.(?:clear|replace\(["']{2}\)))|(?:^|\s)-\w{0,4}i\w{0,6}\s+(?:-\w+\s+){0,3}(?:\$_\s?=\s?(?:""|''|undef)|undef\s\$_)/,
        ...lost,
        why: 'deletes every line of a file',
      },
      {
        // `-n` prints only what the code prints.
        line: /(?:^|\s)-(?:i\S{0,8}\s+-n|n\S{0,8}\s+-i|\w{0,3}n\w{0,3}i|\w{0,3}i\w{0,3}n)\w{0,3}\s+(?:-e\s+)?(?:0|1|;|""|''|next)(?:\s|$)/,
        ...lost,
        why: 'deletes every line of a file',
      },
    ],
  },
  {
    programs: 'awk|gawk',
    hazards: [
      {
        line: /(?:-i\s?|--include[= ])inplace\s+(?:-\S+\s+){0,4}(?:0|false|next|\{\s?(?:next)?;?\s?\}|\/\^\$\/\s?\{\s?\}|BEGIN\s?\{[^}]{0,80}\})(?:\s|$)/,
        ...lost,
        why: 'deletes every line of a file',
      },
    ],
  },
  {
    programs: 'tee|sponge',
    hazards: [
      {
        fed: /^\n?$/,
        none: '-a --append',
        operand: source,
        ...lost,
        why: 'puts nothing in the place of a file of the work',
      },
    ],
  },
  {
    programs: 'ed|ex|vi|vim|nvim',
    hazards: [
      {
        line: /(?:^|\s)(?:%|1,\$)d(?:elete)?\b.*(?:wq?|x)\b/,
        any: '-c -s -es -e',
        ...lost,
        why: 'deletes every line of a file',
      },
      {
        fed: /^\s*(?:%|1,\$)d\s*$[\s\S]*^\s*wq?\s*$/m,
        ...lost,
        why: 'deletes every line of a file',
      },
    ],
  },
];
