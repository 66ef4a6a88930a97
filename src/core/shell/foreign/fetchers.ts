/**
 * Programs that bring code from elsewhere, as data: what they print, or where they put it. Plain downloads (`curl`,
 * `wget`, `scp`) are described with the other programs.
 */

/** Calls whose output is text that somebody else wrote. */
export interface ForeignPrinter {
  readonly programs: string;
  /** Tested against the words after the program, joined with blanks. */
  readonly words: RegExp;
}

export const foreignPrinters: readonly ForeignPrinter[] = [
  { programs: 'gh', words: /^(?:gist view|api|release view|issue view|pr view|run view)\b/ },
  { programs: 'glab', words: /^(?:snippet view|api|release view|issue view|mr view)\b/ },
  { programs: 'dig|drill|kdig|delv', words: /(?:^|\s)(?:TXT|txt|ANY|any|-t\s?TXT|HINFO)(?:\s|$)/ },
  { programs: 'host|nslookup', words: /(?:^|\s)(?:-t\s?txt|-(?:query)?type=txt|-q=txt)(?:\s|$)/i },
  { programs: 'dog|doggo|q', words: /(?:^|\s)(?:TXT|--type=TXT)(?:\s|$)/ },
  { programs: 'finger|whois', words: /\S/ },
  {
    programs: 'kubectl|oc|k',
    words: /(?:^|\s)(?:get|logs)\s.*(?:jsonpath|template|go-template|logs)|^logs\s/,
  },
  { programs: 'gsutil', words: /(?:^|\s)cat\s/ },
  {
    programs: 'gcloud',
    words: /(?:^|\s)(?:storage cat|secrets versions access|compute instances describe)\b/,
  },
  { programs: 'rclone|mc|s3cmd', words: /^(?:-\S+ )*cat\s/ },
  {
    programs: 'aws',
    words:
      /^(?:ssm get-parameter|secretsmanager get-secret-value|dynamodb get-item|lambda invoke)\b/,
  },
  { programs: 'consul|etcdctl|redis-cli|vault', words: /(?:^|\s)(?:kv get|get|GET|read)\s/ },
  { programs: 'git', words: /^archive\s.*--remote/ },
  { programs: 'npm|pnpm|yarn', words: /^(?:view|info|show)\s/ },
  { programs: 'curlie|ipfs', words: /^(?:cat|get)\s/ },
  { programs: 'hub|tea', words: /^api\b/ },
];

/** Calls that make a folder or file out of what an address serves. */
export interface Fetcher {
  readonly programs: string;
  /** The verb and all before it: what follows are options, the source, the target. */
  readonly verb: RegExp;
  /** Options that take a value, without those of `target`. */
  readonly values?: string;
  /** Options whose value is the target. */
  readonly target?: string;
  /** Which sources are elsewhere; absent: all. */
  readonly remote?: RegExp;
  /** What arrives: a folder named like the source, a file, something in the working directory, or all of it. */
  readonly brings: 'folder' | 'file' | 'here' | 'whole';
}

/** An address of another machine, or the short name of a repository. */
const elsewhere =
  /^(?:[a-z][\w+.-]{0,20}:\/\/(?!\/)|[\w.-]{1,100}@[\w.-]{1,100}:|[\w.-]{1,100}:(?!\\))|^git@/i;
const repository =
  /^(?:[a-z][\w+.-]{0,20}:(?:\/\/)?|[\w.-]{1,100}@)?[\w.-]{1,100}\/[\w./-]{1,200}/i;

export const fetchers: readonly Fetcher[] = [
  {
    programs: 'git',
    verb: /^(?:-[cC] \S+ |-\S+ )*clone\s/,
    values:
      '-b --branch --depth -o --origin -c --config --filter -j --jobs --reference --template -u',
    remote: elsewhere,
    brings: 'folder',
  },
  {
    programs: 'git',
    verb: /^(?:-[cC] \S+ |-\S+ )*submodule add\s/,
    values: '-b --branch --name --depth --reference',
    remote: elsewhere,
    brings: 'folder',
  },
  {
    programs: 'git',
    verb: /^(?:-[cC] \S+ |-\S+ )*pull\s/,
    values: '-s --strategy -X --depth -j --jobs',
    remote: /^(?:https?|git|ssh):\/\/|^[\w.-]{1,100}@[\w.-]{1,100}:/,
    brings: 'whole',
  },
  {
    programs: 'gh',
    verb: /^repo clone\s/,
    values: '-u --upstream-remote-name',
    remote: repository,
    brings: 'folder',
  },
  { programs: 'glab', verb: /^repo clone\s/, remote: repository, brings: 'folder' },
  {
    programs: 'hg|sl|bzr|brz|fossil|darcs|pijul',
    verb: /^(?:clone|branch|get|checkout|co|open)\s/,
    values: '-r -b -u',
    remote: elsewhere,
    brings: 'folder',
  },
  { programs: 'jj', verb: /^git clone\s/, remote: elsewhere, brings: 'folder' },
  {
    programs: 'svn',
    verb: /^(?:co|checkout|export)\s/,
    values: '-r --username --password --depth',
    remote: elsewhere,
    brings: 'folder',
  },
  { programs: 'cvs', verb: /^(?:-\S+ )*(?:co|checkout)\s/, brings: 'here' },
  { programs: 'degit|tiged|giget', verb: /^/, values: '-m --mode', brings: 'folder' },
  {
    programs: 'gh',
    verb: /^(?:release|run) download\b/,
    values: '-R --repo -p --pattern -A --archive -n --name',
    target: '-D --dir -O --output',
    brings: 'here',
  },
  { programs: 'oras', verb: /^pull\s/, target: '-o --output', brings: 'here' },
  { programs: 'huggingface-cli|hf', verb: /^download\s/, target: '--local-dir', brings: 'here' },
  { programs: 'kaggle', verb: /\bdownload\s/, target: '-p --path', brings: 'here' },
  {
    programs: 'pip|pip3',
    verb: /^download\s/,
    values: '-i --index-url -r',
    target: '-d --dest',
    brings: 'here',
  },
  { programs: 'npm', verb: /^pack\s/, target: '--pack-destination', brings: 'here' },
  {
    programs: 'rclone',
    verb: /^(?:-\S+ )*(?:copy|sync|move)\s/,
    remote: /^[\w.-]{1,60}:/,
    brings: 'folder',
  },
  { programs: 'aws', verb: /^s3 sync\s/, remote: /^s3:\/\//, brings: 'folder' },
  {
    programs: 'kubectl|oc|k',
    verb: /^cp\s/,
    values: '-n -c',
    remote: /^[\w./-]{1,100}:/,
    brings: 'file',
  },
  {
    programs: 'rsync',
    verb: /^/,
    values: '-e --rsh -f --filter --exclude --include',
    remote: elsewhere,
    brings: 'folder',
  },
  {
    programs: 'scp|pscp',
    verb: /^/,
    values: '-i -P -o -F -c -J -S -l',
    remote: /^(?!\/|\.)[^/\s]{1,200}:/,
    brings: 'folder',
  },
  {
    programs: 'wget|wget2',
    verb: /^(?:.*\s)?(?:-r|--recursive|-m|--mirror|-i|--input-file)\b/,
    target: '-P --directory-prefix',
    brings: 'here',
  },
  {
    programs: 'curl',
    verb: /^(?:.*\s)?-\w*O\w*J|^(?:.*\s)?-\w*J\w*O|--remote-header-name/,
    target: '--output-dir',
    brings: 'here',
  },
];
