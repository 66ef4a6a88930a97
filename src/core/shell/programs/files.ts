import type { Bringing, ProgramGroup } from './types.ts';

const copied: Bringing = {
  format: 'folder',
  operands: 'sources target',
  into: '-t --target-directory',
};

/** Programs whose business is files as such: copy, move, remove, show names and modes. */
export const files: ProgramGroup = {
  'cat|tac|nl': { operands: 'read', prints: 'filter' },
  'head|tail': {
    operands: 'read',
    values: {
      word: '-n -c -s --sleep-interval --pid --max-unchanged-stats',
      text: '--lines --bytes',
    },
    prints: 'filter',
  },
  'less|more|most|bat|batcat|pg|zless|zcat|gzcat|bzcat|xzcat|zstdcat|lz4cat|zmore|bzless|xzless': {
    operands: 'read',
    values: {
      word: '-t -T -x -y -z --paging --tabs',
      text: '-P --prompt -p --pattern -l --language --theme --style -r --line-range -H --highlight-line --wrap --color',
      write: '-o -O --log-file --LOG-FILE',
      read: '-k --lesskey-file',
    },
  },
  'od|hexdump|hd|strings|iconv|pv|glow|mdcat|readelf|objdump|nm|ldd|size|otool|lsattr': {
    operands: 'read',
    values: {
      word: '-n -j -w -f --encoding -l --radix',
      text: '-N -t -A -e -s -c --bytes --format',
      write: '-o --output',
    },
  },
  xxd: {
    operands: 'read',
    last: 'write',
    values: { word: '-c -cols -g -l -len -s -seek -o -n' },
    singleDash: true,
    special: 'decode',
  },
  'cp|gcp': {
    operands: 'read',
    last: 'write',
    values: { write: '-t --target-directory', word: '--context', text: '-S --suffix' },
    switches: [
      { on: '-t --target-directory', last: 'read' },
      { on: '-l --link', operands: 'link', last: 'link' },
      { on: '-s --symbolic-link', operands: 'linked' },
    ],
    recursive: '-r -R -a --recursive --archive',
    brings: {
      ...copied,
      trees: '-r -R -a --recursive --archive',
      contentsWith: '-T --no-target-directory',
      wholeNames: '--parents',
    },
  },
  'mv|gmv': {
    operands: 'move',
    last: 'write',
    values: { write: '-t --target-directory', text: '-S --suffix' },
    switches: [{ on: '-t --target-directory', last: 'move' }],
    brings: { ...copied, trees: 'always', contentsWith: '-T --no-target-directory' },
  },
  install: {
    operands: 'read',
    last: 'write',
    values: { write: '-t --target-directory', text: '-m --mode -o --owner -g --group -S --suffix' },
    switches: [
      { on: '-d --directory', operands: 'write', last: 'write' },
      { on: '-t --target-directory', last: 'read' },
    ],
    brings: { ...copied, unless: '-d --directory' },
  },
  'ln|link': {
    operands: 'link',
    values: { link: '-t --target-directory', text: '-S --suffix' },
    // A symbolic link opens nothing: its target is named, and counts where it is protected.
    switches: [{ on: '-s --symbolic', operands: 'linked', last: 'write' }],
    special: 'link',
  },
  'rm|grm': { operands: 'delete', recursive: '-r -R --recursive' },
  'unlink|rmdir|trash-put|rip': { operands: 'delete', values: { word: '--dir' } },
  shred: {
    operands: 'write',
    values: { word: '-n -s', text: '--iterations --size', read: '--random-source' },
    switches: [{ on: '-u --remove', operands: 'delete' }],
  },
  'mkdir|mkfifo|mknod': { operands: 'write', values: { word: '-Z --context', text: '-m --mode' } },
  touch: {
    operands: 'write',
    values: { text: '-d --date -t --time', mention: '-r --reference' },
  },
  truncate: {
    operands: 'write',
    values: { word: '-s', text: '--size', mention: '-r --reference' },
  },
  'tee|sponge': { operands: 'write', prints: 'filter' },
  dd: { special: 'copyBlocks' },
  'chmod|chown|chgrp|chattr': {
    first: 'text',
    operands: 'write',
    // `chmod -x FILE`: the mode looks like an option.
    firstGivenBy: '--reference -r -w -x -X -s -t -i -a -u',
    values: { mention: '--reference' },
  },
  setfacl: {
    operands: 'write',
    values: {
      word: '--modify --remove',
      text: '-m -x',
      read: '-M --modify-file -X --remove-file --restore',
    },
  },
  'getfacl|getfattr': { operands: 'mention', values: { word: '-n --name' } },
  'setfattr|xattr': { operands: 'perhaps' },
  rename: { first: 'text', operands: 'write' },
  ls: {
    operands: 'mention',
    noOperands: 'mention',
    values: {
      word: '-w -T',
      text: '-I --ignore --hide --width --tabsize --color --sort --time --time-style --block-size --format --indicator-style --quoting-style',
    },
    recursive: '-R --recursive',
    skipsHidden: '-a -A -f --all --almost-all',
    lists: 'always',
  },
  'dir|vdir|exa|eza|lsd|gls': {
    operands: 'mention',
    noOperands: 'mention',
    values: { word: '-L -s -t', text: '--level --sort --time -I --ignore-glob' },
    recursive: '-R --recurse -T --tree --recursive',
    lists: 'always',
  },
  'tree|ncdu|dust|broot': {
    operands: 'list',
    noOperands: 'list',
    values: { word: '-L --filelimit --charset', text: '-P -I --sort', write: '-o' },
  },
  du: {
    operands: 'list',
    noOperands: 'list',
    values: {
      word: '-d -B -t',
      text: '--max-depth --block-size --threshold --exclude',
      names: '--files0-from',
      read: '-X --exclude-from',
    },
  },
  stat: { operands: 'mention', values: { word: '--printf -t -f', text: '-c --format' } },
  'file|df|namei|pathchk|lsof|fuser|mountpoint|findmnt|chflags': {
    operands: 'mention',
    values: { word: '-m -F -p -u -i -c -t --type -o --output', names: '-f --files-from' },
  },
  'basename|dirname|realpath|readlink': {
    operands: 'mention',
    values: { word: '--relative-to --relative-base', text: '-s --suffix' },
    special: 'names',
  },
  split: {
    first: 'read',
    last: 'write',
    values: {
      word: '-b -l -n --number --suffix-length --additional-suffix',
      text: '--bytes --lines -a -C -t',
      command: '--filter',
    },
  },
  csplit: {
    first: 'read',
    values: { word: '--suffix-format -n --digits', output: '-f --prefix', text: '-b' },
  },
  'md5sum|sha1sum|sha224sum|sha256sum|sha384sum|sha512sum|b2sum|b3sum|cksum|sum|md5|shasum|xxhsum|xxh64sum':
    {
      operands: 'measure',
      values: { word: '-a --algorithm -l --length' },
    },
  'base64|base32|basenc|uuencode|gbase64': {
    operands: 'read',
    values: { word: '-w -b --break', text: '--wrap', read: '-i --input', write: '-o --output' },
    special: 'decode',
  },
  uudecode: { operands: 'read', values: { write: '-o' } },
  inotifywait: {
    operands: 'mention',
    values: { word: '-e -t --timeout', text: '--event --format --exclude --include' },
  },
  'sync|fsync': { operands: 'mention' },
  'rsync|rclone': {
    operands: 'remote',
    last: 'remoteTarget',
    values: {
      command: '-e --rsh',
      word: '--bwlimit --timeout --max-size --min-size --chmod -M -B --compress-level',
      text: '--rsync-path -f --filter --exclude --include --port --suffix --info --debug --remote-option --block-size',
      read: '--exclude-from --include-from --files-from --password-file',
      write: '--log-file --backup-dir --partial-dir -T --temp-dir --write-batch',
      mention: '--compare-dest --copy-dest --link-dest',
    },
    recursive: '-a -r --archive --recursive',
  },
};
