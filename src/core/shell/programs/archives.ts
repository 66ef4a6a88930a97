import type { ProgramGroup } from './types.ts';

/** Archives and compression: whole trees go in, whole trees come out. */
export const archives: ProgramGroup = {
  'tar|gtar|bsdtar': {
    special: 'archive',
    values: {
      read: '-T --files-from -X --exclude-from -f --file',
      chdir: '-C --directory --cd',
      word: '--blocking-factor --strip-components --mtime --checkpoint --checkpoint-action -N --tape-length',
      text: '-b -H --format --exclude --transform --xform --owner --group --mode -V --label --newer -L -K --starting-file --sort --exclude-tag -s --pax-option',
      command:
        '-I --use-compress-program --to-command -F --info-script --new-volume-script --rsh-command --rmt-command',
      rewrite: '-g --listed-incremental --index-file',
    },
  },
  zip: {
    special: 'packNamed',
    first: 'write',
    operands: 'tree',
    values: {
      word: '-s -Z',
      text: '-x --exclude -i --include -n -P --password -t -tt',
      directory: '-b --temp-path',
      command: '-TT --unzip-command',
      write: '-O --output-file -lf --logfile-path',
    },
  },
  'unzip|zipinfo|unrar|unar': {
    first: 'read',
    values: { directory: '-d', text: '-x -P' },
  },
  'gzip|bzip2|xz|lzma|lz4|compress|pigz|pbzip2|pixz|lzip': {
    operands: 'rewrite',
    values: { word: '-S -T --threads -p --processes -F', text: '--suffix --format' },
    switches: [{ on: '-c --stdout --to-stdout -l --list -t --test', operands: 'read' }],
    recursive: '-r --recursive',
    prints: 'decoded',
  },
  'gunzip|bunzip2|unxz|unlzma|uncompress|unpigz|unzstd|unlz4': {
    operands: 'rewrite',
    switches: [{ on: '-c --stdout --to-stdout -l --list -t --test', operands: 'read' }],
    prints: 'decoded',
  },
  zstd: {
    operands: 'rewrite',
    values: { write: '-o', read: '-D', directory: '--output-dir-flat' },
    switches: [{ on: '-c --stdout', operands: 'read' }],
    prints: 'decoded',
  },
  'brotli|snzip': {
    operands: 'rewrite',
    values: { write: '-o --output', word: '-q --quality -w --lgwin -S' },
    prints: 'decoded',
  },
  '7z|7za|7zr|7zz|rar': {
    subcommands: {
      'a|u|m': { first: 'write', operands: 'tree', values: {} },
      'x|e': { first: 'read', operands: 'text', noOperands: 'directory' },
      'l|t': { first: 'read' },
      d: { first: 'write' },
    },
  },
  cpio: {
    special: 'packNamed',
    values: {
      read: '-I',
      write: '-O',
      chdir: '-D --directory',
      rewrite: '-F --file',
      word: '-C',
      text: '-H --format -R --owner',
    },
  },
  pax: {
    special: 'packNamed',
    operands: 'tree',
    values: { rewrite: '-f', word: '-b', text: '-s -x -o' },
  },
  'ar|llvm-ar': { first: 'text', operands: 'rewrite' },
  'jar|shar|makeself': { operands: 'perhaps' },
};
